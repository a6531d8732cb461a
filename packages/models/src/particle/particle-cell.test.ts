import fc from 'fast-check';
import { expect, test } from 'vitest';
import { faraday, maximumConcentration } from '../constants.ts';
import { symmetricExchange } from '../potential/exchange.ts';
import { delithiationPotential, lithiationPotential, silicon } from '../potential/open-circuit.ts';
import { ParticleCell, type ParticleCellDescription } from './particle-cell.ts';
import type { ParticleDescription } from './particle.ts';
import { type StepOutcome, stepCurrent, stepPotential } from './step.ts';
import { sweep } from './voltammogram.ts';

const population: ParticleDescription = {
  geometry: 'sphere',
  size: 85e-9,
  diffusivity: 1e-16,
  maximumConcentration,
  areaRatio: 80,
  filmResistance: 0.06,
  capacitance: 0.1,
  hysteresisRange: 0.03,
  potential: silicon,
  exchange: symmetricExchange(0.083),
  lithiation: 0.3,
  hysteresis: 1,
  temperature: 298.15,
  cells: 30,
  finest: 1e-9,
};
const cellOf = (particles: readonly ParticleDescription[]): ParticleCellDescription => ({
  particles,
  counterExchange: 20,
  seriesResistance: 5e-4,
  temperature: 298.15,
});
const outcome: StepOutcome = { status: 'done', charge: 0 };

test('at rest nothing moves: no current at the equilibrium potential, branch and lithium frozen', () => {
  const cell = new ParticleCell(cellOf([population]));
  for (let k = 0; k < 50; k++) stepCurrent(cell, 60, 0, 'second', outcome);
  expect(cell.potential).toBeCloseTo(delithiationPotential(0.3), 9);
  expect(cell.particles[0]!.hysteresis).toBeCloseTo(1, 12);
  expect(cell.particles[0]!.mean()).toBeCloseTo(0.3, 11);
});

test('the branch follows the charge alone: exp(-2) of the way back after twice the range', () => {
  const cell = new ParticleCell(cellOf([{ ...population, capacitance: 0 }]));
  const current = 5;
  const perStep = current / 80 / (faraday * maximumConcentration * (85e-9 / 3));
  const steps = Math.round(0.06 / perStep / 20);
  const duration = 0.06 / perStep / steps;
  for (let k = 0; k < steps; k++) stepCurrent(cell, duration, current, 'second', outcome);
  expect(cell.particles[0]!.mean()).toBeCloseTo(0.36, 12);
  expect(cell.particles[0]!.hysteresis).toBeCloseTo(-1 + 2 * Math.exp(-2), 10);
});

test('lithium and charge are conserved to 1e-10 whatever is asked of the cell', () => {
  const demand = fc.record({
    controlled: fc.boolean(),
    potential: fc.double({ min: 0.005, max: 1.5, noNaN: true }),
    current: fc.double({ min: -20, max: 20, noNaN: true }),
    duration: fc.double({ min: 0.1, max: 500, noNaN: true }),
    order: fc.constantFrom('first' as const, 'second' as const),
  });
  fc.assert(
    fc.property(fc.array(demand, { minLength: 1, maxLength: 30 }), (demands) => {
      const cell = new ParticleCell(
        cellOf([population, { ...population, lithiation: 0.6, filmResistance: 0.5 }]),
      );
      const capacity = 2 * 80 * faraday * maximumConcentration * (85e-9 / 3);
      let held = cell.charge();
      for (const { controlled, potential, current, duration, order } of demands) {
        if (controlled) stepPotential(cell, duration, cell.potential, potential, order, outcome);
        else stepCurrent(cell, duration, current, order, outcome);
        expect(Math.abs(cell.charge() - held - outcome.charge)).toBeLessThan(1e-10 * capacity);
        held = cell.charge();
        for (const particle of cell.particles) {
          for (const x of particle.x) {
            expect(x).toBeGreaterThan(-1e-9);
            expect(x).toBeLessThan(1 + 1e-9);
          }
        }
      }
    }),
    { numRuns: 200 },
  );
});

test('the current at a potential returns that potential when it is imposed', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0.05, max: 0.9, noNaN: true }),
      fc.double({ min: 0.05, max: 0.9, noNaN: true }),
      fc.double({ min: 1, max: 100, noNaN: true }),
      (lithiation, potential, duration) => {
        const start = { ...population, lithiation };
        const first = new ParticleCell(cellOf([start, { ...start, filmResistance: 1 }]));
        first.begin(duration, 0, 0);
        if (!first.solvePotential(potential)) return;
        const second = new ParticleCell(cellOf([start, { ...start, filmResistance: 1 }]));
        second.begin(duration, 0, 0);
        expect(second.solveCurrent(first.current)).toBe(true);
        expect(Math.abs(second.potential - potential)).toBeLessThan(1e-8);
      },
    ),
    { numRuns: 300 },
  );
});

test('a population cut in equal parts is the same cell', () => {
  const protocol = { scanRate: 3e-4, upper: 1.2, lower: 0.01, cycles: 1, step: 3e-3 };
  const whole = sweep(cellOf([population]), protocol);
  const parts = sweep(cellOf(Array.from({ length: 4 }, () => ({ ...population, areaRatio: 20 }))), protocol);
  const scale = whole.current.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  parts.current.forEach((value, i) => {
    expect(Math.abs(value - whole.current[i]!)).toBeLessThan(1e-6 * scale);
  });
});

test('a current that the particles cannot carry is refused and leaves the cell as it was', () => {
  for (const particles of [[population], [{ ...population, capacitance: 0 }]]) {
    const cell = new ParticleCell(cellOf(particles));
    const held = cell.charge();
    stepCurrent(cell, 1e5, 100, 'second', outcome);
    expect(outcome).toEqual({ status: 'exhausted', charge: 0 });
    expect(cell.charge()).toBe(held);
  }
});

test('the double layer of an emptied particle goes on charging', () => {
  const cell = new ParticleCell(cellOf([{ ...population, filmResistance: 0 }]));
  for (let k = 0; k < 200; k++) stepPotential(cell, 100, 1.5, 1.5, 'second', outcome);
  stepPotential(cell, 100, 1.5, 1.6, 'first', outcome);
  expect(outcome.status).toBe('clamped');
  expect(-outcome.charge / (0.1 * 80 * 0.1)).toBeCloseTo(1, 2); // C dE per geometric area
});

test('an emptied particle is reported as clamped, not passed over', () => {
  const cell = new ParticleCell(cellOf([population]));
  const seen = new Set<string>();
  for (let k = 0; k < 300; k++) {
    stepPotential(cell, 100, 1.5, 1.5, 'second', outcome);
    seen.add(outcome.status);
  }
  expect([...seen]).toEqual(['done', 'clamped']);
  expect(cell.particles[0]!.mean()).toBeLessThan(1e-6);
});

test('a slow sweep of a lossless cell follows the branches', () => {
  const easy = {
    ...population,
    filmResistance: 0,
    capacitance: 0,
    exchange: symmetricExchange(1e6),
    lithiation: 0.02,
  };
  const cell = new ParticleCell({ ...cellOf([easy]), counterExchange: Infinity, seriesResistance: 0 });
  const down = 0.9;
  for (let k = 0; k < 800; k++) {
    stepPotential(cell, 1e4, down - 1e-3 * k, down - 1e-3 * (k + 1), 'second', outcome);
  }
  expect(lithiationPotential(cell.particles[0]!.mean())).toBeCloseTo(0.1, 4);
});
