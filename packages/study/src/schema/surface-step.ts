import { positive, readSentence, type Sentence, sentences, whole } from './sentence.ts';

/** A look at an electrode from above after so many cycles, SI. */
export interface SurfaceStep {
  readonly kind: 'electrode-surface';
  readonly field: number;
  readonly pixels: number;
  readonly after: number;
}

const sentence: Sentence<SurfaceStep> = {
  example: 'Micrograph of 44 um in 1024 pixels after 100 cycles',
  match: /^micrograph of (?<field>.+?) in (?<pixels>\S+) pixels(?: after (?<after>\S+) cycles?)?$/i,
  read: ({ field = '', pixels = '', after }) => ({
    kind: 'electrode-surface',
    field: positive(field, 'length'),
    pixels: whole(pixels, 'pixels', 8, 8192),
    after: after === undefined ? 0 : whole(after, 'cycles', 0, 100_000),
  }),
};

/** Field of the study file: looks at an electrode in words, a list of them or one. */
export const surfaceSteps = sentences(sentence);

/**
 * The look at an electrode that a sentence describes.
 * @throws {RangeError} when it is none; {UnitError} for a quantity in it
 */
export function readSurfaceStep(text: string): SurfaceStep {
  return readSentence(sentence, text);
}
