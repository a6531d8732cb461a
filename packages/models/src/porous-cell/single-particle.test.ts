import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lithiationPotential, silicon } from '../potential/open-circuit.ts';
import type { PopulationDescription } from './cell-description.ts';
import { CellRun } from './cell-run.ts';
import { type Control, hold, ramp } from './control.ts';
import { constantCounter } from './foil.ts';
import { saltReaction } from './reaction.ts';
import { madeCell } from './testing/made-cell.ts';

const silica: Partial<PopulationDescription> = {
  size: 85e-9,
  diffusivity: 1e-16,
  areaRatio: 80,
  filmResistance: 0.06,
  capacitance: 0.1,
  hysteresisRange: 0.03,
  potential: silicon,
  reaction: saltReaction(0.083, 1000),
  lithiation: 0.3,
  hysteresis: 1,
};
const cellOf = (...populations: readonly Partial<PopulationDescription>[]) => ({
  ...madeCell('SPM', { counter: constantCounter(20, 0.1), seriesResistance: 5e-4 }),
  populations: populations.map((more) => madeCell('SPM', {}, { ...silica, ...more }).populations[0]!),
});

test('the branch follows the charge alone: exp(-2) of the way back after twice the range', () => {
  for (const capacitance of [0, 0.1]) {
    const run = new CellRun(cellOf({ capacitance }), { tolerance: 1e-8 });
    const [population] = run.system.populations;
    const duration = (0.06 / 5 / population!.meanRate) * 80;
    run.run({ control: hold('current', 5), duration, stops: [] });
    const taken = population!.meanAt(run.state, 0) - 0.3; // less what the double layer took
    expect(taken).toBeCloseTo(0.06, capacitance > 0 ? 3 : 12);
    const branch = run.state[population!.branchIndex(0)]!;
    expect(branch).toBeCloseTo(-1 + 2 * Math.exp(-taken / 0.03), capacitance > 0 ? 5 : 9);
  }
});

test('lithium and charge are kept and surfaces stay within the host whatever is asked of the cell', () => {
  const demand = fc.record({
    quantity: fc.constantFrom('voltage' as const, 'current' as const),
    voltage: fc.double({ min: 0.02, max: 1.2, noNaN: true }),
    current: fc.double({ min: -20, max: 20, noNaN: true }),
    duration: fc.double({ min: 0.1, max: 500, noNaN: true }),
  });
  fc.assert(
    fc.property(fc.array(demand, { minLength: 1, maxLength: 12 }), (demands) => {
      const run = new CellRun(cellOf({}, { lithiation: 0.6, filmResistance: 0.5 }));
      for (const { quantity, voltage, current, duration } of demands) {
        const control: Control = hold(quantity, quantity === 'voltage' ? voltage : current);
        const end = run.run({ control, duration, stops: [] });
        if (end.status === 'failed') expect(end.cause).toMatch(/silicon|full|empty|current|follow/);
        expect(Math.abs(run.imbalance())).toBeLessThan(1e-10);
        for (const population of run.system.populations) {
          const x = population.surfaceAt(run.state, 0);
          expect(x).toBeGreaterThan(-1e-3);
          expect(x).toBeLessThan(1 + 1e-3);
        }
        if (end.status === 'failed') return;
      }
    }),
    { numRuns: 60 },
  );
});

test('a population cut in equal parts is the same cell', () => {
  const currents = (parts: number) => {
    const cell = cellOf(...Array.from({ length: parts }, () => ({ areaRatio: 80 / parts })));
    const run = new CellRun(cell, { tolerance: 1e-6 });
    const top = run.voltage;
    const found: number[] = [];
    const record = { control: ramp('voltage', top, -3e-4, 0), duration: (top - 0.02) / 3e-4, stops: [] };
    run.run(record, (part) => {
      while (found.length < 50 && ((found.length + 1) / 50) * record.duration <= part.to * (1 + 1e-12)) {
        found.push(part.currentAt(Math.min(part.to, ((found.length + 1) / 50) * record.duration)));
      }
    });
    return found;
  };
  const whole = currents(1);
  const most = Math.max(...whole.map(Math.abs));
  currents(4).forEach((value, n) => {
    expect(Math.abs(value - whole[n]!)).toBeLessThan(1e-5 * most);
  });
});

test('a slow sweep of a cell without losses follows the branch', () => {
  const easy = { filmResistance: 0, capacitance: 0, reaction: saltReaction(1e6, 1000), lithiation: 0.02 };
  const run = new CellRun({ ...cellOf(easy), counter: constantCounter(1e12, 0), seriesResistance: 0 });
  run.run({
    control: ramp('voltage', run.voltage, -1e-7, 0),
    duration: (run.voltage - 0.1) / 1e-7,
    stops: [],
  });
  expect(lithiationPotential(run.system.populations[0]!.meanAt(run.state, 0))).toBeCloseTo(0.1, 4);
});
