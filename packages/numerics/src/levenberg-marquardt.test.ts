import { expect, test } from 'vitest';
import { fitCovariance, fitLeastSquares } from './fit-least-squares.ts';
import { curveProblem, type LeastSquaresProblem } from './least-squares-problem.ts';

const x = Float64Array.from({ length: 20 }, (_, i) => i / 4);

function line(sigma?: Float64Array): LeastSquaresProblem {
  const y = x.map((value, i) => 1 + 2 * value + (i % 2 === 0 ? 0.1 : -0.1));
  return curveProblem({
    y,
    parameters: 2,
    ...(sigma === undefined ? {} : { sigma }),
    model: (p, out) => x.forEach((value, i) => (out[i] = p[0]! + p[1]! * value)),
  });
}

/** Rosenbrock's valley as residuals 10 (b - a^2) and 1 - a, with its derivatives. */
const rosenbrock: LeastSquaresProblem = {
  parameters: 2,
  residuals: 2,
  evaluate(p, residuals, jacobian) {
    const [a, b] = p as unknown as [number, number];
    residuals[0] = 10 * (b - a * a);
    residuals[1] = 1 - a;
    jacobian?.set([-20 * a, -1, 10, 0]);
  },
};

test('Rosenbrock’s valley is followed to its minimum', () => {
  const fit = fitLeastSquares(rosenbrock, Float64Array.of(-1.2, 1));
  expect(fit.status).toBe('converged');
  expect(fit.parameters[0]).toBeCloseTo(1, 10);
  expect(fit.parameters[1]).toBeCloseTo(1, 10);
});

test('a bound that cuts off the minimum holds its parameter and leaves the other free', () => {
  const upper = Float64Array.of(0.5, Infinity);
  const fit = fitLeastSquares(rosenbrock, Float64Array.of(-1.2, 1), { upper });
  expect(fit.status).toBe('converged');
  expect(fit.parameters[0]).toBe(0.5);
  expect(fit.parameters[1]).toBeCloseTo(0.25, 8);
});

test('a straight line has the slope, intercept and standard errors of the textbook', () => {
  const fit = fitLeastSquares(line(), Float64Array.of(0, 0));
  const mean = x.reduce((sum, v) => sum + v, 0) / x.length;
  const sxx = x.reduce((sum, v) => sum + (v - mean) ** 2, 0);
  const { standardErrors } = fitCovariance(line(), fit.parameters);
  expect(standardErrors[1]).toBeCloseTo(Math.sqrt(fit.sumOfSquares / 18 / sxx), 9);
  expect(standardErrors[0]).toBeCloseTo(Math.sqrt((fit.sumOfSquares / 18) * (1 / 20 + mean ** 2 / sxx)), 9);
});

test('points with a huge deviation do not count', () => {
  const sigma = x.map((_, i) => (i % 2 === 0 ? 1e9 : 1));
  const fit = fitLeastSquares(line(sigma), Float64Array.of(0, 0));
  expect(fit.parameters[0]).toBeCloseTo(0.9, 8);
  expect(fit.parameters[1]).toBeCloseTo(2, 8);
});

test('a fit that cannot go on says why instead of throwing', () => {
  const broken: LeastSquaresProblem = { parameters: 1, residuals: 1, evaluate: (_, out) => out.fill(NaN) };
  expect(fitLeastSquares(broken, Float64Array.of(1))).toMatchObject({
    status: 'stopped',
    reason: 'the residuals are not finite at the start',
  });
  expect(fitLeastSquares(rosenbrock, Float64Array.of(-1.2, 1), { maxSteps: 2 })).toMatchObject({
    status: 'stopped',
    reason: '2 steps were not enough',
  });
});
