import {
  chargeImbalance,
  coatingLedger,
  elementImbalance,
  elements,
  type ParameterValues,
  paperRecipes,
  parameterValues,
  polymerise,
  prepareSample,
  type Recipe,
  radiusMoments,
  shellPhases,
  shellThickness,
} from '@anodelab/models';
import { type Check, check, checkRelative } from './check.ts';

const values = parameterValues();
const pchs5 = paperRecipes.find(({ name }) => name === 'PCHS-5')!;

/** V1 to V3: stoichiometry of the coating, conservation, thickness of the shell. */
export function recipeChecks(): Check[] {
  return [...stoichiometry(), ...conservation(), ...thickness()];
}

function stoichiometry(): Check[] {
  const bath = polymerise(values, pchs5);
  const by = 'arithmetic by hand from masses and molar masses';
  return [
    check(
      'V1/electrons',
      'electrons of 0.114 g persulfate, mmol',
      by,
      0.9991,
      bath.electronAmount * 1e3,
      5e-5,
    ),
    check('V1/units', 'polymerised pyrrole units, mmol', by, 0.44405, bath.unitAmount * 1e3, 5e-6),
    check('V1/polymer', 'polypyrrole with dopant, mg', by, 39.7, bath.polymerMass * 1e6, 5e-3),
    check('V1/conversion', 'polymerised share of the pyrrole, %', by, 22, bath.conversion * 100, 0.05),
    check('V1/dopant', 'dopant mass in the polymer', by, 0.2722, bath.dopantFraction, 5e-5),
  ];
}

function conservation(): Check[] {
  const ledger = coatingLedger(values, pchs5);
  const law = 'conservation law';
  const checks = elements.map((element) =>
    check(
      `V2/${element}`,
      `${element} out over in, minus 1`,
      law,
      0,
      elementImbalance(ledger, element),
      1e-12,
    ),
  );
  const bath = polymerise(values, pchs5);
  const reduced = ledger.find(({ species }) => species === 'persulfate')!;
  const electrons = 2 * (reduced.before - reduced.after);
  const needed = (2 + values.dopingLevel) * bath.unitAmount;
  const phases = shellPhases(values, bath, [0.98, 0.7, 0.4]);
  const mass =
    phases.carbonMass + phases.polymerMass + phases.volatileMasses.reduce((sum, part) => sum + part, 0);
  return [
    ...checks,
    check('V2/charge', 'net charge over the positive charge', law, 0, chargeImbalance(ledger), 1e-12),
    checkRelative('V2/electrons', 'electrons given over (2 + y) units', law, 1, electrons / needed, 1e-12),
    check('V2/pyrolysis', 'carbon, polymer and volatiles over coating mass', law, 1, mass, 1e-12),
  ];
}

function thickness(): Check[] {
  const source = 'volume of a coated sphere';
  const equal = parameterValues({ diameterSpread: 1 });
  const radius = equal.medianDiameter / 2;
  const checks = [1e-3, 0.5, 3].map((ratio) => {
    const grown = (1 + shellThickness(radiusMoments(equal), ratio) / radius) ** 3 - 1;
    return checkRelative(
      `V3/ratio=${ratio}`,
      'shell over core volume, equal particles',
      source,
      ratio,
      grown,
      1e-10,
    );
  });
  const moments = radiusMoments(values);
  const mean = moments.third / moments.second;
  const atMean = mean * (Math.cbrt(1.5) - 1);
  const excess = shellThickness(moments, 0.5) < atMean ? 0 : 1;
  return [
    ...checks,
    check(
      'V3/spread',
      'mixed sizes have the thicker shell than equal ones of radius r32 (0 no, 1 yes)',
      source,
      0,
      excess,
      0,
    ),
  ];
}

/** V27, first half: what the flash does to the shell grows or falls one way. Each counts violations. */
export function shellMonotonicityChecks(): Check[] {
  const minutes = [0.5, 1, 2, 3, 5, 7, 12, 30];
  const phi = (recipe: Recipe, changed: Partial<ParameterValues> = {}) =>
    prepareSample(parameterValues(changed), recipe, { layers: 'mean' }).populations[0]!;
  const atMinutes = minutes.map((time) => phi({ ...pchs5, flash: { ...pchs5.flash, duration: 60 * time } }));
  const atTemperatures = [900, 950, 1000, 1050, 1100, 1150].map((temperature) =>
    phi({ ...pchs5, flash: { ...pchs5.flash, temperature } }),
  );
  const rising = (numbers: readonly number[]) =>
    numbers.filter((value, i) => i > 0 && !(value > numbers[i - 1]!)).length;
  const source = 'monotone by the model';
  return [
    check(
      'V27/phi-time',
      'phi falls with time',
      source,
      0,
      rising(atMinutes.map((p) => p.carbonVolumeFraction)),
      0,
    ),
    check(
      'V27/phi-temperature',
      'phi falls with temperature',
      source,
      0,
      rising(atTemperatures.map((p) => p.carbonVolumeFraction)),
      0,
    ),
    check(
      'V27/delta-conversion',
      'shell thickness rises with conversion',
      source,
      0,
      rising(atMinutes.map((p) => -p.shellThickness)),
      0,
    ),
  ];
}
