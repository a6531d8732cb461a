import { localIso } from '../clock/local-iso.ts';
import { type Cell, isoFromSerial } from '../workbook/grid.ts';

const PLAIN = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/;

/**
 * Local time as ISO text without zone (`2021-02-25T13:41:24`) of an Excel day or of text with the year first
 * (`2021-2-25 13:41:24`) or in US order (`02/25/2021 13:41:24`), as LAND writes it. Other text stays as it is.
 */
export function localTime(cell: Cell): string {
  if (cell === undefined) return '';
  if (typeof cell === 'number') return isoFromSerial(cell);
  return localIso(cell, 'month-first') ?? cell.trim();
}

/** The same of a whole column; where all cells are printed as most files do, they are converted as one text. */
export function localTimes(cells: readonly string[]): string[] {
  if (cells.length === 0 || !cells.every((cell) => PLAIN.test(cell))) return cells.map(localTime);
  return cells.join('\n').replaceAll(' ', 'T').split('\n');
}

/** ISO local time moved back by that many seconds; empty where it is no time. */
export function earlier(time: string, seconds: number): string {
  const ms = Date.parse(`${time}Z`) - 1000 * seconds;
  return Number.isFinite(ms) ? new Date(ms).toISOString().slice(0, 19) : '';
}
