import { describe, expect, it } from 'vitest';
import { faraday } from '../constants.ts';
import { CellRun } from '../porous-cell/cell-run.ts';
import { madeCell } from '../porous-cell/testing/made-cell.ts';
import { parseProtocol } from './parse-protocol.ts';
import type { Protocol } from './protocol-step.ts';
import { type LogEntry, runProtocol, runProtocolInTurns, type StepSummary } from './run-protocol.ts';
import type { Sampling } from './sampler.ts';

/** The made cell passes 44.7 A/m2 at 1C. */
const basis = { area_m2: 1e-4, loading_kg_m2: 8e-3, capacity_C_m2: 44.7 * 3600 };
const hysteresis = { hysteresisRange: 0.03, filmResistance: 0.01, capacitance: 0.1 };

function record(
  protocol: string | Protocol,
  sampling: Sampling = {},
  level: 'SPM' | 'SPMe' | 'DFN' = 'SPM',
  population = {},
) {
  const run = new CellRun(madeCell(level, {}, population));
  const entries: LogEntry[] = [];
  const steps: StepSummary[] = [];
  const outcome = runProtocol(run, typeof protocol === 'string' ? parseProtocol(protocol) : protocol, basis, {
    sampling,
    onRecord: (entry) => entries.push(entry),
    onStep: (step) => steps.push(step),
  });
  return { run, entries, steps, outcome };
}

describe.each(['SPM', 'SPMe', 'DFN'] as const)('%s', (level) => {
  it('runs every kind of step to its end, charge and lithium in balance', () => {
    const { run, steps, outcome, entries } = record(
      `Lithiate at 1C until 0.05 V
Hold at 0.05 V until C/20
Rest for 10 min
Delithiate at 1 mW for 5 min
Delithiate at 1 kOhm for 5 min
Lithiate at 2 kOhm for 5 min
Sweep at 0.5 mV/s to 0.5 V
Pulse at 2C for 10 s, rest 1 min
Delithiate at C/2 until 1 V or 100 mAh/g`,
      { time: 10 },
      level,
      hysteresis,
    );
    expect(outcome).toEqual({ status: 'done', steps: 10, cycles: 2 });
    expect(Math.abs(run.imbalance())).toBeLessThan(1e-11);
    expect(steps.map(({ reason }) => reason)).toEqual([
      'voltage below 0.05 V',
      'current below 2.235 A/m2',
      'duration',
      'duration',
      'duration',
      'duration',
      'duration',
      'duration',
      'duration',
      expect.stringMatching(/voltage above 1 V|charge above 2880 C\/m2/),
    ]); // prettier-ignore
    for (const step of steps) {
      // what the records say has flowed is the step's charge, and the current's integral is that too
      const own = entries.filter(({ summary }) => summary.step === step.step);
      expect(own.at(-1)!.charge).toBeCloseTo(step.charge, 6);
      let integral = 0;
      for (let n = 1; n < own.length; n++) {
        integral += ((own[n]!.time - own[n - 1]!.time) * (own[n]!.current + own[n - 1]!.current)) / 2;
      }
      expect(Math.abs(integral - step.charge)).toBeLessThan(0.02 * Math.abs(step.charge) + 1);
    }
    // a load: Ohm's law at every moment
    for (const entry of entries.filter(({ summary }) => summary.line === 6)) {
      expect(entry.voltage / (entry.current * basis.area_m2)).toBeCloseTo(2000, 1);
    }
  });
});

it('passes the charge of the current and the lithium of the particle, step by step', () => {
  const { run, steps } = record('Lithiate at C/2 until 0.1 V; Delithiate at C/3 for 30 min');
  for (const { charge, current, duration } of steps) expect(charge).toBeCloseTo(current * duration, 8);
  const [population] = run.system.populations;
  const { areaRatio, size, maximumConcentration } = population!.description;
  const gained = run.state[population!.offset]! - 0.02;
  const capacity = (areaRatio * size * faraday * maximumConcentration) / 3;
  expect(gained).toBeCloseTo(run.charge / capacity, 12);
});

