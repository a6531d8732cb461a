import type { CellRunOptions } from '../porous-cell/cell-run.ts';
import type { Ensemble, EnsembleFailure } from './ensemble.ts';

/** What a thread is asked. */
export interface EnsembleTask {
  readonly module: string;
  readonly input: unknown;
  readonly steps: number;
  readonly readings: number;
  readonly options: CellRunOptions;
  /** Of the tables, shared. */
  readonly memory: SharedArrayBuffer;
  /** Int32 at `NEXT`, `DONE` and `STOP`, shared. */
  readonly counters: SharedArrayBuffer;
  /** Members taken at once. */
  readonly share: number;
}

/** First member that nobody has taken, members done, and whether to stop. */
export const NEXT = 0;
export const DONE = 1;
export const STOP = 2;

/** What a thread answers: the failures of its members, or why there is no answer. */
export type EnsembleAnswer = { readonly failures: readonly EnsembleFailure[] } | { readonly error: unknown };

/** A module that says what an ensemble is. */
export interface EnsembleModule {
  readonly ensemble: (input: unknown) => Ensemble;
}
