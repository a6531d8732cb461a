import { expect, test } from 'vitest';
import { FILLING, type Shape, surfaceRise } from './constant-flux.ts';
import { riseTable } from './rise-table.ts';

const shapes: readonly Shape[] = ['sphere', 'cylinder', 'plate'];

test.each(shapes)('the expansion and the series of a %s meet', (shape) => {
  for (const at of [0.008, 0.05]) {
    const below = surfaceRise(shape, at * (1 - 1e-9));
    expect(Math.abs(surfaceRise(shape, at) - below)).toBeLessThan(2e-8);
  }
});

test.each(shapes)('the rise of a %s begins as the square-root law and ends as its filling', (shape) => {
  expect(surfaceRise(shape, 1e-8) / (2 * Math.sqrt(1e-8 / Math.PI))).toBeCloseTo(1, 3);
  expect(surfaceRise(shape, 3) - surfaceRise(shape, 2)).toBeCloseTo(FILLING[shape], 6);
});

test('a sphere has the values of Carslaw and Jaeger', () => {
  const known = { 0.0001: 0.011384548953990548, 0.01: 0.12364335419920944, 0.1: 0.48676168634242317, 1: 3.2 };
  for (const [theta, expected] of Object.entries(known)) {
    expect(Math.abs(surfaceRise('sphere', Number(theta)) - expected)).toBeLessThan(1e-8);
  }
});

test.each(shapes)('the table of a %s is the series to 1e-8', (shape) => {
  const table = riseTable(shape);
  for (let u = 1e-4; u < 2.2; u += 0.00137) {
    expect(Math.abs(table.rise(u) - surfaceRise(shape, u * u))).toBeLessThan(1e-8);
    const slope = (table.rise(u + 1e-5) - table.rise(u - 1e-5 > 0 ? u - 1e-5 : u)) / (u > 1e-5 ? 2e-5 : 1e-5);
    expect(table.slope(u) / slope).toBeCloseTo(1, 3);
  }
});
