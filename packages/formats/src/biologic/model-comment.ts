import type { Json, Meta, ModelBasis } from '@anodelab/data';

const START = 'modelled by anodelab';
/** Facts of a modelled dataset for which EC-Lab has no field of its own. */
const carried = ['sample', 'workingElectrode'] as const;

/** The comment that marks a file as modelled: `modelled by anodelab; level=L1; gradeD=12; hash=…; sample=PCHS-5`. */
export function modelComment(model: ModelBasis, meta: Meta): string {
  const facts = carried.flatMap((key) =>
    typeof meta[key] === 'string' ? [`${key}=${meta[key].replaceAll(';', ',')}`] : [],
  );
  return [START, `level=${model.level}`, `gradeD=${model.gradeD}`, `hash=${model.hash}`, ...facts]
    .join('; ')
    .replaceAll(/[\r\n\t]/g, ' ');
}

/** What such a comment says; undefined for any other comment. */
export function readModelComment(
  comment: string,
): { model: ModelBasis; meta: Record<string, Json> } | undefined {
  const [start, ...parts] = comment.split('; ');
  if (start !== START) return undefined;
  const facts = new Map(
    parts.map((part): [string, string] => {
      const at = part.indexOf('=');
      return [part.slice(0, at), part.slice(at + 1)];
    }),
  );
  const level = facts.get('level') ?? 'unknown';
  const gradeD = Number(facts.get('gradeD') ?? Number.NaN);
  const meta: Record<string, Json> = {};
  for (const key of carried) {
    const value = facts.get(key);
    if (value !== undefined) meta[key] = value;
  }
  return { model: { level, gradeD, hash: facts.get('hash') ?? '' }, meta };
}
