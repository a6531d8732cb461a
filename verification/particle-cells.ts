import {
  faraday,
  gasConstant,
  type ImpedanceOptions,
  maximumConcentration,
  type ParticleCellDescription,
  type ParticleDescription,
  silicon,
  symmetricExchange,
} from '@anodelab/models';

/** K, of every cell below. */
export const temperature = 298.15;
const thermal = (gasConstant * temperature) / faraday;

/** Potential of the Nernst isotherm U = 0.5 + RT/F ln((1 - x)/x), V. */
export function nernstPotential(x: number): number {
  return 0.5 + thermal * Math.log((1 - x) / x);
}

function nernst(x: number, out: Float64Array): void {
  out[0] = nernstPotential(x);
  out[1] = -thermal / (x * (1 - x));
}

/** One population with that isotherm and nothing else: no kinetics, film, double layer, foil or hysteresis. */
export function nernstCell(
  particle: Partial<ParticleDescription> & Pick<ParticleDescription, 'size' | 'diffusivity' | 'lithiation'>,
): ParticleCellDescription {
  const cells = particle.cells ?? 60;
  return {
    particles: [
      {
        geometry: 'sphere',
        maximumConcentration,
        areaRatio: 1,
        filmResistance: 0,
        capacitance: 0,
        hysteresisRange: 1,
        potential: { lithiation: nernst, delithiation: nernst },
        exchange: symmetricExchange(1e8), // reversible
        hysteresis: 0,
        temperature,
        cells,
        finest: particle.size / cells,
        ...particle,
      },
    ],
    counterExchange: Infinity,
    seriesResistance: 0,
    temperature,
  };
}

/** A silicon half cell with everything in it: two populations, film, double layer, foil, series resistance. */
export function agedCell(): ParticleCellDescription {
  const particle: ParticleDescription = {
    geometry: 'sphere',
    size: 85e-9,
    diffusivity: 1e-16,
    maximumConcentration,
    areaRatio: 40,
    filmResistance: 0.057,
    capacitance: 0.1,
    hysteresisRange: 0.03,
    potential: silicon,
    exchange: symmetricExchange(0.083),
    lithiation: 0.1,
    hysteresis: 1,
    temperature,
    cells: 80,
    finest: 5e-11,
  };
  return {
    particles: [particle, { ...particle, areaRatio: 30, filmResistance: 0.3, lithiation: 0.15 }],
    counterExchange: 20,
    seriesResistance: 5e-4,
    temperature,
  };
}

/** The small-signal elements of the default parameters at half lithiation. */
export function impedanceOptions(diffusion: ImpedanceOptions['diffusion']): ImpedanceOptions {
  return {
    lithiation: 0.5,
    hysteresis: -1,
    filmCapacitance: 0.01,
    exponent: 0.9,
    counterCapacitance: 0.1,
    diffusion,
  };
}
