/** Powers of ten that a double holds exactly. */
export const EXACT_POWERS = Float64Array.from({ length: 23 }, (_, power) => Number(`1e${power}`));

/** Largest power of ten that is exact. */
const LAST_POWER = 22;

/** Splits a double into two halves of 26 bits (Veltkamp). */
const SPLITTER = 2 ** 27 + 1;

/** Bound of the relative error of a few steps in double-double arithmetic; each step errs by less than 2^-102. */
const ERROR = 2 ** -97;

/**
 * The double nearest to `(high * 10^digits + low) * 10^power`, or NaN where double-double arithmetic cannot tell which
 * of two neighbours it is (T. J. Dekker, Numer. Math. 1971, 18, 224). Allocates nothing.
 *
 * @param high - leading digits, an integer below 2^53
 * @param low - the `digits` further digits, at most six
 * @param power - between -66 and 66
 */
export function roundDecimal(high: number, low: number, digits: number, power: number): number {
  // head + tail is the value at each step, |tail| at most half a unit in the last place of head.
  const scale = EXACT_POWERS[digits] ?? NaN;
  let head = high * scale;
  let tail = productError(high, scale, head) + low;
  let sum = head + tail;
  tail -= sum - head;
  head = sum;

  for (let left = Math.abs(power); left > 0; left -= LAST_POWER) {
    const step = EXACT_POWERS[Math.min(left, LAST_POWER)] ?? NaN;
    if (power > 0) {
      const product = head * step;
      tail = productError(head, step, product) + tail * step;
      head = product;
    } else {
      const quotient = head / step;
      const product = quotient * step;
      tail = (head - product - productError(quotient, step, product) + tail) / step;
      head = quotient;
    }
    sum = head + tail;
    tail -= sum - head;
    head = sum;
  }
  const error = head * ERROR;
  return head + (tail + error) === head && head + (tail - error) === head ? head : NaN;
}

/** `a * b - product` without rounding, where `product` is the rounded `a * b`. */
function productError(a: number, b: number, product: number): number {
  const aUp = SPLITTER * a;
  const aHigh = aUp - (aUp - a);
  const aLow = a - aHigh;
  const bUp = SPLITTER * b;
  const bHigh = bUp - (bUp - b);
  const bLow = b - bHigh;
  return aLow * bLow - (product - aHigh * bHigh - aLow * bHigh - aHigh * bLow);
}
