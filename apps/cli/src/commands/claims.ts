import { claimsOf } from '@anodelab/study/node';
import { claimsTable } from '../claims-table.ts';
import { interruptible } from '../interrupt.ts';
import { printJson, progressLine } from '../print.ts';
import type { Outcome, Settings } from '../settings.ts';

/** Judges the claims of a study; computes only what they need and what is not there yet. */
export async function claims(
  study: string,
  options: { readonly output?: string },
  settings: Settings,
): Promise<Outcome> {
  const report = progressLine();
  const rows = await interruptible((signal) =>
    claimsOf(study, options.output, {
      signal,
      onProgress: ({ done, total, label }) => report(done, total, label),
    }),
  );
  if (settings.json) printJson(rows);
  else console.log(claimsTable(rows));
  return { warnings: rows.filter((row) => row.verdict === 'contradicted').length };
}
