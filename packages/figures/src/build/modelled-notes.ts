import type { FigureSample } from './sample.ts';

/** The lines under a panel that say what of it is modelled and what that rests on; none where all is measured. */
export function modelledNotes(samples: readonly FigureSample[]): string[] {
  const modelled = samples.filter((sample) => sample.modelled);
  if (modelled.length === 0) return [];
  const measured = samples.filter((sample) => !sample.modelled);
  const names = (group: readonly FigureSample[]): string =>
    [...new Set(group.map(({ label }) => label))].join(', ');
  const bases = [...new Set(modelled.map(basis))];
  const [first] = modelled;
  if (measured.length === 0 && bases.length === 1 && first !== undefined) {
    return [
      `Modelled${level(first)
        .map((each) => ` (${each})`)
        .join('')}, ${weakness(first)}.`,
    ];
  }
  const groups = bases.map(
    (each) => `Modelled (${each}): ${names(modelled.filter((sample) => basis(sample) === each))}.`,
  );
  const rest = measured.length === 0 ? [] : [`Measured: ${names(measured)}.`];
  return [[...groups, ...rest].join(' ')];
}

function basis(sample: FigureSample): string {
  return [...level(sample), weakness(sample)].join(', ');
}

/** The level of the model, where it is known. */
function level({ result }: FigureSample): string[] {
  return result.model === undefined ? [] : [result.model.level];
}

/** `rests on 23 D-grade parameters`. */
function weakness({ gradeD, result }: FigureSample): string {
  const count = gradeD ?? result.model?.gradeD;
  if (count === undefined) return 'number of D-grade parameters not known';
  return `rests on ${count} D-grade parameter${count === 1 ? '' : 's'}`;
}
