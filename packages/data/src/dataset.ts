import type { Table } from './column.ts';
import type { Finding } from './finding.ts';
import type { Raster } from './raster.ts';

/** What was done to the cell. `cycle-table` is a maker's per-cycle summary; `image` a picture of
 * unknown origin; `unknown` where nothing tells. */
export type Technique =
  | 'cycling'
  | 'cv'
  | 'lsv'
  | 'eis'
  | 'ocv'
  | 'ca'
  | 'cp'
  | 'mixed'
  | 'xrd'
  | 'raman'
  | 'tg'
  | 'cycle-table'
  | 'wait'
  | 'zir'
  | 'sem'
  | 'stem'
  | 'eds'
  | 'image'
  | 'unknown';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** Facts beside the columns: start, masses, settings. Keys are camelCase, numbers are SI with the unit as suffix (`scanRate_V_s`). */
export type Meta = { readonly [key: string]: Json };

/** Who made the numbers and from what. The same provenance means the same bits. */
export interface Provenance {
  /** File name as given; null for data that never were a file. */
  readonly file: string | null;
  /** SHA-256 of the file's bytes, hex; null for data that never were a file. */
  readonly sha256: string | null;
  readonly bytes: number | null;
  /** Reader or virtual instrument, such as `biologic-mpr`. */
  readonly reader: string;
  /** Version of the reader. */
  readonly version: string;
  /** Instrument as the file names it, or null. */
  readonly instrument: string | null;
  /** Present on modelled data only: what it rests on. */
  readonly model?: ModelBasis;
}

/** What a modelled dataset rests on; every figure of it says so. */
export interface ModelBasis {
  readonly level: string;
  /** How many parameters of grade D (placeholder) the data depend on. */
  readonly gradeD: number;
  /** SHA-256 over parameters, recipe, protocol and seed, hex. */
  readonly hash: string;
}

/**
 * Columns of one measurement, in SI. Positive current charges the cell as wired; impedance is Re and Im with
 * physical sign (Im < 0 is capacitive). Nothing is repaired in silence: see `findings`.
 */
export interface Dataset extends Table {
  readonly technique: Technique;
  readonly meta: Meta;
  readonly provenance: Provenance;
  readonly findings: readonly Finding[];
  /** Pixels, where the file is a picture or a set of maps; its `columns` are then empty. */
  readonly raster?: Raster;
}
