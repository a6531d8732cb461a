import type { CellRunOptions } from '../porous-cell/cell-run.ts';
import { type Ensemble, type EnsembleResult, ensembleTable } from './ensemble.ts';
import { MemberRunner } from './member-runner.ts';

export interface EnsembleOptions extends CellRunOptions {
  /** Of each step; default 101. */
  readonly readings?: number;
  /** Looked at between two members. */
  readonly signal?: AbortSignal;
  /** Called a few times a second. */
  readonly onProgress?: (done: number, members: number) => void;
}

export const defaultReadings = 101;

/** Time for others between two turns of a long run, ms. */
const TURN = 50;

/**
 * Runs every member of an ensemble on this thread (docs/methods/ensembles.md). A member that cannot go on is a failure in
 * the result, with its cause. Beyond the result memory does not grow with the number of members.
 *
 * @throws the signal's reason once it is aborted
 * @throws {RangeError} for no members, or members with different numbers of steps
 */
export function runEnsemble(ensemble: Ensemble, options: EnsembleOptions = {}): EnsembleResult {
  const turns = runInTurns(ensemble, options);
  for (;;) {
    options.signal?.throwIfAborted();
    const next = turns.next();
    if (next.done === true) return next.value;
    options.onProgress?.(next.value, ensemble.members);
  }
}

/** `runEnsemble` that lets others take turns, so that the signal can be aborted and progress shown while it runs. */
export async function runEnsembleInTurns(
  ensemble: Ensemble,
  options: EnsembleOptions = {},
): Promise<EnsembleResult> {
  const turns = runInTurns(ensemble, options);
  for (;;) {
    options.signal?.throwIfAborted();
    const next = turns.next();
    if (next.done === true) return next.value;
    options.onProgress?.(next.value, ensemble.members);
    await new Promise((resolve) => setTimeout(() => resolve(undefined), 0));
  }
}

/** Yields the members that are done, turn by turn. */
function* runInTurns(
  { members, member }: Ensemble,
  { readings = defaultReadings, ...options }: EnsembleOptions,
): Generator<number, EnsembleResult> {
  const table = ensembleTable(members, stepsOf({ members, member }), readings);
  const runner = new MemberRunner(options);
  let turn = performance.now();
  for (let n = 0; n < members; n++) {
    runner.run(member(n), n, table);
    if (performance.now() - turn < TURN) continue;
    yield n + 1;
    turn = performance.now();
  }
  return table;
}

/**
 * Steps of every member.
 *
 * @throws {RangeError} for no members
 */
export function stepsOf({ members, member }: Ensemble): number {
  if (!(Number.isInteger(members) && members > 0)) {
    throw new RangeError(`ensemble: ${members} members; expected a whole number from 1`);
  }
  return member(0).steps.length;
}
