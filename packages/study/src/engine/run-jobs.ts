import { sha256 } from '@anodelab/data';
import { canonicalJson, textHash } from './hash.ts';
import type { Inputs, Job, Output } from './job.ts';
import type { Store } from './store.ts';

/** Where a run stands; `label` names the job that was just done, or the one at work and how far it is. */
export interface Progress {
  readonly done: number;
  readonly total: number;
  readonly label: string;
}

export interface RunOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
}

export interface JobsSummary {
  /** Ids of the jobs that ran, in order. */
  readonly ran: readonly string[];
  /** Ids of the jobs whose outputs were there already. */
  readonly cached: readonly string[];
  /** Paths of all outputs, in the order of the plan. */
  readonly outputs: readonly string[];
  /** Paths of the receipts of this plan. */
  readonly receipts: readonly string[];
}

interface Made {
  readonly path: string;
  readonly sha256: string;
}

interface Receipt {
  readonly id: string;
  readonly outputs: readonly Made[];
}

const RECEIPTS = '.cache/';

/**
 * Runs the jobs that are not done yet, in order.
 *
 * A job is done when the receipt under its key (SHA-256 of id, ingredients and hashes of its inputs) names files that
 * are in the store with the same hashes. The receipt is written after the files, so a run that stops anywhere is
 * continued by the next one.
 *
 * @throws the reason of the signal when it aborts; what a job throws
 */
export async function runJobs(
  jobs: readonly Job[],
  store: Store,
  options: RunOptions = {},
): Promise<JobsSummary> {
  const made = new Map<string, readonly Made[]>();
  const receipts: string[] = [];
  const ran: string[] = [];
  const cached: string[] = [];
  const fresh = new Map<string, Uint8Array>();
  const tell = (label: string) =>
    options.onProgress?.({ done: ran.length + cached.length, total: jobs.length, label });
  for (const job of jobs) {
    options.signal?.throwIfAborted();
    const key = await jobKey(job, made);
    const path = `${RECEIPTS}${key}.json`;
    receipts.push(path);
    const before = await validReceipt(store, path);
    if (before === undefined) {
      const outputs = await job.run(inputsOf(job, made, fresh, store), {
        signal: options.signal,
        onProgress: (words) => tell(`${job.id}, ${words}`),
      });
      made.set(job.id, await keep(outputs, store, fresh, options.signal));
      await store.write(path, encodeJson({ id: job.id, outputs: made.get(job.id) ?? [] } satisfies Receipt));
      ran.push(job.id);
    } else {
      made.set(job.id, before.outputs);
      cached.push(job.id);
    }
    tell(job.id);
  }
  const outputs = [...made.values()].flat().map((file) => file.path);
  return { ran, cached, outputs, receipts };
}

/** Removes receipts that are not of this run, and the files that only they name. For after a whole plan. */
export async function pruneStore(store: Store, summary: JobsSummary): Promise<void> {
  const outputs = new Set(summary.outputs);
  const receipts = new Set(summary.receipts);
  for (const path of await store.list(RECEIPTS)) {
    if (receipts.has(path)) continue;
    const receipt = await readReceipt(store, path);
    for (const file of receipt?.outputs ?? []) if (!outputs.has(file.path)) await store.remove(file.path);
    await store.remove(path);
  }
}

async function jobKey(job: Job, made: ReadonlyMap<string, readonly Made[]>): Promise<string> {
  const inputs = job.needs.map((need) => {
    const files = made.get(need);
    if (files === undefined)
      throw new RangeError(`job "${job.id}" needs "${need}", which does not stand before it`);
    return { need, files: files.map(({ path, sha256: hash }) => ({ path, hash })) };
  });
  return textHash(canonicalJson({ id: job.id, ingredients: job.ingredients, inputs }));
}

function inputsOf(
  job: Job,
  made: ReadonlyMap<string, readonly Made[]>,
  fresh: ReadonlyMap<string, Uint8Array>,
  store: Store,
): Inputs {
  const allowed = new Set(job.needs.flatMap((need) => made.get(need) ?? []).map((file) => file.path));
  return {
    paths: (id) => (job.needs.includes(id) ? (made.get(id) ?? []).map((file) => file.path) : []),
    async read(path) {
      const bytes = allowed.has(path) ? (fresh.get(path) ?? (await store.read(path))) : undefined;
      if (bytes === undefined)
        throw new RangeError(`job "${job.id}" reads ${path}, which none of its needs made`);
      return bytes;
    },
  };
}

async function keep(
  outputs: readonly Output[],
  store: Store,
  fresh: Map<string, Uint8Array>,
  signal: AbortSignal | undefined,
): Promise<readonly Made[]> {
  const made: Made[] = [];
  for (const { path, bytes } of outputs) {
    signal?.throwIfAborted();
    await store.write(path, bytes);
    fresh.set(path, bytes);
    made.push({ path, sha256: await sha256(bytes) });
  }
  return made;
}

async function validReceipt(store: Store, path: string): Promise<Receipt | undefined> {
  const receipt = await readReceipt(store, path);
  for (const file of receipt?.outputs ?? []) {
    const bytes = await store.read(file.path);
    if (bytes === undefined || (await sha256(bytes)) !== file.sha256) return undefined;
  }
  return receipt;
}

async function readReceipt(store: Store, path: string): Promise<Receipt | undefined> {
  const bytes = await store.read(path);
  if (bytes === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return isReceipt(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isReceipt(value: unknown): value is Receipt {
  if (typeof value !== 'object' || value === null || !('id' in value) || !('outputs' in value)) return false;
  return typeof value.id === 'string' && Array.isArray(value.outputs) && value.outputs.every(isMade);
}

function isMade(value: unknown): value is Made {
  return (
    typeof value === 'object' &&
    value !== null &&
    'path' in value &&
    'sha256' in value &&
    typeof value.path === 'string' &&
    typeof value.sha256 === 'string'
  );
}

function encodeJson(value: Receipt): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify(value)}\n`);
}
