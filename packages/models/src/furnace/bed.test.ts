import { integrateStiff, type OdeStep } from '@anodelab/numerics';
import { expect, test } from 'vitest';
import { parameterValues } from '../parameters.ts';
import { flashAt800 } from '../recipe/recipe.ts';
import { bedSystem } from './bed.ts';
import { flashBed } from './flash-bed.ts';

const values = parameterValues();

test('the Jacobian equals central differences of the heat balance, with either surface', () => {
  for (const surface of ['cell', 'face'] as const) {
    const system = bedSystem(values, { cells: 5, surface }, 1073.15);
    const y = Float64Array.of(400, 450, 500, 560, 630, 700);
    const jacobian = new Float64Array(36);
    system.jacobian(y, jacobian);
    for (let j = 0; j < 6; j++) {
      const [above, below] = [0.01, -0.01].map((shift) => {
        const out = new Float64Array(6);
        system.derivative(
          y.map((value, i) => (i === j ? value + shift : value)),
          out,
        );
        return out;
      });
      for (let i = 0; i < 6; i++) {
        expect(jacobian[i * 6 + j]).toBeCloseTo((above![i]! - below![i]!) / 0.02, 6);
      }
    }
  }
});

test('boat and bed are as hot as an independent program finds them when they are withdrawn', () => {
  const published = [
    [1, 315, 340, 723],
    [3, 683, 688, 782],
    [5, 781, 782, 797],
  ] as const; // min, degC of boat, bottom, top
  for (const [minutes, boat, bottom, top] of published) {
    const { state } = flashBed(values, { ...flashAt800(60 * minutes), cooling: 0 });
    expect(Math.abs(state[0]! - 273.15 - boat)).toBeLessThan(1);
    expect(Math.abs(state[1]! - 273.15 - bottom)).toBeLessThan(1);
    expect(Math.abs(state[8]! - 273.15 - top)).toBeLessThan(1);
  }
});

test('the boat is still at 340 degC four minutes after withdrawal', () => {
  const { state } = flashBed(values, flashAt800(300));
  expect(Math.abs(state[0]! - 273.15 - 340)).toBeLessThan(5);
});

test('halving the cells quarters the error of the middle of the bed with the surface at its face', () => {
  const middle = (cells: number) => {
    const system = bedSystem(values, { cells, surface: 'face' }, 1073.15);
    const start = new Float64Array(cells + 1).fill(298.15);
    const { state } = integrateStiff(system, 0, 60, start, { absolute: 1e-7, relative: 0 });
    return (state[cells / 2]! + state[cells / 2 + 1]!) / 2;
  };
  const order = Math.log2((middle(8) - middle(16)) / (middle(16) - middle(32)));
  expect(order).toBeGreaterThan(1.9);
  expect(order).toBeLessThan(2.1);
});

test('nothing happens to a powder that is not heated, and steps cover the whole flash otherwise', () => {
  const steps: OdeStep[] = [];
  flashBed(values, flashAt800(0), (step) => steps.push(step));
  expect(steps).toEqual([]);
  let end = 0;
  flashBed(values, flashAt800(60), (step) => {
    expect(step.start).toBe(end);
    end = step.end;
  });
  expect(end).toBe(300);
});
