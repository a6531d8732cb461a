import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { initStudy } from '@anodelab/study/node';
import { atomicWrite } from '../atomic-write.ts';
import { printJson } from '../print.ts';
import type { Outcome, Settings } from '../settings.ts';

/** Writes a first study.yaml for a folder of raw files; an existing one is never replaced. */
export async function init(
  folder: string,
  options: { readonly output?: string },
  settings: Settings,
): Promise<Outcome> {
  const path = options.output ?? join(folder, 'study.yaml');
  if ((await stat(path).catch(() => undefined)) !== undefined) {
    throw new Error(`${path}: is there already; name another with --output or remove it`);
  }
  const text = await initStudy(folder);
  await atomicWrite(path, text);
  if (settings.json) printJson({ study: path });
  else console.log(`${path} written; look through it, then: anodelab run ${path}`);
  return { warnings: 0 };
}
