import { expect, test } from 'vitest';
import { parameterValues } from '../parameters.ts';
import { orderingLength, shellDiffusivity } from './diagnostics.ts';

const values = parameterValues();

test('domains grow from 1 nm with condensation and with the logarithm of the minutes', () => {
  expect(orderingLength(values, 0, 0)).toBe(1e-9);
  expect(orderingLength(values, 1, 0) * 1e9).toBeCloseTo(2.5, 12);
  // five minutes: 1 + 1.5 * 0.6 + 0.15 ln 6
  expect(orderingLength(values, 0.6, 300) * 1e9).toBeCloseTo(2.16876, 5);
});

test('ions of 1 mol/L that conduct 3e-7 S/m diffuse with 8e-17 m2/s', () => {
  // 3e-7 * 8.314463 * 298.15 / (96485.33^2 * 1000)
  expect(shellDiffusivity(values, 3e-7) * 1e17).toBeCloseTo(7.9886, 3);
});
