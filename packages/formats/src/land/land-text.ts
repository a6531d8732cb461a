import { type Dataset, decodeText, detectEncoding } from '@anodelab/data';
import type { Reader } from '../reader.ts';
import { type Fragment, findTables } from './find-tables.ts';
import type { Grid } from '../workbook/grid.ts';
import type { HeaderColumn } from './header.ts';
import { RECORD_WORDS } from './header-words.ts';
import { landDatasets, landDatasetsOf } from './land-datasets.ts';
import { regularTable } from './regular-table.ts';
import { textGrid } from './text-grid.ts';
import { unitWord } from './units.ts';

/** Lines in which a header must stand for the text to be LAND's. */
const HEADER_LINES = 60;

/** LAND text and CSV exports: with LAND's headers, LANDT's US CSV, or eight columns without a header. */
export const landText: Reader = {
  id: 'land-text',
  label: 'LAND text or CSV',
  sniff(head) {
    if (head.includes(0) && head[0] !== 0xff && head[0] !== 0xfe) return false;
    const grid = textGrid(decodeText(head).text, HEADER_LINES);
    return isBare(grid) || findTables(grid, undefined).fragments.some(isLand);
  },
  read(bytes, name) {
    const { encoding, findings } = detectEncoding(bytes);
    const regular = regularTable(bytes, encoding);
    const datasets =
      regular === undefined
        ? rowByRow(bytes, name)
        : landDatasetsOf([regular.fragment], regular.preamble, 'land-text', name, bytes);
    return datasets.map((dataset) => ({
      ...dataset,
      findings: [...findings, ...dataset.findings, ...styleFindings(dataset)],
    }));
  },
};

function rowByRow(bytes: Uint8Array, name: string): readonly Dataset[] {
  const grid = textGrid(decodeText(bytes).text);
  return isBare(grid)
    ? landDatasetsOf([bareFragment(grid)], [], 'land-text', name, bytes)
    : landDatasets([grid], 'land-text', name, bytes);
}

/** Text with Maccor's headers is LAND's only where the date has the year first. */
function isLand({ grid, columns, left, rows }: Fragment): boolean {
  const date = columns.findIndex(({ text }) => /^dpt-time$/i.test(text));
  return date < 0 || rows.length === 0 || /^\d{4}-/.test(String(grid.cell(rows[0] ?? 0, left + date) ?? ''));
}

/** Record, test time, step time, voltage, current, capacity, energy, date: in this order, separated by tabs. */
const BARE: readonly (readonly [base: string, unit: string])[] = [
  ['record', ''],
  ['time', 'sec'],
  ['stepTime', 'sec'],
  ['voltage', 'V'],
  ['current', 'mA'],
  ['qHalf', 'mAh'],
  ['eHalf', 'mWh'],
  ['localTime', ''],
];

const NUMBER = /^[-+]?\d+(\.\d*)?(e[-+]?\d+)?$/i;
const TIME = /^(\d+(\.\d*)?|(\d+-)?\d+:\d\d:\d\d(\.\d*)?)$/;
const DATE = /^\d{4}[-/]\d{1,2}[-/]\d{1,2} \d{1,2}:\d\d(:\d\d)?$/;
const BARE_CELLS = [/^\d+$/, TIME, TIME, NUMBER, NUMBER, NUMBER, NUMBER, DATE];

/** True where the first lines are eight such cells. */
function isBare(grid: Grid): boolean {
  const lines = Array.from({ length: Math.min(3, grid.rows) }, (_, row) => row).filter(
    (row) => grid.width(row) > 0,
  );
  return (
    lines.length > 0 &&
    lines.every(
      (row) =>
        grid.width(row) === BARE.length &&
        BARE_CELLS.every((pattern, column) => pattern.test(String(grid.cell(row, column) ?? ''))),
    )
  );
}

function bareFragment(grid: Grid): Fragment {
  const columns = BARE.map(([base, unitText]): HeaderColumn => {
    const unit = unitWord(unitText);
    const quantity = RECORD_WORDS.find(
      (each) => each.base === base && (unit === undefined || each.unit === unit.unit),
    );
    return { text: '', quantity, unit, unitText };
  });
  const filled = Array.from({ length: grid.rows }, (_, row) => row).filter((row) => grid.width(row) > 0);
  const isRecord = (row: number) => NUMBER.test(String(grid.cell(row, 0) ?? ''));
  return {
    grid,
    kind: 'records',
    columns,
    left: 0,
    title: '',
    rows: filled.filter(isRecord),
    skipped: filled.filter((row) => !isRecord(row)),
  };
}

function styleFindings(dataset: Dataset): Dataset['findings'] {
  if (dataset.technique !== 'cycling') return [];
  if (dataset.columns.some(({ header }) => header === 'channel_index')) {
    return [
      {
        severity: 'info',
        code: 'misnamed-column',
        message:
          'channel_index counts records in every known file of this kind and is read as the record number',
        at: 'channel_index',
      },
    ];
  }
  if (dataset.columns.every(({ header }) => header === '')) {
    return [
      {
        severity: 'warning',
        code: 'no-header',
        message: `there is no header; the columns are taken in LAND's fixed order and units: ${BARE.map((pair) => pair.join(' ').trim()).join(', ')}`,
        at: 'line 1',
      },
    ];
  }
  return [];
}
