/**
 * npm run fuzz [READER…] [-- --files 10000 --seed 1 --fresh]: readers on damaged files. A file must be read or refused
 * with a FormatError, within 10 s and 4 times its size + 64 MiB of buffers. Goes on where it was stopped; exit 1 when
 * anything else happened.
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { readers } from '@anodelab/formats';
import { findSeeds } from './seeds.ts';
import type { Seed } from './seed.ts';
import type { FuzzTask } from './worker.ts';

interface Failure {
  readonly n: number;
  readonly seed: string;
  readonly kind: string;
  readonly message: string;
}

interface Progress {
  readonly seed: number;
  /** Per reader: files done and what went wrong. */
  readonly readers: Record<string, { done: number; failures: Failure[] }>;
}

const SLOWEST = 10_000; // ms a file
const HEAP = 256; // MB of objects and strings

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    files: { type: 'string', default: '10000' },
    seed: { type: 'string', default: '1' },
    fresh: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
});
const files = Number(values.files);
const seed = Number(values.seed);
const ids = readers.map((reader) => reader.id);
const unknown = positionals.find((id) => !ids.includes(id));
if (unknown !== undefined || !(files >= 1) || !Number.isInteger(seed)) {
  console.error(
    `fuzz: expected readers of ${ids.join(', ')}, --files and --seed as numbers; found ${unknown ?? `${values.files}, ${values.seed}`}`,
  );
  process.exit(2);
}

const folder = fileURLToPath(new URL('../.cache/', import.meta.url));
const path = `${folder}fuzz.json`;
mkdirSync(folder, { recursive: true });
if (values.fresh) rmSync(path, { force: true });
const progress = load();
const seeds = await findSeeds();

for (const id of positionals.length > 0 ? positionals : ids) {
  const own = seeds.filter((each) => each.reader === id);
  if (own.length === 0) {
    console.error(`fuzz: ${id}: no file to damage (no corpus)`);
    continue;
  }
  const state = (progress.readers[id] ??= { done: 0, failures: [] });
  const started = performance.now();
  while (state.done < files) await runSome(id, own, state);
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  console.error(
    `fuzz: ${id}: ${state.done} files of ${own.length} seeds, ${state.failures.length} failures, ${seconds} s`,
  );
}
const failures = Object.entries(progress.readers).flatMap(([reader, state]) =>
  state.failures.map((failure) => ({ reader, ...failure })),
);
if (values.json) console.log(JSON.stringify(progress, null, 2));
else
  for (const { reader, n, seed: from, kind, message } of failures)
    console.log(`${reader} #${n} of ${from}: ${kind}: ${message}`);
console.error(
  `fuzz: ${Object.values(progress.readers).reduce((sum, s) => sum + s.done, 0)} files, ${failures.length} failures`,
);
process.exitCode = failures.length === 0 ? 0 : 1;

/** Runs files in a worker until they are done, or one of them hangs or takes the worker down. */
async function runSome(
  reader: string,
  own: readonly Seed[],
  state: { done: number; failures: Failure[] },
): Promise<void> {
  const place = new Int32Array(new SharedArrayBuffer(4));
  place[0] = state.done;
  const task: FuzzTask = { reader, seeds: own, seed, from: state.done, to: files, progress: place };
  const worker = new Worker(new URL('./worker.ts', import.meta.url), {
    workerData: task,
    resourceLimits: { maxOldGenerationSizeMb: HEAP },
  });
  const ended = await new Promise<string | undefined>((resolve) => {
    let at = -1;
    let since = performance.now();
    const watch = setInterval(() => {
      const now = Atomics.load(place, 0);
      if (now !== at) {
        at = now;
        since = performance.now();
      } else if (performance.now() - since > SLOWEST) stop('hang: more than 10 s');
    }, 200);
    const stop = (reason?: string) => {
      clearInterval(watch);
      resolve(reason);
    };
    worker.on('message', (message: 'done' | Failure) => {
      if (message === 'done') stop();
      else state.failures.push(message);
    });
    worker.on('error', (error: Error) => stop(`worker: ${error.message}`));
  });
  await worker.terminate();
  const reached = Atomics.load(place, 0);
  state.done = ended === undefined ? files : reached + 1;
  if (ended !== undefined) {
    state.failures.push({
      n: reached,
      seed: own[reached % own.length]!.name,
      kind: 'stopped',
      message: ended,
    });
  }
  writeFileSync(path, JSON.stringify(progress));
}

function load(): Progress {
  try {
    const known = JSON.parse(readFileSync(path, 'utf8')) as Progress;
    if (known.seed === seed) return known;
  } catch {
    // nothing to go on from
  }
  return { seed, readers: {} };
}
