import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** One line of `npm run bench`: ours against a peer in one run. Below 1 in `ratio`, the peer is ahead. */
export interface BenchRow {
  readonly name: string;
  /** Our figure in `unit` (smaller is better). */
  readonly ours: number;
  /** The peer's figure in the same unit, or null where there is a bar but no peer. */
  readonly peer: number | null;
  readonly unit: string;
  /** peer / ours, or the bar / ours where there is no peer. */
  readonly ratio: number;
  /** The ratio that must be reached. */
  readonly must: number;
  /** Error of our answer and of the peer's, in the words of `note`; null where both are exact. */
  readonly errorOurs: number | null;
  readonly errorPeer: number | null;
  readonly note: string;
}

/** Median of the wall times of `repeats` calls after one untimed call, in ms. */
export async function medianMs(repeats: number, work: () => unknown): Promise<number> {
  await work();
  const times: number[] = [];
  for (let i = 0; i < repeats; i++) {
    const start = performance.now();
    await work();
    times.push(performance.now() - start);
  }
  return times.sort((a, b) => a - b)[times.length >> 1]!;
}

/**
 * Frees the arrays of the call before. A peer that counts references frees its last result inside its clock too; without
 * this, our every call would touch fresh memory until the engine thinks of collecting, and the clock would show the cost
 * of page faults.
 */
export function freeLastResult(): void {
  collect({ type: 'minor' });
}

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as (options: { readonly type: 'minor' }) => void;
