import { bdfHeaders, type ColumnHeader, plainHeaders } from './column-header.ts';
import { type Column, type Table, rowCount } from './column.ts';

/**
 * The table as comma-separated text in UTF-8: values in SI, NaN as an empty cell, headers by canonical name with the
 * unit. Numbers have as many digits as it takes to read the same bits back.
 */
export function writeCsv(table: Table): Uint8Array<ArrayBuffer> {
  return encode(table, plainHeaders(table.columns));
}

/**
 * The table in the Battery Data Format (ontology 1.3.0) as CSV: preferred labels and their units (`Test Time / s`,
 * `Charging Capacity / Ah`) where it has a term, plain headers with SI units for every other column, so that nothing is
 * lost. Meta, origins and findings have no place in a CSV; `writeBdfParquet` keeps them.
 */
export function writeBdfCsv(table: Table): Uint8Array<ArrayBuffer> {
  return encode(table, bdfHeaders(table.columns));
}

function encode(table: Table, headers: readonly ColumnHeader[]): Uint8Array<ArrayBuffer> {
  const rows = rowCount(table);
  const cells = table.columns.map((column, i) => cellWriter(column, headers[i], table.columns.length === 1));
  const lines = [headers.map(({ header }) => quoted(header)).join(',')];
  for (let row = 0; row < rows; row++) {
    let line = '';
    for (const [i, cell] of cells.entries()) line += i === 0 ? cell(row) : `,${cell(row)}`;
    lines.push(line);
  }
  return new TextEncoder().encode(`${lines.join('\n')}\n`);
}

/** @param alone - an only cell must not be empty, or its row would be a blank line */
function cellWriter(
  column: Column,
  header: ColumnHeader | undefined,
  alone: boolean,
): (row: number) => string {
  const { values } = column;
  if (!(values instanceof Float64Array)) {
    return (row) => (alone && values[row] === '' ? '""' : quoted(values[row] ?? ''));
  }
  const { factor, offset } = header ?? { factor: 1, offset: 0 };
  return (row) => {
    const value = values[row] ?? NaN;
    if (Number.isNaN(value)) return alone ? 'nan' : '';
    if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
    return String(factor === 1 && offset === 0 ? value : (value - offset) / factor);
  };
}

function quoted(text: string): string {
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
