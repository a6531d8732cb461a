/** Least-squares line y = offset + slope x; standard errors from the residuals, NaN for two points. */
export interface StraightLine {
  readonly offset: number;
  readonly offsetError: number;
  readonly slope: number;
  readonly slopeError: number;
}

/** The line through points of equal weight. */
export function straightLine(x: ArrayLike<number>, y: ArrayLike<number>): StraightLine {
  const n = x.length;
  let meanX = 0;
  let meanY = 0;
  for (let i = 0; i < n; i++) {
    meanX += x[i]! / n;
    meanY += y[i]! / n;
  }
  let sxx = 0;
  let sxy = 0;
  for (let i = 0; i < n; i++) {
    sxx += (x[i]! - meanX) ** 2;
    sxy += (x[i]! - meanX) * (y[i]! - meanY);
  }
  const slope = sxy / sxx;
  let residual = 0;
  for (let i = 0; i < n; i++) residual += (y[i]! - meanY - slope * (x[i]! - meanX)) ** 2;
  const variance = n > 2 ? residual / (n - 2) : NaN;
  return {
    offset: meanY - slope * meanX,
    offsetError: Math.sqrt(variance / n + (variance * meanX * meanX) / sxx),
    slope,
    slopeError: Math.sqrt(variance / sxx),
  };
}
