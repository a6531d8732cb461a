import { type AnalysisResult, labels, numbers } from '@anodelab/data';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { analyseCycling } from './analyse-cycling.ts';
import { madeRecords, madeTest } from './testing/made-test.ts';
import { stepShape } from './step-shape.ts';

/** A charge at 1 A to 4.2 V in 60 records of 10 s, held there while the current decays, then a rest and a discharge. */
function chargeAndHold() {
  const rows: [time: number, current: number, voltage: number, step: number][] = [];
  let time = 0;
  const add = (current: number, voltage: number, step: number) =>
    rows.push([(time += 10), current, voltage, step]);
  for (let i = 0; i < 60; i++) add(1, 3.6 + i / 100, 1);
  for (let i = 0; i < 40; i++) add(Math.exp(-i / 10), 4.2 + (i % 2) / 2000, 1);
  for (let i = 0; i < 10; i++) add(i % 2 ? 1e-6 : -1e-6, 4.15, 2);
  for (let i = 0; i < 80; i++) add(-1, 4.1 - i / 60, 3);
  return madeRecords(rows);
}

function words({ tables }: AnalysisResult, name: string): readonly string[] {
  return (tables['steps'] && labels(tables['steps'], name)) ?? [];
}

function values({ tables }: AnalysisResult, table: string, name: string): number[] {
  return Array.from((tables[table] && numbers(tables[table], name)) ?? []);
}

test('a charge that is then held, a noisy rest and a discharge are three steps with their types', () => {
  const result = analyseCycling([chargeAndHold()]);
  expect(words(result, 'type')).toEqual(['CCCV', 'rest', 'CC']);
  expect(words(result, 'direction')).toEqual(['charge', '', 'discharge']);
  expect(values(result, 'steps', 'stepId')).toEqual([1, 2, 3]);
  expect(values(result, 'steps', 'points')).toEqual([100, 10, 80]);
  expect(values(result, 'steps', 'halfCycle')).toEqual([1, NaN, 2]);
});

test('the share of the charge at held voltage is that of the decaying current', () => {
  const result = analyseCycling([chargeAndHold()]);
  let held = 0;
  for (let i = 1; i < 40; i++) held += 5 * (Math.exp(-(i - 1) / 10) + Math.exp(-i / 10));
  const [total = NaN] = values(result, 'cycles', 'qChg_C');
  // The hold is seen from the first record on whose current has fallen by 2 %.
  expect((values(result, 'cycles', 'cvShareChg')[0] ?? NaN) * total).toBeCloseTo(held, 9);
  expect(values(result, 'cycles', 'cvShareDis')[0]).toBe(0);
});

test('a flat plateau at constant current is no hold, and few records tell nothing', () => {
  const voltage = Float64Array.from({ length: 50 }, (_, i) => 0.1 - 1e-5 * i);
  const current = new Float64Array(50).fill(-1e-3);
  expect(stepShape(voltage, current, 0, 50)).toEqual({ type: 'CC', hold: 50 });
  expect(stepShape(voltage, current, 0, 2).type).toBe('other');
  expect(
    stepShape(
      voltage,
      voltage.map((value) => 1 / value),
      0,
      50,
    ).type,
  ).toBe('CC');
  const falling = Float64Array.from({ length: 50 }, (_, i) => 4 - i / 50);
  expect(
    stepShape(
      falling,
      falling.map((value) => 1 / value),
      0,
      50,
    ).type,
  ).toBe('CP');
  expect(stepShape(falling, falling, 0, 50).type).toBe('other');
});

test('pulses of a titration are told from two long steps with a rest between them', () => {
  const pulse = { current: -1e-3, charge: 1, from: 0.5, to: 0.4, intervals: 10, rest: 3600 };
  const titration = analyseCycling([madeTest(Array.from({ length: 20 }, () => pulse))]);
  expect(new Set(words(titration, 'type'))).toEqual(new Set(['pulse', 'rest']));
  const steps = [{ ...pulse, charge: 30 }, pulse, { ...pulse, current: 1e-3, charge: 30 }];
  expect(words(analyseCycling([madeTest(steps)]), 'type')).toEqual([
    'CC',
    'rest',
    'CC',
    'rest',
    'CC',
    'rest',
  ]);
});

test('the charges and energies of the steps add up to those of the half cycles and of the cycles', () => {
  const half = fc.record({
    current: fc.constantFrom(-1e-3, 1e-3, 2e-3, -5e-4),
    charge: fc.double({ min: 1, max: 10, noNaN: true }),
    intervals: fc.integer({ min: 2, max: 9 }),
    rest: fc.constantFrom(0, 60),
    from: fc.double({ min: 0.1, max: 1, noNaN: true }),
    to: fc.double({ min: 0.1, max: 1, noNaN: true }),
  });
  fc.assert(
    fc.property(
      fc.array(half, { minLength: 1, maxLength: 12 }),
      fc.constantFrom('none', 'half', 'net'),
      (halves, counter) => {
        const result = analyseCycling([madeTest(halves, counter as 'none')], { workingElectrode: 'anode' });
        const sum = (table: string, name: string) =>
          values(result, table, name).reduce((total, value) => total + (value || 0), 0);
        for (const [name, ofCycles] of [
          ['q_C', ['qChg_C', 'qDis_C']],
          ['e_J', ['eChg_J', 'eDis_J']],
        ] as const) {
          expect(sum('halfCycles', name)).toBeCloseTo(sum('steps', name), 9);
          expect(ofCycles.reduce((total, each) => total + sum('cycles', each), 0)).toBeCloseTo(
            sum('steps', name),
            9,
          );
        }
      },
    ),
  );
});
