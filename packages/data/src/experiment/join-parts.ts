import { type Column, type ColumnValues, findColumn, type Origin, rowCount } from '../column.ts';
import type { Dataset, Json, Technique } from '../dataset.ts';

/** Some rows of a dataset, which follow each other. */
export interface Part {
  readonly dataset: Dataset;
  readonly from: number;
  readonly to: number;
  /** Number of the dataset among those joined, from 1. */
  readonly number: number;
  /** Added to `time_s`, s. */
  readonly shift: number;
}

/**
 * One table of the rows of all parts in their order: the columns of any part (NaN and empty text where a part lacks one),
 * and `part` and `technique` of each row.
 */
export function joinParts(parts: readonly Part[]): Column[] {
  const rows = parts.reduce((sum, { from, to }) => sum + to - from, 0);
  const renamed = namesByHeader(parts);
  const nameOf = ({ header, name }: Column, dataset: Dataset) => {
    const other = header === null ? undefined : renamed.get(header);
    return other === undefined || findColumn(dataset, other) !== undefined ? name : other;
  };
  const names = new Map<string, Column[]>();
  const sources = new Map<Dataset, Map<string, Column>>();
  for (const dataset of new Set(parts.map((part) => part.dataset))) {
    const own = new Map(dataset.columns.map((column) => [nameOf(column, dataset), column]));
    sources.set(dataset, own);
    for (const [name, column] of own) names.set(name, [...(names.get(name) ?? []), column]);
  }
  const joined = [...names].map(([name, columns]): Column => {
    const units = new Set(columns.map(({ unit }) => unit));
    const headers = new Set(columns.map(({ header }) => header));
    return {
      name,
      unit: units.size === 1 ? (columns[0]?.unit ?? null) : null,
      header: headers.size === 1 ? (columns[0]?.header ?? null) : null,
      origin: commonOrigin(columns),
      values: joinValues(name, columns, parts, sources, rows),
    };
  });
  return [
    ...joined.filter(({ name }) => name !== 'part' && name !== 'technique'),
    ...partColumns(parts, rows),
  ];
}

function joinValues(
  name: string,
  columns: readonly Column[],
  parts: readonly Part[],
  sources: ReadonlyMap<Dataset, ReadonlyMap<string, Column>>,
  rows: number,
): ColumnValues {
  const isText = columns.some(({ values }) => !(values instanceof Float64Array));
  const texts = isText ? Array.from({ length: rows }, () => '') : [];
  const numbers = isText ? new Float64Array() : new Float64Array(rows).fill(Number.NaN);
  let at = 0;
  for (const { dataset, from, to, shift } of parts) {
    const values = sources.get(dataset)?.get(name)?.values;
    const moved = name === 'time_s' ? shift : 0;
    for (let row = from; values !== undefined && row < to; row++) {
      if (isText) texts[at + row - from] = String(values[row] ?? '');
      else numbers[at + row - from] = Number(values[row]) + moved;
    }
    at += to - from;
  }
  return isText ? texts : numbers;
}

/**
 * Headers that stand for two quantities, depending on what else a part measures: where any part measures the counter
 * electrode, `Ewe/V` is the potential of the working one in all of them.
 */
function namesByHeader(parts: readonly Part[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const { dataset } of parts) {
    if (findColumn(dataset, 'ece_V') === undefined) continue;
    const working = findColumn(dataset, 'ewe_V');
    if (working?.header !== undefined && working.header !== null) names.set(working.header, working.name);
  }
  return names;
}

function commonOrigin(columns: readonly Column[]): Origin {
  const origins = new Set(columns.map(({ origin }) => origin));
  return origins.size === 1 ? (columns[0]?.origin ?? 'derived') : 'derived';
}

function partColumns(parts: readonly Part[], rows: number): Column[] {
  const numbers = new Float64Array(rows);
  const techniques: string[] = [];
  let at = 0;
  for (const { dataset, from, to, number } of parts) {
    numbers.fill(number, at, at + to - from);
    for (let row = from; row < to; row++) techniques.push(dataset.technique);
    at += to - from;
  }
  return [
    { name: 'part', unit: '1', header: null, origin: 'derived', values: numbers },
    { name: 'technique', unit: null, header: null, origin: 'derived', values: techniques },
  ];
}

/** The technique of what was joined: rests beside one technique do not change it, several make it mixed. */
export function commonTechnique(datasets: readonly Dataset[]): Technique {
  const all = new Set(datasets.filter((dataset) => rowCount(dataset) > 0).map(({ technique }) => technique));
  const active = [...all].filter((technique) => technique !== 'ocv' && technique !== 'wait');
  if (active.length === 1) return active[0] ?? 'unknown';
  if (active.length === 0) return [...all][0] ?? 'unknown';
  return active.every((technique) => technique === 'cycling' || technique === 'cp') ? 'cycling' : 'mixed';
}

/** Facts that all datasets agree on; a fact that some do not state is theirs who state it. */
export function commonMeta(datasets: readonly Dataset[]): Record<string, Json> {
  const meta: Record<string, Json> = {};
  for (const key of new Set(datasets.flatMap((dataset) => Object.keys(dataset.meta)))) {
    const stated = datasets.map((dataset) => dataset.meta[key] ?? null).filter((value) => value !== null);
    const distinct = new Set(stated.map((value) => JSON.stringify(value)));
    if (distinct.size === 1) meta[key] = stated[0] ?? null;
  }
  return meta;
}
