import type { CellDescription } from '../porous-cell/cell-description.ts';
import type { CellStep } from '../porous-cell/cell-step.ts';

/** One member of an ensemble: a cell and the steps that it runs, one after another. */
export interface EnsembleMember {
  readonly cell: CellDescription;
  /** As many for every member. */
  readonly steps: readonly CellStep[];
}

/** Cells that differ in anything and run on their own. */
export interface Ensemble {
  /** How many. */
  readonly members: number;
  /** Member n, from 0; the same whenever and in whatever order it is asked for. */
  readonly member: (n: number) => EnsembleMember;
}

/** A member that did not run all its steps. */
export interface EnsembleFailure {
  readonly member: number;
  /** From 0. */
  readonly step: number;
  /** The physical cause in words. */
  readonly cause: string;
}

/**
 * What an ensemble did, by member and step, row-major. A step that failed has its values up to where it came, one that was
 * not run NaN.
 */
export interface EnsembleResult {
  readonly members: number;
  readonly steps: number;
  /** Readings of a step, at equal times from its start (new current, old concentrations) to its end, both among them. */
  readonly readings: number;
  /** s. Shape (members, steps). */
  readonly duration: Float64Array;
  /** C per geometric m2 passed in the step, > 0 lithiated. Shape (members, steps). */
  readonly charge: Float64Array;
  /** V. Shape (members, steps, readings). */
  readonly voltage: Float64Array;
  /** A per geometric m2, > 0 lithiates. Shape (members, steps, readings). */
  readonly current: Float64Array;
  /** In the order of the members. */
  readonly failures: readonly EnsembleFailure[];
}

/** A result that is being filled. */
export interface EnsembleTable extends EnsembleResult {
  readonly failures: EnsembleFailure[];
}

/** The tables of a result as parts of one memory, which threads may share. */
export function ensembleTable(
  members: number,
  steps: number,
  readings: number,
  memory: ArrayBufferLike = new ArrayBuffer(ensembleBytes(members, steps, readings)),
): EnsembleTable {
  const rows = members * steps;
  const part = (from: number, length: number) => new Float64Array(memory, 8 * from, length);
  return {
    members,
    steps,
    readings,
    duration: part(0, rows),
    charge: part(rows, rows),
    voltage: part(2 * rows, rows * readings),
    current: part((2 + readings) * rows, rows * readings),
    failures: [],
  };
}

/** Bytes that a result takes. */
export function ensembleBytes(members: number, steps: number, readings: number): number {
  return 16 * members * steps * (1 + readings);
}