describe('a sampler', () => {
  it('logs both ends and every change by so much, on the dense output', () => {
    const { entries } = record('Lithiate at C/5 until 0.05 V; Rest for 1 h', { voltage: 5e-3 });
    const steps = [1, 2].map((step) => entries.filter(({ summary }) => summary.step === step));
    for (const own of steps) {
      expect(own[0]!.stepTime).toBe(0);
      for (let n = 1; n < own.length - 1; n++) {
        expect(Math.abs(own[n]!.voltage - own[n - 1]!.voltage)).toBeCloseTo(5e-3, 7);
      }
    }
    expect(steps[0]!.at(-1)!.voltage).toBeCloseTo(0.05, 8);
    expect(steps[1]!.at(-1)!.stepTime).toBeCloseTo(3600, 6);
  });

  it('logs by time, with a period of the step beside', () => {
    const { entries } = record('Rest for 1 min; Rest for 1 min (7 second period)', { time: 20 });
    expect(entries.map(({ stepTime }) => Math.round(stepTime * 1e6) / 1e6)).toEqual([
      0, 20, 40, 60, 0, 7, 14, 21, 28, 35, 42, 49, 56, 60,
    ]);
  });

  it('logs every change of the current of a hold', () => {
    const { entries } = record('Hold at 0.2 V for 1 h', { current: 1 }, 'DFN');
    expect(entries.length).toBeGreaterThan(20);
    for (let n = 1; n < entries.length - 1; n++) {
      expect(Math.abs(entries[n]!.current - entries[n - 1]!.current)).toBeCloseTo(1, 4);
    }
  });
});

it('counts cycles by half cycles, pulses and rests within them', () => {
  const { steps } = record(
    'Repeat 2 times: Lithiate at 1C until 0.1 V; Pulse delithiation at 1C for 5 s, rest 5 s; Delithiate at 1C until 0.8 V',
  );
  expect(steps.map(({ cycle }) => cycle)).toEqual([1, 1, 1, 1, 2, 2, 2, 2]);
  expect(steps.map(({ line }) => line)).toEqual([1, 2, 3, 4, 1, 2, 3, 4]);
});

it('ends a titration at its voltage, whichever way it lies', () => {
  const { steps, run } = record(
    'GITT: 10 min at C/2, rest 10 min, until 0.1 V; GITT: 10 min at C/2, rest 10 min, until 0.7 V',
  );
  expect(steps.filter(({ sign }) => sign > 0).length).toBeGreaterThan(7);
  expect(steps.filter(({ sign }) => sign < 0).length).toBeGreaterThan(7);
  expect(run.voltage).toBeCloseTo(0.7, 6);
  expect(steps.at(-1)!.cycle).toBe(1);
});

it('reports a step that was at its stop when it began, and does not loop over it for ever', () => {
  const { steps, entries } = record(
    'Lithiate at 1C until 0.1 V; Repeat 100 times: Lithiate at 1C until 0.1 V',
  );
  expect(steps).toMatchObject([
    { status: 'done' },
    { status: 'at once', duration: 0, reason: 'voltage below 0.1 V' },
  ]);
  expect(entries.filter(({ summary }) => summary.step === 2)).toEqual([]);
});

it('says why a step cannot be run, and stops there', () => {
  const { outcome, steps } = record('Lithiate at 1C for 10 h; Rest for 1 h');
  expect(outcome).toMatchObject({ status: 'failed', cause: expect.stringMatching(/^step 1: .*full/) });
  expect(steps).toHaveLength(1);
  expect(steps[0]!.duration).toBeGreaterThan(3000);
});

it('follows a course corner by corner, with jumps', () => {
  const course = { kind: 'profile', quantity: 'current', until: [] } as const;
  const { entries, run } = record(
    [{ ...course, time_s: [0, 100, 100, 200], values: [0, -1e-3, 1e-3, 1e-3] }],
    { time: 25 },
    'DFN',
  );
  for (const { stepTime, current } of entries) {
    if (stepTime === 100) continue;
    expect(current * basis.area_m2).toBeCloseTo(stepTime < 100 ? (1e-3 * stepTime) / 100 : -1e-3, 9);
  }
  expect(run.charge * basis.area_m2).toBeCloseTo(0.05 - 0.1, 7);
  expect(() => record([{ ...course, time_s: [0], values: [1] }])).toThrow(/two points or more/);
  expect(() => record([{ ...course, time_s: [0, 2, 1], values: [0, 0, 0] }])).toThrow(/times that rise/);
});

it('takes turns with others, shows progress and can be stopped', async () => {
  const run = new CellRun(madeCell('DFN'));
  const stop = new AbortController();
  let shown = 0;
  const forever = parseProtocol(
    'Repeat 100000 times: Lithiate at 1C until 0.1 V; Delithiate at 1C until 0.8 V',
  );
  await expect(
    runProtocolInTurns(run, forever, basis, {
      signal: stop.signal,
      onProgress: ({ cycle }) => {
        shown = cycle;
        if (cycle > 3) stop.abort(new Error('enough'));
      },
    }),
  ).rejects.toThrow('enough');
  expect(shown).toBeGreaterThan(3);
});
