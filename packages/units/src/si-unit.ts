import type { Dimension } from './dimension.ts';
import { parseUnit, type Unit } from './parse-unit.ts';

/** SI units as columns name them, in order of preference where two have one dimension. */
const NAMED = (
  '1 m kg s A K mol rad V C J W Ohm F S Pa N m2 m3 C/kg J/kg A/kg W/kg F/kg m2/kg V/s K/s m/s m2/s m3/s J/mol ' +
  'mol/m3 kg/m2 kg/m3 A/m2 C/m2 F/m2 W/m2 J/m3 Ohm.m Ohm.m2 S/m V/C V/m 1/s 1/m'
).split(' ');

const BASE = ['m', 'kg', 's', 'A', 'K', 'mol', 'cd', 'rad'];

let known: readonly (readonly [string, Dimension])[] | undefined;

/**
 * The SI-coherent unit of a unit, as columns name it: `mAh/g` gives `C/kg`, `kHz` gives `Hz`, `degC` gives `K`. Per
 * cent stay per cent.
 */
export function siUnit(unit: Unit | string): string {
  const { text, dimension } = typeof unit === 'string' ? parseUnit(unit) : unit;
  if (text.includes('%')) return '%';
  known ??= NAMED.map((name) => [name, parseUnit(name).dimension]);
  const found = known.find(([, other]) => other.every((exponent, i) => exponent === dimension[i]))?.[0];
  if (found === '1/s' && text.endsWith('Hz')) return 'Hz';
  return found ?? inBaseUnits(dimension);
}

function inBaseUnits(dimension: Dimension): string {
  const term = (sign: 1 | -1) =>
    BASE.flatMap((base, i) => {
      const exponent = sign * (dimension[i] ?? 0);
      return exponent > 0
        ? [exponent === 1 ? base : base + (Number.isInteger(exponent) ? '' : '^') + exponent]
        : [];
    });
  const below = term(-1);
  const above = term(1).join('.') || '1';
  if (below.length === 0) return above;
  return `${above}/${below.length === 1 ? below[0] : `(${below.join('.')})`}`;
}
