import type { Law } from './expression.ts';

/** Points of a function, x ascending. */
export interface Table {
  readonly x: readonly number[];
  readonly y: readonly number[];
}

/**
 * A smooth curve through the points of a table: monotone where they are (piecewise cubic, slopes of Fritsch and Butland,
 * SIAM J. Sci. Stat. Comput. 5 (1984) 300); beyond its ends it goes on as a line. One point gives a constant.
 *
 * @param table - x strictly ascending, at least one point
 */
export function tableLaw({ x, y }: Table): Law {
  const n = x.length;
  const at = Float64Array.from(x);
  const value = Float64Array.from(y);
  const slope = slopesOf(at, value);
  let last = 0; // the interval of the call before: the next one is mostly near
  return (u, out) => {
    if (n === 1 || u <= at[0]! || u >= at[n - 1]!) {
      const end = u <= at[0]! ? 0 : n - 1;
      out[0] = value[end]! + slope[end]! * (u - at[end]!);
      out[1] = slope[end]!;
      return;
    }
    if (u < at[last]! || u >= at[last + 1]!) last = intervalOf(at, u);
    const h = at[last + 1]! - at[last]!;
    const s = (u - at[last]!) / h;
    const chord = (value[last + 1]! - value[last]!) / h;
    const c2 = 3 * chord - 2 * slope[last]! - slope[last + 1]!;
    const c3 = slope[last]! + slope[last + 1]! - 2 * chord;
    out[0] = value[last]! + h * s * (slope[last]! + s * (c2 + s * c3));
    out[1] = slope[last]! + s * (2 * c2 + 3 * s * c3);
  };
}

function intervalOf(at: Float64Array, u: number): number {
  let low = 0;
  let high = at.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (at[middle]! <= u) low = middle;
    else high = middle;
  }
  return low;
}

function slopesOf(at: Float64Array, value: Float64Array): Float64Array {
  const n = at.length;
  const slope = new Float64Array(n);
  if (n === 1) return slope;
  const step = (i: number) => at[i + 1]! - at[i]!;
  const chord = (i: number) => (value[i + 1]! - value[i]!) / step(i);
  for (let i = 1; i < n - 1; i++) {
    const [before, after] = [chord(i - 1), chord(i)];
    if (before * after <= 0) continue;
    const w = (1 + step(i) / (step(i - 1) + step(i))) / 3;
    slope[i] = (before * after) / (w * after + (1 - w) * before);
  }
  slope[0] = n === 2 ? chord(0) : endSlope(step(0), step(1), chord(0), chord(1));
  slope[n - 1] = n === 2 ? chord(0) : endSlope(step(n - 2), step(n - 3), chord(n - 2), chord(n - 3));
  return slope;
}

/** Slope at an end from the parabola through three points, kept within what leaves the curve monotone. */
function endSlope(near: number, far: number, chord: number, next: number): number {
  const slope = ((2 * near + far) * chord - near * next) / (near + far);
  if (slope * chord <= 0) return 0;
  return chord * next <= 0 && Math.abs(slope) > 3 * Math.abs(chord) ? 3 * chord : slope;
}

/** Finest interval of a sampled table over its range, and most points. */
const FINEST = 1e-7;
const MOST_POINTS = 20_000;

/**
 * Samples a function so that straight lines between the points, and therefore `tableLaw` too, stay within `tolerance`
 * of it: intervals are halved until their quarter points are.
 */
export function sampleTable(
  f: (x: number) => number,
  low: number,
  high: number,
  tolerance: number,
  relative = false,
): Table {
  const x: number[] = [];
  const y: number[] = [];
  const START = 16;
  const finest = FINEST * (high - low);
  const add = (a: number, fa: number, b: number, fb: number): void => {
    const isFine = [0.25, 0.5, 0.75].every((share) => {
      const exact = f(a + share * (b - a));
      const allowed = relative ? tolerance * Math.abs(exact) : tolerance;
      return Math.abs(fa + share * (fb - fa) - exact) <= allowed;
    });
    if (isFine || b - a < finest || x.length > MOST_POINTS) {
      x.push(b);
      y.push(fb);
      return;
    }
    const middle = (a + b) / 2;
    const fm = f(middle);
    add(a, fa, middle, fm);
    add(middle, fm, b, fb);
  };
  x.push(low);
  y.push(f(low));
  for (let i = 0; i < START; i++) {
    const [a, b] = [low + ((high - low) * i) / START, low + ((high - low) * (i + 1)) / START];
    add(a, f(a), b, f(b));
  }
  return { x, y };
}
