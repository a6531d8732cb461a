import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findReader } from '@anodelab/formats';
import { madeSeeds } from './made-seeds.ts';
import type { Seed } from './seed.ts';

const corpus =
  process.env['ANODELAB_CORPUS'] ?? fileURLToPath(new URL('../../shared/corpus', import.meta.url));
/** Larger files say nothing that smaller ones do not, and take longer; they are used where there is no other. */
const LARGEST = 96 * 1024;
const PER_READER = 3;

/** Real files where the corpus is, the smallest of each format, and made ones of every format that can be written. */
export async function findSeeds(): Promise<readonly Seed[]> {
  const seeds: Seed[] = [...(await madeSeeds())];
  const root = join(corpus, 'electrochem');
  if (!existsSync(root)) return seeds;
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .map((name) => join(root, name))
    .filter((path) => statSync(path).isFile() && !path.endsWith('.json'))
    .sort((a, b) => statSync(a).size - statSync(b).size);
  const counts = new Map(seeds.map((seed) => [seed.reader, 1]));
  for (const path of files) {
    const bytes = new Uint8Array(readFileSync(path));
    const reader = (await findReader(bytes))?.id;
    if (reader === undefined) continue;
    const count = counts.get(reader) ?? 0;
    if (count >= PER_READER || (bytes.length > LARGEST && count > 0)) continue;
    counts.set(reader, count + 1);
    seeds.push({ name: path.slice(root.length + 1), reader, bytes });
  }
  return seeds;
}
