import { basename } from 'node:path';
import {
  type AnalysisResult,
  type Dataset,
  type Json,
  type Result,
  type Table,
  toJson,
} from '@anodelab/data';
import { analysisInput } from '@anodelab/study';
import { loadStudy } from '@anodelab/study/node';
import type { ModelledSample } from '../analyse-voltammetry.ts';
import { drawFigure } from '../draw.ts';
import { UsageError } from '../errors.ts';
import { type CellFacts, openFile } from '../open-file.ts';
import { alignedRows, findingLine, printJson, shortNumber } from '../print.ts';
import type { Outcome, Settings } from '../settings.ts';
import { type AnalysisCommand, analysisCommands } from '../techniques.ts';

/** What the command line may say beside technique and files. */
export interface AnalyseOptions extends CellFacts {
  readonly set?: readonly string[];
  readonly figure?: string;
  readonly draw?: string;
  /** A study and one of its samples, which the files are of. */
  readonly study?: string;
  readonly sample?: string;
}

/** Analyses the files of one sample together and prints the numbers with their intervals. */
export async function analyse(
  technique: string,
  files: readonly string[],
  options: AnalyseOptions,
  settings: Settings,
): Promise<Outcome> {
  const command = commandOf(technique);
  figureBuilder(command, options.draw); // a wrong name is told before files are read
  const datasets = (await Promise.all(files.map((file) => openFile(file, options)))).flat();
  return analyseDatasets(technique, datasets, files, options, settings);
}

/** Draws files by what is in them, with the analysis that the first of them calls for. */
export async function figure(
  files: readonly string[],
  { output, ...options }: CellFacts & { readonly output: string; readonly draw?: string },
  settings: Settings,
): Promise<Outcome> {
  const datasets = (await Promise.all(files.map((file) => openFile(file, options)))).flat();
  const technique = datasets.map(analysisOf).find((name) => name !== undefined);
  if (technique === undefined) {
    const found = [...new Set(datasets.map((dataset) => dataset.technique))].join(', ');
    throw new Error(`figure: expected data that an analysis takes, found ${found || 'no table'}`);
  }
  return analyseDatasets(technique, datasets, files, { ...options, figure: output }, settings);
}

async function analyseDatasets(
  technique: string,
  datasets: readonly Dataset[],
  files: readonly string[],
  options: AnalyseOptions,
  settings: Settings,
): Promise<Outcome> {
  const command = commandOf(technique);
  const figureOf = figureBuilder(command, options.draw);
  const electrode = await modelledSample(options);
  const input = analysisInput(technique, usable(command, datasets, technique));
  const result = command.analyse(input, options.set ?? [], electrode);
  const told = [...datasets, ...input].flatMap((dataset) => dataset.findings);
  const findings = [...new Set([...told, ...result.findings])];

  const figures: string[] = [];
  if (options.figure !== undefined) {
    const label =
      files.length === 1 ? basename(files[0]!) : `${basename(files[0]!)} and ${files.length - 1} more`;
    await drawFigure(figureOf([{ label, modelled: result.model !== undefined, result }]), options.figure);
    figures.push(options.figure);
  }

  if (settings.json) printJson({ results: resultsJson(result), findings, figures });
  else console.log(page(result, figures));
  if (!settings.json) for (const finding of findings) process.stderr.write(`${findingLine(finding)}\n`);
  return { warnings: findings.filter((finding) => finding.severity === 'warning').length };
}

function commandOf(technique: string): AnalysisCommand {
  const command = analysisCommands[technique];
  if (command !== undefined) return command;
  throw new UsageError(`expected ${Object.keys(analysisCommands).join(', ')}; found ${technique}`);
}

/** The analysis that takes such data first of all, or else one that takes them too. */
function analysisOf({ technique }: Dataset): string | undefined {
  if (technique === 'unknown') return undefined;
  const commands = Object.entries(analysisCommands);
  const best = commands.find(([, { takes }]) => takes[0] === technique);
  return (best ?? commands.find(([, { takes }]) => takes.includes(technique)))?.[0];
}

async function modelledSample({ study, sample }: AnalyseOptions): Promise<ModelledSample | undefined> {
  if (study === undefined && sample === undefined) return undefined;
  if (study === undefined || sample === undefined) {
    throw new UsageError('expected --study and --sample together, found one of them');
  }
  const loaded = await loadStudy(study);
  if (loaded.study.samples[sample] === undefined) {
    const known = Object.keys(loaded.study.samples).join(', ');
    throw new UsageError(`--sample: expected a sample of the study (${known}); found ${sample}`);
  }
  return { study: loaded.study, sample };
}

function usable(
  command: AnalysisCommand,
  datasets: readonly Dataset[],
  technique: string,
): readonly Dataset[] {
  const taken = datasets.filter((dataset) => command.takes.includes(dataset.technique));
  if (taken.length === 0) {
    const found = [...new Set(datasets.map((dataset) => dataset.technique))].join(', ');
    throw new Error(
      `${technique}: expected ${command.takes.slice(0, 2).join(' or ')} data, found ${found || 'no table'}`,
    );
  }
  return taken;
}

function figureBuilder(command: AnalysisCommand, name?: string): AnalysisCommand['figures'][string] {
  const names = Object.keys(command.figures);
  const builder = command.figures[name ?? names[0]!];
  if (builder === undefined) throw new UsageError(`--draw: expected ${names.join(', ')}; found ${name}`);
  return builder;
}

/** Numbers by name, and beside them the tables (rows as objects, SI units in the names) and the statements. */
function resultsJson(result: AnalysisResult): Json {
  const tables = Object.fromEntries(
    Object.entries(result.tables).map(([name, table]) => [name, rows(table)]),
  );
  return toJson({ ...result.results, tables, statements: result.statements });
}

function rows(table: Table): Json {
  const count = table.columns[0]?.values.length ?? 0;
  return Array.from({ length: count }, (_, row) =>
    toJson(Object.fromEntries(table.columns.map(({ name, values }) => [name, values[row]]))),
  );
}

function page(result: AnalysisResult, figures: readonly string[]): string {
  const lines = Object.entries(result.results).map(([name, value]) => resultRow(name, value));
  return [alignedRows(lines), ...result.statements, ...figures.map((figure) => `figure: ${figure}`)].join(
    '\n',
  );
}

function resultRow(name: string, { value, unit, interval, basis, verdict }: Result): string[] {
  const [low, high] = [interval?.low ?? null, interval?.high ?? null].map(shortNumber);
  const range = interval === undefined ? '' : `[${low}, ${high}] ${100 * interval.level} %`;
  return [name, shortNumber(value), unit, range, basis === undefined ? '' : `per ${basis}`, verdict ?? ''];
}
