import {
  type Dataset,
  joinExperiment,
  writeBdfCsv,
  writeBdfParquet,
  writeCsv,
  writeJson,
} from '@anodelab/data';
import { atomicWrite } from '../atomic-write.ts';
import { UsageError } from '../errors.ts';
import { type CellFacts, countWarnings, openFile } from '../open-file.ts';
import { findingLine, printJson } from '../print.ts';
import type { Outcome, Settings } from '../settings.ts';

const writers: Readonly<Record<string, (dataset: Dataset) => Uint8Array | Promise<Uint8Array>>> = {
  'bdf-csv': writeBdfCsv,
  'bdf-parquet': writeBdfParquet,
  csv: writeCsv,
  json: writeJson,
};

/** Writes one table of a file in an open format; several files, which are linked techniques of one experiment, as one table. */
export async function convert(
  files: readonly string[],
  options: CellFacts & { readonly to: string; readonly output: string; readonly table: number },
  settings: Settings,
): Promise<Outcome> {
  const writer = writers[options.to];
  if (writer === undefined) {
    throw new UsageError(`--to: expected ${Object.keys(writers).join(', ')}; found ${options.to}`);
  }
  const datasets = (await Promise.all(files.map((file) => openFile(file, options)))).flat();
  const dataset = files.length > 1 ? joinExperiment(datasets) : datasets[options.table - 1];
  if (dataset === undefined) {
    throw new UsageError(`--table: expected 1 to ${datasets.length}, found ${options.table}`);
  }
  const bytes = await writer(dataset);
  await atomicWrite(options.output, bytes);
  if (settings.json) {
    printJson({
      file: files.join(', '),
      output: options.output,
      format: options.to,
      bytes: bytes.length,
      findings: dataset.findings,
    });
  } else {
    for (const finding of dataset.findings) process.stderr.write(`${findingLine(finding)}\n`);
    console.log(`${options.output}: ${bytes.length} bytes`);
    if (files.length === 1 && datasets.length > 1)
      console.log(`table ${options.table} of ${datasets.length}; --table chooses another`);
  }
  return { warnings: countWarnings([dataset]) };
}
