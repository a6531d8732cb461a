import type { QuantityKind } from './quantity.ts';

/** What can be asked of a sample, by technique: kind of the value and the meaning of what follows `@`. */
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
  diffusivity: {
    diffusivity: { kind: 'diffusivity', at: 'method', sentence: 'diffusivity by a method' },
  },
} as const satisfies Record<string, Record<string, { kind: QuantityKind; at: string; sentence: string }>>;

export type StudyTechnique = keyof typeof quantities;
export const studyTechniques = [
  'cycling',
  'rate',
  'cv',
  'eis',
  'xrd',
  'raman',
  'tg',
  'diffusivity',
] as const satisfies readonly StudyTechnique[];

/** `PCHS-5/rate/capacity@5A/g` taken apart. */
export interface QuantityPath {
  readonly text: string;
  readonly sample: string;
  readonly technique: StudyTechnique;
  /** Cycles before the measurement; only impedance has it (`eis@100`). */
  readonly after: number;
  readonly name: string;
  readonly kind: QuantityKind;
  /** What follows `@`: a cycle, a current (`1A/g`, its second step `1A/g#2`), a scan rate, a frequency, or `*` for all. */
  readonly at: string;
}

/**
 * The parts of a quantity's path, `SAMPLE/TECHNIQUE/QUANTITY@AT`. The sample's name may hold `@` but no `/`.
 * @throws {RangeError} with what was expected
 */
export function parseQuantityPath(text: string): QuantityPath {
  const parts = /^(?<sample>[^/]+)\/(?<technique>\w+)(?:@(?<after>\d+))?\/(?<name>\w+)@(?<at>.+)$/.exec(
    text,
  )?.groups;
  if (parts === undefined) {
    throw new RangeError(
      `expected SAMPLE/TECHNIQUE/QUANTITY@AT such as "PCHS-5/rate/capacity@5A/g", found "${text}"`,
    );
  }
  const { sample = '', technique = '', after, name = '', at = '' } = parts;
  if (!isTechnique(technique)) {
    throw new RangeError(`expected one of ${studyTechniques.join(', ')} as technique, found "${technique}"`);
  }
  if (after !== undefined && technique !== 'eis') {
    throw new RangeError(`expected "@cycles" after eis only, found "${technique}@${after}"`);
  }
  const known: Record<string, { readonly kind: QuantityKind }> = quantities[technique];
  const found = known[name];
  if (found === undefined) {
    const names = Object.keys(known);
    throw new RangeError(
      names.length === 0
        ? `expected no claim on ${technique}, which has no quantities, found "${name}"`
        : `expected one of ${names.join(', ')} for ${technique}, found "${name}"`,
    );
  }
  return { text, sample, technique, after: Number(after ?? 0), name, kind: found.kind, at };
}

function isTechnique(text: string): text is StudyTechnique {
  return text in quantities;
}
