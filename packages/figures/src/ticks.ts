import { tickIncrement } from 'd3-array';
import { format, precisionFixed } from 'd3-format';

/** Labelled and unlabelled ticks of an axis, data units. */
export interface Ticks {
  readonly major: readonly number[];
  readonly minor: readonly number[];
  readonly labels: readonly string[];
}

const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** The step that about `count` ticks over a span want: 1, 2 or 5 times a power of ten. */
export function tickStep(low: number, high: number, count: number): number {
  const step = tickIncrement(low, high, count);
  return step < 0 ? -1 / step : step;
}

/** Ticks of a linear axis at the multiples of `step`, with one minor tick between two. */
export function linearTicks(low: number, high: number, step: number): Ticks {
  const major: number[] = [];
  const minor: number[] = [];
  const first = Math.ceil((2 * low) / step - 1e-9);
  const last = Math.floor((2 * high) / step + 1e-9);
  for (let half = first; half <= last; half++) {
    const value = Number(((half * step) / 2).toPrecision(12));
    if (half % 2 === 0) major.push(value);
    else minor.push(value);
  }
  return { major, minor, labels: linearLabels(major, step) };
}

/** Labels with the decimals that the step needs; with one power of ten where that would be long. */
function linearLabels(major: readonly number[], step: number): string[] {
  const largest = Math.max(0, ...major.map(Math.abs));
  const plain = format(`.${precisionFixed(step)}f`);
  if (largest === 0 || (largest < 1e6 && step > 1e-5)) return major.map((value) => withMinus(plain(value)));
  const scale = 10 ** Math.floor(Math.log10(largest) + 1e-9);
  const short = format(`.${precisionFixed(step / scale)}f`);
  return major.map((value) =>
    value === 0 ? '0' : withMinus(`${short(value / scale)}×${powerOfTen(scale)}`),
  );
}

/**
 * Ticks of a logarithmic axis: at most `count` labels at powers of ten with minor ticks at 2 to 9 times them; where
 * fewer than two powers of ten are in sight, labels at 1, 2 and 5 times them.
 */
export function logTicks(low: number, high: number, count: number): Ticks {
  const from = Math.ceil(Math.log10(low) - 1e-9);
  const to = Math.floor(Math.log10(high) + 1e-9);
  const every = Math.max(1, Math.ceil((to - from + 1) / Math.max(1, count)));
  const isShort = to - from < 1;
  const major: number[] = [];
  const minor: number[] = [];
  for (let power = from - 1; power <= to; power++) {
    if (power >= from) (power % every === 0 ? major : minor).push(10 ** power);
    for (let digit = 2; every === 1 && digit <= 9; digit++) {
      const value = Number(`${digit}e${power}`);
      if (value > low && value < high) (isShort && (digit === 2 || digit === 5) ? major : minor).push(value);
    }
  }
  return { major, minor, labels: major.map((value) => (isShort ? shortNumber(value) : powerOfTen(value))) };
}

/** `20`, or `2×10⁵` where zeros would have to be counted. */
function shortNumber(value: number): string {
  if (value >= 1e-3 && value < 1e5) return String(value);
  const power = Math.floor(Math.log10(value) + 1e-9);
  return `${Number((value / 10 ** power).toPrecision(3))}×${powerOfTen(10 ** power)}`;
}

function powerOfTen(value: number): string {
  const power = Math.round(Math.log10(value));
  const digits = [...String(Math.abs(power))].map((digit) => superscripts[Number(digit)] ?? '').join('');
  return `10${power < 0 ? '⁻' : ''}${digits}`;
}

/** The same number with a minus sign instead of a hyphen. */
function withMinus(text: string): string {
  return text.replace('-', '−');
}
