/** Something a reader or an analysis noticed, assumed or repaired. Findings travel with the data to the report. */
export interface Finding {
  readonly severity: 'info' | 'warning';
  /** Stable machine-readable kind, kebab-case: `time-goes-back`, `unit-assumed`. */
  readonly code: string;
  /** One sentence for a person: what was found, what was done about it. */
  readonly message: string;
  /** Where: a byte offset, a line, a row, a column name. */
  readonly at?: string;
}
