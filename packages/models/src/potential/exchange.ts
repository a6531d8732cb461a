/** Writes i0(x) in A per m2 of real surface into `out[0]` and di0/dx into `out[1]`. Allocates nothing. */
export type ExchangeCurrent = (x: number, out: Float64Array) => void;

/**
 * The exchange current i0(x) = 2 i0* sqrt(x (1 - x)) of a symmetric charge transfer at constant electrolyte
 * concentration: `peak` = i0* in A/m2 is its value at x = 1/2. Zero at both ends, so that x stays inside (0, 1).
 */
export function symmetricExchange(peak: number): ExchangeCurrent {
  return (x, out) => {
    const value = 2 * peak * Math.sqrt(x * (1 - x));
    out[0] = value;
    out[1] = value > 0 ? (2 * peak * peak * (1 - 2 * x)) / value : 0;
  };
}
