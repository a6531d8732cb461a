import { gaussHermite, type OdeStep } from '@anodelab/numerics';
import { gasConstant } from '../constants.ts';
import { chebyshevPoints, interpolationWeights } from './chebyshev.ts';

/** Activation energies of one reaction pool: normal with this mean and standard deviation, J/mol. */
export interface EnergyPool {
  readonly mean: number;
  readonly spread: number;
}

/**
 * The time integrals of the rate constants A exp(-E/RT) over a thermal history at several places, and the conversions
 * that follow from them (equation 3.1 of docs/methods/carbonisation.md).
 */
export interface Exposure {
  /** Adds a piece of history; the state's first entry (the boat) is skipped, the others are the places. */
  readonly add: (step: OdeStep) => void;
  /** Conversion of a pool at a place, 0 to 1. */
  conversion(pool: number, place: number): number;
}

/** Nodes of the quadrature over activation energies; 15 would leave 0.3 % of error after one minute. */
const ENERGY_NODES = 31;
/** Energies at which the time integral is followed; its logarithm is interpolated between them, to 1e-6 after 15 s. */
const FOLLOWED = 16;
/** Spreads around the mean that are followed: nodes further out weigh less than 1e-8. */
const REACH = 6;

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
  const low = Math.min(...pools.map(({ mean, spread }) => mean - REACH * spread));
  const high = Math.max(...pools.map(({ mean, spread }) => mean + REACH * spread), low + 1);
  const energies = chebyshevPoints(low, high, FOLLOWED);
  const interpolations = pools.map(({ mean, spread }) =>
    Array.from(nodes, (z) =>
      interpolationWeights(energies, mean + spread * Math.min(REACH, Math.max(-REACH, z))),
    ),
  );
  const integrals = new Float64Array(places * FOLLOWED).fill(Number.MIN_VALUE); // so that a logarithm exists
  const temperatures = new Float64Array(places + 1);

  return {
    add({ start, end, interpolate }) {
      for (let q = 0; q < TIME_NODES.length; q++) {
        interpolate(start + (end - start) * TIME_NODES[q]!, temperatures);
        const weight = frequencyFactor * (end - start) * TIME_WEIGHTS[q]!;
        for (let place = 0; place < places; place++) {
          const inverse = -1 / (gasConstant * temperatures[place + 1]!);
          for (let e = 0; e < FOLLOWED; e++) {
            integrals[place * FOLLOWED + e]! += weight * Math.exp(energies[e]! * inverse);
          }
        }
      }
    },
    conversion(pool, place) {
      const logarithms = integrals.subarray(place * FOLLOWED, (place + 1) * FOLLOWED).map(Math.log);
      let left = 0;
      for (let n = 0; n < ENERGY_NODES; n++) {
        const logarithm = interpolations[pool]![n]!.reduce(
          (sum, share, e) => sum + share * logarithms[e]!,
          0,
        );
        left += weights[n]! * Math.exp(-Math.exp(logarithm));
      }
      return 1 - left;
    },
  };
}
