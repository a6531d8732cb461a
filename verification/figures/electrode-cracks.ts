import {
  bondStrains,
  relaxNetwork,
  type SpringNetwork,
} from '../../packages/models/src/electrode/spring-network.ts';
import { chainStrain, filmChain } from '../../packages/models/src/electrode/testing/film-chain.ts';
import type { MethodFigure } from './method-figure.ts';
import { farthest, spaced } from './spaced.ts';

const SUBSTRATE = 0.02;
const MISFIT = 0.04;
/** Of a chain on ground springs: strain falls towards an end as exp(-kappa) per bond. */
const KAPPA = 2 * Math.asinh(Math.sqrt(SUBSTRATE) / 2);

/** A film one bond wide against the shear lag of a chain: strain along a piece, and the distance of its cracks. */
export function electrodeCrackFigures(): MethodFigure[] {
  return [strains(), spacing()];
}

function strainsOf(network: SpringNetwork, displacement = new Float64Array(2 * network.nodes)): Float64Array {
  relaxNetwork(network, MISFIT, displacement);
  return bondStrains(network, MISFIT, displacement);
}

function strains(): MethodFigure {
  const cases = [11, 41, 121].map((nodes) => {
    const places = Array.from({ length: nodes - 1 }, (_, b) => b + 0.5 - (nodes - 1) / 2);
    const found = Array.from(strainsOf(filmChain(nodes, SUBSTRATE)), (strain) => strain / MISFIT);
    return {
      label: `${nodes} pieces`,
      places,
      found,
      law: places.map((x) => chainStrain(nodes, SUBSTRATE, x)),
    };
  });
  return {
    name: 'electrode-cracks-strain',
    page: 'electrode-cracks',
    title: 'Strain along a film one bond wide',
    compared:
      'Elastic strain over the misfit along a film one bond wide on its foil (*k* = 0.02). Lines: conjugate gradients; markers: 1 − cosh *κx*/cosh *κL*, every fourth bond.',
    outcomes: [
      {
        what: 'Largest difference',
        value: Math.max(...cases.map(({ found, law }) => farthest(found, law))),
        bound: 1e-6,
        unit: 'of the misfit',
      },
    ],
    panels: [
      {
        x: { label: 'Distance from the middle (bonds)', scale: 'linear' },
        y: { label: 'Strain over misfit', scale: 'linear', fromZero: true },
        curves: cases.flatMap(({ label, places, found, law }) => [
          { label, as: 'line', x: places, y: found } as const,
          {
            label,
            as: 'markers',
            x: places.filter((_, b) => b % 4 === 1),
            y: law.filter((_, b) => b % 4 === 1),
          } as const,
        ]),
      },
    ],
  };
}

/** Breaks the most strained bond of a long chain until none is over `strength`, in misfits; nodes of its inner pieces. */
function pieces(strength: number): number[] {
  const network = filmChain(401, SUBSTRATE);
  const displacement = new Float64Array(2 * network.nodes);
  for (;;) {
    const found = strainsOf(network, displacement);
    let most = -1;
    found.forEach((strain, b) => {
      if (network.whole[b] === 1 && (most < 0 || strain > found[most]! * (1 + 1e-9))) most = b;
    });
    if (most < 0 || found[most]! <= strength * MISFIT) break;
    network.whole[most] = 0;
  }
  const cuts = [
    -1,
    ...Array.from(network.whole.keys()).filter((b) => network.whole[b] === 0),
    network.nodes - 1,
  ];
  return cuts.slice(1).map((b, n) => b - cuts[n]!);
}

function spacing(): MethodFigure {
  const strengths = [0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95];
  const found = strengths.map((strength) => pieces(strength));
  // a piece whose middle just reaches the strength
  const longest = (strength: number) => (2 / KAPPA) * Math.acosh(1 / (1 - strength));
  const line = spaced(0.28, 0.96, 60);
  const outside = found.flatMap((lengths, i) =>
    lengths.map((length) => {
      const limit = longest(strengths[i]!);
      return Math.max(0, length - limit, limit / 2 - length);
    }),
  );
  return {
    name: 'electrode-cracks-spacing',
    page: 'electrode-cracks',
    title: 'Distance of the cracks in a film one bond wide',
    compared:
      'Distance of the cracks after a film of 401 pieces, one bond wide and of even strength, has broken until no bond is over its strength. Markers: longest and shortest piece; dashed: shear lag, a piece of *L* = (2/*κ*) arcosh(1/(1 − *s*/*ε*)) just holds and a longer one parts in two, so that all lie between *L*/2 and *L*.',
    outcomes: [
      { what: 'Farthest outside of *L*/2 and *L*', value: Math.max(...outside), bound: 1, unit: 'bonds' },
    ],
    panels: [
      {
        x: { label: 'Strength over misfit *s*/*ε*', scale: 'linear' },
        y: { label: 'Distance of cracks (bonds)', scale: 'linear', fromZero: true },
        curves: [
          { label: '*L*/2 and *L*', as: 'law', x: line, y: line.map(longest) },
          { label: '*L*/2 and *L*', as: 'law', x: line, y: line.map((s) => longest(s) / 2) },
          { label: 'longest piece', as: 'markers', x: strengths, y: found.map((all) => Math.max(...all)) },
          { label: 'shortest piece', as: 'markers', x: strengths, y: found.map((all) => Math.min(...all)) },
        ],
      },
    ],
  };
}
