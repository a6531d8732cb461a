import type { Check } from './check.ts';
import { furnaceChecks } from './furnace.ts';
import { lifeChecks } from './life.ts';
import { particleChecks } from './particle.ts';
import { porousCellChecks } from './porous-cell.ts';
import { pybammChecks } from './pybamm.ts';
import { recipeChecks, shellMonotonicityChecks } from './recipe.ts';
import { referenceSampleChecks } from './reference-samples.ts';
import { rivalChecks } from './rivals.ts';
import { shellChecks } from './shell.ts';

/** Every line of the verification table. */
export function allChecks(): Check[] {
  return [
    ...recipeChecks(),
    ...furnaceChecks(),
    ...shellChecks(),
    ...rivalChecks(),
    ...particleChecks(),
    ...lifeChecks(),
    ...shellMonotonicityChecks(),
    ...referenceSampleChecks(),
    ...porousCellChecks(),
    ...pybammChecks(),
  ];
}
