import { type Column, type ColumnValues, numbers, rowCount } from '../column.ts';
import type { Dataset, Json } from '../dataset.ts';
import type { Finding } from '../finding.ts';
import { factFindings, partNumber } from './part-facts.ts';
import { commonMeta, commonTechnique, joinParts, type Part } from './join-parts.ts';

/** Longest pause between two linked techniques that needs no finding, s. */
const PAUSE = 60;

/**
 * The datasets of one experiment, such as the linked techniques of EC-Lab, as one: rows in order of time on one clock that
 * counts from the earliest start, with the columns `part` (from 1, in the order of the techniques) and `technique`. Parts
 * that were run in turns (loops) are taken apart at their loops. `meta.parts` says where each part came from; other facts
 * are those that the parts agree on. Findings name gaps, overlaps, and facts of the cell that differ. Datasets without rows
 * are left out; a single one is returned as it is.
 *
 * @throws {RangeError} when there is no dataset
 */
export function joinExperiment(datasets: readonly Dataset[]): Dataset {
  const measured = datasets.filter((dataset) => rowCount(dataset) > 0);
  const [first] = measured.length > 0 ? measured : datasets;
  if (first === undefined) throw new RangeError('joinExperiment needs at least one dataset');
  if (measured.length < 2) return first;
  const { parts, findings } = orderParts(measured);
  const order = [...new Map(parts.map(({ number, dataset }) => [number, dataset])).entries()].sort(
    ([a], [b]) => a - b,
  );
  return {
    technique: commonTechnique(measured),
    columns: joinParts(parts),
    meta: { ...commonMeta(measured), parts: order.map(([number, dataset]) => partFacts(number, dataset)) },
    provenance: { ...first.provenance, file: measured.map(({ provenance }) => provenance.file).join(', ') },
    findings: [
      ...measured.flatMap(({ findings: own, provenance }) =>
        own.map((finding) => ({ ...finding, at: [provenance.file, finding.at].filter(Boolean).join(': ') })),
      ),
      ...factFindings(measured),
      ...findings,
    ],
  };
}

/**
 * The parts of one experiment apart: in order of time, on one clock, and cut at their loops where they were run in turns.
 * The findings of a dataset stand on its first part, those of the join on the first of all.
 */
export function experimentParts(datasets: readonly Dataset[]): readonly Dataset[] {
  const measured = datasets.filter((dataset) => rowCount(dataset) > 0);
  if (measured.length < 2) return measured;
  const { parts, findings } = orderParts(measured);
  const said = [...factFindings(measured), ...findings];
  const seen = new Set<Dataset>();
  return parts.map((part, k) => {
    const own = seen.has(part.dataset) ? [] : part.dataset.findings;
    seen.add(part.dataset);
    return {
      ...part.dataset,
      columns: part.dataset.columns.map((column) => slice(column, part)),
      findings: k === 0 ? [...own, ...said] : own,
    };
  });
}

/** The rows of one part; computed when they are asked for, as the columns of some readers are. */
function slice(column: Column, { from, to, shift }: Part): Column {
  const { name, unit, header, origin } = column;
  let own: ColumnValues | undefined;
  return {
    name,
    unit,
    header,
    origin,
    get values() {
      own ??= rowsOf(column.values, from, to, name === 'time_s' ? shift : 0);
      return own;
    },
  };
}

function rowsOf(values: ColumnValues, from: number, to: number, shift: number): ColumnValues {
  if (!(values instanceof Float64Array)) return values.slice(from, to);
  const own = values.subarray(from, to);
  return shift === 0 ? own : own.map((value) => value + shift);
}

function partFacts(number: number, dataset: Dataset): Json {
  const { technique, provenance, meta } = dataset;
  return {
    part: number,
    file: provenance.file,
    sha256: provenance.sha256,
    technique,
    techniqueCode: meta['techniqueCode'] ?? null,
    startLocal: meta['startLocal'] ?? null,
    rows: rowCount(dataset),
  };
}

