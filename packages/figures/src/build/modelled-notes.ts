import type { FigureSample } from './sample.ts';

/** The line under a panel that says what of it is modelled and what that rests on; none where all is measured. */
export function modelledNotes(samples: readonly FigureSample[]): string[] {
  const modelled = samples.filter((sample) => sample.modelled);
  if (modelled.length === 0) return [];
  const measured = samples.filter((sample) => !sample.modelled);
  const levels = [...new Set(modelled.map(level))];
  const groups = levels.map((each) => modelled.filter((sample) => level(sample) === each));
  const isAlone = measured.length === 0 && groups.length === 1;
  const sentences = groups.map((group) => groupSentence(group, isAlone));
  if (measured.length > 0) sentences.push(`Measured: ${names(measured)}.`);
  return [sentences.join(' ')];
}

/** One level of the model: `Modelled (L0), rests on 23 D-grade parameters: A, B.`, counts by sample where they differ. */
function groupSentence(group: readonly FigureSample[], isAlone: boolean): string {
  const counts = new Set(group.map(gradeD));
  const [count] = counts;
  const what = `Modelled${group.map(level)[0] ?? ''}`;
  const who = isAlone ? '' : `: ${names(group)}`;
  if (counts.size > 1) {
    const each = new Set(group.map((sample) => `${sample.label} ${gradeD(sample) ?? 'unknown'}`));
    return `${what}, rests on D-grade parameters: ${[...each].join(', ')}.`;
  }
  if (count === undefined) return `${what}, number of D-grade parameters not known${who}.`;
  return `${what}, rests on ${count} D-grade parameter${count === 1 ? '' : 's'}${who}.`;
}

function names(samples: readonly FigureSample[]): string {
  return [...new Set(samples.map(({ label }) => label))].join(', ');
}

/** ` (L0)`, or nothing where the level is not known. */
function level({ result }: FigureSample): string {
  return result.model === undefined ? '' : ` (${result.model.level})`;
}

function gradeD(sample: FigureSample): number | undefined {
  return sample.gradeD ?? sample.result.model?.gradeD;
}
