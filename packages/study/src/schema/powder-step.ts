import { positive, range, readSentence, type Sentence, sentences, whole } from './sentence.ts';

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
    }
  | { readonly kind: 'sem' | 'stem'; readonly field: number; readonly pixels: number }
  | {
      readonly kind: 'eds';
      readonly microscope: 'sem' | 'stem';
      readonly field: number;
      readonly pixels: number;
      readonly beam: number;
      /** Charge of the beam per pixel. */
      readonly dose: number;
    };

type Kind = PowderStep['kind'];
type StepOf<K extends Kind> = PowderStep & { readonly kind: K };

/** Pixels along a side of a picture. */
const PIXELS = [8, 8192] as const;
const picture = /^micrograph of (?<field>.+?) in (?<pixels>\S+) pixels$/i;

const known: { readonly [K in Kind]: Sentence<StepOf<K>> } = {
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
  sem: {
    example: 'Micrograph of 2 um in 1024 pixels',
    match: picture,
    read: (groups) => ({ kind: 'sem', ...fieldOf(groups) }),
  },
  stem: {
    example: 'Micrograph of 400 nm in 512 pixels',
    match: picture,
    read: (groups) => ({ kind: 'stem', ...fieldOf(groups) }),
  },
  eds: {
    example: 'Map of 400 nm in 256 pixels at 200 kV with 5 pC per pixel by STEM',
    match:
      /^map of (?<field>.+?) in (?<pixels>\S+) pixels at (?<beam>.+?) with (?<dose>.+?) per pixel by (?<microscope>s(?:t)?em)$/i,
    read: ({ beam = '', dose = '', microscope, ...groups }) => ({
      kind: 'eds',
      microscope: /^sem$/i.test(microscope ?? '') ? 'sem' : 'stem',
      ...fieldOf(groups),
      beam: positive(beam, 'voltage'),
      dose: positive(dose, 'charge'),
    }),
  },
};

export type PowderTechnique = Kind;

/** Whether a technique looks at the powder, without a cell. */
export function isPowderTechnique(technique: string): technique is PowderTechnique {
  return Object.hasOwn(known, technique);
}

/**
 * The measurement that a sentence describes.
 * @throws {RangeError} when it is none of that technique; {UnitError} for a quantity in it
 */
export function readPowderStep<K extends Kind>(technique: K, text: string): StepOf<K> {
  return readSentence(known[technique], text);
}

/** Field of the study file: measurements of a powder in words, a list of them or one. */
export function powderSteps<K extends Kind>(technique: K) {
  return sentences(known[technique]);
}

function fieldOf({ field = '', pixels = '' }: Readonly<Record<string, string>>) {
  return { field: positive(field, 'length'), pixels: whole(pixels, 'pixels', ...PIXELS) };
}
