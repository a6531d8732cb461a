import { gaussHermite, type OdeStep } from '@anodelab/numerics';
import { gasConstant } from '../constants.ts';

/** Activation energies of one reaction pool: normal with this mean and standard deviation, J/mol. */
export interface EnergyPool {
  readonly mean: number;
  readonly spread: number;
}

/**
 * The time integrals of the rate constants A exp(-E/RT) over a thermal history, one per place and activation energy,
 * and the conversions that follow from them (equation 3.1 of docs/methods/carbonisation.md).
 */
export interface Exposure {
  /** Adds a piece of history; the state's first entry (the boat) is skipped, the others are the places. */
  add(step: OdeStep): void;
  /** Conversion of a pool at a place, 0 to 1. */
  conversion(pool: number, place: number): number;
}

/** Nodes of the quadrature over activation energies; 15 would leave 0.3 % of error after one minute. */
const ENERGY_NODES = 31;

// Gauss-Legendre rule of four points on [0, 1].
const TIME_NODES = [0.06943184420297371, 0.3300094782075719, 0.6699905217924281, 0.9305681557970262] as const;
const TIME_WEIGHTS = [
  0.1739274225687269, 0.3260725774312731, 0.3260725774312731, 0.1739274225687269,
] as const;

/**
 * An empty history.
 *
 * @param frequencyFactor - A, 1/s
 */
export function createExposure(
  pools: readonly EnergyPool[],
  places: number,
  frequencyFactor: number,
): Exposure {
  const { nodes, weights } = gaussHermite(ENERGY_NODES);
  const energies = new Float64Array(pools.length * ENERGY_NODES);
  pools.forEach(({ mean, spread }, p) => {
    for (let n = 0; n < ENERGY_NODES; n++) energies[p * ENERGY_NODES + n] = mean + spread * nodes[n]!;
  });
  const count = energies.length;
  const integrals = new Float64Array(places * count);
  const temperatures = new Float64Array(places + 1);

  return {
    add({ start, end, interpolate }) {
      for (let q = 0; q < TIME_NODES.length; q++) {
        interpolate(start + (end - start) * TIME_NODES[q]!, temperatures);
        const weight = frequencyFactor * (end - start) * TIME_WEIGHTS[q]!;
        for (let place = 0; place < places; place++) {
          const inverse = -1 / (gasConstant * temperatures[place + 1]!);
          for (let e = 0; e < count; e++)
            integrals[place * count + e]! += weight * Math.exp(energies[e]! * inverse);
        }
      }
    },
    conversion(pool, place) {
      const first = place * count + pool * ENERGY_NODES;
      let left = 0;
      for (let n = 0; n < ENERGY_NODES; n++) left += weights[n]! * Math.exp(-integrals[first + n]!);
      return 1 - left;
    },
  };
}
