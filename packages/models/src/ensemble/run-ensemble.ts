import { atOnce, inTurns, type Turns } from '../in-turns.ts';
import type { CellRunOptions } from '../porous-cell/cell-run.ts';
import { type Ensemble, type EnsembleResult, ensembleTable } from './ensemble.ts';
import { MemberRunner } from './member-runner.ts';

/** `onProgress` is told how many members are done. */
export interface EnsembleOptions extends CellRunOptions, Turns<number> {
  /** Of each step; default 101. */
  readonly readings?: number;
}

export const defaultReadings = 101;

/**
 * Runs every member of an ensemble on this thread (docs/methods/ensembles.md). A member that cannot go on is a failure in
 * the result, with its cause. Beyond the result memory does not grow with the number of members.
 *
 * @throws the signal's reason once it is aborted
 * @throws {RangeError} for no members, or members with different numbers of steps
 */
export function runEnsemble(ensemble: Ensemble, options: EnsembleOptions = {}): EnsembleResult {
  return atOnce(runMembers(ensemble, options), options.signal);
}

/** `runEnsemble` that lets others take turns, so that the signal can be aborted and progress shown while it runs. */
export function runEnsembleInTurns(
  ensemble: Ensemble,
  options: EnsembleOptions = {},
): Promise<EnsembleResult> {
  return inTurns(runMembers(ensemble, options), options);
}

/** Yields how many members are done, after each. */
function* runMembers(
  { members, member }: Ensemble,
  { readings = defaultReadings, ...options }: EnsembleOptions,
): Generator<number, EnsembleResult> {
  const table = ensembleTable(members, stepsOf({ members, member }), readings);
  const runner = new MemberRunner(options);
  for (let n = 0; n < members; n++) {
    runner.run(member(n), n, table);
    yield n + 1;
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
