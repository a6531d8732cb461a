import { z } from 'zod';
import { readQuantity } from './quantity.ts';

/** One step of a protocol, SI. In a half cell against lithium a discharge lithiates the silicon (the voltage falls). */
export type Step =
  | { readonly kind: 'charge' | 'discharge'; readonly current: number; readonly until: number }
  | { readonly kind: 'rest'; readonly duration: number }
  | { readonly kind: 'sweep'; readonly rate: number; readonly lower: number; readonly upper: number }
  | {
      readonly kind: 'impedance';
      readonly highest: number;
      readonly lowest: number;
      readonly after: number;
      readonly lithiation: number;
    };

interface Repeat {
  readonly repeat: number;
  readonly steps: readonly ProtocolItem[];
}

/** A step, or steps that are repeated. */
export type ProtocolItem = Step | Repeat;

interface Pattern {
  readonly example: string;
  readonly match: RegExp;
  readonly read: (groups: Readonly<Record<string, string | undefined>>) => Step;
}

const patterns: readonly Pattern[] = [
  {
    example: 'Discharge at 1 A/g until 0.01 V',
    match: /^(?<direction>charge|discharge) at (?<current>.+?) until (?<until>.+)$/i,
    read: ({ direction = '', current = '', until = '' }) => ({
      kind: direction.toLowerCase() === 'charge' ? 'charge' : 'discharge',
      current: positive(readQuantity(current, 'specificCurrent'), current),
      until: readQuantity(until, 'potential'),
    }),
  },
  {
    example: 'Rest for 10 min',
    match: /^rest for (?<duration>.+)$/i,
    read: ({ duration = '' }) => ({
      kind: 'rest',
      duration: positive(readQuantity(duration, 'time'), duration),
    }),
  },
  {
    example: 'Sweep at 0.1 mV/s between 0.01 V and 1.5 V',
    match: /^sweep at (?<rate>.+?) between (?<one>.+?) and (?<other>.+)$/i,
    read: ({ rate = '', one = '', other = '' }) => {
      const ends = [readQuantity(one, 'potential'), readQuantity(other, 'potential')];
      return {
        kind: 'sweep',
        rate: positive(readQuantity(rate, 'scanRate'), rate),
        lower: Math.min(...ends),
        upper: Math.max(...ends),
      };
    },
  },
  {
    example: 'Impedance from 100 kHz to 10 mHz after 100 cycles at 50 % lithiation',
    match:
      /^impedance from (?<one>.+?) to (?<other>.+?)(?: after (?<after>\d+) cycles?)?(?: at (?<lithiation>.+?) lithiation)?$/i,
    read: ({ one = '', other = '', after = '0', lithiation = '50 %' }) => {
      const ends = [
        positive(readQuantity(one, 'frequency'), one),
        positive(readQuantity(other, 'frequency'), other),
      ];
      return {
        kind: 'impedance',
        highest: Math.max(...ends),
        lowest: Math.min(...ends),
        after: Number(after),
        lithiation: readQuantity(lithiation, 'ratio'),
      };
    },
  },
];

/**
 * The step that a sentence in the manner of PyBaMM's experiments describes: `Discharge at 1 A/g until 0.01 V`,
 * `Charge at …`, `Rest for 10 min`, `Sweep at 0.1 mV/s between 0.01 V and 1.5 V`,
 * `Impedance from 100 kHz to 10 mHz after 100 cycles at 50 % lithiation`.
 *
 * @throws {RangeError} when it is none of these; {UnitError} for a quantity in it
 */
function parseStep(text: string): Step {
  const trimmed = text.trim().replace(/\s+/g, ' ');
  for (const pattern of patterns) {
    const groups = pattern.match.exec(trimmed)?.groups;
    if (groups !== undefined) return pattern.read(groups);
  }
  const examples = patterns.map(({ example }) => `"${example}"`).join(', ');
  throw new RangeError(`expected a step such as ${examples}, found "${text}"`);
}

/** Field of the study file: a step in words. */
export const stepField = z.string().transform((text, context): Step => {
  try {
    return parseStep(text);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    context.issues.push({ code: 'custom', message, input: text });
    return z.NEVER;
  }
});

function positive(value: number, text: string): number {
  if (value > 0) return value;
  throw new RangeError(`expected more than zero, found "${text}"`);
}
