import type { Conversions } from '../carbonise/conversions.ts';
import { siliconDensity } from '../constants.ts';
import type { ParameterValues } from '../parameters.ts';
import { polymerise } from '../recipe/polymerise.ts';
import type { Recipe } from '../recipe/recipe.ts';
import type { Population } from '../sample.ts';
import { mixtureConductivity } from './percolation.ts';
import { shellPhases } from './phases.ts';
import { type RadiusMoments, radiusMoments, shellThickness } from './thickness.ts';

/** A population without its weight. */
export type UnweightedPopulation = Omit<Population, 'weight'>;

/**
 * Particles without a shell: their film is the native oxide and its poor contact.
 *
 * @param areaRatio - surface over that of whole spheres (see `fracturedAreaRatio`)
 */
export function barePopulation(values: ParameterValues, areaRatio = 1): UnweightedPopulation {
  const { radius, specificArea } = geometry(radiusMoments(values));
  return {
    radius,
    specificArea: specificArea * areaRatio,
    siliconFraction: 1,
    carbonFraction: 0,
    shellThickness: 0,
    carbonVolumeFraction: 0,
    conductivity: 0,
    ionicConductivity: 0,
    filmResistance: values.bareFilmResistance,
    fatigueDuctility: 0,
    modulus: 0,
    yieldStress: 0,
    toughness: 0,
    nitrogenFraction: 0,
    pyrolysisYield: 1,
    conversions: [0, 0, 0],
  };
}

/** Coated particles after pyrolysis with these conversions (equations 3.2 to 4.5 of docs/methods/shell.md). */
export function coatedPopulation(
  values: ParameterValues,
  recipe: Recipe,
  conversions: Conversions,
): UnweightedPopulation {
  const bath = polymerise(values, recipe);
  const moments = radiusMoments(values);
  const phases = shellPhases(values, bath, conversions);
  const phi = phases.carbonVolumeFraction;
  const shellMass = bath.coatingMass * phases.pyrolysisYield;
  const siliconMass = values.siliconRecovery * recipe.siliconMass;
  const compositeMass = siliconMass + shellMass;
  const thickness = shellThickness(
    moments,
    (bath.coatingMass * phases.volume * siliconDensity) / siliconMass,
  );
  const conductivity = electronicConductivity(values, phi, conversions[0]);
  const ionicConductivity = ionicConductivityOf(values, phi, conversions[1]);
  return {
    ...geometry(moments),
    siliconFraction: siliconMass / compositeMass,
    carbonFraction: (bath.coatingMass * phases.carbonMass) / compositeMass,
    shellThickness: thickness,
    carbonVolumeFraction: phi,
    conductivity,
    ionicConductivity,
    filmResistance: thickness / (values.contactFraction * conductivity) + thickness / ionicConductivity,
    fatigueDuctility: values.polymerFatigueDuctility * values.fatigueDuctilityRatio ** -phi,
    modulus: mixLogarithms(values.polymerModulus, values.carbonModulus, phi),
    yieldStress: mixLogarithms(values.polymerYieldStress, values.carbonYieldStress, phi),
    toughness: mixLogarithms(values.polymerToughness, values.carbonToughness, phi),
    nitrogenFraction: phases.nitrogenFraction,
    pyrolysisYield: phases.pyrolysisYield,
    conversions,
  };
}

/** Surface-mean radius and silicon surface per silicon mass (equation 1.8). */
function geometry({ second, third }: RadiusMoments): { radius: number; specificArea: number } {
  const radius = third / second;
  return { radius, specificArea: 3 / (siliconDensity * radius) };
}

/** Electronic conductivity, S/m; burning off the dopant costs the polymer most of its own (equation 4.1). */
function electronicConductivity(values: ParameterValues, phi: number, dedoped: number): number {
  return mixtureConductivity(
    {
      low: values.polymerConductivity * values.dedopedConductivityRatio ** dedoped,
      high: values.carbonConductivity,
      threshold: values.percolationThreshold,
      lowExponent: values.polymerExponent,
      highExponent: values.carbonExponent,
    },
    phi,
  );
}

/** Ionic conductivity, S/m; cross-linking costs the polymer part of its own (equation 4.2). */
function ionicConductivityOf(values: ParameterValues, phi: number, crossLinked: number): number {
  const polymer = values.polymerIonicConductivity * (1 - values.crossLinkingLoss * crossLinked);
  const carbon = values.polymerIonicConductivity * values.ionicConductivityRatio;
  return mixLogarithms(polymer, carbon, phi);
}

/** Mean of logarithms by volume (equation 4.4). */
function mixLogarithms(polymer: number, carbon: number, phi: number): number {
  return polymer ** (1 - phi) * carbon ** phi;
}
