import type { Table } from './column.ts';
import type { ModelBasis } from './dataset.ts';
import type { Finding } from './finding.ts';
import type { Raster } from './raster.ts';

/** What a capacity or current is divided by. */
export type Basis = 'composite' | 'silicon' | 'electrode' | 'area' | 'cell';

/** A range the value lies in. A null end is open: the data do not bound the value on that side. */
export interface Interval {
  readonly low: number | null;
  readonly high: number | null;
  /** Coverage, such as 0.95. */
  readonly level: number;
  /** How it was made: `profile likelihood`, `standard error`, `propagated current accuracy`. */
  readonly kind: string;
}

/** A number never travels alone. */
export interface Result {
  readonly value: number;
  readonly unit: string;
  readonly interval?: Interval;
  readonly basis?: Basis;
  /** Window, baseline, shape, weighting: what exactly the number is. */
  readonly definition: string;
  /** The method page and its variant, such as `eis/fit: multi-start Levenberg-Marquardt, modulus weight`. */
  readonly method: string;
  /** SHA-256 of the inputs, or their names where there was no file. */
  readonly inputs: readonly string[];
  /** A sentence where the number needs one: `not identifiable above`. */
  readonly verdict?: string;
}

/** What an analysis returns: named numbers, tables for figures, and what it noticed. Plain data, JSON-safe by `toJson`. */
export interface AnalysisResult {
  /** `cycling`, `cv`, `eis`. */
  readonly analysis: string;
  readonly results: Readonly<Record<string, Result>>;
  readonly tables: Readonly<Record<string, Table>>;
  /** Pictures and maps for figures, by name. */
  readonly rasters?: Readonly<Record<string, Raster>>;
  /** Sentences that a reader of the numbers must see: orientation used, warnings of the method. */
  readonly statements: readonly string[];
  readonly findings: readonly Finding[];
  /** Present when any input was modelled. */
  readonly model?: ModelBasis;
}
