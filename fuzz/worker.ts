/** Runs the damaged files of one reader; where it stands is in shared memory, so that a hang can be seen from outside. */
import { parentPort, workerData } from 'node:worker_threads';
import { countAllocations } from './count-allocations.ts';
import { chance, mutate } from './mutate.ts';
import type { Seed } from './seed.ts';
import { memoryLimit, readerOf, tryFile } from './try-file.ts';

/** What the worker is told. */
export interface FuzzTask {
  readonly reader: string;
  readonly seeds: readonly Seed[];
  readonly seed: number;
  readonly from: number;
  readonly to: number;
  /** Number of the file that is being read. */
  readonly progress: Int32Array;
}

const { reader: id, seeds, seed, from, to, progress } = workerData as FuzzTask;
const reader = readerOf(id);
let size = 0;
countAllocations(() => memoryLimit(size));
for (let n = from; n < to; n++) {
  Atomics.store(progress, 0, n);
  const source = seeds[n % seeds.length]!;
  size = Infinity;
  const bytes = mutate(source.bytes, chance(seed * 1_000_003 + n));
  size = bytes.length;
  const outcome = await tryFile(reader, bytes);
  if ('message' in outcome) parentPort!.postMessage({ n, seed: source.name, ...outcome });
}
Atomics.store(progress, 0, to);
parentPort!.postMessage('done');
