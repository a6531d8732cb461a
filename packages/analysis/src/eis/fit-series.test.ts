import { describe, expect, test } from 'vitest';
import { fitSeries } from './fit-series.ts';
import { makeSpectrum } from './made-spectrum.ts';
import { parseCircuit } from './parse-circuit.ts';

const text = 'R0-p(R1,CPE1)-p(R2,CPE2)';
const range = { circuit: text, highest: 1e5, decades: 7, perDecade: 6, noise: 2e-3 };

/** R1 grows from 10 to 110 Ohm: its arc overtakes that of R2, whose time constant stays. */
const crossing = [10, 20, 35, 50, 80, 110].map((r, k) =>
  makeSpectrum({ ...range, noise: 3e-4, values: [4, r, (r / 10) * 1e-4, 0.9, 40, 1e-3, 0.95], seed: k + 1 }),
);

describe('a series', () => {
  test('an arc keeps its name when its time constant overtakes another', () => {
    const series = fitSeries(parseCircuit(text), crossing, 'modulus');
    const first = series.map(({ fit }) => fit.values[1]! * fit.values[2]!);
    expect(first.every((value, k) => k === 0 || value > first[k - 1]!)).toBe(true);
    series.forEach(({ fit }) => expect(Math.abs(Math.log(fit.values[4]! / 40))).toBeLessThan(0.3));
    expect(series[5]!.fit.values[1]).toBeGreaterThan(100);
  });

  test('a shared parameter has one value, the one that made all, and an interval that is narrower than any alone', () => {
    const spectra = [20, 25, 30].map((r, k) =>
      makeSpectrum({ ...range, values: [4, r, 1e-5, 0.9, 60, 1e-3, 0.85], seed: k + 11 }),
    );
    const alone = fitSeries(parseCircuit(text), spectra, 'modulus');
    const shared = fitSeries(parseCircuit(`${text}; shared R0, CPE2.alpha`), spectra, 'modulus');
    for (const k of [0, 6]) {
      expect(new Set(shared.map(({ fit }) => fit.values[k])).size).toBe(1);
      const interval = shared[0]!.intervals[k]!;
      expect(interval.verdict).toBe('shared');
      expect(interval.low!).toBeLessThan([4, 0, 0, 0, 0, 0, 0.85][k]!);
      expect(interval.high!).toBeGreaterThan([4, 0, 0, 0, 0, 0, 0.85][k]!);
      const width = (one: typeof interval): number => one.high! - one.low!;
      alone.forEach(({ intervals }) => expect(width(interval)).toBeLessThan(width(intervals[k]!)));
    }
    const sum = (series: typeof alone): number =>
      series.reduce((total, { fit }) => total + fit.sumOfSquares, 0);
    expect(sum(shared)).toBeGreaterThanOrEqual(sum(alone));
    expect(sum(shared)).toBeLessThan(1.1 * sum(alone));
  });

  test('a smooth parameter moves less from spectrum to spectrum than the data alone let it, and in the limit not at all', () => {
    const spectra = [1, 2, 3, 4, 5, 6].map((seed) =>
      makeSpectrum({ ...range, values: [4, 20, 1e-5, 0.9, 60, 1e-3, 0.85], noise: 2e-2, seed }),
    );
    const roughness = (condition: string): number => {
      const series = fitSeries(parseCircuit(text + condition), spectra, 'modulus');
      const logs = series.map(({ fit }) => Math.log(fit.values[1]!));
      return logs.slice(1).reduce((sum, value, k) => sum + (value - logs[k]!) ** 2, 0);
    };
    const free = roughness('');
    const smooth = roughness('; smooth R1 0.02');
    expect(smooth).toBeLessThan(0.3 * free);
    expect(roughness('; smooth R1 0.0001')).toBeLessThan(1e-3 * free);
  });
});
