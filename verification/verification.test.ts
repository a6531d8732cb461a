import { expect, test } from 'vitest';
import { allChecks } from './all-checks.ts';
import { pybammCurves } from './pybamm.ts';

const checks = allChecks();

test('no two checks share an id', () => {
  const ids = checks.map(({ id }) => id);
  expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
});

test.each(checks)('$id: $what', ({ expected, computed, tolerance, pass }) => {
  expect(pass, `expected ${expected} within ${tolerance}, computed ${computed}`).toBe(true);
});

test.skipIf(pybammCurves !== undefined)(
  "PyBaMM's curves are compared where the reference folder is",
  () => {},
);
