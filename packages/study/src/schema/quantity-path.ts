import type { QuantityKind } from './quantity.ts';

/** What can be asked of a sample, by technique: kind of the value and the meaning of what follows `@`, null where nothing does. */
const quantities = {
  cycling: {
    capacity: { kind: 'specificCapacity', at: 'cycle', sentence: 'delithiation capacity of a cycle' },
    retention: {
      kind: 'ratio',
      at: 'cycle',
      sentence: 'delithiation capacity of a cycle over that of the reference cycle',
    },
    efficiency: { kind: 'ratio', at: 'cycle', sentence: 'coulombic efficiency of a cycle' },
  },
  rate: {
    capacity: {
      kind: 'specificCapacity',
      at: 'current',
      sentence: 'mean delithiation capacity of a rate step',
    },
  },
  cv: {
    capacitiveShare: { kind: 'ratio', at: 'scanRate', sentence: 'share of k1 v in the current (free fit)' },
    constrainedShare: {
      kind: 'ratio',
      at: 'scanRate',
      sentence: 'share of k1 v in the current (fit with 0 <= k1 v / i <= 1)',
    },
  },
  eis: {
    resistance: { kind: 'resistance', at: 'frequency', sentence: 'real part of the impedance' },
  },
  xrd: {},
  raman: {},
  tg: {
    residue: { kind: 'ratio', at: 'temperature', sentence: 'mass at a temperature over the first mass' },
  },
  sem: {},
  stem: {},
  eds: {},
  'electrode-surface': {
    crackArea: { kind: 'ratio', at: null, sentence: 'share of the area that is crack' },
  },
  diffusivity: {
    diffusivity: { kind: 'diffusivity', at: 'method', sentence: 'diffusivity by a method' },
  },
} as const satisfies Record<
  string,
  Record<string, { kind: QuantityKind; at: string | null; sentence: string }>
>;

export type StudyTechnique = keyof typeof quantities;
export const studyTechniques = [
  'cycling',
  'rate',
  'cv',
  'eis',
  'xrd',
  'raman',
  'tg',
  'sem',
  'stem',
  'eds',
  'electrode-surface',
  'diffusivity',
] as const satisfies readonly StudyTechnique[];

/** Whether a technique looks at a cell after so many cycles, each a series of its own. */
export function isAged(technique: StudyTechnique): technique is 'eis' | 'electrode-surface' {
  return technique === 'eis' || technique === 'electrode-surface';
}

/** `PCHS-5/rate/capacity@5A/g` taken apart. */
export interface QuantityPath {
  readonly text: string;
  readonly sample: string;
  readonly technique: StudyTechnique;
  /** Cycles before the measurement; only impedance and pictures of electrodes have it (`eis@100`). */
  readonly after: number;
  readonly name: string;
  readonly kind: QuantityKind;
  /** What follows `@`, empty where nothing does: a cycle, a current (`1A/g`, its second step `1A/g#2`), a scan rate, a frequency, or `*` for all. */
  readonly at: string;
}

/**
 * The parts of a quantity's path, `SAMPLE/TECHNIQUE/QUANTITY@AT`. The sample's name may hold `@` but no `/`.
 * @throws {RangeError} with what was expected
 */
export function parseQuantityPath(text: string): QuantityPath {
  const parts =
    /^(?<sample>[^/]+)\/(?<technique>[\w-]+)(?:@(?<after>\d+))?\/(?<name>\w+)(?:@(?<at>.+))?$/.exec(
      text,
    )?.groups;
  const malformed = `expected SAMPLE/TECHNIQUE/QUANTITY@AT such as "PCHS-5/rate/capacity@5A/g", found "${text}"`;
  if (parts === undefined) throw new RangeError(malformed);
  const { sample = '', technique = '', after, name = '', at } = parts;
  if (!isTechnique(technique)) {
    throw new RangeError(`expected one of ${studyTechniques.join(', ')} as technique, found "${technique}"`);
  }
  if (after !== undefined && !isAged(technique)) {
    throw new RangeError(
      `expected "@cycles" after eis or electrode-surface only, found "${technique}@${after}"`,
    );
  }
  const known: Record<string, { readonly kind: QuantityKind; readonly at: string | null }> =
    quantities[technique];
  const found = known[name];
  if (found === undefined) {
    const names = Object.keys(known);
    throw new RangeError(
      names.length === 0
        ? `expected no claim on ${technique}, which has no quantities, found "${name}"`
        : `expected one of ${names.join(', ')} for ${technique}, found "${name}"`,
    );
  }
  if (at === undefined && found.at !== null) throw new RangeError(malformed);
  if (at !== undefined && found.at === null)
    throw new RangeError(`expected nothing after "@" of ${name}, found "${at}"`);
  return { text, sample, technique, after: Number(after ?? 0), name, kind: found.kind, at: at ?? '' };
}

function isTechnique(text: string): text is StudyTechnique {
  return text in quantities;
}
