import { EXACT_POWERS, roundDecimal } from './round-decimal.ts';

/** Largest mantissa to which one more decimal digit can be appended without leaving the exact integers (2^53). */
const LAST_EXACT_MANTISSA = 900719925474098;

/** Digits beyond those of the mantissa that are kept apart. */
const MAX_LOW_DIGITS = 6;

const DOT = 0x2e;
const MINUS = 0x2d;
const PLUS = 0x2b;
const ZERO = 0x30;

/**
 * The number written in ASCII at `bytes[start, end)`, bit-equal to `Number()` of the same text with a decimal point;
 * NaN where the whole range is not one decimal number. Numbers of at most 15 digits with a power of ten that a double
 * holds exactly are one correctly rounded product or quotient (W. D. Clinger, PLDI 1990), numbers of up to 21 digits
 * take double-double arithmetic; what that cannot decide, and the rest, goes through `Number()`.
 *
 * @param decimal - byte of the decimal mark, `.` or `,`
 */
export function parseNumber(bytes: Uint8Array, start: number, end: number, decimal: number): number {
  let at = start;
  let byte = bytes[at] ?? 0;
  const negative = byte === MINUS;
  if (negative || byte === PLUS) at++;

  let mantissa = 0;
  let low = 0;
  let lowDigits = 0;
  let digits = 0;
  let power = 0;
  for (; at < end; at++) {
    const digit = (bytes[at] ?? 0) - ZERO;
    if (digit < 0 || digit > 9) break;
    digits++;
    if (mantissa <= LAST_EXACT_MANTISSA) mantissa = mantissa * 10 + digit;
    else if (++lowDigits <= MAX_LOW_DIGITS) low = low * 10 + digit;
  }
  if (at < end && bytes[at] === decimal) {
    const first = ++at;
    for (; at < end; at++) {
      const digit = (bytes[at] ?? 0) - ZERO;
      if (digit < 0 || digit > 9) break;
      if (mantissa <= LAST_EXACT_MANTISSA) mantissa = mantissa * 10 + digit;
      else if (++lowDigits <= MAX_LOW_DIGITS) low = low * 10 + digit;
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

  let value = NaN;
  if (lowDigits === 0 && power >= -22 && power <= 22) {
    const scale = EXACT_POWERS[power < 0 ? -power : power] ?? NaN;
    value = power < 0 ? mantissa / scale : mantissa * scale;
  } else if (lowDigits <= MAX_LOW_DIGITS && power >= -66 && power <= 66) {
    value = mantissa === 0 ? 0 : roundDecimal(mantissa, low, lowDigits, power);
  }
  if (value !== value) return Number(plainText(bytes, start, end, decimal));
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
