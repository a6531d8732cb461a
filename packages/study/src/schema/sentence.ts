import { z } from 'zod';
import { type QuantityKind, readQuantity } from './quantity.ts';

/** A measurement that a study file asks for in one sentence. */
export interface Sentence<Step> {
  readonly example: string;
  /** With a named group for each quantity. */
  readonly match: RegExp;
  /** @throws {RangeError} for a quantity that cannot be; {UnitError} for one of another kind */
  readonly read: (groups: Readonly<Record<string, string>>) => Step;
}

/**
 * The measurement that a text describes.
 * @throws {RangeError} when it is none; {UnitError} for a quantity in it
 */
export function readSentence<Step>({ example, match, read }: Sentence<Step>, text: string): Step {
  const groups = match.exec(text.trim().replace(/\s+/g, ' '))?.groups;
  if (groups === undefined) throw new RangeError(`expected "${example}", found "${text}"`);
  return read(groups);
}

/** Field of the study file: measurements in words, a list of them or one. */
export function sentences<Step>(sentence: Sentence<Step>) {
  const step = z
    .string()
    .transform((text, context): Step => {
      try {
        return readSentence(sentence, text);
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        context.issues.push({ code: 'custom', message, input: text });
        return z.NEVER;
      }
    })
    .meta({ description: 'A measurement in words', examples: [sentence.example] });
  return z.union([step.transform((one) => [one]), z.array(step).min(1)]).optional();
}

/** Two quantities above zero, the smaller first. */
export function range(
  one: string,
  other: string,
  kind: QuantityKind,
): { readonly from: number; readonly to: number } {
  const ends = [positive(one, kind), positive(other, kind)];
  return { from: Math.min(...ends), to: Math.max(...ends) };
}

/** A quantity above zero, SI. */
export function positive(text: string, kind: QuantityKind): number {
  const value = readQuantity(text, kind);
  if (value > 0) return value;
  throw new RangeError(`expected more than zero, found "${text}"`);
}

/** A whole number between two others. */
export function whole(text: string, what: string, low: number, high: number): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= low && value <= high) return value;
  throw new RangeError(`expected ${low} to ${high} ${what}, found "${text}"`);
}
