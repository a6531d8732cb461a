/** The exponent of i = a v^b with its standard error (NaN for two rates). */
export interface PowerLaw {
  readonly b: number;
  readonly error: number;
}

/** Slope of ln|i| against ln v by least squares; NaN where the currents change sign or vanish. */
export function powerLaw(current: Float64Array, scanRate: Float64Array): PowerLaw {
  const { b, error } = powerLaws(
    Array.from(current, (value) => Float64Array.of(value)),
    scanRate,
  );
  return { b: b[0]!, error: error[0]! };
}

/** The same at every potential. Shape of current (rates, potentials), of both results (potentials). */
export function powerLaws(
  current: readonly Float64Array[],
  scanRate: Float64Array,
): { readonly b: Float64Array; readonly error: Float64Array } {
  const rates = scanRate.length;
  const x = scanRate.map(Math.log);
  const mean = x.reduce((sum, value) => sum + value, 0) / rates;
  for (let a = 0; a < rates; a++) x[a]! -= mean;
  const spread = x.reduce((sum, value) => sum + value * value, 0);
  const potentials = current[0]?.length ?? 0;
  const b = new Float64Array(potentials).fill(NaN);
  const error = new Float64Array(potentials).fill(NaN);
  const y = new Float64Array(rates);
  for (let p = 0; p < potentials; p++) {
    const sign = Math.sign(current[0]![p]!);
    let offset = 0;
    let slope = 0;
    let isOneSign = sign !== 0;
    for (let a = 0; a < rates; a++) {
      const value = sign * current[a]![p]!;
      if (!(value > 0)) isOneSign = false;
      y[a] = Math.log(value);
      offset += y[a]! / rates;
      slope += (x[a]! * y[a]!) / spread;
    }
    if (!isOneSign) continue;
    let residual = 0;
    for (let a = 0; a < rates; a++) residual += (y[a]! - offset - slope * x[a]!) ** 2;
    b[p] = slope;
    error[p] = Math.sqrt((rates > 2 ? residual / (rates - 2) : NaN) / spread);
  }
  return { b, error };
}
