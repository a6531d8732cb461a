import { Worker } from 'node:worker_threads';
import { runMember, type Shard } from './ensemble-members.ts';
import { type Level, pybamm } from './half-cell.ts';
import type { BenchRow } from './row.ts';

const THREADS = 2;
const MEMBERS = 10_000;
/** Members of PyBaMM's one call, its best way; each takes as long in a longer one. */
const PEER_MEMBERS = { SPM: 1000, DFN: 100 };

/** 10,000 half cycles with their own diffusivity and rate on two threads. */
export async function run(): Promise<BenchRow[]> {
  const workers = Array.from(
    { length: THREADS },
    () => new Worker(new URL('./ensemble-worker.ts', import.meta.url)),
  );
  try {
    const rows: BenchRow[] = [];
    for (const level of ['SPM', 'DFN'] as const) {
      await live(workers, level, MEMBERS / 20); // compiled by then
      const start = performance.now();
      const charges = await live(workers, level, MEMBERS);
      const ours = (performance.now() - start) / MEMBERS;
      const failed = charges.filter(Number.isNaN).length;
      for (const compiled of [false, true]) {
        const peer = pybamm<{ ms: number }>({
          task: 'batch',
          level,
          compiled,
          threads: THREADS,
          members: PEER_MEMBERS[level],
        });
        rows.push({
          name: `model-ensemble/${level}, a member of ${MEMBERS}, PyBaMM ${compiled ? 'compiled' : 'interpreted'}`,
          unit: 'ms',
          ours,
          peer: peer.ms,
          ratio: peer.ms / ours,
          must: level === 'SPM' ? 40 : 9,
          errorOurs: capacityError(level, charges),
          errorPeer: null,
          note: `half cycles on ${THREADS} threads, wall time, ${failed} failed; PyBaMM 26.10.1.1: ${PEER_MEMBERS[level]} in one call, rtol 1e-4; our error is the largest of the capacity of 40 members`,
        });
      }
    }
    return rows;
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}

async function live(workers: readonly Worker[], level: Level, members: number): Promise<Float64Array> {
  const bound = (k: number) => Math.floor((members * k) / workers.length);
  const parts = await Promise.all(
    workers.map((worker, k) => ask(worker, { level, first: bound(k), end: bound(k + 1) })),
  );
  return Float64Array.from(parts.flatMap((part) => [...part]));
}

function ask(worker: Worker, shard: Shard): Promise<Float64Array> {
  return new Promise((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.postMessage(shard);
  });
}

function capacityError(level: Level, charges: Float64Array): number {
  const finer = { mesh: { separator: [8], electrode: [12], radial: 20 }, tolerance: 1e-6 };
  let worst = 0;
  for (let n = 0; n < 40; n++)
    worst = Math.max(worst, Math.abs(charges[n]! / runMember(level, n, finer) - 1));
  return worst;
}
