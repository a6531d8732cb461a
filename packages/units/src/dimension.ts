/** Exponents of m, kg, s, A, K, mol, cd and rad, in this order; rational (a rate constant may hold s^-0.5). */
export type Dimension = readonly [number, number, number, number, number, number, number, number];

const BASE = ['m', 'kg', 's', 'A', 'K', 'mol', 'cd', 'rad'] as const;

/** The dimension with those exponents; names that are not given are zero. */
export function dimension(exponents: Partial<Record<(typeof BASE)[number], number>> = {}): Dimension {
  const of = (name: (typeof BASE)[number]) => exponents[name] ?? 0;
  return [of('m'), of('kg'), of('s'), of('A'), of('K'), of('mol'), of('cd'), of('rad')];
}

/** The dimension of `a * b^power`. */
export function multiply(a: Dimension, b: Dimension, power = 1): Dimension {
  const at = (i: number) => (a[i] ?? 0) + power * (b[i] ?? 0);
  return [at(0), at(1), at(2), at(3), at(4), at(5), at(6), at(7)];
}

/** Whether both measure the same kind of thing; radians count as numbers. */
export function sameDimension(a: Dimension, b: Dimension): boolean {
  return a.every((exponent, i) => i === 7 || Math.abs(exponent - (b[i] ?? 0)) < 1e-9);
}

/** What people call the dimension, with its SI unit: `charge per mass (kg⁻¹ s A)`. */
export function nameDimension(value: Dimension): string {
  const unit = BASE.flatMap((base, i) => (value[i] ? [base + superscript(value[i] ?? 0)] : [])).join(' ');
  if (unit === '' || unit === 'rad') return 'a plain number';
  const name = NAMES.find(([, known]) => sameDimension(known, value))?.[0];
  return name === undefined ? unit : `${name} (${unit})`;
}

const NAMES: readonly (readonly [string, Dimension])[] = [
  ['length', dimension({ m: 1 })],
  ['area', dimension({ m: 2 })],
  ['volume', dimension({ m: 3 })],
  ['mass', dimension({ kg: 1 })],
  ['time', dimension({ s: 1 })],
  ['frequency or rate', dimension({ s: -1 })],
  ['current', dimension({ A: 1 })],
  ['temperature', dimension({ K: 1 })],
  ['heating rate', dimension({ K: 1, s: -1 })],
  ['amount', dimension({ mol: 1 })],
  ['concentration', dimension({ mol: 1, m: -3 })],
  ['potential', dimension({ m: 2, kg: 1, s: -3, A: -1 })],
  ['scan rate', dimension({ m: 2, kg: 1, s: -4, A: -1 })],
  ['resistance', dimension({ m: 2, kg: 1, s: -3, A: -2 })],
  ['area resistance', dimension({ m: 4, kg: 1, s: -3, A: -2 })],
  ['capacitance', dimension({ m: -2, kg: -1, s: 4, A: 2 })],
  ['conductivity', dimension({ m: -3, kg: -1, s: 3, A: 2 })],
  ['charge', dimension({ s: 1, A: 1 })],
  ['charge per mass', dimension({ s: 1, A: 1, kg: -1 })],
  ['charge per area', dimension({ s: 1, A: 1, m: -2 })],
  ['current per mass', dimension({ A: 1, kg: -1 })],
  ['current per area', dimension({ A: 1, m: -2 })],
  ['energy', dimension({ m: 2, kg: 1, s: -2 })],
  ['energy per mass', dimension({ m: 2, s: -2 })],
  ['energy per amount', dimension({ m: 2, kg: 1, s: -2, mol: -1 })],
  ['power', dimension({ m: 2, kg: 1, s: -3 })],
  ['pressure', dimension({ m: -1, kg: 1, s: -2 })],
  ['density', dimension({ m: -3, kg: 1 })],
  ['mass per area', dimension({ m: -2, kg: 1 })],
  ['area per mass', dimension({ m: 2, kg: -1 })],
  ['diffusion coefficient', dimension({ m: 2, s: -1 })],
  ['velocity', dimension({ m: 1, s: -1 })],
  ['flow', dimension({ m: 3, s: -1 })],
];

/** An exponent as printed in journals: nothing for 1, `⁻¹`, `²`, `⁻⁰·⁵`. */
export function superscript(exponent: number): string {
  if (exponent === 1) return '';
  return Array.from(String(exponent), (letter) => SUPERSCRIPTS.get(letter) ?? letter).join('');
}

const SUPERSCRIPTS = new Map(
  Object.entries({
    '-': '⁻',
    '.': '·',
    0: '⁰',
    1: '¹',
    2: '²',
    3: '³',
    4: '⁴',
    5: '⁵',
    6: '⁶',
    7: '⁷',
    8: '⁸',
    9: '⁹',
  }),
);
