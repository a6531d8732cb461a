import { type Dimension, dimension, multiply } from './dimension.ts';
import { parseFactors, type UnitFactor } from './parse-factors.ts';
import { PREFIXES } from './unit-symbols.ts';

/** How values written in a unit become SI: `value_SI = value * factor + offset`. */
export interface Unit {
  /** As written. */
  readonly text: string;
  readonly factor: number;
  /** Not zero only where the whole unit is a temperature scale, such as `degC`; a `°C/min` has none. */
  readonly offset: number;
  readonly dimension: Dimension;
}

const cache = new Map<string, Unit>();

/**
 * The unit as people write it: `mAh/g`, `mA.h`, `A g^-1`, `Ohm cm2`, `°C/min`, `µL`, `(V/s)^0.5`, `V vs. Li/Li+`.
 *
 * @throws {UnitError} with the position of what is not understood
 */
export function parseUnit(text: string): Unit {
  const known = cache.get(text);
  if (known !== undefined) return known;
  const factors = parseFactors(text);
  const only = factors.length === 1 ? factors[0] : undefined;
  const offset = only !== undefined && only.exponent === 1 ? only.symbol.offset : 0;
  const unit: Unit = {
    text,
    factor: factors.reduce((product, factor) => product * powerOf(factor), 1),
    offset,
    dimension: factors.reduce((sum, f) => multiply(sum, f.symbol.dimension, f.exponent), dimension()),
  };
  if (cache.size < 1000) cache.set(text, unit);
  return unit;
}

function powerOf(factor: UnitFactor): number {
  const base = (PREFIXES.get(factor.prefix) ?? 1) * factor.symbol.factor;
  // A quotient of the exact inverse is correctly rounded where a negative power of 1e-3 is not.
  return factor.exponent < 0 ? 1 / base ** -factor.exponent : base ** factor.exponent;
}

/** A value in that unit, in SI. */
export function toSI(value: number, unit: Unit | string): number {
  const { factor, offset } = typeof unit === 'string' ? parseUnit(unit) : unit;
  return value * factor + offset;
}

/** An SI value in that unit. */
export function fromSI(value: number, unit: Unit | string): number {
  const { factor, offset } = typeof unit === 'string' ? parseUnit(unit) : unit;
  return (value - offset) / factor;
}
