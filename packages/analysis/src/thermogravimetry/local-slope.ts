/**
 * Slope of y(x) at each point by a parabola fitted to all points within `reach` of it (Savitzky and Golay 1964, for uneven
 * steps); NaN where fewer than three points lie there.
 *
 * @param x - rising
 */
export function localSlope(x: Float64Array, y: Float64Array, reach: number): Float64Array {
  let first = 0;
  let last = 0;
  return x.map((centre) => {
    while (x[first]! < centre - reach) first++;
    while (last < x.length && x[last]! <= centre + reach) last++;
    return slopeAt(x, y, first, last, centre);
  });
}

/** First derivative at the centre of the least-squares parabola through points `first` to before `last`. */
function slopeAt(x: Float64Array, y: Float64Array, first: number, last: number, centre: number): number {
  const n = last - first;
  if (n < 3) return NaN;
  let [s1, s2, s3, s4, t0, t1, t2] = [0, 0, 0, 0, 0, 0, 0];
  const scale = Math.max(centre - x[first]!, x[last - 1]! - centre) || 1;
  for (let i = first; i < last; i++) {
    const u = (x[i]! - centre) / scale;
    const value = y[i]! - y[first]!;
    s1 += u;
    s2 += u * u;
    s3 += u ** 3;
    s4 += u ** 4;
    t0 += value;
    t1 += value * u;
    t2 += value * u * u;
  }
  const determinant = n * (s2 * s4 - s3 * s3) - s1 * (s1 * s4 - s2 * s3) + s2 * (s1 * s3 - s2 * s2);
  const numerator = n * (t1 * s4 - s3 * t2) - t0 * (s1 * s4 - s2 * s3) + s2 * (s1 * t2 - s2 * t1);
  return numerator / determinant / scale;
}
