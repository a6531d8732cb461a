import { describe, expect, test } from 'vitest';
import type { CellDescription } from '../porous-cell/cell-description.ts';
import { type Advance, CellRun } from '../porous-cell/cell-run.ts';
import type { CellStep } from '../porous-cell/cell-step.ts';
import { hold, ramp } from '../porous-cell/control.ts';
import { madeCell } from '../porous-cell/testing/made-cell.ts';
import type { Ensemble, EnsembleResult } from './ensemble.ts';
import { ensemble as spread } from './testing/spread-cells.ts';
import { runEnsemble, runEnsembleInTurns } from './run-ensemble.ts';

const lithiate = (current: number): CellStep => ({
  control: hold('current', current),
  duration: Infinity,
  stops: [{ quantity: 'voltage', side: 'below', value: 0.02 }],
});
const holdLow: CellStep = {
  control: hold('voltage', 0.02),
  duration: 7200,
  stops: [{ quantity: 'current', side: 'below', value: 3 }],
};
const rest: CellStep = { control: hold('current', 0), duration: 600, stops: [] };
const sweepUp: CellStep = { control: ramp('voltage', 0.3, 5e-4, 0), duration: 1200, stops: [] };
const law = (x: number, out: Float64Array) => {
  out[0] = 3e-18 * (1 + x);
  out[1] = 3e-18;
};
const twoSizes = madeCell('SPM').populations.flatMap((each) => [
  { ...each, areaRatio: 100 },
  { ...each, size: 150e-9, areaRatio: 70 },
]);
const branches = { hysteresisRange: 0.05, filmResistance: 3e-3 };

/** Cells and protocols with and without a closed form. */
const kinds: readonly (readonly [string, CellDescription, readonly CellStep[]])[] = [
  ['a half cycle of one particle', madeCell('SPM'), [lithiate(40)]],
  ['three steps with branches and film', madeCell('SPM', {}, branches), [lithiate(40), rest, lithiate(10)]],
  ['a hold after a closed form', madeCell('SPM', {}, branches), [lithiate(60), holdLow, rest]],
  ['a law of the diffusivity', madeCell('SPM', {}, { diffusivity: law }), [lithiate(40), rest]],
  ['two populations', madeCell('SPM', { populations: twoSizes }), [lithiate(40)]],
  ['double layers', madeCell('SPM', {}, { capacitance: 0.2 }), [lithiate(40), rest]],
  ['an even reaction with salt', madeCell('SPMe'), [lithiate(40), sweepUp]],
  ['a porous electrode', madeCell('DFN'), [lithiate(40), holdLow]],
];

test.each(kinds)('a member is what the cell does by itself: %s', (_, cell, steps) => {
  const readings = 31;
  const result = runEnsemble({ members: 2, member: () => ({ cell, steps }) }, { readings });
  expect(result.failures).toEqual([]);
  const alone = new CellRun(cell);
  const again = new CellRun(cell);
  steps.forEach((step, s) => {
    const row = steps.length + s; // of the second member
    const before = alone.charge;
    const from = alone.time;
    const { duration } = alone.run(step);
    expect(result.duration[row]! / duration).toBeCloseTo(1, 9);
    expect(result.charge[row]! - (alone.charge - before)).toBeCloseTo(0, 5);
    let k = 0;
    const check = (part: Advance) => {
      for (; k < readings && from + (duration * k) / (readings - 1) <= part.to; k++) {
        const t = Math.max(part.from, from + (duration * k) / (readings - 1));
        expect(result.voltage[row * readings + k]).toBeCloseTo(part.voltageAt(t), 8);
        expect(result.current[row * readings + k]).toBeCloseTo(part.currentAt(t), 5);
      }
    };
    again.run(step, check);
    expect(k).toBeGreaterThanOrEqual(readings - 1);
  });
});

test('a step that is at its stop at once reads the same all along', () => {
  const steps = [lithiate(40), lithiate(40)];
  for (const level of ['SPM', 'DFN'] as const) {
    const { duration, voltage } = runEnsemble(
      { members: 1, member: () => ({ cell: madeCell(level), steps }) },
      { readings: 5 },
    );
    expect(duration[1]).toBeLessThan(1e-6);
    for (const v of voltage.subarray(5)) expect(v).toBeCloseTo(0.02, 3);
  }
});

/** The numbers of a result, for comparison bit by bit. */
const numbersOf = ({ duration, charge, voltage, current }: EnsembleResult) => [
  duration,
  charge,
  voltage,
  current,
];

test('members do not know each other: any part of an ensemble has the bits of the whole', () => {
  const whole = runEnsemble(spread({ members: 40, level: 'SPM' }), { readings: 11 });
  const { member } = spread({ members: 40, level: 'SPM' });
  for (const n of [0, 17, 39]) {
    const alone = runEnsemble({ members: 1, member: () => member(n) }, { readings: 11 });
    expect(alone.duration).toEqual(whole.duration.slice(2 * n, 2 * n + 2));
    expect(alone.voltage).toEqual(whole.voltage.slice(22 * n, 22 * n + 22));
  }
});

describe('a member that cannot', () => {
  const full = (level: CellDescription['level']) => madeCell(level, {}, { lithiation: 0.5 });
  const tooLong: CellStep = { control: hold('current', 60), duration: 1e5, stops: [] };

  test.each(['SPM', 'DFN'] as const)('is a failure with its cause, and the others go on: %s', (level) => {
    const result = runEnsemble(
      {
        members: 3,
        member: (n) => ({ cell: full(level), steps: [n === 1 ? tooLong : lithiate(20), rest] }),
      },
      { readings: 3 },
    );
    expect(result.failures).toMatchObject([{ member: 1, step: 0, cause: expect.stringMatching(/full/) }]);
    expect(result.duration[2]).toBeGreaterThan(100); // up to there
    expect(result.voltage[6]).toBeGreaterThan(0);
    expect([...result.voltage.slice(9, 12), result.duration[3], result.charge[3]]).toEqual([
      NaN,
      NaN,
      NaN,
      NaN,
      NaN,
    ]);
    expect(result.duration[5]).toBe(600);
  });

  test('and members with other steps, or none, are refused', () => {
    const steps = [[rest], [rest, rest]];
    const uneven: Ensemble = { members: 2, member: (n) => ({ cell: madeCell('SPM'), steps: steps[n]! }) };
    expect(() => runEnsemble(uneven)).toThrow('member 1 has 2 steps; expected 1');
    expect(() => runEnsemble({ ...uneven, members: 0 })).toThrow('0 members');
  });
});

test('in turns it tells its progress and stops when told to', async () => {
  const controller = new AbortController();
  const seen: number[] = [];
  const slow = spread({ members: 100_000, level: 'DFN' });
  const run = runEnsembleInTurns(slow, {
    readings: 2,
    signal: controller.signal,
    onProgress: (done) => {
      seen.push(done);
      if (seen.length === 3) controller.abort(new Error('enough'));
    },
  });
  await expect(run).rejects.toThrow('enough');
  expect(seen).toHaveLength(3);
  expect(seen[2]).toBeGreaterThan(seen[0]!);
  const small = await runEnsembleInTurns(spread({ members: 20, level: 'SPM' }), { readings: 4 });
  expect(numbersOf(small)).toEqual(
    numbersOf(runEnsemble(spread({ members: 20, level: 'SPM' }), { readings: 4 })),
  );
});
