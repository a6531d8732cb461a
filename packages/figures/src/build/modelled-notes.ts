import type { FigureSample } from './sample.ts';

/** The lines under a panel that say what of it is modelled and what that rests on; none where all is measured. */
export function modelledNotes(samples: readonly FigureSample[]): string[] {
  const modelled = samples.filter((sample) => sample.modelled);
  if (modelled.length === 0) return [];
  const measured = samples.filter((sample) => !sample.modelled);
  const bases = [...new Set(modelled.map(basis))];
  const names = (group: readonly FigureSample[]): string =>
    [...new Set(group.map(({ label }) => label))].join(', ');
  if (measured.length === 0 && bases.length === 1) return [`Modelled${bases[0]}.`];
  const groups = bases.map(
    (each) => `Modelled${each}: ${names(modelled.filter((sample) => basis(sample) === each))}.`,
  );
  const rest = measured.length === 0 ? [] : [`Measured: ${names(measured)}.`];
  return [[...groups, ...rest].join(' ')];
}

/** ` (L0), rests on 23 D-grade parameters`. */
function basis({ gradeD, result }: FigureSample): string {
  const level = result.model === undefined ? '' : ` (${result.model.level})`;
  const count = gradeD ?? result.model?.gradeD;
  if (count === undefined) return `${level}, number of D-grade parameters not known`;
  return `${level}, rests on ${count} D-grade parameter${count === 1 ? '' : 's'}`;
}
