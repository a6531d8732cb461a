/** How a unit of a LAND header becomes ours: `value * factor + offset`. */
export interface UnitWord {
  /** SI-coherent unit, or `%`. */
  readonly unit: string;
  readonly factor: number;
  readonly offset: number;
}

/** K at 0 °C. */
const ZERO_CELSIUS = 273.15;

/** Pa per pound per square inch (NIST SP 811, 2008, appendix B.8). */
const PSI = 6894.757;

const WORDS: Readonly<Record<string, readonly [unit: string, factor: number, offset?: number]>> = {
  s: ['s', 1],
  sec: ['s', 1],
  min: ['s', 60],
  h: ['s', 3600],
  hr: ['s', 3600],
  hour: ['s', 3600],
  v: ['V', 1],
  mv: ['V', 1e-3],
  a: ['A', 1],
  ma: ['A', 1e-3],
  ua: ['A', 1e-6],
  ah: ['C', 3600],
  mah: ['C', 3.6],
  uah: ['C', 3.6e-3],
  'mah/g': ['C/kg', 3600],
  'ah/g': ['C/kg', 3.6e6],
  'ah/kg': ['C/kg', 3600],
  wh: ['J', 3600],
  mwh: ['J', 3.6],
  uwh: ['J', 3.6e-3],
  'wh/kg': ['J/kg', 3600],
  'mwh/g': ['J/kg', 3600],
  w: ['W', 1],
  mw: ['W', 1e-3],
  '%': ['%', 1],
  f: ['F', 1],
  mf: ['F', 1e-3],
  ohm: ['Ohm', 1],
  mohm: ['Ohm', 1e-3],
  'mah/v': ['C/V', 3.6],
  'ah/v': ['C/V', 3600],
  'v/mah': ['V/C', 1 / 3.6],
  c: ['K', 1, ZERO_CELSIUS],
  dc: ['K', 1, ZERO_CELSIUS],
  '°c': ['K', 1, ZERO_CELSIUS],
  psi: ['Pa', PSI],
};

/** The unit that a LAND header writes after its slash, or undefined. Case, dots and the signs for micro do not matter. */
export function unitWord(text: string): UnitWord | undefined {
  const word = text
    .normalize('NFKC')
    .trim()
    .toLowerCase()
    .replace(/\.$/, '')
    .replace(/[µμ]/g, 'u')
    .replace('ω', 'ohm');
  const found = WORDS[word];
  return found && { unit: found[0], factor: found[1], offset: found[2] ?? 0 };
}
