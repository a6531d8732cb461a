import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parameterValues } from '../parameters.ts';
import { chargeImbalance, coatingLedger, elementImbalance, elements } from './ledger.ts';
import { polymerise } from './polymerise.ts';
import { flashAt800 } from './recipe.ts';

const amount = fc.oneof(fc.constant(0), fc.double({ min: 1e-9, max: 1e-3, noNaN: true }));
const recipes = fc.record({
  name: fc.constant('any'),
  siliconMass: fc.constant(1e-4),
  surfactantMass: amount,
  pyrroleVolume: amount.map((value) => value * 1e-3),
  oxidantMass: amount,
  acidAmount: amount,
  flash: fc.constant(flashAt800(0)),
});

test('any bath keeps its elements, its charge and no negative amounts', () => {
  fc.assert(
    fc.property(recipes, fc.double({ min: 0.05, max: 0.5, noNaN: true }), (recipe, dopingLevel) => {
      const ledger = coatingLedger(parameterValues({ dopingLevel }), recipe);
      for (const element of elements) expect(Math.abs(elementImbalance(ledger, element))).toBeLessThan(1e-12);
      expect(Math.abs(chargeImbalance(ledger))).toBeLessThan(1e-12);
      for (const { after } of ledger) expect(after).toBeGreaterThanOrEqual(-1e-18);
    }),
  );
});

test('a bath with more oxidant than it needs is limited by its pyrrole', () => {
  const recipe = {
    name: 'rich',
    siliconMass: 1e-4,
    surfactantMass: 0,
    pyrroleVolume: 10e-9,
    oxidantMass: 1e-3,
    acidAmount: 1,
    flash: flashAt800(0),
  };
  const bath = polymerise(parameterValues(), recipe);
  expect(bath.limiting).toBe('pyrrole');
  expect(bath.conversion).toBe(1);
});
