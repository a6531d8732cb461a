import { dirname, join } from 'node:path';
import { describeDataset } from '@anodelab/data';
import { loadStudy, simulateDataset } from '@anodelab/study/node';
import { atomicWrite } from '../atomic-write.ts';
import { printJson } from '../print.ts';
import type { Outcome, Settings } from '../settings.ts';

/** Makes the virtual measurements of a sample and writes their files; several go beside `--output` under their own names. */
export async function simulate(
  study: string,
  options: { readonly sample: string; readonly technique: string; readonly output?: string },
  settings: Settings,
): Promise<Outcome> {
  const loaded = await loadStudy(study);
  const files = await simulateDataset(loaded.study, options.sample, options.technique);
  const written: string[] = [];
  if (options.output !== undefined) {
    for (const { name, bytes } of files) {
      const path = files.length === 1 ? options.output : join(dirname(options.output), name);
      await atomicWrite(path, bytes);
      written.push(path);
    }
  }
  const entries = files.flatMap(({ name, datasets }, i) =>
    datasets.map((dataset) => ({ ...describeDataset(dataset), file: written[i] ?? name })),
  );
  if (settings.json) printJson(entries);
  else
    for (const { file, technique, rows, format } of entries)
      console.log(`${file}: ${technique}, ${rows} rows, ${format}`);
  return { warnings: 0 };
}
