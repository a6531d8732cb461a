import { type DatasetDescription, describeDataset, FormatError, type Json } from '@anodelab/data';
import { oneLine } from '../errors.ts';
import { type CellFacts, countWarnings, openFile } from '../open-file.ts';
import { alignedRows, findingBlock, pictureSize, printJson, shortNumber } from '../print.ts';
import type { Outcome, Settings } from '../settings.ts';

type Entry =
  | (DatasetDescription & { file: string })
  | { file: string; error: { kind: string; message: string; at: string | null } };

/** Tells what is in each file; files that cannot be read are reported and the others still tried. */
export async function inspect(
  files: readonly string[],
  options: CellFacts,
  settings: Settings,
): Promise<Outcome> {
  const entries: Entry[] = [];
  let failed = false;
  let warnings = 0;
  for (const file of files) {
    try {
      const datasets = await openFile(file, options);
      warnings += countWarnings(datasets);
      for (const dataset of datasets) {
        const entry = { ...describeDataset(dataset), file };
        entries.push(entry);
        if (!settings.json) console.log(`${page(entry)}\n`);
      }
    } catch (error) {
      failed = true;
      const kind = error instanceof Error ? error.name : 'Error';
      const at = error instanceof FormatError ? (error.at ?? null) : null;
      entries.push({ file, error: { kind, message: oneLine(error), at } });
      process.stderr.write(`anodelab: ${oneLine(error)}\n`);
    }
  }
  if (settings.json) printJson(entries);
  return { failed, warnings };
}

function page(entry: DatasetDescription): string {
  const cycles = entry.cycles === null ? '' : `, ${entry.cycles} cycles`;
  const instrument = entry.instrument === null ? '' : `, ${entry.instrument}`;
  const columns = entry.columns.map((column) => [
    column.name,
    column.unit ?? '',
    column.header ?? '',
    column.origin,
    `${column.finite}/${column.count}`,
    ...[column.first, column.last, column.min, column.max].map(shortNumber),
  ]);
  // Of a file of settings the nested facts are all there is; elsewhere --json has them.
  const isSettings = entry.columns.length === 0 && entry.raster === undefined;
  const facts = Object.entries(entry.meta)
    .flatMap(([key, value]) => (isSettings ? leaves(key, value) : [[key, value] as const]))
    .filter(([, value]) => value !== null && typeof value !== 'object')
    .map(([key, value]) => `  ${key}: ${JSON.stringify(value)}`);
  return [
    `${entry.file}`,
    `  ${entry.format}: ${entry.technique}, ${pictureSize(entry)}${cycles}${instrument}`,
    ...facts,
    ...(entry.raster === undefined ? [] : [channelTable(entry.raster)]),
    ...(entry.columns.length === 0
      ? []
      : [
          alignedRows([
            ['  name', 'unit', 'header', 'origin', 'finite', 'first', 'last', 'min', 'max'],
            ...columns.map(([name, ...rest]) => [`  ${name}`, ...rest]),
          ]),
        ]),
    ...findingBlock(entry.findings, '  '),
  ].join('\n');
}

function channelTable({ channels }: NonNullable<DatasetDescription['raster']>): string {
  return alignedRows([
    ['  channel', 'unit', 'bits', 'min', 'max', 'sum'],
    ...channels.map(({ name, unit, ...numbers }) => [
      `  ${name}`,
      unit ?? '',
      ...[numbers.bits, numbers.min, numbers.max, numbers.sum].map(shortNumber),
    ]),
  ]);
}

/** The values inside a nested fact, each with its path: `techniques.1.sequences.2.is_A`; lists count from 1. */
function leaves(path: string, value: Json): (readonly [path: string, value: Json])[] {
  if (value === null || typeof value !== 'object') return [[path, value]];
  const isList = Array.isArray(value);
  return Object.entries(value).flatMap(([key, inner]: [string, Json]) =>
    leaves(`${path}.${isList ? Number(key) + 1 : key}`, inner),
  );
}
