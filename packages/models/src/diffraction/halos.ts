import type { ParameterValues } from '../parameters.ts';

/** A broad maximum of a phase without long-range order. Angles are 2 theta for Cu K alpha, rad. */
export interface Halo {
  readonly angle: number;
  /** Full width at half maximum of its Gaussian. */
  readonly width: number;
  /** Area per mass of the phase over that of the (111) line per mass of crystalline silicon. */
  readonly area: number;
}

/** [2 theta, full width, share of the phase's area]: degrees at Cu K alpha. */
type Shape = readonly (readonly [angle: number, width: number, share: number])[];

/** Maxima of polypyrrole powder: J. Nanomater. 2015, 129678; widths and shares assumed. */
const polymer: Shape = [
  [11.4, 4, 0.15],
  [22.1, 8, 0.65],
  [43.3, 9, 0.2],
];
/** Stacking and in-plane maxima of disordered carbon, recalled. */
const carbon: Shape = [
  [24.5, 8, 0.8],
  [43.5, 8, 0.2],
];
/** First maximum of silica glass, recalled. */
const silica: Shape = [[21.5, 7, 1]];

const DEGREE = Math.PI / 180;

/** Halos of the shell's two phases and of the native oxide. */
export function phaseHalos(
  values: ParameterValues,
): Readonly<Record<'polymer' | 'carbon' | 'silica', readonly Halo[]>> {
  const scaled = (shape: Shape, total: number): readonly Halo[] =>
    shape.map(([angle, width, share]) => ({
      angle: angle * DEGREE,
      width: width * DEGREE,
      area: share * total,
    }));
  return {
    polymer: scaled(polymer, values.polymerHaloArea),
    carbon: scaled(carbon, values.carbonHaloArea),
    silica: scaled(silica, values.silicaHaloArea),
  };
}

/**
 * Halos of silicon that lithium has made amorphous, recalled places and widths: the first takes over the area of (111),
 * the second that of (220) and (311), since an atom scatters as much in either order.
 *
 * @param areas - of the lines (111), (220) and (311)
 */
export function amorphousSiliconHalos([
  first = 0,
  second = 0,
  third = 0,
]: readonly number[]): readonly Halo[] {
  return [
    { angle: 28.4 * DEGREE, width: 5.5 * DEGREE, area: first },
    { angle: 52 * DEGREE, width: 9 * DEGREE, area: second + third },
  ];
}
