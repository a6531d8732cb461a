/** What a cell holds; dates are Excel serial days. */
export type Cell = number | string | undefined;

/** A sheet of a workbook, or a text file cut into cells. Rows and columns count from 0. */
export interface Grid {
  /** Name of the sheet; empty for a text file. */
  readonly name: string;
  readonly rows: number;
  /** Number of cells of that row, with trailing empty ones or without. */
  width(row: number): number;
  cell(row: number, column: number): Cell;
  /** Where that row is, for people: `Record-Tab!A12`, `line 12`. */
  place(row: number): string;
}

/** Excel serial day of 1970-01-01 in workbooks that count from 1900. */
const SERIAL_1970 = 25569;

/** Days between the epochs of workbooks that count from 1904 and from 1900. */
export const DAYS_TO_1904 = 1462;

const MS_PER_DAY = 86_400_000;

/** Local time as ISO text to the second (`2021-02-25T13:41:24`) of an Excel serial day; empty where it is no date. */
export function isoFromSerial(serial: number): string {
  const seconds = Math.round((serial - SERIAL_1970) * 86_400);
  const ms = seconds * 1000;
  if (!Number.isFinite(ms) || Math.abs(ms) > 1e8 * MS_PER_DAY) return '';
  return new Date(ms).toISOString().slice(0, 19);
}
