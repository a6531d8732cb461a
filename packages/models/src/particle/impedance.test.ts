import { expect, test } from 'vitest';
import { maximumConcentration } from '../constants.ts';
import { symmetricExchange } from '../potential/exchange.ts';
import { siliconLithiation } from '../potential/open-circuit.ts';
import { diffusionElement } from '../impedance/diffusion-element.ts';
import { type ImpedanceOptions, impedance } from './impedance.ts';
import { ParticleCell, type ParticleCellDescription } from './particle-cell.ts';
import { type StepOutcome, stepPotential } from './step.ts';

const cell: ParticleCellDescription = {
  particles: [0.06, 0.4].map((filmResistance) => ({
    geometry: 'sphere' as const,
    size: 85e-9,
    diffusivity: 1e-17,
    maximumConcentration,
    areaRatio: 40,
    filmResistance,
    capacitance: 0.2,
    hysteresisRange: 1,
    potential: { lithiation: siliconLithiation, delithiation: siliconLithiation }, // without hysteresis
    exchange: symmetricExchange(0.083),
    lithiation: 0.5,
    hysteresis: -1,
    temperature: 298.15,
    cells: 40,
    finest: 2e-10,
  })),
  counterExchange: 20,
  seriesResistance: 5e-4,
  temperature: 298.15,
};
const options: ImpedanceOptions = {
  lithiation: 0.5,
  hysteresis: -1,
  filmCapacitance: 0,
  exponent: 1,
  counterCapacitance: 0,
  diffusion: 'closed form',
};

test.each([10, 0.1, 0.01])(
  'a small sine of potential at %d Hz draws the current that Z foretells',
  (frequency) => {
    const working = new ParticleCell(cell);
    const rest = working.potential;
    const perPeriod = 400;
    const periods = 12;
    const outcome: StepOutcome = { status: 'done', charge: 0 };
    const at = (k: number) => rest + 5e-4 * Math.sin((2 * Math.PI * k) / perPeriod);
    let inPhase = 0;
    let outOfPhase = 0;
    for (let k = 1; k <= periods * perPeriod; k++) {
      stepPotential(working, 1 / frequency / perPeriod, at(k - 1), at(k), 'second', outcome);
      if (k <= (periods - 1) * perPeriod) continue;
      inPhase -= (2 / perPeriod) * working.current * Math.sin((2 * Math.PI * k) / perPeriod);
      outOfPhase -= (2 / perPeriod) * working.current * Math.cos((2 * Math.PI * k) / perPeriod);
    }
    const square = (inPhase * inPhase + outOfPhase * outOfPhase) / 5e-4;
    const { real, imaginary } = impedance(cell, options, Float64Array.of(frequency));
    const size = Math.hypot(real[0]!, imaginary[0]!);
    expect(Math.abs(inPhase / square - real[0]!) / size).toBeLessThan(0.005);
    expect(Math.abs(-outOfPhase / square - imaginary[0]!) / size).toBeLessThan(0.005);
  },
);

test('two equal populations have the impedance of one with twice the area', () => {
  const [first] = cell.particles;
  const frequencies = Float64Array.of(1e4, 1, 1e-2);
  const one = impedance({ ...cell, particles: [{ ...first!, areaRatio: 80 }] }, options, frequencies);
  const two = impedance({ ...cell, particles: [first!, first!] }, options, frequencies);
  two.real.forEach((value, k) => expect(value / one.real[k]!).toBeCloseTo(1, 12));
  two.imaginary.forEach((value, k) => expect(value / one.imaginary[k]!).toBeCloseTo(1, 12));
});

test.each(['sphere', 'plane'] as const)(
  'the %s element is continuous where its expansion takes over',
  (geometry) => {
    const below = new Float64Array(2);
    const above = new Float64Array(2);
    diffusionElement(geometry, 0.02 * (1 - 1e-9), below);
    diffusionElement(geometry, 0.02, above);
    expect(above[0]! / below[0]!).toBeCloseTo(1, 6);
    expect(above[1]! / below[1]!).toBeCloseTo(1, 7);
  },
);
