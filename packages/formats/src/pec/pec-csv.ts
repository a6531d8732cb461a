import { type Column, type Dataset, detectEncoding, FormatError, labels, numbers } from '@anodelab/data';
import { type DateOrder, leadingNumbers, localIso } from '../clock/local-iso.ts';
import { buildColumns } from '../cycler-table/build-columns.ts';
import { stated } from '../cycler-table/facts.ts';
import { headLines, isText } from '../cycler-table/head-lines.ts';
import { type Facts, keyValues } from '../cycler-table/key-values.ts';
import { textColumns } from '../cycler-table/text-columns.ts';
import { findHeader, readTextTable } from '../cycler-table/text-table.ts';
import { provenanceOf, type Reader } from '../reader.ts';
import { PEC } from './vocabulary.ts';

const ID = 'pec-csv';
const HEAD_LENGTH = 65_536;

/** PEC ACT, SBT and CPT exports: `key:,value` lines above the table, one dataset a cell (docs/formats/pec.md). */
export const pecCsv: Reader = {
  id: ID,
  label: 'PEC text export (.csv)',
  sniff(head) {
    if (!isText(head)) return false;
    const lines = headLines(head, HEAD_LENGTH);
    const isPec = lines.some((line) => /^"?TestRegime Name\b/.test(line));
    return isPec && findHeader(lines, isPecHeader) !== undefined;
  },
  read(bytes, name): readonly Dataset[] {
    const lines = headLines(bytes, HEAD_LENGTH);
    const place = findHeader(lines, isPecHeader);
    if (place === undefined) throw new FormatError(name, 'expected PEC’s column names, found none', 'line 1');
    const { encoding, findings } = detectEncoding(bytes);
    const { headers, headerLine } = place;
    const table = readTextTable(bytes, lines, place, name, { encoding, text: textColumns(headers, PEC) });
    const facts = keyValues(lines.slice(0, headerLine));
    const built = buildColumns(headers, table.columns, PEC, {
      dates: { others: [facts['Start Time'] ?? ''], order: orderByWeek(facts) },
    });
    return cellsOf(built.columns).map(
      (columns): Dataset => ({
        technique: 'cycling',
        columns,
        meta: metaOf(facts, columns, built.dateOrder),
        provenance: provenanceOf(ID, name, bytes, 'PEC'),
        findings: [...findings, ...table.findings, ...built.findings],
      }),
    );
  },
};

function isPecHeader(cells: readonly string[]): boolean {
  const has = (pattern: RegExp) => cells.some((cell) => pattern.test(cell));
  return has(/^Total Time\b/i) && has(/^Voltage\b/i) && has(/^Current\b/i) && has(/^Step$/i);
}

/** Days of January to be in week one or two, whatever rule counts the weeks. */
const WEEK_SLACK = 1;

/** The order of day and month that puts `Date Made` into the week that the file states for it. */
function orderByWeek(facts: Facts): DateOrder | undefined {
  const week = Number(facts['Manufacturing Week'] ?? NaN);
  const made = facts['Date Made'] ?? facts['Production Date'] ?? '';
  if (leadingNumbers(made) === undefined) return undefined;
  const fits = (['month-first', 'day-first'] as const).filter((order) => {
    const date = localIso(made, order)?.slice(0, 10) ?? '';
    const days = (Date.parse(date) - Date.parse(`${date.slice(0, 4)}-01-01`)) / 86_400_000;
    return Math.abs(days / 7 + 0.5 - week) <= WEEK_SLACK;
  });
  return fits.length === 1 ? fits[0] : undefined;
}

/** The columns of each cell, where the rows of several stand in one table. */
function cellsOf(columns: readonly Column[]): readonly (readonly Column[])[] {
  const cell = numbers({ columns }, 'cell');
  const cells = [...new Set(cell)];
  if (cell === undefined || cells.length < 2) return [columns];
  return cells.map((wanted) => {
    const own = (_: unknown, row: number) => Object.is(cell[row], wanted);
    return columns.map((column): Column => {
      const { values } = column;
      return { ...column, values: values instanceof Float64Array ? values.filter(own) : values.filter(own) };
    });
  });
}

function metaOf(facts: Facts, columns: readonly Column[], order: DateOrder | undefined): Dataset['meta'] {
  const first = (name: string) => labels({ columns }, name)?.[0];
  const parameters = parametersOf(facts);
  const place = ['rack', 'shelf', 'position'].map((name) => first(name) ?? '').filter((part) => part !== '');
  const capacity = Number(parameters['C-Rate (mAh)'] ?? NaN);
  const mass = Number(parameters['Mass (kg)'] ?? NaN);
  return {
    ...stated({
      startLocal: localIso(facts['Start Time'] ?? '', order),
      endLocal: localIso(facts['End Time'] ?? '', order),
      sample: first('cellId'),
      testName: facts['Test'],
      description: facts['Test Description'],
      schedule: facts['TestRegime Name'],
      channel: place.join('-'),
      chemistry: facts['Chemistry'],
      cellMass_kg: mass > 0 ? mass : undefined,
      nominalCapacity_C: capacity > 0 ? capacity * 3.6 : undefined,
    }),
    header: facts,
  };
}

/** Named parameters of the test, whose names and values stand in two lines. */
function parametersOf(facts: Facts): Facts {
  const names = (facts['Parameter names'] ?? '').split(/[,;]/);
  const values = (facts['Parameter values'] ?? '').split(/[,;]/);
  return Object.fromEntries(names.map((name, i) => [name.trim(), values[i]?.trim() ?? '']));
}
