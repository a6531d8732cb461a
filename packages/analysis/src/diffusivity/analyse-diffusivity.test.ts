import { type AnalysisResult, type Dataset, labels, numbers } from '@anodelab/data';
import { createRandom } from '@anodelab/numerics';
import { describe, expect, test } from 'vitest';
import { analyseDiffusivity } from './analyse-diffusivity.ts';
import { FILLING, type Shape } from './constant-flux.ts';
import { madePulses } from './made-pulses.ts';

/** D/size^2 by one method, one per pulse. */
function ratesOf(result: AnalysisResult, method: string, column = 'rate_1_s'): readonly number[] {
  const table = result.tables['estimates']!;
  const values = numbers(table, column)!;
  return labels(table, 'method')!.flatMap((each, row) => (each === method ? [values[row]!] : []));
}

describe.each<Shape>(['sphere', 'cylinder', 'plate'])('pulses into a %s', (shape) => {
  test.each([1e-4, 1e-3, 1e-2, 1e-1, 1])('give D back to 1 %% at D t/size^2 = %d', (theta) => {
    const pulse = 600;
    const rate = theta / pulse;
    const made = madePulses({ rate, shape, pulse, rest: Math.max(3600, 4 / rate), records: 500 });
    const result = analyseDiffusivity([made], { shape });
    expect(ratesOf(result, 'GITT exact')[0]! / rate).toBeCloseTo(1, 2);
    expect(ratesOf(result, 'relaxation')[0]! / rate).toBeCloseTo(1, 2);
    expect(ratesOf(result, 'GITT exact', 'validity')[0]! / theta).toBeCloseTo(1, 2);
  });
});

test.each([
  [0.01, 0.17],
  [0.1, 0.46],
])('the square-root law is low in spheres as it must be: at %d by %d', (theta, error) => {
  const rate = theta / 600;
  const result = analyseDiffusivity([madePulses({ rate, pulse: 600, rest: 4 / rate, records: 1000 })]);
  expect(1 - ratesOf(result, 'GITT square-root law')[0]! / rate).toBeCloseTo(error, 1);
  const isValid = ratesOf(result, 'GITT square-root law', 'isValid')[0];
  expect(isValid).toBe(theta > 0.02 ? 0 : 1);
});

test('noise gives intervals that hold the truth, pulse by pulse', () => {
  const rate = 2e-4;
  const clean = madePulses({ rate, pulse: 600, rest: 20_000, pulses: 40, records: 400 });
  const random = createRandom(3);
  const noisy: Dataset = {
    ...clean,
    columns: clean.columns.map((column) =>
      column.name === 'ewe_V' && column.values instanceof Float64Array
        ? { ...column, values: column.values.map((e) => e + 2e-5 * random.normal()) }
        : column,
    ),
  };
  const result = analyseDiffusivity([noisy]);
  const [low, high] = [
    ratesOf(result, 'GITT exact', 'rateLow_1_s'),
    ratesOf(result, 'GITT exact', 'rateHigh_1_s'),
  ];
  const held = low.filter((value, i) => value <= rate && rate <= high[i]!).length;
  expect(low.length).toBe(40);
  expect(held).toBeGreaterThanOrEqual(35);
});

test('a size turns rates into diffusivities and carries its range and source', () => {
  const made = madePulses({ rate: 1e-4, pulse: 600, rest: 40_000 });
  const size = 75e-9;
  const result = analyseDiffusivity([made], {
    size_m: size,
    sizeRange_m: [50e-9, 100e-9],
    sizeSource: 'SEM, 200 particles',
  });
  const { value, unit, interval, definition } = result.results['D_gittExact']!;
  expect(unit).toBe('m2/s');
  expect(value / (1e-4 * size * size)).toBeCloseTo(1, 3);
  expect(interval!.low! / (1e-4 * 50e-9 ** 2)).toBeCloseTo(1, 2);
  expect(interval!.high! / (1e-4 * 100e-9 ** 2)).toBeCloseTo(1, 2);
  expect(definition).toMatch(/SEM, 200 particles/);
  expect(analyseDiffusivity([made]).statements[0]).toMatch(/No particle size/);
});

