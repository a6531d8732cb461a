import { type Dataset, labels, numbers, rowCount, type Table } from '@anodelab/data';
import type { CellObject } from '@e965/xlsx';

/** A column of a sheet: LAND's header, our column, and how many of our units make one of LAND's. */
type SheetColumn = readonly [header: string, name: string, divisor?: number, offset?: number];

const RECORD_COLUMNS: readonly SheetColumn[] = [
  ['Record', 'record'],
  ['TestTime/Sec', 'time_s'],
  ['StepTime/Sec', 'stepTime_s'],
  ['Current/mA', 'current_A', 1e-3],
  ['Capacity/mAh', 'qHalf_C', 3.6],
  ['SpeCap/mAh/g', 'qHalf_C_kg', 3600],
  ['SOC|DOD/%', 'soc'],
  ['Voltage/V', 'voltage_V'],
  ['Energy/mWh', 'eHalf_J', 3.6],
  ['SpeEnergy/Wh/kg', 'eHalf_J_kg', 3600],
  ['AuxTemp/dC.', 'temperature_K', 1, 273.15],
  ['AuxVolt/V', 'auxVoltage_V'],
  ['SysTime', 'localTime'],
  ['', ''],
  ['Cycle-Index', 'cycle'],
  ['Step-Index', 'stepId'],
  ['Step-State', 'stepType'],
];

const CYCLE_COLUMNS: readonly SheetColumn[] = [
  ['Cycle', 'cycle'],
  ['CapC/mAh', 'qChg_C', 3.6],
  ['CapD/mAh', 'qDis_C', 3.6],
  ['SpeCapC/mAh/g', 'qChg_C_kg', 3600],
  ['SpeCapD/mAh/g', 'qDis_C_kg', 3600],
  ['Efficiency/%', 'ce'],
  ['EnergyC/mWh', 'eChg_J', 3.6],
  ['EnergyD/mWh', 'eDis_J', 3.6],
  ['MedVoltC/V', 'vMedChg_V'],
  ['MedVoltD/V', 'vMedDis_V'],
  ['CC-Cap/mAh', 'qCcChg_C', 3.6],
  ['CC-Perc/%', 'shareCcChg'],
  ['SpeEnergyC/Wh/kg', 'eChg_J_kg', 3600],
  ['SpeEnergyD/Wh/kg', 'eDis_J_kg', 3600],
  ['EndVoltD/V', 'vEndDis_V'],
  ['RetentionD/%', 'retention'],
];

/** What LAND writes where there is no value. */
const NONE = '-';
/** Significant digits of a number: more than any cycler has, fewer than would show how doubles round. */
const DIGITS = 12;
/** Rows of a sheet of Excel, less its header. */
const SHEET_ROWS = 1_048_575;
/** Days from Excel's epoch to 1970-01-01. */
const DAYS_TO_1970 = 25569;
const MS_PER_DAY = 86_400_000;

/**
 * A workbook of LAND's new English style: `Cycle-Tab` and `Record-Tab` (more record sheets where one is full), with
 * LAND's headers, units and signs and 12 significant digits. Specific columns that are missing are made where the dataset states its active
 * mass.
 *
 * @param records - named and counted as LAND does: `qHalf_C` and `eHalf_J` from each change of direction, `cycle`
 * @param cycles - one row per cycle, named as the reader of `Cycle-Tab` names its columns
 */
export async function writeLandWorkbook(
  records: Pick<Dataset, 'columns' | 'meta'>,
  cycles: Table,
): Promise<Uint8Array> {
  const { utils, write } = await import('@e965/xlsx');
  const book = utils.book_new();
  const add = (name: string, columns: readonly SheetColumn[], table: Table, from: number, to: number) =>
    utils.book_append_sheet(book, utils.aoa_to_sheet(sheetRows(columns, table, from, to)), name);
  add('Cycle-Tab', CYCLE_COLUMNS, cycles, 0, rowCount(cycles));
  const table = withSpecific(records);
  const count = rowCount(table);
  for (let from = 0, sheet = 1; from < count || sheet === 1; from += SHEET_ROWS, sheet++) {
    const name = sheet === 1 ? 'Record-Tab' : `Record-Tab${sheet}`;
    add(name, RECORD_COLUMNS, table, from, Math.min(from + SHEET_ROWS, count));
  }
  return new Uint8Array(write(book, { type: 'array', bookType: 'xlsx', compression: true }) as ArrayBuffer);
}

/** Names of the columns that a record sheet has a place for. */
export const landWorkbookColumns: readonly string[] = RECORD_COLUMNS.map(([, name]) => name);

function withSpecific({ columns, meta }: Pick<Dataset, 'columns' | 'meta'>): Table {
  const mass = meta['activeMass_kg'];
  const perMass = typeof mass === 'number' && mass > 0 ? mass : undefined;
  return {
    columns: columns.flatMap((column) => {
      const isCounted = column.name === 'qHalf_C' || column.name === 'eHalf_J';
      const name = `${column.name}_kg`;
      const isThere = columns.some((other) => other.name === name);
      if (!isCounted || isThere || perMass === undefined || !(column.values instanceof Float64Array))
        return [column];
      return [column, { ...column, name, values: column.values.map((value) => value / perMass) }];
    }),
  };
}

type SheetCell = string | number | null | CellObject;

function sheetRows(columns: readonly SheetColumn[], table: Table, from: number, to: number): SheetCell[][] {
  const cells = columns.map((column) => cellsOf(column, table));
  const rows: SheetCell[][] = [columns.map(([header]) => header || null)];
  for (let row = from; row < to; row++) rows.push(cells.map((cell) => cell(row)));
  return rows;
}

function cellsOf([, name, divisor = 1, offset = 0]: SheetColumn, table: Table): (row: number) => SheetCell {
  const values = numbers(table, name);
  if (values !== undefined) {
    return (row) => {
      const value = ((values[row] ?? NaN) - offset) / divisor;
      return Number.isFinite(value) ? Number(value.toPrecision(DIGITS)) : NONE;
    };
  }
  const texts = labels(table, name);
  if (texts === undefined) return () => (name === '' ? null : NONE);
  return name === 'localTime' ? (row) => dateCell(texts[row] ?? '') : (row) => texts[row] ?? NONE;
}

/** A date of Excel, to the second; a text that is no date stays a text. */
function dateCell(iso: string): SheetCell {
  const ms = Date.parse(`${iso}Z`);
  if (!Number.isFinite(ms)) return iso === '' ? NONE : iso;
  return { t: 'n', v: ms / MS_PER_DAY + DAYS_TO_1970, z: 'yyyy-mm-dd hh:mm:ss' };
}
