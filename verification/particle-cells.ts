import {
  type CellDescription,
  constantCounter,
  faraday,
  gasConstant,
  maximumConcentration,
  nyman,
  type PopulationDescription,
  saltReaction,
  silicon,
} from '@anodelab/models';

/** K, of every cell below. */
export const temperature = 298.15;
const thermal = (gasConstant * temperature) / faraday;

/** Potential of the Nernst isotherm U = 0.5 + RT/F ln((1 - x)/x), V. */
export function nernstPotential(x: number): number {
  return 0.5 + thermal * Math.log((1 - x) / x);
}

/** Lithiation that it has at a potential. */
export function nernstLithiation(potential: number): number {
  return 1 / (1 + Math.exp((potential - 0.5) / thermal));
}

function nernst(x: number, out: Float64Array): void {
  out[0] = nernstPotential(x);
  out[1] = -thermal / (x * (1 - x));
}

const region = { thickness: 25e-6, porosity: 0.5, bruggeman: 1.5 };

/** Single particles; separator and electrolyte are not resolved. */
function particleCell(
  populations: readonly PopulationDescription[],
  counter: CellDescription['counter'],
  seriesResistance: number,
): CellDescription {
  return {
    level: 'SPM',
    separator: region,
    electrode: { ...region, conductivity: 10 },
    electrolyte: nyman(),
    counter,
    populations,
    seriesResistance,
    temperature,
  };
}

/** One population with that isotherm and nothing else: no kinetics, film, double layer, foil or hysteresis. */
export function nernstCell(
  population: Partial<PopulationDescription> &
    Pick<PopulationDescription, 'size' | 'diffusivity' | 'lithiation'>,
): CellDescription {
  const made: PopulationDescription = {
    geometry: 'sphere',
    maximumConcentration,
    areaRatio: 1,
    filmResistance: 0,
    capacitance: 0,
    potential: { lithiation: nernst, delithiation: nernst },
    reaction: saltReaction(1e8, 1000), // reversible
    hysteresis: 0,
    ...population,
  };
  return particleCell([made], constantCounter(1e12, 0), 0);
}

/** A silicon half cell with everything in it: two populations, film, double layers, foil, series resistance. */
export function agedCell(): CellDescription {
  const population: PopulationDescription = {
    geometry: 'sphere',
    size: 85e-9,
    diffusivity: 1e-16,
    maximumConcentration,
    areaRatio: 40,
    filmResistance: 0.057,
    capacitance: 0.1,
    hysteresisRange: 0.03,
    potential: silicon,
    reaction: saltReaction(0.083, 1000),
    lithiation: 0.5,
    hysteresis: -1,
  };
  return particleCell(
    [population, { ...population, areaRatio: 30, filmResistance: 0.3 }],
    constantCounter(20, 0.1),
    5e-4,
  );
}
