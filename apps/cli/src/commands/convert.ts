import { joinExperiment } from '@anodelab/data';
import { atomicWrite } from '../atomic-write.ts';
import { UsageError } from '../errors.ts';
import { exportTargets, lossFinding } from '../export-targets.ts';
import { type CellFacts, countWarnings, openFile } from '../open-file.ts';
import { findingLine, printJson } from '../print.ts';
import type { Outcome, Settings } from '../settings.ts';

/** Writes one table of a file in an open format; several files, which are linked techniques of one experiment, as one table. */
export async function convert(
  files: readonly string[],
  options: CellFacts & { readonly to: string; readonly output: string; readonly table: number },
  settings: Settings,
): Promise<Outcome> {
  const target = exportTargets[options.to];
  if (target === undefined) {
    throw new UsageError(`--to: expected ${Object.keys(exportTargets).join(', ')}; found ${options.to}`);
  }
  const datasets = (await Promise.all(files.map((file) => openFile(file, options)))).flat();
  const dataset = files.length > 1 ? joinExperiment(datasets) : datasets[options.table - 1];
  if (dataset === undefined) {
    throw new UsageError(`--table: expected 1 to ${datasets.length}, found ${options.table}`);
  }
  const bytes = await target.write(dataset);
  await atomicWrite(options.output, bytes);
  const loss = lossFinding(options.to, dataset);
  const findings = [...dataset.findings, ...(loss === undefined ? [] : [loss])];
  if (settings.json) {
    printJson({
      file: files.join(', '),
      output: options.output,
      format: options.to,
      bytes: bytes.length,
      findings,
    });
  } else {
    for (const finding of findings) process.stderr.write(`${findingLine(finding)}\n`);
    console.log(`${options.output}: ${bytes.length} bytes`);
    if (files.length === 1 && datasets.length > 1)
      console.log(`table ${options.table} of ${datasets.length}; --table chooses another`);
  }
  return { warnings: countWarnings([dataset]) };
}
