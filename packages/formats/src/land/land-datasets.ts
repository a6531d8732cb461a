import { type Column, type Dataset, FormatError, type Meta, numbers } from '@anodelab/data';
import { impliedMass } from '../cycler-table/implied-mass.ts';
import { provenanceOf } from '../reader.ts';
import { buildTable } from './build-table.ts';
import { earlier, localTime } from './clock.ts';
import { type Fragment, findTables } from './find-tables.ts';
import type { Grid } from '../workbook/grid.ts';
import { groupTables, type TableGroup } from './group-tables.ts';
import type { TableKind } from './header.ts';

/** Record tables first, then the tables that the vendor computed from them. */
const ORDER: readonly TableKind[] = ['records', 'cycles', 'steps'];

/**
 * One dataset per table and channel of the grids of a file: technique `cycling` for records, `cycle-table` for the
 * vendor's cycles, `unknown` for the vendor's steps.
 *
 * @throws {FormatError} when no grid holds a table of LAND, or none of them a row
 */
export function landDatasets(
  grids: readonly Grid[],
  reader: string,
  name: string,
  bytes: Uint8Array,
): readonly Dataset[] {
  const fragments: Fragment[] = [];
  const preamble: (readonly string[])[] = [];
  for (const grid of grids) {
    const found = findTables(
      grid,
      fragments.findLast(({ kind }) => kind === 'records'),
    );
    fragments.push(...found.fragments);
    preamble.push(...found.preamble);
  }
  if (fragments.length === 0) {
    throw new FormatError(name, 'expected a row of LAND headers, found none', grids[0]?.place(0));
  }
  return landDatasetsOf(fragments, preamble, reader, name, bytes);
}

/**
 * The datasets of tables that are found already; `preamble` holds the rows above the first header.
 *
 * @throws {FormatError} when no table has a row
 */
export function landDatasetsOf(
  fragments: readonly Fragment[],
  preamble: readonly (readonly string[])[],
  reader: string,
  name: string,
  bytes: Uint8Array,
): readonly Dataset[] {
  const groups = groupTables(fragments).toSorted((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind));
  if (groups.length === 0) {
    throw new FormatError(
      name,
      'expected records or cycles below the headers, found none',
      fragments[0]?.grid.place(0),
    );
  }
  const provenance = provenanceOf(reader, name, bytes, null);
  const header = keyValues(preamble);
  const built = groups.map((group) => ({ group, table: buildTable(group.fragments) }));
  const channels = channelNames(groups);
  return built.map(({ group, table }): Dataset => {
    const channel = channels.get(group);
    const mates = built
      .filter((other) => channels.get(other.group) === channel)
      .map((other) => other.table.columns);
    const mass = impliedMass(mates, ['qHalf', 'qChg', 'qDis']);
    const meta: Meta = {
      sheets: [...new Set(group.fragments.map(({ grid }) => grid.name).filter((sheet) => sheet !== ''))],
      ...(channel !== undefined && { channel }),
      ...startOf(group.fragments, table.columns),
      ...(mass !== undefined && { activeMass_kg: mass.value }),
      ...(header !== undefined && { header }),
    };
    return {
      technique: group.kind === 'records' ? 'cycling' : group.kind === 'cycles' ? 'cycle-table' : 'unknown',
      columns: table.columns,
      meta,
      provenance,
      findings: [...(mass === undefined ? [] : [mass.finding]), ...group.findings, ...table.findings],
    };
  });
}

/** Channel of each group, where a file has several tables of one kind: its label, else its number among its kind. */
function channelNames(groups: readonly TableGroup[]): ReadonlyMap<TableGroup, string | number> {
  const names = new Map<TableGroup, string | number>();
  const several = ORDER.some((kind) => groups.filter((group) => group.kind === kind).length > 1);
  if (!several) return names;
  for (const kind of ORDER) {
    const mates = groups.filter((group) => group.kind === kind);
    const distinct = new Set(mates.map(({ label }) => label)).size === mates.length;
    mates.forEach((group, i) => names.set(group, distinct && group.label !== '' ? group.label : i + 1));
  }
  return names;
}

/** Local start of the test: the clock of the first record less its test time. */
function startOf([first]: readonly Fragment[], columns: readonly Column[]): { startLocal?: string } {
  const date = first?.columns.findIndex(({ quantity }) => quantity?.kind === 'date') ?? -1;
  const row = first?.rows[0];
  if (first === undefined || row === undefined || date < 0) return {};
  const time = numbers({ columns }, 'time_s')?.[0] ?? 0;
  const start = earlier(localTime(first.grid.cell(row, first.left + date)), Number.isFinite(time) ? time : 0);
  return start === '' ? {} : { startLocal: start };
}

/** `key: value` cells above the first header, as an object; undefined where there are none. */
function keyValues(preamble: readonly (readonly string[])[]): { readonly [key: string]: string } | undefined {
  const pairs: [string, string][] = [];
  for (const cells of preamble) {
    const filled = cells.filter((cell) => cell !== '');
    const colon = /^([^:：]+)[:：]\s*(.*)$/.exec(filled[0] ?? '');
    if (colon !== null) pairs.push([(colon[1] ?? '').trim(), colon[2] || (filled[1] ?? '')]);
    else if (filled.length === 2) pairs.push([filled[0] ?? '', filled[1] ?? '']);
  }
  return pairs.length === 0 ? undefined : Object.fromEntries(pairs);
}