test('a pause of a long current is an interruption, and its line gives D and the resistance', () => {
  const rate = 1e-4;
  const made = madePulses({
    rate,
    shape: 'plate',
    pulse: 300,
    rest: 10,
    pulses: 60,
    records: 300,
    drop: -0.005,
  });
  const result = analyseDiffusivity([made], { shape: 'plate' });
  expect(ratesOf(result, 'GITT exact')).toEqual([]);
  const late = ratesOf(result, 'ICI').slice(-1)[0]!;
  expect(Math.abs(late / rate - 1)).toBeLessThan(0.1);
  expect(ratesOf(result, 'ICI', 'isValid')[0]).toBe(0);
  expect(ratesOf(result, 'ICI', 'isValid').at(-1)).toBe(1);
  const resistance = numbers(result.tables['interruptions']!, 'resistance_Ohm')!;
  expect(resistance.at(-1)).toBeCloseTo(5, 0);
});

test('an impedance whose diffusion is over gives D, one that is not gives a bound', () => {
  const spectrum = (lowest: number): Dataset => {
    const frequency = Float64Array.from({ length: 60 }, (_, i) => 1e4 * (lowest / 1e4) ** (i / 59));
    const tau = 100;
    const random = createRandom(1);
    const parts = Array.from(frequency, (f) => {
      // Z0 coth(sqrt(s tau))/sqrt(s tau) with a series resistance
      const x = Math.sqrt((2 * Math.PI * f * tau) / 2);
      const [sh, ch, s, c] = [
        Math.sinh(Math.min(x, 300)),
        Math.cosh(Math.min(x, 300)),
        Math.sin(x),
        Math.cos(x),
      ];
      const below = sh * sh * c * c + ch * ch * s * s;
      const coth = [(sh * ch) / below, (-s * c) / below] as const;
      const scale = 1 / (2 * x);
      const [re, im] = [5 + 20 * scale * (coth[0] + coth[1]), 20 * scale * (coth[1] - coth[0])];
      const noise = 1e-3 * Math.hypot(re, im);
      return [re + noise * random.normal(), im + noise * random.normal()] as const;
    });
    const column = (name: string, unit: string, values: Float64Array) => ({
      name,
      unit,
      header: null,
      origin: 'measured' as const,
      values,
    });
    return {
      ...madePulses({ rate: 1, pulse: 1, rest: 1 }),
      technique: 'eis',
      columns: [
        column('freq_Hz', 'Hz', frequency),
        column(
          'zRe_Ohm',
          'Ohm',
          Float64Array.from(parts, ([re]) => re),
        ),
        column(
          'zIm_Ohm',
          'Ohm',
          Float64Array.from(parts, ([, im]) => im),
        ),
      ],
    };
  };
  const whole = analyseDiffusivity([spectrum(1e-4)], { circuit: 'R0-Wo1' });
  expect(Math.abs(whole.results['D_eis']!.value * 100 * FILLING.sphere ** 2 - 1)).toBeLessThan(0.02);
  const cut = analyseDiffusivity([spectrum(1)], { circuit: 'R0-Wo1' });
  expect(cut.results['D_eis']!.verdict).toMatch(/bound/);
  expect(cut.results['D_eis']!.interval!.low).toBeNull();
});

test('data without a pulse are refused with what was found', () => {
  const made = madePulses({ rate: 1e-4, pulse: 600, rest: 600 });
  const still = {
    ...made,
    columns: made.columns.map((column) =>
      column.name === 'current_A' && column.values instanceof Float64Array
        ? { ...column, values: column.values.map(() => 1e-3) }
        : column,
    ),
  };
  expect(() => analyseDiffusivity([still])).toThrow(/diffusivity needs current pulses.*gitt.mpr/);
});
