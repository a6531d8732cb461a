import { readFile, stat } from 'node:fs/promises';
import { dirname, extname, join } from 'node:path';
import { describeDataset } from '@anodelab/data';
import { loadStudy, simulateDataset } from '@anodelab/study/node';
import { atomicWrite } from '../atomic-write.ts';
import { findingBlock, pictureSize, printJson, wordsLine } from '../print.ts';
import type { Outcome, Settings } from '../settings.ts';

export interface SimulateOptions {
  readonly sample: string;
  readonly technique: string;
  readonly level?: 'L0' | 'L1' | 'L2' | 'L3';
  readonly protocol?: string;
  /** Before an electrode is looked at. */
  readonly cycles?: number;
  readonly output?: string;
}

/** Makes the virtual measurements of a sample and writes their files; several go beside `--output` under their own names. */
export async function simulate(
  study: string,
  options: SimulateOptions,
  settings: Settings,
): Promise<Outcome> {
  const loaded = await loadStudy(study);
  const { sample, technique, level, protocol, cycles } = options;
  const line = wordsLine();
  const words = protocol === undefined ? undefined : await stepsOf(protocol);
  const files = await simulateDataset(loaded.study, sample, technique, {
    level,
    protocol: words,
    cycles,
    onProgress: line.tell,
  }).finally(line.end);
  const written: string[] = [];
  if (options.output !== undefined) {
    for (const { name, bytes } of files) {
      const path = files.length === 1 ? options.output : siblingOf(options.output, name, files[0]!.name);
      await atomicWrite(path, bytes);
      written.push(path);
    }
  }
  const entries = files.flatMap(({ name, datasets }, i) =>
    datasets.map((dataset) => ({ ...describeDataset(dataset), file: written[i] ?? name })),
  );
  if (settings.json) printJson(entries);
  else
    for (const entry of entries) {
      console.log(`${entry.file}: ${entry.technique}, ${pictureSize(entry)}, ${entry.format}`);
      for (const line of findingBlock(entry.findings, '  ')) console.log(line);
    }
  return { warnings: 0 };
}

/** The first of several files has the name that was asked for where its ending fits; others lie beside it under their own. */
function siblingOf(output: string, name: string, first: string): string {
  return name === first && extname(output) === extname(first) ? output : join(dirname(output), name);
}

/** What a file of that name holds, or the words themselves. */
async function stepsOf(protocol: string): Promise<string> {
  const isFile = await stat(protocol).then(
    (info) => info.isFile(),
    () => false,
  );
  return isFile ? readFile(protocol, 'utf8') : protocol;
}
