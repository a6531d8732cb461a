import { canonicalName, type Column, type Finding, headerMeaning, type Origin, slug } from '@anodelab/data';
import { parseUnit, siUnit, type Unit, UnitError } from '@anodelab/units';
import { durationSeconds } from '../clock/duration.ts';
import type { DateOrder } from '../clock/local-iso.ts';
import { type DateEvidence, readDates } from '../clock/read-dates.ts';
import { type Cells, columnOf, lazyColumn, renamed, valuesOf } from '../lazy-column.ts';
import { findQuantity, type HeaderParts, headerParts, type Quantity, type Vocabulary } from './vocabulary.ts';

export interface BuildOptions {
  /** What the rest of the file says about its dates. */
  readonly dates?: DateEvidence;
  /** Cells of a row of units below the headers. */
  readonly unitRow?: readonly string[] | undefined;
  /** Units of words that state none, by the definition of the file's format. */
  readonly units?: ReadonlyMap<string, string>;
}

export interface BuiltColumns {
  readonly columns: readonly Column[];
  readonly findings: readonly Finding[];
  /** How the dates of the columns were read; undefined where nothing decides. */
  readonly dateOrder: DateOrder | undefined;
  /** Local time of a row as ISO text, without those of the others; undefined where nothing or a number states it. */
  readonly clockAt: ((row: number) => string) | undefined;
}

/** Quantities whose numbers mean nothing without a unit, with one that they may have. */
const MAIN = new Map([
  ['time', 's'],
  ['voltage', 'V'],
  ['current', 'mA'],
]);

interface Described {
  readonly header: string;
  readonly quantity: Quantity | undefined;
  readonly unit: Unit | undefined;
}

/**
 * The columns of a maker's table in SI under the names of its vocabulary, in the order of the file; every header gives
 * one column. A unit is the one that the header or the format states; a column without stays as written, under a name
 * without unit, with a finding where that matters.
 */
export function buildColumns(
  headers: readonly string[],
  cells: readonly Cells[],
  known: Vocabulary,
  options: BuildOptions = {},
): BuiltColumns {
  const findings: Finding[] = [];
  const described = headers.map((header, i) =>
    describe(header, options.unitRow?.[i] || undefined, known, options.units, findings),
  );
  const names = new Map<string, number>();
  const columns: Column[] = [];
  let elapsed: Float64Array | undefined;
  let dateOrder: DateOrder | undefined;
  let clockAt: BuiltColumns['clockAt'];
  described.forEach((each, i) => {
    const column = isClock(each) ? undefined : build(each, cells[i] ?? new Float64Array(), findings);
    if (column === undefined) return;
    if (column.name === 'time_s' && column.values instanceof Float64Array) elapsed ??= column.values;
    columns[i] = column;
  });
  described.forEach((each, i) => {
    if (!isClock(each)) return;
    const evidence = { elapsed, ...options.dates, ...(dateOrder !== undefined && { order: dateOrder }) };
    const clock = clockColumn(each, cells[i] ?? new Float64Array(), evidence);
    dateOrder ??= clock.order;
    clockAt ??= clock.at;
    findings.push(...clock.findings);
    columns[i] = clock.column;
  });
  const named = columns.map((column) => renamed(column, { name: freeName(column.name, names) }));
  return { columns: named, findings, dateOrder, clockAt };
}

function isClock({ quantity }: Described): boolean {
  return quantity?.unit === 'clock';
}

function describe(
  header: string,
  unitCell: string | undefined,
  known: Vocabulary,
  units: BuildOptions['units'],
  findings: Finding[],
): Described {
  const parts = headerParts(header);
  const quantity =
    byUnit(known, parts) ??
    findQuantity(known, parts) ??
    findQuantity(known, { word: header, unitText: undefined });
  if (quantity === undefined || quantity.unit === 'label' || quantity.unit === 'clock')
    return { header, quantity, unit: undefined };
  const text = parts.unitText ?? unitCell ?? quantity.stated ?? units?.get(quantity.base);
  if (text === undefined || quantity.unit === '1') return { header, quantity, unit: undefined };
  const unit = unitOf(text, quantity.unit);
  if (unit === undefined && quantity.unit !== 's') {
    findings.push({
      severity: 'warning',
      code: 'unit-unknown',
      message: `the unit "${text}" of "${header}" is not known: its numbers are kept as written`,
      at: header,
    });
  }
  return { header, quantity, unit };
}

/** What a word means with a unit of that kind, where the vocabulary tells: `I[A/kg]` beside `I[A]`. */
function byUnit(known: Vocabulary, { word, unitText }: HeaderParts): Quantity | undefined {
  const unit = unitText === undefined ? undefined : unitOf(unitText, null);
  return unit === undefined ? undefined : known.get(`${slug(word)}(${siUnit(unit)})`);
}

/** Degrees Celsius as cyclers and the programs behind them write them: `¡æ` is the Chinese sign `℃` read as Latin text. */
const DEGREES = /^(?:℃|¡æ|[^A-Za-z]*(?:deg)?[^A-Za-z]*C\b)/i;

