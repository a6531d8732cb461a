/** SI value = value in the maker's unit × `scale` + `shift`. */
export interface UnitMeaning {
  /** SI unit string; the maker's own text where the unit is unknown; null where there is none. */
  readonly si: string | null;
  readonly scale: number;
  readonly shift: number;
  /** False for texts that are no unit of this table. */
  readonly known: boolean;
}

const RADIAN_PER_DEGREE = Math.PI / 180;
const KELVIN_AT_ZERO_CELSIUS = 273.15; // K, exact

/** SI unit and factor of the units that EC-Lab prints. */
const units: ReadonlyMap<string, readonly [string, number]> = new Map(
  Object.entries<readonly [string, number]>({
    s: ['s', 1],
    h: ['s', 3600],
    Hz: ['Hz', 1],
    mHz: ['Hz', 1e-3],
    kHz: ['Hz', 1e3],
    MHz: ['Hz', 1e6],
    V: ['V', 1],
    mV: ['V', 1e-3],
    A: ['A', 1],
    mA: ['A', 1e-3],
    µA: ['A', 1e-6],
    nA: ['A', 1e-9],
    pA: ['A', 1e-12],
    C: ['C', 1],
    mC: ['C', 1e-3],
    'A.h': ['C', 3600],
    'mA.h': ['C', 3.6],
    'µA.h': ['C', 3.6e-3],
    'nA.h': ['C', 3.6e-6],
    'pA.h': ['C', 3.6e-9],
    W: ['W', 1],
    mW: ['W', 1e-3],
    µW: ['W', 1e-6],
    'W.h': ['J', 3600],
    'mW.h': ['J', 3.6],
    'µW.h': ['J', 3.6e-3],
    J: ['J', 1],
    Ohm: ['Ohm', 1],
    kOhm: ['Ohm', 1e3],
    MOhm: ['Ohm', 1e6],
    'Ohm-1': ['S', 1],
    'Ohm.cm': ['Ohm.m', 1e-2],
    'mS/cm': ['S/m', 0.1],
    F: ['F', 1],
    mF: ['F', 1e-3],
    µF: ['F', 1e-6],
    nF: ['F', 1e-9],
    pF: ['F', 1e-12],
    'µF-2': ['1/F2', 1e12],
    deg: ['rad', RADIAN_PER_DEGREE],
    '%': ['%', 1],
    N: ['N', 1],
    K: ['K', 1],
    g: ['kg', 1e-3],
    mg: ['kg', 1e-6],
    µg: ['kg', 1e-9],
    kg: ['kg', 1],
    'cm²': ['m2', 1e-4],
    'mm²': ['m2', 1e-6],
    'm²': ['m2', 1],
    'µm²': ['m2', 1e-12],
    'g/mol': ['kg/mol', 1e-3],
    'V/s': ['V/s', 1],
    'mV/s': ['V/s', 1e-3],
    'mV/mn': ['V/s', 1e-3 / 60],
    'mV/min': ['V/s', 1e-3 / 60],
    'mV/h': ['V/s', 1e-3 / 3600],
    'A/s': ['A/s', 1],
    'mA/s': ['A/s', 1e-3],
    'µA/s': ['A/s', 1e-6],
    'mA/mn': ['A/s', 1e-3 / 60],
  }),
);

/** What a unit text of EC-Lab means. Greek mu and micro sign are one; an unknown unit keeps its text and its numbers. */
export function fromUnit(text: string | null): UnitMeaning {
  if (text === null) return { si: null, scale: 1, shift: 0, known: false };
  const plain = text.trim().replaceAll('μ', 'µ');
  if (plain === '°C') return { si: 'K', scale: 1, shift: KELVIN_AT_ZERO_CELSIUS, known: true };
  const unit = units.get(plain);
  if (unit === undefined) return { si: plain === '' ? null : plain, scale: 1, shift: 0, known: false };
  return { si: unit[0], scale: unit[1], shift: 0, known: true };
}

/**
 * A number times a unit's factor, without the noise of the last digit: 1.131 cm² is 1.131e-4 m². For settings, where
 * people compare the digits that they typed.
 */
export function inSi(value: number, scale: number): number {
  const number = value * scale;
  return isShort(number) ? number : Number(number.toPrecision(14));
}

/** Integers of so few digits have no noise: most settings are such, and printing them to find that out costs more than all else. */
function isShort(value: number): boolean {
  return Number.isInteger(value) && Math.abs(value) < 1e6;
}

/** Two steps of a 32-bit float, relative. */
const FLOAT32_NOISE = 2.4e-7;

/**
 * The decimal number that the user typed behind a 32-bit float: six digits where they agree within the float's own
 * noise (EC-Lab converts units in single precision: 20 mV/s is stored as 20.000002), else the shortest that is the
 * same float.
 */
export function typedDecimal(value: number): number {
  if (!Number.isFinite(value) || isShort(value)) return value;
  const six = Number(value.toPrecision(6));
  if (Math.abs(six - value) <= FLOAT32_NOISE * Math.abs(value)) return six;
  for (let digits = 7; digits < 9; digits++) {
    const candidate = Number(value.toPrecision(digits));
    if (Math.fround(candidate) === value) return candidate;
  }
  return value;
}
