import type { Json } from '@anodelab/data';
import type { Turns } from '@anodelab/models';

/** A file that a job makes. The path is relative to the output folder. */
export interface Output {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** What a job may read: the outputs of the jobs that it needs, by path. */
export interface Inputs {
  /** Paths of the outputs of one needed job, in the order in which it made them. */
  paths(id: string): readonly string[];
  /** @throws {RangeError} when no needed job made that file */
  read(path: string): Promise<Uint8Array>;
}

/**
 * One pure step of a run: the same ingredients and the same inputs give the same bytes. The run skips it when it was
 * done before with both unchanged.
 */
export interface Job {
  /** Unique in its plan, readable: `dataset PCHS-5/cycling`. */
  readonly id: string;
  /** Jobs that must be done before; each stands before this one in the plan. */
  readonly needs: readonly string[];
  /** Everything else that decides the outputs: options, hashes of measured files, the stamp of the code. */
  readonly ingredients: Json;
  /** Work above a second takes turns: it looks at the signal and tells in words where it stands. */
  run(inputs: Inputs, turns: Turns<string>): Promise<readonly Output[]>;
}
