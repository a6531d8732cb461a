/** Powers of ten that a double holds exactly. */
const EXACT_POWERS = Float64Array.from({ length: 23 }, (_, power) => Number(`1e${power}`));

/** Largest mantissa to which one more decimal digit can be appended without leaving the exact integers (2^53). */
const LAST_EXACT_MANTISSA = 900719925474098;

const DOT = 0x2e;
const MINUS = 0x2d;
const PLUS = 0x2b;
const ZERO = 0x30;

/**
 * The number written in ASCII at `bytes[start, end)`, bit-equal to `Number()` of the same text with a decimal point;
 * NaN where the whole range is not one decimal number. No allocation for numbers of at most 15 digits with a power of
 * ten that a double holds exactly (a product or quotient of two exact doubles is correctly rounded: Clinger, PLDI
 * 1990); others go through `Number()`.
 *
 * @param decimal - byte of the decimal mark, `.` or `,`
 */
export function parseNumber(bytes: Uint8Array, start: number, end: number, decimal: number): number {
  let at = start;
  let byte = bytes[at] ?? 0;
  const negative = byte === MINUS;
  if (negative || byte === PLUS) at++;

  let mantissa = 0;
  let exact = true;
  let digits = 0;
  let power = 0;
  for (; at < end; at++) {
    const digit = (bytes[at] ?? 0) - ZERO;
    if (digit < 0 || digit > 9) break;
    digits++;
    if (mantissa > LAST_EXACT_MANTISSA) exact = false;
    mantissa = mantissa * 10 + digit;
  }
  if (at < end && bytes[at] === decimal) {
    const first = ++at;
    for (; at < end; at++) {
      const digit = (bytes[at] ?? 0) - ZERO;
      if (digit < 0 || digit > 9) break;
      if (mantissa > LAST_EXACT_MANTISSA) exact = false;
      mantissa = mantissa * 10 + digit;
    }
    power = first - at;
    digits += at - first;
  }
  if (digits === 0) return NaN;

  if (at < end) {
    byte = bytes[at] ?? 0;
    if (byte !== 0x65 && byte !== 0x45) return NaN;
    at++;
    byte = bytes[at] ?? 0;
    const down = byte === MINUS;
    if (down || byte === PLUS) at++;
    if (at >= end) return NaN;
    let exponent = 0;
    for (; at < end; at++) {
      const digit = (bytes[at] ?? 0) - ZERO;
      if (digit < 0 || digit > 9) return NaN;
      if (exponent < 10000) exponent = exponent * 10 + digit;
    }
    power += down ? -exponent : exponent;
  }

  if (!exact || power < -22 || power > 22) return Number(plainText(bytes, start, end, decimal));
  const value =
    power < 0 ? mantissa / (EXACT_POWERS[-power] ?? NaN) : mantissa * (EXACT_POWERS[power] ?? NaN);
  return negative ? -value : value;
}

function plainText(bytes: Uint8Array, start: number, end: number, decimal: number): string {
  let text = '';
  for (let i = start; i < end; i++) {
    const byte = bytes[i] ?? 0;
    text += String.fromCharCode(byte === decimal ? DOT : byte);
  }
  return text;
}
