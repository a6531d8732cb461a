import {
  type Column,
  type Dataset,
  type Finding,
  FormatError,
  type Json,
  type Meta,
  numbers,
} from '@anodelab/data';
import { provenanceOf, type Reader } from '../reader.ts';
import { arbinTable } from './arbin-table.ts';
import { auxiliaryColumns } from './auxiliary-columns.ts';
import { impedanceFindings } from './findings.ts';
import { type AccessDatabase, openDatabase, type Row } from './open-database.ts';

const ID = 'arbin-res';
const RECORDS = 'Channel_Normal_Table';
const STATISTICS = 'Channel_Statistic_Table';
const AUXILIARY = 'Auxiliary_Table';
const AUXILIARY_CHANNELS = 'Aux_Global_Data_Table';
const EVENTS = 'Event_Table';

/** Signature of Jet databases at offset 4. */
const JET = 'Standard Jet DB';

/** Arbin MITS results, an Access database: one dataset a test, one more for its table of cycles. */
export const arbinResReader: Reader = {
  id: ID,
  label: 'Arbin MITS results (.res)',
  sniff: (head) => String.fromCharCode(...head.subarray(4, 4 + JET.length)) === JET,
  async read(bytes, name): Promise<readonly Dataset[]> {
    const database = await openDatabase(bytes, name);
    if (!database.has(RECORDS))
      throw new FormatError(name, `an Access database without ${RECORDS}: no Arbin results`);
    const version = database.has('Version_Table') ? database.rows('Version_Table')[0] : undefined;
    const instrument = `Arbin, ${String(version?.['Version_Comments_Field'] ?? 'unknown results file')}`;
    const tests = groupByTest(database.rows(RECORDS));
    if (tests.size === 0) throw new FormatError(name, `${RECORDS} has no records`);
    return [...tests].flatMap(([test, rows]) => {
      const shared = {
        meta: testMeta(database, test),
        provenance: provenanceOf(ID, name, bytes, instrument),
      };
      return [
        { technique: 'cycling' as const, ...records(database, test, rows), ...shared },
        ...statistics(database, test).map((table) => ({
          technique: 'cycle-table' as const,
          ...table,
          ...shared,
        })),
      ];
    });
  },
};

function groupByTest(rows: readonly Row[]): Map<number, Row[]> {
  const tests = new Map<number, Row[]>();
  for (const row of rows) {
    const test = Number(row['Test_ID']);
    const known = tests.get(test);
    if (known === undefined) tests.set(test, [row]);
    else known.push(row);
  }
  return tests;
}

function records(
  database: AccessDatabase,
  test: number,
  rows: Row[],
): { columns: Column[]; findings: Finding[] } {
  const findings: Finding[] = [];
  const point = (row: Row | undefined) => Number(row?.['Data_Point']);
  const breaks = rows.filter((row, i) => i > 0 && point(row) < point(rows[i - 1]));
  if (breaks.length > 0) {
    rows.sort((a, b) => point(a) - point(b));
    findings.push({
      severity: 'info',
      code: 'records-sorted',
      message: `the file's rows were not in the order of Data_Point (${breaks.length} out of place): sorted`,
      at: `Data_Point ${point(breaks[0])}`,
    });
  }
  const columns = arbinTable(database.columns(RECORDS), rows);
  findings.push(...impedanceFindings(columns));
  const auxiliary = database.has(AUXILIARY)
    ? database.rows(AUXILIARY).filter((row) => row['Test_ID'] === test)
    : [];
  const channels = database.has(AUXILIARY_CHANNELS) ? database.rows(AUXILIARY_CHANNELS) : [];
  const extra = auxiliaryColumns(auxiliary, channels, numbers({ columns }, 'record') ?? new Float64Array());
  return { columns: [...columns, ...extra], findings };
}

/** The vendor's row per finished cycle; the row of a cycle holds the Data_Point of its last record. */
function statistics(database: AccessDatabase, test: number): { columns: Column[]; findings: Finding[] }[] {
  if (!database.has(STATISTICS)) return [];
  const rows = database.rows(STATISTICS).filter((row) => row['Test_ID'] === test);
  if (rows.length === 0) return [];
  return [{ columns: arbinTable(database.columns(STATISTICS), rows), findings: [] }];
}

function testMeta(database: AccessDatabase, test: number): Meta {
  const all = database.has('Global_Table') ? database.rows('Global_Table') : [];
  const row = all.find((candidate) => candidate['Test_ID'] === test);
  if (row === undefined) return {};
  const text = (key: string) => (typeof row[key] === 'string' && row[key] !== '' ? row[key] : null);
  const start = row['Start_DateTime'];
  return {
    sample: text('Test_Name'),
    channel: typeof row['Channel_Index'] === 'number' ? row['Channel_Index'] : null,
    startLocal: typeof start === 'number' ? localTime(start) : null,
    creator: text('Creator'),
    schedule: text('Schedule_File_Name'),
    comments: text('Comments'),
    activeMass_kg: massOf(row),
    events: eventsOf(database, test),
  };
}

/** Start, pauses and end of a test as the cycler wrote them down. */
function eventsOf(database: AccessDatabase, test: number): Json {
  const rows = database.has(EVENTS) ? database.rows(EVENTS) : [];
  return rows
    .filter((row) => row['Test_ID'] === test && typeof row['Event_Describe'] === 'string')
    .map((row) => ({
      time_s: typeof row['Test_Time'] === 'number' ? row['Test_Time'] : null,
      local: typeof row['DateTime'] === 'number' ? localTime(row['DateTime']) : null,
      what: String(row['Event_Describe']),
    }));
}

/** Only some versions have a mass column; Arbin keeps it in gram. */
function massOf(row: Row): number | null {
  const gram = row['SCapacity_Mass'] ?? row['Mass'] ?? row['MASS'];
  return typeof gram === 'number' && gram > 0 ? gram * 1e-3 : null;
}

const DAY = 86400; // s
const OLE_EPOCH = -25569; // days from 1970-01-01 to 1899-12-30

/** OLE days as local ISO time without zone, to the second. */
function localTime(days: number): string | null {
  const date = new Date(Math.round((days + OLE_EPOCH) * DAY) * 1000);
  return Number.isNaN(date.getTime()) ? null : date.toISOString().slice(0, 19);
}
