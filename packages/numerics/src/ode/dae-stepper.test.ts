import { describe, expect, it } from 'vitest';
import { DaeStepper, type DaeSystem } from './dae-stepper.ts';
import { rodas4, rodas4p, rodas5p } from './rosenbrock-methods.ts';

const RATE = 0.5;

/** u' = -u/2 with z = 3 u beside it: u = exp(-t/2). */
function decay(): DaeSystem {
  let shift = 1;
  return {
    size: 2,
    mass: Float64Array.of(1, 0),
    scale: Float64Array.of(1, Infinity),
    defectScale: Float64Array.of(Infinity, 1),
    evaluate(_t, y, out) {
      out[0] = -RATE * y[0]!;
      out[1] = 3 * y[0]! - y[1]!;
    },
    timeSlope: () => false,
    factor(_t, _y, next) {
      shift = next;
      return true;
    },
    solve(b) {
      b[0]! /= shift + RATE;
      b[1]! += 3 * b[0]!;
    },
  };
}

describe.each([
  ['rodas4', rodas4],
  ['rodas4p', rodas4p],
  ['rodas5p', rodas5p],
])('a stepper with %s', (_name, method) => {
  const begin = (tolerance: number) => {
    const stepper = new DaeStepper(decay(), tolerance, method, Float64Array.of(1, 3));
    stepper.restart(0, Infinity);
    return stepper;
  };

  it('begins with a step that the present rates allow, shorter for a tighter tolerance', () => {
    const loose = begin(1e-2).next;
    const tight = begin(1e-5).next;
    expect(loose / tight).toBeCloseTo(10, 6);
    expect(RATE * loose).toBeLessThan(0.5);
  });

  it('keeps its tolerance over many steps', () => {
    const stepper = begin(1e-4);
    while (stepper.t < 5) expect(stepper.step(5)).toBeUndefined();
    expect(Math.abs(stepper.y[0]! - Math.exp(-RATE * 5))).toBeLessThan(1e-4);
    expect(stepper.y[1]).toBeCloseTo(3 * stepper.y[0]!, 6);
  });

  it('gives up soon where nothing goes on, at time zero too', () => {
    const stuck = decay();
    const stepper = new DaeStepper({ ...stuck, factor: () => false }, 1e-4, method, Float64Array.of(1, 3));
    stepper.restart(0, 1);
    expect(stepper.step(1)).toBe('step underflow');
    expect(stepper.rejected).toBeLessThan(30);
  });

  it('knows slope and curvature at the end of a step', () => {
    const stepper = begin(1e-7);
    stepper.step(5);
    stepper.step(5);
    const slopes = new Float64Array(2);
    stepper.endSlopes(slopes);
    const u = Math.exp(-RATE * stepper.t);
    expect(slopes[0]! / (-RATE * u)).toBeCloseTo(1, 4);
    expect(slopes[1]! / (-3 * RATE * u)).toBeCloseTo(1, 4);
    expect(stepper.endCurvature(0) / (RATE * RATE * u)).toBeCloseTo(1, 2);
  });
});
