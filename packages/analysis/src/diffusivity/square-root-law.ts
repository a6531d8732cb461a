import { straightLine } from '../cv/straight-line.ts';
import { FILLING, type Shape } from './constant-flux.ts';

/** A straight line of the potential over the root of time, with the window that it was fitted in. */
export interface RootLine {
  /** V at the beginning, by extrapolation. */
  readonly offset: number;
  /** V/s^(1/2), with its standard error. */
  readonly slope: number;
  readonly slopeError: number;
  /** End of the window, s after the beginning. */
  readonly end: number;
}

/** The line of potential (V) over root time (s since the beginning) within a window; undefined below four records. */
export function rootLine(
  time: Float64Array,
  voltage: Float64Array,
  start: number,
  from: number,
  to: number,
): RootLine | undefined {
  const x: number[] = [];
  const y: number[] = [];
  let end = from;
  for (let i = 0; i < time.length; i++) {
    const t = time[i]! - start;
    if (!(t >= from && t <= to)) continue;
    x.push(Math.sqrt(t));
    y.push(voltage[i]!);
    end = t;
  }
  if (x.length < 4) return undefined;
  const { offset, slope, slopeError } = straightLine(x, y);
  return { offset, slope, slopeError, end };
}

/**
 * D/size^2 (1/s) of the square-root law D = (4/pi) L^2 [(dE/dt of the mean filling)/(dE/d t^(1/2) of the transient)]^2,
 * L = volume/area = size/filling (Weppner and Huggins, J. Electrochem. Soc. 124 (1977) 1569).
 *
 * @param drift - V/s: of the potential that follows the mean filling
 * @param slope - V/s^(1/2): of the transient
 */
export function rootLawRate(shape: Shape, drift: number, slope: number): number {
  return (4 / Math.PI) * (drift / slope / FILLING[shape]) ** 2;
}
