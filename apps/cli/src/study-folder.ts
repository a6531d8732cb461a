import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { defaultOutFolder } from '@anodelab/study/node';

/**
 * The folder that holds a report: the path itself if it is an output folder, else the output folder of that study.
 *
 * @throws {Error} when there is no report yet, with the command that makes it
 */
export async function reportFolder(path: string): Promise<string> {
  for (const folder of [path, defaultOutFolder(path)]) {
    const report = await stat(join(folder, 'report.html')).catch(() => undefined);
    if (report?.isFile()) return folder;
  }
  throw new Error(`${path}: no report.html yet; make it with: anodelab run ${path}`);
}
