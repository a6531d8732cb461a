import { expect, test } from 'vitest';
import { integrateStiff, type OdeSystem } from './rosenbrock.ts';

/** Robertson's chemistry, stiffness ratio 1e8 and growing. */
const robertson: OdeSystem = {
  size: 3,
  derivative(y, out) {
    const [a, b, c] = y as unknown as [number, number, number];
    out[0] = -0.04 * a + 1e4 * b * c;
    out[2] = 3e7 * b * b;
    out[1] = -out[0]! - out[2]!;
  },
  jacobian(y, out) {
    const [, b, c] = y as unknown as [number, number, number];
    out.set([-0.04, 1e4 * c, 1e4 * b, 0.04, -1e4 * c - 6e7 * b, -1e4 * b, 0, 6e7 * b, 0]);
  },
};

/** y1' = -y1, y2' = -lambda (y2 - y1^2) - 2 y1^2; y2 = y1^2 = exp(-2 t) for any lambda. */
function slowManifold(lambda: number): OdeSystem {
  return {
    size: 2,
    derivative(y, out) {
      out[0] = -y[0]!;
      out[1] = -lambda * (y[1]! - y[0]! ** 2) - 2 * y[0]! ** 2;
    },
    jacobian(y, out) {
      out.set([-1, 0, 2 * lambda * y[0]! - 4 * y[0]!, -lambda]);
    },
  };
}

test("Robertson's problem at t = 40 agrees with its published solution", () => {
  const outcome = integrateStiff(robertson, 0, 40, Float64Array.of(1, 0, 0), {
    absolute: 1e-12,
    relative: 1e-8,
  });
  expect(outcome.status).toBe('done');
  // Hairer and Wanner, Solving ODEs II: 0.7158, 9.185e-6, 0.2842
  expect(outcome.state[0]).toBeCloseTo(0.7158270688, 6);
  expect(outcome.state[1]! * 1e6).toBeCloseTo(9.1855348, 3);
  expect(outcome.state[2]).toBeCloseTo(0.2841637457, 6);
});

test('the error falls at least as fast as the tolerance, stiff or not', () => {
  for (const lambda of [1, 1e2, 1e5]) {
    const errors = [1e-4, 1e-6, 1e-8].map((absolute) => {
      const { state } = integrateStiff(slowManifold(lambda), 0, 1, Float64Array.of(1, 1), {
        absolute,
        relative: 0,
      });
      return Math.abs(state[1]! - Math.exp(-2));
    });
    expect(errors[0]).toBeLessThan(1e-3);
    expect(errors[1]).toBeLessThan(1e-5);
    expect(errors[2]).toBeLessThan(1e-7);
  }
});

test('dense output stays within ten tolerances of the solution between the steps', () => {
  const out = new Float64Array(2);
  let worst = 0;
  let next = 0;
  integrateStiff(slowManifold(50), 0, 3, Float64Array.of(1, 1), {
    absolute: 1e-6,
    relative: 0,
    onStep({ start, end, interpolate }) {
      expect(start).toBe(next);
      next = end;
      for (let k = 0; k <= 10; k++) {
        const t = start + ((end - start) * k) / 10;
        interpolate(t, out);
        worst = Math.max(worst, Math.abs(out[0]! - Math.exp(-t)), Math.abs(out[1]! - Math.exp(-2 * t)));
      }
    },
  });
  expect(next).toBe(3);
  expect(worst).toBeLessThan(1e-5);
});

test('a solution that leaves the real numbers ends with a reason', () => {
  const blowUp: OdeSystem = {
    size: 1,
    derivative: (y, out) => out.fill(y[0]! ** 2),
    jacobian: (y, out) => out.fill(2 * y[0]!),
  };
  const outcome = integrateStiff(blowUp, 0, 2, Float64Array.of(1), {
    absolute: 1e-9,
    relative: 1e-9,
    maxSteps: 5000,
  });
  expect(outcome.status).toBe('failed');
});
