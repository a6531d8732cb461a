import { expect, test } from 'vitest';
import { fitLeastSquares } from './fit-least-squares.ts';
import { curveProblem, type LeastSquaresProblem } from './least-squares-problem.ts';
import { linearParameters, solveLinear } from './separable.ts';

const x = Float64Array.from({ length: 30 }, (_, i) => 10 * i);
const decays = (p: Float64Array, out: Float64Array) => {
  for (let i = 0; i < out.length; i++) {
    out[i] = p[0]! + p[1]! * Math.exp(-p[2]! * x[i]!) + p[3]! * Math.exp(-p[4]! * x[i]!);
  }
};
const truth = Float64Array.of(0.3, 2, 0.01, -1.5, 0.03);

function twoDecays(): LeastSquaresProblem {
  const y = new Float64Array(x.length);
  decays(truth, y);
  y.forEach((value, i) => (y[i] = value + 1e-4 * Math.sin(7 * i)));
  return curveProblem({ y, parameters: 5, model: decays });
}

test('a start in the far field, where decays are over before the second point, is left for starts of its own', () => {
  const far = Float64Array.of(50, 150, 1, -100, 2);
  const fit = fitLeastSquares(twoDecays(), far);
  expect(fit.status).toBe('converged');
  for (const k of truth.keys()) expect(fit.parameters[k]! / truth[k]!).toBeCloseTo(1, 1);
  const alone = fitLeastSquares(twoDecays(), far, { ownStarts: false });
  expect(alone.sumOfSquares).toBeGreaterThan(100 * fit.sumOfSquares);
});

test('own starts keep to the bounds and are the same in every run', () => {
  const upper = Float64Array.of(Infinity, Infinity, Infinity, Infinity, 0.02);
  const lower = Float64Array.of(-Infinity, -Infinity, 0, -Infinity, 0);
  const fits = [1, 2].map(() =>
    fitLeastSquares(twoDecays(), Float64Array.of(50, 150, 1, -100, 2), { lower, upper }),
  );
  expect(fits[0]).toEqual(fits[1]);
  expect(fits[0]!.parameters[4]).toBeLessThanOrEqual(0.02);
  expect(fits[0]!.parameters[2]).toBeGreaterThanOrEqual(0);
});

test('a model that no data determine is returned with a reason, not searched for ever', () => {
  const flat: LeastSquaresProblem = {
    parameters: 2,
    residuals: 3,
    evaluate(p, residuals, jacobian) {
      residuals.set([p[0]! - 1, p[0]! - 2, p[0]! - 3]);
      jacobian?.set([1, 1, 1, 0, 0, 0]);
    },
  };
  const fit = fitLeastSquares(flat, Float64Array.of(0, 5));
  expect(fit.parameters[0]).toBeCloseTo(2, 9);
  expect(fit.sumOfSquares).toBeCloseTo(2, 9);
});

test('parameters that a model is linear in are found, products of two of them are not', () => {
  expect(linearParameters(twoDecays(), Float64Array.of(1, 1, 0.02, 1, 0.05))).toEqual([0, 1, 3]);
  const product = curveProblem({
    y: x,
    parameters: 2,
    model: (p, out) => x.forEach((value, i) => (out[i] = p[0]! * p[1]! * value)),
  });
  expect(linearParameters(product, Float64Array.of(1, 1))).toEqual([0]);
  const unseen = curveProblem({ y: x, parameters: 1, model: (_, out) => out.fill(0) });
  expect(linearParameters(unseen, Float64Array.of(1))).toEqual([]);
});

test('linear parameters are solved for at given values of the others', () => {
  const parameters = Float64Array.of(9, 9, 0.01, 9, 0.03);
  const sum = solveLinear(twoDecays(), [0, 1, 3], parameters);
  for (const k of truth.keys()) expect(parameters[k]! / truth[k]!).toBeCloseTo(1, 2);
  expect(sum).toBeLessThan(30 * 1e-8);
});
