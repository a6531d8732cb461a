import { describe, expect, test } from 'vitest';
import { showLogSmooth } from './distribution.ts';
import { type Arc, arcDistribution, arcSpectrum, relativeError } from './known-distributions.ts';
import { logSmoothDrt } from './log-smooth-drt.ts';
import { type RelaxationPeak, relaxationPeaks } from './relaxation-peaks.ts';

const arcs: readonly Arc[] = [
  { resistance: 50, tau: 1e-4, exponent: 0.8 },
  { resistance: 50, tau: 0.1, exponent: 0.8 },
];
const everywhere = [0, Infinity] as const;

function peaksOf(spectrum: Parameters<typeof logSmoothDrt>[0]): readonly RelaxationPeak[] {
  return relaxationPeaks(showLogSmooth(logSmoothDrt(spectrum), 0.95), everywhere);
}

describe('a distribution that is smooth in its logarithm', () => {
  test.each([1, 2, 3])('two ZARCs, noise of seed %i: two peaks, no third, error below 0.09', (seed) => {
    const drt = logSmoothDrt(arcSpectrum(arcs, { noise: 0.5, seed }));
    expect(drt.fit.status).toBe('converged');
    expect(relativeError(drt.gamma, arcDistribution(arcs, drt.model.tau))).toBeLessThan(0.09);
    const peaks = relaxationPeaks(showLogSmooth(drt, 0.95), everywhere);
    expect(peaks.length).toBe(2);
    peaks.forEach(({ tau, share, tauInterval }, k) => {
      expect(Math.abs(Math.log10(tau / arcs[k]!.tau))).toBeLessThan(0.08);
      expect(share).toBeGreaterThan(0.95);
      expect(tauInterval![0]).toBeLessThan(arcs[k]!.tau);
      expect(tauInterval![1]).toBeGreaterThan(arcs[k]!.tau);
    });
    expect(Math.abs(drt.polarisation - 100)).toBeLessThan(1.5);
    expect(Math.sqrt(drt.fit.variance)).toBeGreaterThan(0.4);
    expect(Math.sqrt(drt.fit.variance)).toBeLessThan(0.6);
  });

  test('without noise the distribution is exact to the thousandth', () => {
    const overlapping = [
      { resistance: 1, tau: 1e-3, exponent: 0.8 },
      { resistance: 1, tau: 1e-2, exponent: 0.8 },
    ];
    const { gamma, model } = logSmoothDrt(arcSpectrum(overlapping));
    expect(relativeError(gamma, arcDistribution(overlapping, model.tau))).toBeLessThan(3e-3);
  });

  test('two RC elements a factor 2 apart are two peaks at 0.05 % noise', () => {
    const pair = [0.1, 0.2].map((tau) => ({ resistance: 100, tau, exponent: 1 }));
    const peaks = peaksOf(arcSpectrum(pair, { noise: 0.1, highest: 1e4, decades: 6 }));
    expect(peaks.map(({ tau }) => Math.round(tau * 100) / 100)).toEqual([0.1, 0.2]);
    peaks.forEach(({ resistance }) => expect(Math.abs(resistance - 100)).toBeLessThan(10));
  });

  test('a resistor has no peak worth naming', () => {
    const drt = logSmoothDrt(arcSpectrum([], { noise: 0.1, highest: 1e5, decades: 6 }));
    expect(Math.abs(drt.series.resistance - 10)).toBeLessThan(0.2);
    expect(drt.polarisation).toBeLessThan(0.2);
  });

  const arc = [{ resistance: 50, tau: 1e-3, exponent: 0.9 }];
  const long = { noise: 0.1, highest: 1e5, decades: 7 };

  test('diffusion without end is taken out in the same inversion: W, and the arc as without it', () => {
    const more = (omega: number): readonly [number, number] => [
      30 / Math.sqrt(omega),
      -30 / Math.sqrt(omega),
    ];
    const drt = logSmoothDrt(arcSpectrum(arc, { ...long, more }));
    expect(drt.series.diffusion / (30 * Math.SQRT2)).toBeCloseTo(1, 2.5);
    expect(drt.series.elastance).toBe(0);
    expect(drt.gain).toBeGreaterThan(10);
    expect(Math.abs(drt.polarisation - 50)).toBeLessThan(0.3);
  });

  test('so is a blocking end', () => {
    const drt = logSmoothDrt(arcSpectrum(arc, { ...long, more: (omega) => [0, -10 / omega] }));
    expect(drt.series.elastance / 10).toBeCloseTo(1, 3);
    expect(drt.series.diffusion).toBe(0);
    expect(Math.abs(drt.polarisation - 50)).toBeLessThan(0.3);
  });

  test('wires are taken out at the other end', () => {
    const drt = logSmoothDrt(arcSpectrum(arc, { ...long, more: (omega) => [0, 2e-6 * omega] }));
    expect(drt.series.inductance / 2e-6).toBeCloseTo(1, 1);
    expect(Math.abs(drt.polarisation - 50)).toBeLessThan(0.5);
  });

  test('the band holds the truth inside the measured range as often as it says', () => {
    let inside = 0;
    let all = 0;
    for (let seed = 11; seed < 14; seed++) {
      const { tau, band } = showLogSmooth(logSmoothDrt(arcSpectrum(arcs, { noise: 0.5, seed })), 0.95);
      arcDistribution(arcs, tau).forEach((truth, k) => {
        if (tau[k]! < 1e-6 || tau[k]! > 10) return;
        all++;
        if (truth >= band.low[k]! && truth <= band.high[k]!) inside++;
      });
    }
    expect(inside / all).toBeGreaterThan(0.9);
  });

  test('resistances of peaks hold the true area in their intervals', () => {
    let held = 0;
    for (let seed = 21; seed < 25; seed++) {
      const shown = showLogSmooth(logSmoothDrt(arcSpectrum(arcs, { noise: 0.5, seed })), 0.95);
      for (const { resistanceInterval } of relaxationPeaks(shown, [1.6e-7, 16])) {
        if (resistanceInterval[0] <= 50 && resistanceInterval[1] >= 50) held++;
      }
    }
    expect(held).toBeGreaterThanOrEqual(6);
  });

  // a spike on a node of the grid, between two, two of them, beside a ZARC
  test.each<[string, readonly Arc[], number]>([
    ['one RC element', [{ resistance: 50, tau: 1e-2, exponent: 1 }], 0.1],
    ['one between nodes', [{ resistance: 50, tau: 1.37e-2, exponent: 1 }], 0.1],
    [
      'two RC elements',
      [
        { resistance: 50, tau: 1e-4, exponent: 1 },
        { resistance: 30, tau: 3.3e-2, exponent: 1 },
      ],
      0.1,
    ],
    ['a ZARC', [{ resistance: 50, tau: 1e-2, exponent: 0.8 }], 0.3],
  ])('%s: each peak has its resistance', (_, truth, bound) => {
    for (const noise of [0, 0.05]) {
      const peaks = peaksOf(arcSpectrum(truth, { noise, highest: 1e5, decades: 7 }));
      expect(peaks.length).toBe(truth.length);
      peaks.forEach(({ resistance, resistanceInterval: [low, high], share }, k) => {
        const { resistance: real } = truth[k]!;
        expect(Math.abs(resistance - real)).toBeLessThan(bound);
        expect(share).toBeGreaterThan(0.95);
        if (noise === 0) return;
        expect(low).toBeLessThan(real);
        expect(high).toBeGreaterThan(real);
      });
    }
  });
});
