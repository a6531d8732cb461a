import { stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Output folder of a study file unless another is asked for: `out` beside it. */
export function outputFolder(study: string, asked?: string): string {
  return asked ?? join(dirname(study), 'out');
}

/**
 * The folder that holds a report: the path itself if it is an output folder, else the output folder of that study.
 *
 * @throws {Error} when there is no report yet, with the command that makes it
 */
export async function reportFolder(path: string): Promise<string> {
  const isFolder = (await stat(path)).isDirectory();
  const folders = isFolder ? [path, join(path, 'out')] : [outputFolder(path)];
  for (const folder of folders) {
    const report = await stat(join(folder, 'report.html')).catch(() => undefined);
    if (report?.isFile()) return folder;
  }
  const study = isFolder ? join(path, 'study.yaml') : path;
  throw new Error(`${path}: no report.html yet; make it with: anodelab run ${study}`);
}
