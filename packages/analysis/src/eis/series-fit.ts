import type { CircuitFit } from './fit-circuit.ts';
import type { ProfileInterval } from './profile-intervals.ts';

/** One spectrum of a series. */
export interface SeriesFit {
  readonly fit: CircuitFit;
  readonly intervals: readonly ProfileInterval[];
}
