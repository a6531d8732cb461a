import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { Spectrum } from '../eis/circuit-problem.ts';
import { arcDistribution, relativeError, tauGrid } from './known-distributions.ts';
import { showLogSmooth } from './distribution.ts';
import { logSmoothDrt } from './log-smooth-drt.ts';
import { relaxationPeaks } from './relaxation-peaks.ts';
import { distributionAt } from './relaxation-basis.ts';
import { tikhonovDrt } from './tikhonov-drt.ts';

const corpus =
  process.env.ANODELAB_CORPUS ?? fileURLToPath(new URL('../../../../../shared/corpus', import.meta.url));
const folder = `${corpus}/oracles/eis`;

function readRows(file: string): number[][] {
  const text = existsSync(folder) ? readFileSync(`${folder}/${file}`, 'latin1') : '';
  return text
    .split(/\r?\n/)
    .slice(1)
    .map((line) => line.split(',').map(Number))
    .filter((row) => row.length > 1);
}

/** Sorted by falling frequency; empty where the corpus is absent. */
function readSpectrum(file: string, [f, re, im]: readonly [number, number, number]): Spectrum {
  const rows = readRows(file).sort((a, b) => b[f]! - a[f]!);
  const pick = (column: number): Float64Array => Float64Array.from(rows, (row) => row[column]!);
  return { frequency: pick(f), zRe: pick(re), zIm: pick(im) };
}

describe.skipIf(!existsSync(folder))('the open distributions of relaxation times', () => {
  describe('two equal ZARCs of pyDRTtools, noise 0.5 Ohm', () => {
    const spectrum = readSpectrum('pydrttools-2XZARCequal.csv', [1, 2, 3]);
    const arcs = [
      { resistance: 50, tau: 1e-4, exponent: 0.8 },
      { resistance: 50, tau: 0.1, exponent: 0.8 },
    ];
    const at = tauGrid(1e-6 / 10 ** 0.5, 100 * 10 ** 0.5, 810);

    test('Tikhonov with lambda by GCV: error of gamma at most 0.159, total 100 Ohm within 1', () => {
      expect(spectrum.frequency.length).toBe(81);
      const drt = tikhonovDrt(spectrum);
      const gamma = distributionAt(drt.problem.basis, drt.solution.subarray(1), at);
      expect(relativeError(gamma, arcDistribution(arcs, at))).toBeLessThanOrEqual(0.159);
      expect(Math.abs(drt.polarisation - 100)).toBeLessThan(1);
    });

    test('log-smooth: error at most 0.159, two peaks above 5 % and no other, total 100 Ohm within 1', () => {
      const drt = logSmoothDrt(spectrum);
      const shown = showLogSmooth(drt, 0.95);
      expect(relativeError(drt.gamma, arcDistribution(arcs, drt.model.tau))).toBeLessThanOrEqual(0.09);
      expect(relativeError(shown.gamma, arcDistribution(arcs, shown.tau))).toBeLessThanOrEqual(0.09);
      const peaks = relaxationPeaks(shown, [0, Infinity]);
      expect(peaks.map(({ tau }) => Math.round(Math.log10(tau)))).toEqual([-4, -1]);
      expect(Math.abs(drt.polarisation - 100)).toBeLessThan(1);
    });

    test.each([
      [1, 'gcv', 0.0056026],
      [1, 'mgcv', 0.012235],
      [1, 'rgcv', 0.010538],
      [1, 're-im', 0.00823],
      [2, 'gcv', 0.0014135],
      [2, 'mgcv', 0.0031703],
      [2, 'rgcv', 0.0027339],
      [2, 're-im', 0.0017612],
    ] as const)('derivative %i: %s agrees with pyDRTtools 0.2 on lambda %f', (order, lambda, expected) => {
      // its own search stops within some per cent of the lowest score
      expect(Math.abs(Math.log(tikhonovDrt(spectrum, { order, lambda }).lambda / expected))).toBeLessThan(
        0.06,
      );
    });
  });

  test('unequal ZARCs: total 70 Ohm', () => {
    const drt = tikhonovDrt(readSpectrum('pydrttools-2ZARC1.csv', [1, 2, 3]));
    expect(Math.abs(drt.polarisation - 70)).toBeLessThan(1);
  });

  test('exact and overlapping ZARCs of bayes-drt: the published distribution', () => {
    const drt = tikhonovDrt(readSpectrum('bayesdrt-Z_2ZARC_noiseless.csv', [0, 1, 2]));
    const known = readRows('bayesdrt-gamma_2ZARC.csv');
    const at = Float64Array.from(known, (row) => row[0]!);
    const gamma = distributionAt(drt.problem.basis, drt.solution.subarray(1), at);
    expect(
      relativeError(
        gamma,
        Float64Array.from(known, (row) => row[1]!),
      ),
    ).toBeLessThan(0.02);
    expect(Math.abs(drt.polarisation - 2)).toBeLessThan(2e-3);
    expect(Math.abs(drt.series.resistance - 1)).toBeLessThan(2e-3);
  });

  test('overlapping ZARCs under 1 % of noise: the sum, and doubt about which peak is whose', () => {
    const drt = logSmoothDrt(readSpectrum('bayesdrt-Z_2ZARC_uniform_1.0.csv', [0, 1, 2]));
    expect(Math.abs(drt.polarisation - 2.001)).toBeLessThan(0.016);
    expect(Math.abs(drt.series.resistance - 1.001)).toBeLessThan(0.012);
    const peaks = relaxationPeaks(showLogSmooth(drt, 0.95), [0, Infinity]);
    expect(Math.min(...peaks.map(({ share }) => share))).toBeLessThan(0.95);
  });

  test('one ZARC from headerless text: R 49.93, tau 0.01003', () => {
    const text = existsSync(folder) ? readFileSync(`${folder}/pydrttools-zarc_data.txt`, 'latin1') : '';
    const rows = text
      .trim()
      .split(/\r?\n/)
      .map((line) => line.trim().split(/\s+/).map(Number));
    const pick = (column: number): Float64Array => Float64Array.from(rows, (row) => row[column]!);
    const drt = logSmoothDrt({ frequency: pick(0), zRe: pick(1), zIm: pick(2) });
    const [peak, ...others] = relaxationPeaks(showLogSmooth(drt, 0.95), [0, Infinity]);
    expect(others).toEqual([]);
    expect(Math.abs(peak!.resistance - 49.93)).toBeLessThan(0.5);
    expect(peak!.tauInterval![0]).toBeLessThan(0.01003);
    expect(peak!.tauInterval![1]).toBeGreaterThan(0.01003);
  });
});
