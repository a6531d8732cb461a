import { type AnalysisResult, type Interval, numbers, type Result, type Table } from '@anodelab/data';
import { meanOfCells } from '@anodelab/analysis';
import type { QuantityPath, StudyTechnique } from '../schema/quantity-path.ts';
import { type QuantityKind, readQuantity } from '../schema/quantity.ts';

/** A quantity that a claim asks for, as found; SI. */
export interface FoundQuantity {
  /** Path with what `@` stands for: `PCHS-5/cv/capacitiveShare@0.1mV/s`. */
  readonly path: string;
  readonly value: number;
  readonly interval?: Interval;
  readonly modelled: boolean;
}

/** Why a quantity could not be found. */
export interface Missing {
  readonly path: string;
  readonly missing: string;
}

/** The values that a path asks for in its analysis: one, or with `*` all in the order of the analysis. */
export function findQuantity(
  path: QuantityPath,
  result: AnalysisResult | undefined,
): readonly FoundQuantity[] | Missing {
  if (result === undefined) return { path: path.text, missing: 'there are no data' };
  const points = pointsOf(path, result);
  const modelled = result.model !== undefined;
  const chosen = path.at === '*' || path.at === '' ? points : choose(path, points);
  if (chosen.length === 0) {
    if (path.at === '') return { path: path.text, missing: 'the analysis has no such value' };
    const known = points.map((point) => point.at).slice(0, 8);
    return { path: path.text, missing: `no value at ${path.at}; there is ${known.join(', ') || 'none'}` };
  }
  const bad = chosen.find((point) => !Number.isFinite(point.value));
  if (bad !== undefined) return { path: path.text, missing: `the value at ${bad.at} is not a number` };
  const prefix = path.text.slice(0, path.text.length - path.at.length);
  return chosen.map(({ at, value, interval }) => ({
    path: `${prefix}${at}`,
    value,
    modelled,
    ...(interval === undefined ? {} : { interval }),
  }));
}

/**
 * The mean over cells that were made alike, at every place where all of them have a value, with its 95 % interval by
 * Student's t. A cell without such a value makes it missing: a mean of the others would say more than was measured.
 */
export function findAcrossCells(
  path: QuantityPath,
  results: readonly AnalysisResult[],
): readonly FoundQuantity[] | Missing {
  const each = results.map((result) => findQuantity(path, result));
  const lacking = each.find((found): found is Missing => 'missing' in found);
  if (lacking !== undefined)
    return { ...lacking, missing: `one of ${each.length} cells: ${lacking.missing}` };
  const cells = each as readonly (readonly FoundQuantity[])[];
  return (cells[0] ?? []).flatMap(({ path: place, modelled }) => {
    const values = cells.flatMap((found) => found.find((one) => one.path === place)?.value ?? []);
    if (values.length < cells.length) return [];
    const { mean, low, high } = meanOfCells(values);
    const interval: Interval = { low, high, level: 0.95, kind: `Student's t over ${values.length} cells` };
    return [{ path: place, value: mean, modelled, interval }];
  });
}

interface Point {
  /** As it would be written after `@`. */
  readonly at: string;
  /** Cycle, current, scan rate or frequency in SI. */
  readonly x: number;
  readonly value: number;
  readonly interval?: Interval;
}

function pointsOf(path: QuantityPath, { tables, results }: AnalysisResult): readonly Point[] {
  switch (path.technique) {
    case 'cycling':
      return cyclingPoints(path.name, tables['cycles']);
    case 'rate':
      return points(tables['rate'], 'currentDensity_A_kg', 'q_C_kg', (x) => `${x / 1000}A/g`);
    case 'cv':
      return sharePoints(path.name, tables['shares']);
    case 'eis':
      return points(tables['spectrum'], 'freq_Hz', 'zRe_Ohm', (x) => `${tidy(x)}Hz`);
    case 'tg':
      return points(tables['curve'], 'temperature_K', 'massShare', (x) => `${tidy(x - 273.15)}degC`);
    case 'electrode-surface':
      return singlePoint(results['crackArea']);
    case 'xrd':
    case 'raman':
    case 'sem':
    case 'stem':
    case 'eds':
      return [];
    case 'diffusivity':
      return diffusivityPoints(results);
  }
}

