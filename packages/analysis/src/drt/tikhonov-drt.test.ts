import { describe, expect, test } from 'vitest';
import { chooseLambda, lambdaRules } from './choose-lambda.ts';
import { drtProblem } from './drt-problem.ts';
import { arcDistribution, arcSpectrum, relativeError, tauGrid } from './known-distributions.ts';
import { cutBand, gaussianBand } from './posterior-bands.ts';
import { distributionAt, relaxationBasis, roughness } from './relaxation-basis.ts';
import { ridgeFit, ridgeSpectrum } from './ridge-spectrum.ts';
import { tikhonovDrt } from './tikhonov-drt.ts';

const arcs = [
  { resistance: 50, tau: 1e-4, exponent: 0.8 },
  { resistance: 50, tau: 0.1, exponent: 0.8 },
];
const at = tauGrid(1e-6 / 10 ** 0.5, 100 * 10 ** 0.5, 400);

/** Of a function over x by the trapezoid rule on 8000 intervals. */
function integral(over: (x: number) => number, low: number, high: number): number {
  const step = (high - low) / 8000;
  return Array.from({ length: 8001 }, (_, k) => over(low + k * step)).reduce((s, v) => s + v * step, 0);
}

describe('the basis', () => {
  const basis = relaxationBasis(Float64Array.from({ length: 21 }, (_, i) => 10 ** (3 - i / 5)));
  const bump = (k: number, lnTau: number): number =>
    Math.exp(-((basis.shape * (lnTau - Math.log(basis.tau[k]!))) ** 2));

  test('half a step of ln tau away a bump of coefficient 0.5 has 2^(-1/4) of its height', () => {
    const step = Math.log(basis.tau[1]! / basis.tau[0]!);
    expect(bump(0, Math.log(basis.tau[0]!) + step)).toBeCloseTo(0.5, 10);
  });

  test.each([
    [0, 0],
    [3, 10],
    [20, 2],
  ])('impedance of bump %i at point %i is its integral', (k, i) => {
    const omega = 2 * Math.PI * 10 ** (3 - i / 5);
    const part = (of: (x: number) => number): number =>
      integral((u) => bump(k, u) * of(omega * Math.exp(u)), -30, 30);
    expect(basis.impedance[42 * k + i]).toBeCloseTo(
      part((x) => 1 / (1 + x * x)),
      10,
    );
    expect(basis.impedance[42 * k + 21 + i]).toBeCloseTo(
      part((x) => -x / (1 + x * x)),
      10,
    );
  });

  test.each([1, 2] as const)('roughness of order %i is the integral of products of derivatives', (order) => {
    const matrix = roughness(basis, order);
    const h = 1e-3;
    const derivative = (k: number, u: number): number =>
      order === 1
        ? (bump(k, u + h) - bump(k, u - h)) / (2 * h)
        : (bump(k, u + h) - 2 * bump(k, u) + bump(k, u - h)) / h ** 2;
    const expected = integral((u) => derivative(4, u) * derivative(6, u), -30, 30);
    expect(Math.abs(matrix[6 * 21 + 4]! / expected - 1)).toBeLessThan(1e-4);
  });
});

test('a ridge spectrum gives residual, penalty and influence of a direct solution', () => {
  const problem = drtProblem(
    arcSpectrum(arcs, { decades: 3, noise: 0.5 }),
    { inductance: true, elastance: false },
    1,
  );
  const { design, target, penalty, freeCount } = problem;
  const fit = ridgeFit(ridgeSpectrum(design, target, penalty, freeCount), 0.01);
  const free = tikhonovDrt(problem.spectrum, {
    lambda: 0.01,
    order: 1,
    inductance: true,
    allowsNegative: true,
  });
  const x = free.solution.subarray(freeCount);
  let cost = 0;
  x.forEach((a, i) => x.forEach((b, j) => (cost += a * b * penalty[i * x.length + j]!)));
  const residual = target.map((t, i) =>
    free.solution.reduce((s, v, k) => s - v * design[k * target.length + i]!, t),
  );
  expect(fit.penalty / cost).toBeCloseTo(1, 8);
  expect(fit.residual / residual.reduce((s, r) => s + r * r, 0)).toBeCloseTo(1, 8);
  expect(fit.trace).toBeGreaterThan(fit.traceSquared);
  expect(fit.trace).toBeLessThan(problem.columns);
});

