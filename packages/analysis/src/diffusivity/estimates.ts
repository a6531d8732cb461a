import type { Table } from '@anodelab/data';
import { derived } from '../cycling/derived-column.ts';

/** Ways to a diffusivity, in the order of tables and figures. */
export const METHODS = [
  'GITT exact',
  'GITT square-root law',
  'GITT slope',
  'relaxation',
  'ICI',
  'EIS',
  'CV',
] as const;
export type Method = (typeof METHODS)[number];

/** One D/size^2 by one method. */
export interface Estimate {
  readonly method: Method;
  /** Number of the pulse, pause or sweep among its like, from 1. */
  readonly number: number;
  /** Rested potential between which it was taken, V; NaN where there is none. */
  readonly voltage: number;
  /** D/size^2, 1/s. NaN where only a bound is known. */
  readonly rate: number;
  /** 95 %; null where the data set no end. */
  readonly low: number | null;
  readonly high: number | null;
  /** D t/size^2 at the end of the window; Lambda for CV. */
  readonly validity: number;
  readonly isValid: boolean;
  /** Why not, or what it rests on. */
  readonly verdict: string;
  /** s; NaN for EIS and CV. */
  readonly window: number;
}

/** All estimates; D columns where a size (m) is known. An open end is NaN. */
export function estimateTable(
  estimates: readonly Estimate[],
  size: number | undefined,
  range: readonly [number, number] | undefined,
): Table {
  const column = (name: string, unit: string, pick: (estimate: Estimate) => number) =>
    derived(name, unit, Float64Array.from(estimates, pick));
  const [least, most] = range ?? [size ?? NaN, size ?? NaN];
  return {
    columns: [
      derived(
        'method',
        null,
        estimates.map(({ method }) => method),
      ),
      column('number', '1', ({ number }) => number),
      column('voltage_V', 'V', ({ voltage }) => voltage),
      column('rate_1_s', '1/s', ({ rate }) => rate),
      column('rateLow_1_s', '1/s', ({ low }) => low ?? NaN),
      column('rateHigh_1_s', '1/s', ({ high }) => high ?? NaN),
      ...(size === undefined
        ? []
        : [
            column('D_m2_s', 'm2/s', ({ rate }) => rate * size * size),
            column('DLow_m2_s', 'm2/s', ({ low }) => (low ?? NaN) * least * least),
            column('DHigh_m2_s', 'm2/s', ({ high }) => (high ?? NaN) * most * most),
          ]),
      column('validity', '1', ({ validity }) => validity),
      column('isValid', '1', ({ isValid }) => (isValid ? 1 : 0)),
      column('window_s', 's', ({ window }) => window),
      derived(
        'verdict',
        null,
        estimates.map(({ verdict }) => verdict),
      ),
    ],
  };
}