/** One point per method, `gittExact`; none without a particle size, since D/size^2 is no diffusivity. */
function diffusivityPoints(results: AnalysisResult['results']): readonly Point[] {
  return Object.entries(results).flatMap(([name, { value, unit, interval }]) =>
    name.startsWith('D_') && unit === 'm2/s'
      ? [{ at: name.slice('D_'.length), x: NaN, value, ...(interval && { interval }) }]
      : [],
  );
}

function singlePoint(result: Result | undefined): readonly Point[] {
  if (result === undefined) return [];
  const { value, interval } = result;
  return [{ at: '', x: NaN, value, ...(interval && { interval }) }];
}

function sharePoints(name: string, shares: Table | undefined): readonly Point[] {
  const write = (rate: number) => `${tidy(rate * 1000)}mV/s`;
  return name === 'constrainedShare'
    ? points(shares, 'scanRate_V_s', 'shareConstrained', write)
    : points(shares, 'scanRate_V_s', 'shareFree', write, ['shareLow', 'shareHigh']);
}

function cyclingPoints(name: string, cycles: Table | undefined): readonly Point[] {
  // what a full cell or a cathode gives back is its discharge
  const returned =
    cycles !== undefined && numbers(cycles, 'qDelith_C_kg') !== undefined ? 'qDelith_C_kg' : 'qDis_C_kg';
  const column = { efficiency: 'ce', retention: 'retention' }[name] ?? returned;
  const errors = cycles === undefined ? undefined : numbers(cycles, 'ceSe');
  return points(cycles, 'cycle', column, String).map((point, i) => {
    const error = errors?.[i] ?? NaN;
    return name === 'efficiency' && Number.isFinite(error)
      ? { ...point, interval: normal(point.value, error) }
      : point;
  });
}

function points(
  table: Table | undefined,
  x: string,
  y: string,
  write: (x: number) => string,
  bounds?: readonly [string, string],
): readonly Point[] {
  const read = (name: string) => (table === undefined ? undefined : numbers(table, name));
  const [xs, ys] = [read(x), read(y)];
  if (xs === undefined || ys === undefined) return [];
  const [low, high] = bounds === undefined ? [] : bounds.map(read);
  return Array.from(xs, (at, i) => {
    const point = { at: write(at), x: at, value: ys[i] ?? NaN };
    const [from, to] = [low?.[i] ?? NaN, high?.[i] ?? NaN];
    return Number.isFinite(from) && Number.isFinite(to)
      ? { ...point, interval: { low: from, high: to, level: 0.95, kind: 'band of the fit' } }
      : point;
  });
}

/** What stands behind `@`. */
const placeKinds: Readonly<Partial<Record<StudyTechnique, QuantityKind>>> = {
  rate: 'specificCurrent',
  cv: 'scanRate',
  eis: 'frequency',
  cycling: 'ratio',
  tg: 'temperature',
};

/** The point that `@` names: a cycle or a method exactly, a current (its n-th step by `#n`), the nearest scan rate or frequency within 2 %. */
function choose({ at, technique }: QuantityPath, candidates: readonly Point[]): readonly Point[] {
  if (technique === 'diffusivity') return candidates.filter((point) => point.at === at);
  const [place = '', turn = '1'] = at.split('#');
  const kind = placeKinds[technique];
  if (kind === undefined) return [];
  const wanted = readQuantity(place, kind);
  const near = candidates.filter(
    (point) => Math.abs(point.x / wanted - 1) < (technique === 'cycling' ? 1e-9 : 0.02),
  );
  const chosen = technique === 'eis' || technique === 'tg' ? nearest(near, wanted) : near[Number(turn) - 1];
  return chosen === undefined ? [] : [chosen];
}

function nearest(candidates: readonly Point[], wanted: number): Point | undefined {
  return [...candidates].sort((a, b) => Math.abs(a.x - wanted) - Math.abs(b.x - wanted))[0];
}

function normal(value: number, error: number): Interval {
  return {
    low: value - 1.96 * error,
    high: value + 1.96 * error,
    level: 0.95,
    kind: 'propagated current accuracy',
  };
}

function tidy(value: number): number {
  return Number(value.toPrecision(4));
}
