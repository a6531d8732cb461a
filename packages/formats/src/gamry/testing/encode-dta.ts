/** A table of a made `.DTA` file. */
export interface MadeTable {
  readonly name: string;
  /** Rows that the block announces, which may be wrong. */
  readonly declared?: number;
  readonly headers: readonly string[];
  readonly units: readonly string[];
  readonly rows: readonly (readonly (number | string)[])[];
}

export interface MadeDta {
  readonly tag: string;
  /** Typed header lines, ready to print: `SCANRATE QUANT 5.0E+001 &Scan Rate (mV/s)` with tabs. */
  readonly fields?: readonly (readonly string[])[];
  readonly tables: readonly MadeTable[];
  readonly decimal?: '.' | ',';
}

/** The text of a `.DTA` file, written from docs/formats/gamry.md alone. For tests only. */
export function encodeDta({ tag, fields = [], tables, decimal = '.' }: MadeDta): Uint8Array {
  const number = (value: number | string) =>
    typeof value === 'string' ? value : value.toExponential(8).replace('.', decimal);
  const lines = [
    'EXPLAIN',
    `TAG\t${tag}`,
    ...fields.map((cells) => cells.join('\t')),
    ...tables.flatMap(({ name, declared, headers, units, rows }) => [
      declared === undefined ? `${name}\tTABLE` : `${name}\tTABLE\t${declared}`,
      ...[headers, units, ...rows.map((row) => row.map(number))].map((cells) => `\t${cells.join('\t')}`),
    ]),
  ];
  return new TextEncoder().encode(`${lines.join('\r\n')}\r\n`);
}
