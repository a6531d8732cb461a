import type { Meta } from '@anodelab/data';
import { stated } from '../cycler-table/facts.ts';
import { type Cell, type Grid, isoFromSerial } from '../workbook/grid.ts';

/** What a sheet `Global_Info` says of one channel. */
export interface ChannelInfo {
  readonly channel: string;
  readonly meta: Meta;
  readonly version: string | undefined;
}

/** Rows in which the header of the channels stands. */
const HEADER_ROWS = 40;

/** The facts of each channel of a report sheet: one row a channel below a row of names. */
export function globalInfo(grid: Grid): readonly ChannelInfo[] {
  const row = Array.from({ length: Math.min(grid.rows, HEADER_ROWS) }, (_, i) => i).find((i) =>
    names(grid, i).includes('Start DateTime'),
  );
  if (row === undefined) return [];
  const headers = names(grid, row);
  const test = testName(grid, row);
  const found: ChannelInfo[] = [];
  for (let at = row + 1; at < grid.rows; at++) {
    const cell = (name: string) => grid.cell(at, headers.indexOf(name));
    const channel = cell('Channel');
    if (channel === undefined || channel === '') continue;
    const start = cell('Start DateTime');
    const mass = Number(cell('Mass(g)') ?? cell('Mass (g)') ?? NaN);
    found.push({
      channel: String(channel),
      version: text(cell('Software Version')),
      meta: stated({
        startLocal: typeof start === 'number' ? isoFromSerial(start) : text(start),
        sample: test,
        channel,
        creator: text(cell('Creator')),
        schedule: text(cell('Schedule File Name')),
        comments: text(cell('Comments')),
        itemId: text(cell('Item ID')),
        activeMass_kg: mass > 0 ? mass * 1e-3 : undefined,
      }),
    });
  }
  return found;
}

/** Column names of a row, with single blanks instead of the underscores of older versions. */
function names(grid: Grid, row: number): string[] {
  return Array.from({ length: grid.width(row) }, (_, column) =>
    String(grid.cell(row, column) ?? '')
      .trim()
      .replaceAll('_', ' '),
  );
}

/** The name below the title of the report. */
function testName(grid: Grid, below: number): string | undefined {
  for (let row = 0; row < below; row++) {
    const column = names(grid, row).indexOf('TEST REPORT');
    if (column >= 0) return text(grid.cell(row + 1, column));
  }
  return undefined;
}

function text(cell: Cell): string | undefined {
  return cell === undefined || cell === '' ? undefined : String(cell);
}
