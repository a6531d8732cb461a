import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CodeStamps } from './jobs/context.ts';

const own = dirname(fileURLToPath(import.meta.url));
/** `src` where the program runs from source, `dist` where it was built. */
const built = basename(own);
const packages = dirname(dirname(own));

const shared = ['units', 'numerics', 'data', 'formats'];

/** One hash over the code of each part, so that a new version of it makes its outputs again. */
export async function codeStamps(): Promise<CodeStamps> {
  const [base, models, analysis, figures, jobs, measurements, study] = await Promise.all([
    Promise.all(shared.map((name) => hashOf(join(packages, name, built)))),
    hashOf(join(packages, 'models', built)),
    hashOf(join(packages, 'analysis', built)),
    hashOf(join(packages, 'figures', built)),
    hashOf(join(own, 'jobs')),
    hashOf(join(own, 'model')),
    hashOf(own),
  ]);
  const stamp = (...parts: readonly string[]) => createHash('sha256').update(parts.join()).digest('hex');
  return {
    model: stamp(...base, models, jobs, measurements),
    analysis: stamp(...base, analysis, jobs),
    figures: stamp(...base, figures, jobs),
    study: stamp(...base, models, study),
  };
}

async function hashOf(folder: string): Promise<string> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile() && /\.(ts|js)$/.test(entry.name) && !/\.(test|d)\.ts$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  const hash = createHash('sha256');
  for (const text of await Promise.all(paths.map((path) => readFile(path)))) hash.update(text);
  return hash.digest('hex');
}