/** The unit as makers write it: `AHr`, `Min`, `C` of temperatures; undefined where it does not fit the quantity. */
function unitOf(text: string, si: string | null): Unit | undefined {
  const plain = text
    .replace(/^(m|u|µ)?([AW])Hr?$/i, (_, prefix: string | undefined, letter: string) => {
      return `${prefix?.toLowerCase() ?? ''}${letter.toUpperCase()}h`;
    })
    .replace(/^(sec|second|min|minute|hr|hour|deg)s?$/i, (word) => word.toLowerCase());
  const isTemperature = si === 'K' || si === 'K/s';
  const written = isTemperature ? plain.replace(DEGREES, 'degC') : plain;
  try {
    const unit = parseUnit(written);
    return si === null || siUnit(unit) === si ? unit : undefined;
  } catch (error) {
    if (error instanceof UnitError) return undefined;
    throw error;
  }
}

function build({ header, quantity, unit }: Described, cells: Cells, findings: Finding[]): Column {
  if (quantity === undefined) return unknown(header, cells);
  const { base, origin } = quantity;
  if (quantity.unit === 'label') return columnOf({ name: base, unit: null, header, origin }, asText(cells));
  if (!(cells instanceof Float64Array)) {
    if (quantity.unit !== 's') return columnOf({ name: base, unit: null, header, origin }, cells);
    const values = seconds(valuesOf(cells) as readonly string[], unit);
    return { name: canonicalName(base, 's'), unit: 's', header, origin, values };
  }
  if (quantity.unit === '1') return { name: base, unit: '1', header, origin, values: cells };
  if (unit === undefined) {
    if (quantity.unit !== null && cells.some(Number.isFinite)) findings.push(missingUnit(header, base));
    return { name: base, unit: null, header, origin, values: cells };
  }
  const si = siUnit(unit);
  if (si !== '%') scale(cells, unit);
  return { name: canonicalName(base, si), unit: si, header, origin, values: cells };
}

function missingUnit(header: string, base: string): Finding {
  const example = MAIN.get(base);
  const use =
    example === undefined
      ? ''
      : `; write it into the header, such as "${header} (${example})", and read again`;
  return {
    severity: example === undefined ? 'info' : 'warning',
    code: 'unit-missing',
    message: `nothing states the unit of "${header}": its numbers are kept as written${use}`,
    at: header,
  };
}

/** A column that the vocabulary does not have, by what its header says. */
function unknown(header: string, cells: Cells): Column {
  const meaning = headerMeaning(header);
  const name = meaning.names[0] ?? 'column';
  const origin: Origin = 'vendor';
  if (!(cells instanceof Float64Array)) return columnOf({ name, unit: null, header, origin }, cells);
  for (let i = 0; i < cells.length; i++) cells[i] = (cells[i] ?? NaN) * meaning.factor + meaning.offset;
  return { name, unit: meaning.unit, header, origin, values: cells };
}

function scale(cells: Float64Array, { factor, offset }: Unit): void {
  if (factor === 1 && offset === 0) return;
  for (let i = 0; i < cells.length; i++) cells[i] = (cells[i] ?? NaN) * factor + offset;
}

/** Durations as text, with or without plain numbers between them; neighbours share what stands before their seconds. */
function seconds(cells: readonly string[], unit: Unit | undefined): Float64Array {
  let head = '';
  let start = NaN;
  return Float64Array.from(cells, (cell) => {
    const colon = cell.lastIndexOf(':') + 1;
    if (colon === 0) return cell === '' ? NaN : Number(cell.replace(',', '.')) * (unit?.factor ?? 1);
    const before = cell.slice(0, colon);
    if (before !== head) {
      head = before;
      start = durationSeconds(`${before}00`);
    }
    const rest = Number(cell.slice(colon));
    return rest < 60 ? start + rest : durationSeconds(cell);
  });
}

function asText(cells: Cells): Cells {
  if (!(cells instanceof Float64Array)) return cells;
  return Array.from(cells, (value) => (Number.isNaN(value) ? '' : String(value)));
}

/** Seconds since 1970 that no day count and no year reaches: 1973-03-03. */
const LEAST_UNIX = 1e8;
/** Days since 1899-12-30 of the years 1980 to 2100, between which cyclers work. */
const OLE_DAYS = [29_221, 73_051] as const;

/** A date column: ISO text, or the numbers that the file counts its days or seconds in. */
function clockColumn({ header, quantity }: Described, cells: Cells, evidence: DateEvidence) {
  const base = quantity?.base ?? 'localTime';
  const origin = quantity?.origin ?? 'measured';
  if (!(cells instanceof Float64Array)) {
    const { values, at, order, findings } = readDates(cells, header, evidence);
    const column = lazyColumn({ name: base, unit: null, header, origin }, values, at);
    return { column, order, findings, at: base === 'localTime' ? at : undefined };
  }
  const first = cells.find(Number.isFinite) ?? NaN;
  const isLocal = base === 'localTime';
  const named = (name: string, unit: string | null) => ({
    column: { name: isLocal ? name : base, unit, header, origin, values: cells },
    order: undefined,
    at: undefined,
    findings: [] as Finding[],
  });
  if (first > LEAST_UNIX && first < 100 * LEAST_UNIX) return named('unix_s', 's');
  return first > OLE_DAYS[0] && first < OLE_DAYS[1] ? named('dateTime_d', 'd') : named('dateTime', null);
}

/** @param used - names that are taken, with the number of columns that wanted them */
function freeName(wanted: string, used: Map<string, number>): string {
  let name = wanted;
  let n = used.get(wanted) ?? 0;
  while (used.has(name)) name = `${wanted}_${++n}`;
  used.set(wanted, Math.max(n, 1));
  if (name !== wanted) used.set(name, 1);
  return name;
}
