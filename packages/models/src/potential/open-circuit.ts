/**
 * Writes U(x) in V into `out[0]` and dU/dx in V into `out[1]`, for x in (0, 1). Allocates nothing.
 * The form in which a solver takes any potential curve at run time.
 */
export type PotentialCurve = (x: number, out: Float64Array) => void;

/** The two branches that a hysteresis state h mixes: U = (1 + h)/2 delithiation + (1 - h)/2 lithiation. */
export interface OpenCircuitPotential {
  /** Followed while lithium goes in, h = -1. */
  readonly lithiation: PotentialCurve;
  /** Followed while lithium comes out, h = +1. */
  readonly delithiation: PotentialCurve;
}

/** V, ascending powers of x. Verbrugge et al., J. Electrochem. Soc. 163 (2016) A262, as in PyBaMM Chen2020_composite. */
const LITHIATION = Float64Array.of(0.8633, -9.286, 62.99, -232.8, 489.9, -587.6, 372.6, -96.63);
const DELITHIATION = Float64Array.of(0.9937, -3.792, 16.87, -58.76, 140.2, -205.7, 161.3, -51.02);

/** End tails beyond the range of the published fits (docs/methods/hysteresis.md): amplitude in V, width in x. */
const FULL_DROP = -0.05;
const FULL_WIDTH = 0.015;
const EMPTY_RISE = 0.3;
const EMPTY_WIDTH = 0.008;

/** Lithiation potential of amorphous silicon against Li and its slope; x = 1 is Li3.75Si. */
export function siliconLithiation(x: number, out: Float64Array): void {
  polynomial(LITHIATION, x, out);
  addTail(FULL_DROP, (x - 1) / FULL_WIDTH, 1 / FULL_WIDTH, out);
}

/** Delithiation potential of amorphous silicon against Li and its slope; 1.29 V at x = 0. */
export function siliconDelithiation(x: number, out: Float64Array): void {
  polynomial(DELITHIATION, x, out);
  addTail(EMPTY_RISE, -x / EMPTY_WIDTH, -1 / EMPTY_WIDTH, out);
  addTail(FULL_DROP, (x - 1) / FULL_WIDTH, 1 / FULL_WIDTH, out);
}

/** Both branches of amorphous silicon. */
export const silicon: OpenCircuitPotential = {
  lithiation: siliconLithiation,
  delithiation: siliconDelithiation,
};

const scratch = new Float64Array(2);

/** Lithiation potential of amorphous silicon against Li at lithiation x in [0, 1], V. */
export function lithiationPotential(x: number): number {
  siliconLithiation(x, scratch);
  return scratch[0]!;
}

/** Delithiation potential of amorphous silicon against Li at lithiation x in [0, 1], V. */
export function delithiationPotential(x: number): number {
  siliconDelithiation(x, scratch);
  return scratch[0]!;
}

function polynomial(coefficients: Float64Array, x: number, out: Float64Array): void {
  let value = 0;
  let slope = 0;
  for (let i = coefficients.length - 1; i >= 0; i--) {
    slope = slope * x + value;
    value = value * x + coefficients[i]!;
  }
  out[0] = value;
  out[1] = slope;
}

/** Adds a*exp(argument) to the value; `rate` is d(argument)/dx. */
function addTail(amplitude: number, argument: number, rate: number, out: Float64Array): void {
  if (argument < -45) return; // below the rounding of the polynomial
  const tail = amplitude * Math.exp(argument);
  out[0]! += tail;
  out[1]! += tail * rate;
}
