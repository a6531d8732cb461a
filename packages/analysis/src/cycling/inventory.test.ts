import { expect, test } from 'vitest';
import { analyseCycling } from './analyse-cycling.ts';
import { madeTest } from './testing/made-test.ts';

/** A half cell with these lithiations and delithiations, C. */
function cell(pairs: readonly (readonly [number, number])[]) {
  const shared = { intervals: 20, rest: 60 };
  return analyseCycling(
    [
      madeTest(
        pairs.flatMap(([taken, given]) => [
          { ...shared, current: -1e-3, charge: taken, from: 0.9, to: 0.05 },
          { ...shared, current: 1e-3, charge: given, from: 0.06, to: 1 },
        ]),
      ),
    ],
    { workingElectrode: 'anode' },
  );
}

test('what was taken and not given is a number with the error of the current, and words for what it cannot tell', () => {
  const { results, findings } = cell([
    [10, 9],
    [9.2, 9],
    [9.1, 9],
  ]);
  const net = results['chargeNotReturned'];
  expect(net?.value).toBeCloseTo(1.3 / 3.6, 6);
  // 0.1 % of 28.3 C taken and of 27 C given, independent
  expect(((net?.interval?.high ?? NaN) - (net?.value ?? NaN)) * 3.6).toBeCloseTo(
    1.96 * 1e-3 * Math.hypot(28.3, 27),
    3,
  );
  expect(net?.verdict).toContain('the charge alone cannot tell which');
  expect(results['chargeReturnedLater']).toBeUndefined();
  expect(findings.map(({ code }) => code)).not.toContain('inventory-negative');
});

test('charge that comes back later is a lower bound of what was not lost', () => {
  const later = cell([
    [10, 8],
    [8, 8.4],
    [8, 8.3],
  ]).results['chargeReturnedLater'];
  expect(later?.value).toBeCloseTo(0.7 / 3.6, 6);
  expect(later?.definition).toContain('cycles 1 and 3');
});

test('more charge back than ever went in is a warning, unless the current accuracy explains it', () => {
  const codes = (given: number) => cell([[10, given]]).findings.map(({ code }) => code);
  expect(codes(10.5)).toContain('inventory-negative');
  expect(codes(10.01)).not.toContain('inventory-negative');
});
