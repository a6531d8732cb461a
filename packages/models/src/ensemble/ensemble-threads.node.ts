import { availableParallelism } from 'node:os';
import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { ensembleBytes, type EnsembleFailure, type EnsembleResult, ensembleTable } from './ensemble.ts';
import { DONE, type EnsembleAnswer, type EnsembleModule, type EnsembleTask, STOP } from './ensemble-task.ts';
import { defaultReadings, type EnsembleOptions, stepsOf } from './run-ensemble.ts';

/** Between two reports of progress, ms. */
const TURN = 50;
/** Members that a thread takes at once, at most, and so many times fewer than its part. */
const SHARE = 64;
const TURNS = 16;

/**
 * Threads that run ensembles and stay for the next one. A module says what an ensemble is, because laws cannot travel
 * between threads: its export `ensemble(input)` makes the same `Ensemble` in each of them from a plain `input`. The result
 * has the same bits on any number of threads.
 */
export class EnsembleThreads {
  private readonly module: string;
  private readonly workers: readonly Worker[];

  /** @param threads - default one for each processor */
  constructor(module: URL, threads: number = availableParallelism()) {
    this.module = module.href;
    const own = new URL(`./ensemble-thread.node${extname(import.meta.url)}`, import.meta.url);
    this.workers = Array.from({ length: threads }, () => new Worker(own));
    for (const worker of this.workers) worker.unref(); // idle threads keep no program alive
  }

  /**
   * Runs every member of the ensemble that the module makes of an input; one run at a time.
   *
   * @throws the signal's reason once it is aborted
   * @throws {RangeError} as `runEnsemble`
   */
  async run(
    input: unknown,
    { readings = defaultReadings, signal, onProgress, ...options }: EnsembleOptions = {},
  ): Promise<EnsembleResult> {
    signal?.throwIfAborted();
    const { ensemble } = (await import(this.module)) as EnsembleModule;
    const made = ensemble(input);
    const { members } = made;
    const steps = stepsOf(made);
    const memory = new SharedArrayBuffer(ensembleBytes(members, steps, readings));
    const counters = new SharedArrayBuffer(12);
    const counts = new Int32Array(counters);
    const share = Math.max(1, Math.min(SHARE, Math.floor(members / (TURNS * this.workers.length))));
    const task = { module: this.module, input, steps, readings, options, memory, counters, share };
    const onAbort = () => Atomics.store(counts, STOP, 1);
    signal?.addEventListener('abort', onAbort);
    const clock = setInterval(() => onProgress?.(Atomics.load(counts, DONE)), TURN);
    try {
      const asked = this.workers.map((worker) => ask(worker, task));
      for (const answer of asked) answer.catch(onAbort);
      await Promise.allSettled(asked); // no thread is left at work
      signal?.throwIfAborted();
      const failures = await Promise.all(asked);
      return {
        ...ensembleTable(members, steps, readings, memory),
        failures: failures.flat().sort((a, b) => a.member - b.member),
      };
    } finally {
      clearInterval(clock);
      signal?.removeEventListener('abort', onAbort);
    }
  }

  /** Ends the threads. */
  async close(): Promise<void> {
    await Promise.all(this.workers.map((worker) => worker.terminate()));
  }
}

function ask(worker: Worker, task: EnsembleTask): Promise<readonly EnsembleFailure[]> {
  return new Promise((resolve, reject) => {
    const settle = (answer: EnsembleAnswer | Error) => {
      worker.unref();
      worker.off('message', settle);
      worker.off('error', settle);
      if (answer instanceof Error) reject(answer);
      else if ('error' in answer) reject(answer.error as Error);
      else resolve(answer.failures);
    };
    worker.ref();
    worker.on('message', settle);
    worker.on('error', settle);
    worker.postMessage(task);
  });
}
