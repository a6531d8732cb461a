import { mAhPerGram, siliconCapacity } from '../constants.ts';
import type { ParameterValues } from '../parameters.ts';
import type { Population } from '../sample.ts';
import type { HalfCell, Load, VoltageWindow } from './half-cell.ts';

/** Lithiations between which a cell swings. */
export interface Swing {
  /** At the end of lithiation. */
  readonly high: number;
  /** At the end of delithiation. */
  readonly low: number;
}

/** Lithiation from which a fresh cell starts its first half cycle. */
export const FRESH_LITHIATION = 0.05;

/**
 * The swing of a cell that has cycled until its ends repeat, begun at lithiation `start`. Both ends equal: no swing.
 *
 * @param lithiating - the cell while lithium goes in, where it differs
 */
export function swing(
  cell: HalfCell,
  load: Load,
  window: VoltageWindow,
  start: number,
  lithiating = cell,
): Swing {
  let low = start;
  for (let pass = 0; ; pass++) {
    const ends = singleSwing(cell, load, window, low, lithiating);
    if (Math.abs(ends.low - low) < 1e-12 || pass === 50) return ends;
    low = ends.low;
  }
}

/** The ends of one lithiation, begun at `start`, and of the delithiation after it. */
export function singleSwing(
  cell: HalfCell,
  load: Load,
  window: VoltageWindow,
  start: number,
  lithiating = cell,
): Swing {
  const high = cell.meanAt(load, start, lithiating.surfaceAt(load, 'lithiation', start, window.lower_V));
  return { high, low: cell.meanAt(load, high, cell.surfaceAt(load, 'delithiation', high, window.upper_V)) };
}

/** Silicon capacity below which carbon is credited in proportion, C/kg composite (500 mAh/g). */
const FULL_CREDIT = 500 * mAhPerGram;

/**
 * Capacity per composite mass, C/kg: the silicon part and what carbon black and shell carbon are credited with
 * (equation 6.10 of docs/methods/half-cell.md).
 */
export function capacityOf(
  values: ParameterValues,
  population: Population,
  connected: number,
  { high, low }: Swing,
): { readonly silicon: number; readonly total: number } {
  const siliconPart = (high - low) * connected * population.siliconFraction * siliconCapacity;
  const carbon =
    values.carbonBlackCapacity * values.carbonBlackRatio +
    population.carbonFraction * values.shellCarbonCapacity;
  return { silicon: siliconPart, total: siliconPart + carbon * Math.min(1, siliconPart / FULL_CREDIT) };
}
