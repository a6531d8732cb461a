import { describe, expect, it } from 'vitest';
import { CellRun } from './cell-run.ts';
import type { CellStep } from './cell-step.ts';
import { hold, ramp } from './control.ts';
import { madeCell } from './testing/made-cell.ts';

const lithiate = (current: number, until: number): CellStep => ({
  control: hold('current', current),
  duration: Infinity,
  stops: [{ quantity: 'voltage', side: current > 0 ? 'below' : 'above', value: until }],
});
const rest = (duration: number): CellStep => ({ control: hold('current', 0), duration, stops: [] });
const levels = ['SPM', 'SPMe', 'DFN'] as const;
const hysteresis = { hysteresisRange: 0.03, filmResistance: 0.01, capacitance: 0.1 };

describe.each(levels)('%s', (level) => {
  it('keeps lithium and charge to rounding through every kind of step', () => {
    const run = new CellRun(madeCell(level, {}, hysteresis));
    const steps: readonly CellStep[] = [
      lithiate(44.7, 0.05),
      {
        control: hold('voltage', 0.05),
        duration: 1e5,
        stops: [{ quantity: 'current', side: 'below', value: 2 }],
      },
      rest(600),
      { control: hold('power', -10), duration: 300, stops: [] },
      { control: hold('resistance', 0.01), duration: 300, stops: [] },
      { control: ramp('voltage', 0.6, 5e-4, 0), duration: 600, stops: [] },
      lithiate(-44.7, 1.2),
    ];
    for (const step of steps) {
      expect(run.run(step).status).toBe('done');
      expect(Math.abs(run.imbalance())).toBeLessThan(1e-12);
    }
  });

  it('ends at its stop and goes on from there', () => {
    const run = new CellRun(madeCell(level));
    const end = run.run(lithiate(44.7, 0.1));
    expect(end).toMatchObject({ status: 'done', reason: { quantity: 'voltage', value: 0.1 } });
    expect(run.voltage).toBeCloseTo(0.1, 8);
    expect(run.run(lithiate(44.7, 0.1))).toMatchObject({ status: 'done', duration: 0 });
  });

  it('does not move the branch at rest', () => {
    const run = new CellRun(madeCell(level, {}, { hysteresisRange: 0.03 }));
    run.run(lithiate(44.7, 0.2));
    run.run(lithiate(-44.7, 0.45));
    const [population] = run.system.populations;
    const before = run.state[population!.branchIndex(0)]!;
    expect(before).toBeGreaterThan(-0.999);
    if (level === 'DFN') return; // currents between its particles go on at rest
    run.run(rest(7200));
    expect(run.state[population!.branchIndex(0)]).toBe(before);
  });
});

it('says what is used up where a step cannot go on', () => {
  const full = new CellRun(madeCell('SPM', {}, { lithiation: 0.99 }));
  expect(full.run({ control: hold('current', 44.7), duration: 1e6, stops: [] })).toMatchObject({
    status: 'failed',
    cause: expect.stringContaining('full'),
  });
  const thick = { thickness: 300e-6, porosity: 0.3, bruggeman: 1.5, conductivity: 10 };
  const starved = new CellRun(madeCell('DFN', { electrode: thick }, { areaRatio: 2400 }));
  expect(starved.run({ control: hold('current', 900), duration: 1e5, stops: [] })).toMatchObject({
    status: 'failed',
    cause: expect.stringContaining('depleted'),
  });
});

it('makes all levels agree at small currents', () => {
  const ends = levels.map((level) => {
    const run = new CellRun(madeCell(level), { tolerance: 1e-5 });
    run.run(lithiate(0.05, 0.05));
    return run.charge;
  });
  expect(ends[1]! / ends[0]!).toBeCloseTo(1, 4);
  expect(ends[2]! / ends[0]!).toBeCloseTo(1, 4);
});

it('keeps SPMe within 5 mV of DFN at 1C', () => {
  const reference = new CellRun(madeCell('DFN'));
  const curve: { t: number; v: number }[] = [];
  reference.run(lithiate(44.7, 0.01), (part) => {
    for (let n = 1; n <= 5; n++) {
      const t = part.from + ((part.to - part.from) * n) / 5;
      curve.push({ t, v: part.voltageAt(t) });
    }
  });
  const run = new CellRun(madeCell('SPMe'));
  let worst = 0;
  run.run({ control: hold('current', 44.7), duration: curve.at(-1)!.t * 0.99, stops: [] }, (part) => {
    for (const { t, v } of curve) {
      if (t > part.from && t <= part.to) worst = Math.max(worst, Math.abs(part.voltageAt(t) - v));
    }
  });
  expect(worst).toBeGreaterThan(0);
  expect(worst).toBeLessThan(5e-3);
});
