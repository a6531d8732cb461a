import { parseQuantity, parseUnit, sameDimension } from '@anodelab/units';
import type { Phrase, Stretch } from './phrase.ts';
import type { CurrentUnit, Setting, Stop } from './protocol-step.ts';

const CURRENTS = ['A/kg', 'A', 'A/m2'] as const;
const SETTINGS = [...CURRENTS, 'W', 'W/kg', 'W/m2', 'Ohm', 'Ohm m2'] as const;
const CHARGES = ['C/kg', 'C', 'C/m2'] as const;
const dimensions = new Map(
  [...SETTINGS, ...CHARGES, 'V', 's', 'V/s', 'Hz', '1'].map((unit) => [unit, parseUnit(unit).dimension]),
);

const A_CURRENT = 'a current such as "1 A/g", "0.2 mA/cm2", "1 mA" or "C/5"';

/** Reads a quantity in one of these units: its SI value and which of them it is. */
export function readQuantity<U extends string>(
  phrase: Phrase,
  units: readonly U[],
  expected: string,
): { readonly value: number; readonly unit: U } {
  return asQuantity(phrase, phrase.stretch(expected), units) ?? phrase.fail(expected);
}

/** A positive current, power or load. */
export function readSetting(phrase: Phrase): Setting {
  const expected = `${A_CURRENT}, a power such as "2 mW" or a load such as "100 Ohm"`;
  const stretch = phrase.stretch(expected);
  const found = cRate(stretch.text) ?? asQuantity(phrase, stretch, SETTINGS);
  if (found === undefined || !(found.value > 0)) phrase.fail(expected, stretch);
  return found;
}

/** s. */
export function readDuration(phrase: Phrase): number {
  return readPositive(phrase, 's', 'a time such as "10 min"');
}

/** A positive quantity in SI. */
export function readPositive(phrase: Phrase, unit: string, expected: string): number {
  const stretch = phrase.stretch(expected);
  const found = asQuantity(phrase, stretch, [unit]);
  if (found === undefined || !(found.value > 0)) phrase.fail(expected, stretch);
  return found.value;
}

/** V. */
export function readVoltage(phrase: Phrase): number {
  const expected = 'a voltage such as "0.01 V"';
  const stretch = phrase.stretch(expected);
  return (asQuantity(phrase, stretch, ['V']) ?? phrase.fail(expected, stretch)).value;
}

/** What ends a step. A charge in coulomb is written in mAh or mAh/g, since `C` stands for the C-rate. */
export function readStop(phrase: Phrase): Stop {
  const expected = 'a stop such as "0.01 V", "C/50", "20 uA", "50 mA/g" or "1000 mAh/g"';
  const side = phrase.take('below', 'above', '<', '>');
  const stretch = phrase.stretch(expected);
  const rate = cRate(stretch.text);
  if (rate !== undefined && side === undefined) return { quantity: 'current', ...rate };
  const voltage = asQuantity(phrase, stretch, ['V']);
  if (voltage !== undefined) {
    return {
      quantity: 'voltage',
      value: voltage.value,
      ...(side !== undefined && { side: side === 'below' || side === '<' ? 'below' : 'above' }),
    };
  }
  if (side !== undefined) phrase.fail('a voltage such as "0.01 V"', stretch);
  const current = asQuantity(phrase, stretch, CURRENTS);
  if (current !== undefined && current.value > 0) return { quantity: 'current', ...current };
  const charge = asQuantity(phrase, stretch, CHARGES);
  if (charge !== undefined && charge.value > 0) return { quantity: 'charge', ...charge };
  return phrase.fail(expected, stretch);
}

/** `C/5`, `0.2C`, `1 C`, `2.5 C/3`. */
function cRate(text: string): { readonly value: number; readonly unit: CurrentUnit & 'C' } | undefined {
  const match = /^(\d+\.?\d*|\.\d+)?\s*C(?:\s*\/\s*(\d+\.?\d*|\.\d+))?$/.exec(text);
  if (match === null) return undefined;
  const value = Number(match[1] ?? 1) / Number(match[2] ?? 1);
  return value > 0 && Number.isFinite(value) ? { value, unit: 'C' } : undefined;
}

function asQuantity<U extends string>(
  phrase: Phrase,
  stretch: Stretch,
  units: readonly U[],
): { readonly value: number; readonly unit: U } | undefined {
  let found;
  try {
    found = parseQuantity(stretch.text);
  } catch {
    return undefined;
  }
  const { dimension, value } = found;
  const unit = units.find((each) => sameDimension(dimensions.get(each)!, dimension));
  if (unit === undefined) return undefined;
  if (!Number.isFinite(value)) phrase.fail('a finite number', stretch);
  return { value, unit };
}
