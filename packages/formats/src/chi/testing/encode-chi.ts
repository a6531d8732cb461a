export interface MadeChi {
  readonly technique: string;
  readonly params?: readonly string[];
  readonly headers: readonly string[];
  readonly rows: readonly (readonly number[])[];
  /** `, ` in most exports, a tab in some. */
  readonly delimiter?: ', ' | '\t';
}

/** The text of a CHI export, written from docs/formats/chi.md alone. For tests only. */
export function encodeChi({ technique, params = [], headers, rows, delimiter = ', ' }: MadeChi): Uint8Array {
  const lines = [
    'Feb. 20, 2020   15:55:08',
    technique,
    'File: c:\\made.bin',
    'Data Source:  Experiment',
    'Instrument Model:  CHI660E',
    'Header: sample 7',
    'Note: ',
    '',
    ...params,
    '',
    headers.join(delimiter),
    '',
    ...rows.map((row) => row.map((value) => value.toExponential(6)).join(delimiter)),
  ];
  return new TextEncoder().encode(`${lines.join('\r\n')}\r\n`);
}
