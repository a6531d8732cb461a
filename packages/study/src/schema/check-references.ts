import type { Problem } from './problem.ts';
import type { StudyTechnique } from './quantity-path.ts';
import type { Study } from './study-schema.ts';
import { suggest } from './suggest.ts';

/** Names that point nowhere: samples of figures and claims, techniques without protocol, claims without test. */
export function checkReferences(study: Study): readonly Problem[] {
  return [...figureProblems(study), ...claimProblems(study)];
}

/** Suffix that names the modelled one of a sample that is measured and modelled. */
export const MODELLED = ' (modelled)';

/** How one cell of a sample is named: `PCHS-5 (cell 1)`. */
export function cellName(sample: string, cell: string): string {
  return `${sample} (${cell})`;
}

/** Whether the study models the sample by that technique. */
export function isModelled(study: Study, sample: string, technique: StudyTechnique): boolean {
  const fields = study.samples[sample];
  const wanted = fields?.techniques?.includes(technique) ?? true;
  return fields?.recipe !== undefined && wanted && study.protocols?.[technique] !== undefined;
}

function figureProblems(study: Study): readonly Problem[] {
  return Object.entries(study.figures ?? {}).flatMap(([id, figure]) =>
    namesIn(study, figure, ['figures', id]),
  );
}

/** Unknown samples in the lists of names that a part of a figure holds. */
function namesIn(study: Study, part: object, path: readonly (string | number)[]): readonly Problem[] {
  return Object.entries(part).flatMap(([key, value]): readonly Problem[] => {
    if (Array.isArray(value)) {
      return value.flatMap((sample, index) =>
        typeof sample === 'string' ? unknownSample(study, sample, [...path, key, index]) : [],
      );
    }
    return typeof value === 'object' && value !== null ? namesIn(study, value, [...path, key]) : [];
  });
}

function claimProblems(study: Study): readonly Problem[] {
  const seen = new Set<string>();
  return (study.claims ?? []).flatMap((claim, index): readonly Problem[] => {
    const path = ['claims', index];
    const twice = seen.has(claim.id);
    seen.add(claim.id);
    if (twice) return [{ path: [...path, 'id'], message: `expected a unique id, found "${claim.id}" again` }];
    if ((claim.checks === undefined) === (claim.needs === undefined)) {
      return [{ path, message: 'expected either `checks` or `needs`' }];
    }
    return (claim.checks ?? []).flatMap((check, inner) =>
      [
        ...check.quantity,
        ...(check.kind === 'comparison' && typeof check.reference !== 'number' ? check.reference : []),
      ].flatMap(({ sample }) =>
        isCell(study, sample)
          ? []
          : unknownSample(study, sample.replace(MODELLED, ''), [...path, 'checks', inner, 'quantity']),
      ),
    );
  });
}

/** `PCHS-5 (cell 1)`: one cell of a sample that has several. */
function isCell(study: Study, name: string): boolean {
  return Object.entries(study.samples).some(([sample, { cells = {} }]) =>
    Object.keys(cells).some((cell) => name === cellName(sample, cell)),
  );
}

function unknownSample(study: Study, sample: string, path: readonly (string | number)[]): readonly Problem[] {
  const known = Object.keys(study.samples);
  if (known.includes(sample)) return [];
  const meant = suggest(sample, known);
  const hint = meant === undefined ? '' : `; did you mean "${meant}"?`;
  return [{ path, message: `expected a sample of this study, found "${sample}"${hint}` }];
}
