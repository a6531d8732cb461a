import { z } from 'zod';
import { type QuantityKind, readQuantity } from './quantity.ts';

/** One measurement of a powder, SI. */
export type PowderStep =
  | {
      readonly kind: 'xrd';
      readonly from: number;
      readonly to: number;
      readonly step: number;
      readonly time: number;
    }
  | {
      readonly kind: 'raman';
      readonly from: number;
      readonly to: number;
      readonly laser: number;
      readonly power: number;
      readonly time: number;
    }
  | {
      readonly kind: 'tg';
      readonly rate: number;
      readonly from: number;
      readonly to: number;
      readonly mass: number;
    };

type Kind = PowderStep['kind'];

interface Sentence<K extends Kind> {
  readonly example: string;
  readonly match: RegExp;
  readonly read: (groups: Readonly<Record<string, string>>) => Extract<PowderStep, { kind: K }>;
}

const sentences: { readonly [K in Kind]: Sentence<K> } = {
  xrd: {
    example: 'Diffract from 10 deg to 80 deg in steps of 0.02 deg for 1 s',
    match: /^diffract from (?<one>.+?) to (?<other>.+?) in steps of (?<step>.+?) for (?<time>.+)$/i,
    read: ({ one = '', other = '', step = '', time = '' }) => ({
      kind: 'xrd',
      ...range(one, other, 'angle'),
      step: positive(step, 'angle'),
      time: positive(time, 'time'),
    }),
  },
  raman: {
    example: 'Raman from 100 cm-1 to 2000 cm-1 at 532 nm with 1 mW for 10 s',
    match: /^raman from (?<one>.+?) to (?<other>.+?) at (?<laser>.+?) with (?<power>.+?) for (?<time>.+)$/i,
    read: ({ one = '', other = '', laser = '', power = '', time = '' }) => ({
      kind: 'raman',
      ...range(one, other, 'wavenumber'),
      laser: positive(laser, 'length'),
      power: positive(power, 'power'),
      time: positive(time, 'time'),
    }),
  },
  tg: {
    example: 'Heat 5 mg at 10 K/min from 25 degC to 900 degC in air',
    match: /^heat (?<mass>.+?) at (?<rate>.+?) from (?<one>.+?) to (?<other>.+?) in air$/i,
    read: ({ mass = '', rate = '', one = '', other = '' }) => ({
      kind: 'tg',
      mass: positive(mass, 'mass'),
      rate: positive(rate, 'heatingRate'),
      ...range(one, other, 'temperature'),
    }),
  },
};

export type PowderTechnique = Kind;

/** Whether a technique looks at the powder, without a cell. */
export function isPowderTechnique(technique: string): technique is PowderTechnique {
  return Object.hasOwn(sentences, technique);
}

/**
 * The measurement that a sentence describes.
 * @throws {RangeError} when it is none of that technique; {UnitError} for a quantity in it
 */
export function readPowderStep<K extends Kind>(technique: K, text: string): Extract<PowderStep, { kind: K }> {
  const { example, match, read } = sentences[technique];
  const groups = match.exec(text.trim().replace(/\s+/g, ' '))?.groups;
  if (groups === undefined) throw new RangeError(`expected "${example}", found "${text}"`);
  return read(groups as Readonly<Record<string, string>>);
}

/** Field of the study file: measurements of a powder in words, a list of them or one. */
export function powderSteps<K extends Kind>(technique: K) {
  const step = z
    .string()
    .transform((text, context): Extract<PowderStep, { kind: K }> => {
      try {
        return readPowderStep(technique, text);
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        context.issues.push({ code: 'custom', message, input: text });
        return z.NEVER;
      }
    })
    .meta({ description: 'A measurement in words', examples: [sentences[technique].example] });
  return z.union([step.transform((one) => [one]), z.array(step).min(1)]).optional();
}

function range(
  one: string,
  other: string,
  kind: QuantityKind,
): { readonly from: number; readonly to: number } {
  const ends = [positive(one, kind), positive(other, kind)];
  return { from: Math.min(...ends), to: Math.max(...ends) };
}

function positive(text: string, kind: QuantityKind): number {
  const value = readQuantity(text, kind);
  if (value > 0) return value;
  throw new RangeError(`expected more than zero, found "${text}"`);
}
