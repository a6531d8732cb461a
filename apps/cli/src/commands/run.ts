import { runStudy } from '@anodelab/study/node';
import { claimsTable } from '../claims-table.ts';
import { interruptible } from '../interrupt.ts';
import { printJson, progressLine } from '../print.ts';
import type { Outcome, Settings } from '../settings.ts';

/** Runs what changed of a study and says where the report is. Ctrl-C stops between jobs; the next run continues. */
export async function run(
  study: string,
  options: { readonly output?: string },
  settings: Settings,
): Promise<Outcome> {
  const started = performance.now();
  const report = progressLine();
  const summary = await interruptible((signal) =>
    runStudy(study, options.output, {
      signal,
      onProgress: ({ done, total, label }) => report(done, total, label),
    }),
  );
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  for (const warning of summary.warnings) process.stderr.write(`warning: ${warning}\n`);
  if (settings.json) printJson(summary);
  else {
    if (summary.claims.length > 0) console.log(`${claimsTable(summary.claims)}\n`);
    console.log(`${summary.ran.length} jobs run, ${summary.cached.length} unchanged, ${seconds} s`);
    console.log(`report: ${summary.report}`);
  }
  return { warnings: summary.warnings.length };
}
