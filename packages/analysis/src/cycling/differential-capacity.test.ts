import fc from 'fast-check';
import { expect, test } from 'vitest';
import { differentialCapacity, differentialVoltage } from './differential-capacity.ts';

/** Charges evenly spaced from 0 to 250 with that many points, and the voltages there. */
function sampled(points: number, voltage: (q: number) => number) {
  const charge = Float64Array.from({ length: points }, (_, i) => (250 * i) / (points - 1));
  return { charge, voltage: charge.map(voltage) };
}

test('the slope of a line and of a parabola is exact at inner points', () => {
  const line = sampled(400, (q) => 0.05 + 0.004 * q);
  const parabola = sampled(2001, (q) => 0.05 + 0.004 * q - 5e-6 * q * q);
  const lineSlope = differentialVoltage(line.charge, line.voltage);
  const parabolaSlope = differentialVoltage(parabola.charge, parabola.voltage);
  for (let i = 1; i < 399; i++) expect(1 / (lineSlope[i] ?? NaN) / 250).toBeCloseTo(1, 6);
  parabola.charge.subarray(1, -1).forEach((q, i) => {
    expect((parabolaSlope[i + 1] ?? NaN) / (0.004 - 1e-5 * q)).toBeCloseTo(1, 6);
  });
  expect(parabolaSlope[0]).toBeNaN();
});

test('uneven spacing does not spoil the slope of a parabola', () => {
  const charge = Float64Array.of(0, 1, 1.5, 4, 4.1, 9);
  const slope = differentialVoltage(
    charge,
    charge.map((q) => 2 + 3 * q - 0.25 * q * q),
  );
  charge.subarray(1, -1).forEach((q, i) => expect(slope[i + 1]).toBeCloseTo(3 - 0.5 * q, 10));
});

test('the integral of dQ/dV is the charge, whatever the noise, the plateaus and the smoothing', () => {
  const records = fc.array(
    fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true })),
    { minLength: 1, maxLength: 60 },
  );
  fc.assert(
    fc.property(records, fc.double({ min: 1e-3, max: 0.05, noNaN: true }), (rows, deviation) => {
      const voltage = Float64Array.from(rows, ([value]) => value);
      const increments = Float64Array.from(rows, ([, charge]) => charge);
      const { voltage: grid, dQdV } = differentialCapacity(voltage, increments, deviation);
      const spacing = (grid[1] ?? 0) - (grid[0] ?? 0);
      const integral = spacing * dQdV.reduce((sum, value) => sum + value, 0);
      expect(integral).toBeCloseTo(
        increments.reduce((sum, value) => sum + value, 0),
        9,
      );
    }),
  );
});

test('a straight voltage has a flat dQ/dV inside, at its slope', () => {
  const { charge, voltage } = sampled(400, (q) => 0.05 + 0.004 * q);
  const increments = charge.map((q, i) => q - (charge[i - 1] ?? 0));
  const { voltage: grid, dQdV } = differentialCapacity(voltage, increments, 0.005);
  grid.forEach((at, i) => {
    if (at > 0.1 && at < 1) expect((dQdV[i] ?? NaN) / 250).toBeCloseTo(1, 9);
  });
});

test('a plateau becomes a peak as wide as the smoothing', () => {
  const { voltage: grid, dQdV } = differentialCapacity(
    Float64Array.of(0.45, 0.45),
    Float64Array.of(0, 3),
    0.01,
  );
  const top = dQdV.indexOf(Math.max(...dQdV));
  expect(grid[top]).toBeCloseTo(0.45, 3);
  expect(dQdV[top]).toBeCloseTo(3 / (0.01 * Math.sqrt(2 * Math.PI)), 1);
});

test('no smoothing width and unequal lengths are refused', () => {
  expect(() => differentialCapacity(Float64Array.of(1), Float64Array.of(1), 0)).toThrow(RangeError);
  expect(() => differentialCapacity(Float64Array.of(1), Float64Array.of(1, 2), 0.01)).toThrow(RangeError);
  expect(() => differentialVoltage(Float64Array.of(1), Float64Array.of(1, 2))).toThrow(RangeError);
});
