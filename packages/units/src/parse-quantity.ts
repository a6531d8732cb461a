import { type Dimension, dimension, nameDimension, sameDimension } from './dimension.ts';
import { parseUnit } from './parse-unit.ts';
import { UnitError } from './unit-error.ts';

/** A number with its dimension, in SI. */
export interface Quantity {
  readonly value: number;
  readonly dimension: Dimension;
}

/** A decimal number, `1e-3`, or `1.5 × 10^-3` in its spellings. */
const NUMBER =
  /^\s*([+-−]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)(?:\s*[x×·*]\s*10(?:\^|\*\*)?([+-−]?\d+|[⁺⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+))?\s*/u;

/**
 * A quantity as people write it, in SI: `140 uL`, `0.114 g`, `1 A/g`, `5 °C/min`, `800 degC` (1073.15 K), `5 %` (0.05),
 * `1e-14 m2/s`. A temperature alone counts from its scale's zero, in any product it is a difference.
 *
 * @param expectedUnit - any unit of the quantity expected, such as `kg`; `1` for a plain number
 * @throws {UnitError} when the text is no quantity, or measures another thing than `expectedUnit`
 */
export function parseQuantity(text: string, expectedUnit?: string): Quantity {
  const match = NUMBER.exec(text);
  if (match === null)
    throw new UnitError(text, 1, `expected a number${withUnit(expectedUnit)}, found "${text}"`);
  const number = Number((match[1] ?? '').replace('−', '-')) * 10 ** powerOfTen(match[2]);
  const start = match[0].length;
  const unitText = text.slice(start).trimEnd();
  const quantity = unitText === '' ? { value: number, dimension: dimension() } : inUnit(number, text, start);
  if (expectedUnit !== undefined) {
    const expected = parseUnit(expectedUnit).dimension;
    if (!sameDimension(expected, quantity.dimension)) {
      const found = unitText === '' ? 'no unit' : nameDimension(quantity.dimension);
      throw new UnitError(
        text,
        start + 1,
        `expected ${nameDimension(expected)} such as "${expectedUnit}", found ${found}`,
      );
    }
  }
  return quantity;
}

function inUnit(number: number, text: string, start: number): Quantity {
  try {
    const unit = parseUnit(text.slice(start).trimEnd());
    return { value: number * unit.factor + unit.offset, dimension: unit.dimension };
  } catch (error) {
    if (!(error instanceof UnitError)) throw error;
    const what = error.message.slice(error.message.indexOf(': ') + 2);
    throw new UnitError(text, start + error.position, what);
  }
}

function powerOfTen(written: string | undefined): number {
  if (written === undefined) return 0;
  const plain = Array.from(written, (letter) => {
    const digit = '⁰¹²³⁴⁵⁶⁷⁸⁹'.indexOf(letter);
    return digit >= 0
      ? String(digit)
      : letter === '⁻' || letter === '−'
        ? '-'
        : letter === '⁺'
          ? '+'
          : letter;
  });
  return Number(plain.join(''));
}

function withUnit(expectedUnit: string | undefined): string {
  return expectedUnit === undefined || expectedUnit === '1' ? '' : ` with a unit such as "${expectedUnit}"`;
}
