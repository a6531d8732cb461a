import { numbers, type Table } from '@anodelab/data';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { smoothVoltageSlope } from './differential-capacity.ts';
import { dvdqTable, peakTable } from './differential-tables.ts';

function column(table: Table, name: string): number[] {
  return Array.from(numbers(table, name) ?? []);
}

function curve(voltage: Float64Array, increments: Float64Array, sign: 1 | -1 = 1) {
  return { cycle: 1, sign, direction: sign > 0 ? 'charge' : 'discharge', voltage, increments };
}

test('the integral of smooth dV/dQ is the change of the voltage, whatever the noise and the width', () => {
  const rows = fc.array(
    fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 1e-3, max: 1, noNaN: true })),
    { minLength: 2, maxLength: 60 },
  );
  fc.assert(
    fc.property(rows, fc.double({ min: 1e-3, max: 0.2, noNaN: true }), (records, share) => {
      const voltage = Float64Array.from(records, ([value]) => value);
      const increments = Float64Array.from(records, ([, charge], i) => (i === 0 ? 0 : charge));
      const total = increments.reduce((sum, value) => sum + value, 0);
      const { charge, dVdQ } = smoothVoltageSlope(voltage, increments, share * total);
      let integral = 0;
      for (let i = 1; i < charge.length; i++) {
        integral += (((dVdQ[i] ?? 0) + (dVdQ[i - 1] ?? 0)) / 2) * ((charge[i] ?? 0) - (charge[i - 1] ?? 0));
      }
      expect(integral).toBeCloseTo((voltage.at(-1) ?? 0) - (voltage[0] ?? 0), 9);
    }),
  );
});

test('a straight line keeps its slope to both ends, per mass too', () => {
  const increments = new Float64Array(400).fill(250 / 399);
  increments[0] = 0;
  const voltage = increments.map((_, i) => 0.05 + (0.004 * 250 * i) / 399);
  for (const mass of [undefined, 2]) {
    const slope = column(
      dvdqTable([curve(voltage, increments)], 0.01, mass),
      mass ? 'dvdq_V_kg_C' : 'dvdq_V_C',
    );
    slope.forEach((value) => expect(value).toBeCloseTo(0.004 * (mass ?? 1), 9));
  }
});

test('without smoothing dV/dQ is that of the parabola through each record', () => {
  const increments = new Float64Array(200).fill(0.5);
  const charge = increments.map((_, i) => 0.5 * (i + 1));
  const voltage = charge.map((q) => 0.05 + 0.004 * q - 5e-6 * q * q);
  const table = dvdqTable([curve(voltage, increments)], 0, undefined);
  const slope = column(table, 'dvdq_V_C');
  charge
    .subarray(1, -1)
    .forEach((q, i) => expect((slope[i + 1] ?? NaN) / (0.004 - 1e-5 * q)).toBeCloseTo(1, 6));
});

test('peaks have their voltage, height and charge, and ripples below 5 % are none', () => {
  const voltage = Float64Array.from({ length: 1001 }, (_, i) => i / 1000);
  const gauss = (v: number, at: number) =>
    Math.exp(-(((v - at) / 0.04) ** 2) / 2) / (0.04 * Math.sqrt(2 * Math.PI));
  const increments = voltage.map(
    (v) => (2 * gauss(v, 0.3) + gauss(v, 0.6) + 0.02 * Math.sin(300 * v)) / 1000,
  );
  const table = peakTable([curve(voltage, increments, -1)], 0.005, undefined);
  expect(column(table, 'voltage_V')).toEqual([expect.closeTo(0.3, 2), expect.closeTo(0.6, 2)]);
  expect(column(table, 'q_C')).toEqual([expect.closeTo(2, 1), expect.closeTo(1, 1)]);
  expect(column(table, 'height_C_V')[0]).toBeLessThan(-19);
});