describe('a distribution by Tikhonov regularisation', () => {
  test.each(lambdaRules)('lambda by %s finds two ZARCs and their total', (lambda) => {
    const drt = tikhonovDrt(arcSpectrum(arcs, { noise: 0.5, seed: 4 }), { lambda });
    expect(drt.status).toBe('solved');
    expect(Math.abs(drt.polarisation - 100)).toBeLessThan(1);
    const gamma = distributionAt(drt.problem.basis, drt.solution.subarray(1), at);
    expect(relativeError(gamma, arcDistribution(arcs, at))).toBeLessThan(lambda === 'l-curve' ? 0.4 : 0.3);
  });

  test('rules that smooth more do: mGCV above GCV', () => {
    const problem = drtProblem(arcSpectrum(arcs, { noise: 0.5 }), { inductance: false, elastance: false }, 2);
    expect(chooseLambda(problem, 'mgcv')).toBeGreaterThan(chooseLambda(problem, 'gcv'));
  });

  test('the unit of the impedance does not matter', () => {
    const { frequency, zRe, zIm } = arcSpectrum(arcs, { noise: 0.5 });
    const small = tikhonovDrt({ frequency, zRe: zRe.map((z) => z * 1e-6), zIm: zIm.map((z) => z * 1e-6) });
    const large = tikhonovDrt({ frequency, zRe, zIm });
    expect(small.lambda / large.lambda).toBeCloseTo(1, 6);
    expect((small.polarisation * 1e6) / large.polarisation).toBeCloseTo(1, 8);
  });

  test.each([1e-12, 1e-20, 0])(
    'lambda %d gives non-negative least squares instead of a failure',
    (lambda) => {
      const drt = tikhonovDrt(arcSpectrum(arcs, { noise: 0.5 }), { lambda });
      expect(drt.status).toBe('solved');
      expect(Math.min(...drt.solution)).toBeGreaterThanOrEqual(0);
      expect(drt.sigma).toBeLessThan(0.55);
      expect(Math.abs(drt.polarisation - 100)).toBeLessThan(3);
    },
  );

  test('wires and a blocking end are found beside the distribution', () => {
    const more = (omega: number): readonly [number, number] => [0, omega * 2e-6 - 1 / (omega * 0.5)];
    const drt = tikhonovDrt(arcSpectrum(arcs, { noise: 0.05, more }), {
      inductance: true,
      capacitance: true,
    });
    expect(drt.series.inductance / 2e-6).toBeCloseTo(1, 1.5);
    expect(1 / drt.series.elastance / 0.5).toBeCloseTo(1, 1);
    expect(Math.abs(drt.series.resistance - 10)).toBeLessThan(0.3);
  });

  test('an inductive loop at low frequency is a negative peak where negative values are allowed', () => {
    const loop = [...arcs, { resistance: -20, tau: 10, exponent: 1 }];
    const drt = tikhonovDrt(arcSpectrum(loop, { noise: 0.1 }), { allowsNegative: true });
    const gamma = distributionAt(drt.problem.basis, drt.solution.subarray(1), at);
    const lowest = gamma.indexOf(Math.min(...gamma));
    expect(Math.abs(Math.log10(at[lowest]! / 10))).toBeLessThan(0.15);
    expect(drt.polarisation).toBeCloseTo(80, -0.5);
    const bound = tikhonovDrt(arcSpectrum(loop, { noise: 0.1 }));
    expect(bound.sigma).toBeGreaterThan(5 * drt.sigma);
  });

  test('too few points are refused', () => {
    const few = Float64Array.of(4, 2, 1);
    expect(() => tikhonovDrt({ frequency: few, zRe: few, zIm: few })).toThrow('5 points');
  });
});

describe('credible bands', () => {
  const drt = tikhonovDrt(arcSpectrum(arcs, { noise: 0.5, seed: 3 }));
  const truth = arcDistribution(arcs, at);
  const inside = ({ low, high }: { low: Float64Array; high: Float64Array }): number =>
    truth.filter((value, i) => value >= low[i]! && value <= high[i]!).length / truth.length;

  test('the cut band is non-negative, holds the mean and is as narrow as its level says', () => {
    const wide = cutBand(drt, at);
    const narrow = cutBand(drt, at, { level: 0.5 });
    expect(Math.min(...wide.low)).toBeGreaterThanOrEqual(0);
    wide.mean.forEach((mean, i) => {
      expect(mean).toBeGreaterThanOrEqual(wide.low[i]!);
      expect(mean).toBeLessThanOrEqual(wide.high[i]!);
      expect(narrow.high[i]! - narrow.low[i]!).toBeLessThanOrEqual(wide.high[i]! - wide.low[i]!);
    });
    expect(inside(wide)).toBeGreaterThan(0.8);
  });

  test('spikes between zeros: the band is that of what is above zero, in a bounded time', () => {
    const spike = tikhonovDrt(arcSpectrum([{ resistance: 50, tau: 1e-2, exponent: 1 }], { noise: 0.01 }));
    const { mean, low, high, of } = cutBand(spike, Float64Array.of(1e-2));
    expect(of).toBe('held posterior');
    expect(low[0]!).toBeGreaterThan(0.9 * mean[0]!);
    expect(low[0]!).toBeLessThan(mean[0]!);
    expect(high[0]!).toBeGreaterThan(mean[0]!);
    expect(high[0]!).toBeLessThan(1.1 * mean[0]!);
  });

  test('the Gaussian band holds the truth nearly everywhere', () => {
    expect(inside(gaussianBand(drt, at))).toBeGreaterThan(0.9);
  });

  test('the same seed gives the same band; a signed distribution has none', () => {
    expect(cutBand(drt, at, { samples: 100 })).toEqual(cutBand(drt, at, { samples: 100 }));
    expect(() => cutBand({ ...drt, allowsNegative: true }, at)).toThrow('no cut posterior');
  });
});