/** The parts in order of time, on the clock of the earliest start. */
function orderParts(datasets: readonly Dataset[]): {
  readonly parts: readonly Part[];
  readonly findings: readonly Finding[];
} {
  const findings: Finding[] = [];
  const starts = datasets.map(({ meta }) => startOf(meta['startLocal']));
  const stated = starts.filter((start) => start !== undefined);
  const hasClock = stated.length === datasets.length;
  const zero = Math.min(...stated);
  const placed = datasets.map((dataset, index) => ({ dataset, index, start: starts[index] ?? 0 }));
  const inOrder = hasClock ? placed.sort(inSequence) : placed;
  if (!hasClock) {
    findings.push({
      severity: 'warning',
      code: 'start-unknown',
      message: `${datasets.length - stated.length} of ${datasets.length} parts state no start: parts follow each other without a gap`,
    });
  }
  let end = 0;
  const parts = inOrder.flatMap(({ dataset, start }, k) => {
    const time = numbers(dataset, 'time_s');
    const shift = hasClock ? start - zero : end - (k === 0 ? 0 : (time?.[0] ?? 0));
    if (!hasClock) end = shift + (time?.at(-1) ?? 0);
    return turns(dataset).map(([from, to]): Part => ({ dataset, from, to, number: k + 1, shift }));
  });
  const sorted = parts
    .map((part, index) => ({ part, index }))
    .sort((a, b) => firstTime(a.part) - firstTime(b.part) || a.index - b.index)
    .map(({ part }) => part);
  return { parts: sorted, findings: [...findings, ...gapFindings(sorted)] };
}

interface Placed {
  readonly dataset: Dataset;
  readonly index: number;
  readonly start: number;
}

/** By start, then by the number in the file's name, then by the first record, then as given. */
function inSequence(a: Placed, b: Placed): number {
  const named = partNumber(a.dataset) - partNumber(b.dataset) || 0;
  const first = (placed: Placed) => numbers(placed.dataset, 'time_s')?.[0] ?? 0;
  return a.start - b.start || named || first(a) - first(b) || a.index - b.index;
}

/** Rows between loops: `meta.loops` has the first row of each. */
function turns(dataset: Dataset): [from: number, to: number][] {
  const rows = rowCount(dataset);
  const loops = Array.isArray(dataset.meta['loops']) ? dataset.meta['loops'] : [];
  const starts = [
    0,
    ...loops.filter((row): row is number => typeof row === 'number' && row > 0 && row < rows),
  ];
  const distinct = [...new Set(starts)].sort((a, b) => a - b);
  return distinct.map((from, k) => [from, distinct[k + 1] ?? rows]);
}

/** Seconds of an ISO time without zone, or undefined. */
function startOf(start: Json | undefined): number | undefined {
  const seconds =
    typeof start === 'string' ? Date.parse(start.includes('T') ? `${start}Z` : start) / 1000 : NaN;
  return Number.isFinite(seconds) ? seconds : undefined;
}

function firstTime({ dataset, from, shift }: Part): number {
  return (numbers(dataset, 'time_s')?.[from] ?? 0) + shift;
}

function lastTime({ dataset, to, shift }: Part): number {
  return (numbers(dataset, 'time_s')?.[to - 1] ?? 0) + shift;
}

function gapFindings(parts: readonly Part[]): Finding[] {
  const findings: Finding[] = [];
  let longest: { seconds: number; at: string } | undefined;
  let gaps = 0;
  for (let k = 1; k < parts.length; k++) {
    const [before, part] = [parts[k - 1]!, parts[k]!];
    const pause = firstTime(part) - lastTime(before);
    const at = part.dataset.provenance.file ?? `part ${part.number}`;
    if (pause < -1e-6 && part.dataset !== before.dataset) {
      const message = `${at} begins ${(-pause).toPrecision(4)} s before the part ahead of it ends: both cannot be one cell on one channel`;
      findings.push({ severity: 'warning', code: 'parts-overlap', message, at });
    } else if (pause > PAUSE) {
      gaps++;
      if (longest === undefined || pause > longest.seconds) longest = { seconds: pause, at };
    }
  }
  if (longest !== undefined) {
    const message = `${gaps} pauses of more than ${PAUSE} s between parts; the longest, of ${longest.seconds.toPrecision(4)} s, is before ${longest.at}`;
    findings.push({ severity: 'info', code: 'gap-between-parts', message, at: longest.at });
  }
  return findings;
}
