import { straightLine } from './straight-line.ts';

/** The exponent of i = a v^b with its standard error (NaN for two rates). */
export interface PowerLaw {
  readonly b: number;
  readonly error: number;
}

/** Slope of ln|i| against ln v by least squares; NaN where the currents change sign or vanish. */
export function powerLaw(current: Float64Array, scanRate: Float64Array): PowerLaw {
  const sign = Math.sign(current[0] ?? 0);
  if (sign === 0 || current.some((value) => Math.sign(value) !== sign)) return { b: NaN, error: NaN };
  const { slope, slopeError } = straightLine(
    scanRate.map(Math.log),
    current.map((value) => Math.log(Math.abs(value))),
  );
  return { b: slope, error: slopeError };
}
