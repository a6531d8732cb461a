import { auditOf } from '@anodelab/study/node';
import { printJson, shortNumber } from '../print.ts';
import type { Outcome, Settings } from '../settings.ts';

/** Prints where the numbers behind a study contradict each other, with the arithmetic. */
export async function audit(study: string, settings: Settings): Promise<Outcome> {
  const rows = await auditOf(study);
  if (settings.json) printJson(rows);
  else {
    for (const { id, claim, arithmetic, verdict } of rows) {
      console.log(`${id}  ${claim}`);
      for (const { name, value, unit } of arithmetic)
        console.log(`      ${name}: ${shortNumber(value)} ${unit}`);
      console.log(`      → ${verdict}\n`);
    }
  }
  return { warnings: 0 };
}
