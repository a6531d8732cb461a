import { type Dataset, numbers } from '@anodelab/data';
import { expect, test } from 'vitest';
import { analyseThermogravimetry } from './analyse-thermogravimetry.ts';
import { localSlope } from './local-slope.ts';

function made(temperature: readonly number[], mass: readonly number[]): Dataset {
  const column = (name: string, unit: string, values: readonly number[]) => {
    return { name, unit, header: null, origin: 'measured' as const, values: Float64Array.from(values) };
  };
  return {
    technique: 'tg',
    columns: [column('temperature_K', 'K', temperature), column('mass_kg', 'kg', mass)],
    meta: {},
    provenance: { file: 'a.txt', sha256: null, bytes: null, reader: 'x', version: '1', instrument: null },
    findings: [],
  };
}

test('the slope of a parabola on uneven points is exact', () => {
  const x = Float64Array.from({ length: 60 }, (_, i) => i + 0.3 * Math.sin(i));
  const slope = localSlope(
    x,
    x.map((value) => 2 - 3 * value + 0.25 * value * value),
    5,
  );
  slope.forEach((value, i) => expect(value).toBeCloseTo(-3 + 0.5 * x[i]!, 9));
});

test('a step of loss has its midpoint, its residue and its derivative', () => {
  const T = Array.from({ length: 600 }, (_, i) => 300 + i);
  const loss = (at: number) => 1 - 0.3 / (1 + Math.exp(-(at - 600) / 15));
  const { results, tables, findings } = analyseThermogravimetry([
    made(
      T,
      T.map((at) => 5e-6 * loss(at)),
    ),
  ]);
  expect(results['residue']?.value).toBeCloseTo(0.7, 6);
  const rate = numbers(tables['curve']!, 'massLossRate_1_K')!;
  const fastest = rate.reduce((best, value, i) => (value > rate[best]! ? i : best), 0);
  expect(T[fastest]).toBe(600);
  expect(rate[fastest]).toBeCloseTo(0.3 / 60, 3);
  expect(findings).toEqual([]);
});

test('a mass that rises at the end is no residue of silicon, and cooling is left out', () => {
  const T = [300, 400, 500, 600, 700, 800, 700, 600];
  const { results, tables, findings } = analyseThermogravimetry([
    made(
      T,
      [10, 9, 8, 7, 7, 7.5, 7.5, 7.5].map((mass) => mass * 1e-6),
    ),
  ]);
  expect(results['smallestMass']?.value).toBeCloseTo(0.7, 12);
  expect(results['smallestMassTemperature']?.value).toBe(600);
  expect(results['residue']?.value).toBeCloseTo(0.75, 12);
  expect(numbers(tables['curve']!, 'temperature_K')).toHaveLength(6);
  expect(findings.map(({ code }) => code)).toEqual(['residue-not-silicon']);
});

test('data without temperature and mass are refused', () => {
  expect(() => analyseThermogravimetry([])).toThrow(RangeError);
  expect(() => analyseThermogravimetry([made([300, 300], [1, 1])])).toThrow(RangeError);
});
