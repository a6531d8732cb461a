import { type Column, type Dataset, type Finding, type Json, labels, numbers } from '@anodelab/data';
import { buildColumns } from '../cycler-table/build-columns.ts';
import { impliedMass } from '../cycler-table/implied-mass.ts';
import { type Cells, renamed } from '../lazy-column.ts';
import { NEWARE, plainHeader } from './export-vocabulary.ts';
import { countSteps } from './records.ts';

export type TableKind = 'records' | 'cycles' | 'steps';

/** What the datasets of one export share. */
export interface ExportFile {
  /** Units of times that are numbers without a unit. */
  readonly units?: ReadonlyMap<string, string>;
  readonly provenance: Dataset['provenance'];
  readonly meta: { readonly [key: string]: Json };
  readonly findings: readonly Finding[];
}

/**
 * One table of an export in SI; every header gives one column. Records without a test time get one, added up from the
 * times of the steps as the maker's own program does.
 */
export function exportDataset(
  kind: TableKind,
  headers: readonly string[],
  cells: readonly Cells[],
  file: ExportFile,
): Dataset {
  const built = buildColumns(headers.map(plainHeader), cells, NEWARE, {
    ...(file.units !== undefined && { units: file.units }),
  });
  const written = distinctHeaders(headers);
  const columns = built.columns.map((column, i) => renamed(column, { header: written[i] ?? '' }));
  const added = kind === 'records' ? [...testTime(columns), ...splitCounters(columns)] : [];
  const mass = impliedMass([columns], ['qStepCumulative', 'qStepChg', 'qStepDis']);
  return {
    technique: kind === 'records' ? 'cycling' : kind === 'cycles' ? 'cycle-table' : 'unknown',
    columns: [...columns, ...added],
    meta: {
      ...(kind === 'records' ? startOf(columns, built.clockAt?.(0)) : {}),
      ...file.meta,
      ...(mass !== undefined && { activeMass_kg: mass.value }),
    },
    provenance: file.provenance,
    findings: [...(mass === undefined ? [] : [mass.finding]), ...file.findings, ...built.findings],
  };
}

/** The file's own texts; the second column of a text gets ` (2)`. */
function distinctHeaders(headers: readonly string[]): readonly string[] {
  const seen = new Map<string, number>();
  return headers.map((text) => {
    const count = (seen.get(text) ?? 0) + 1;
    seen.set(text, count);
    return count === 1 || text === '' ? text : `${text} (${count})`;
  });
}

/**
 * Counters of charge and discharge where the file has one for both: it belongs to the direction of its step, which the
 * word of the step says, else the sign of the current.
 */
function splitCounters(columns: readonly Column[]): Column[] {
  const current = numbers({ columns }, 'current_A');
  if (current === undefined) return [];
  const words = labels({ columns }, 'stepType');
  const direction = (row: number) => {
    const word = words?.[row] ?? '';
    if (/d(is)?chg|放电/i.test(word)) return -1;
    return /chg|充电/i.test(word) ? 1 : Math.sign(current[row] as number);
  };
  return (['C', 'J'] as const).flatMap((unit): Column[] => {
    const base = unit === 'C' ? 'qStep' : 'eStep';
    const counter = numbers({ columns }, `${base}Cumulative_${unit}`);
    const [charge, discharge] = [`${base}Chg_${unit}`, `${base}Dis_${unit}`];
    const isThere = columns.some(({ name }) => name === charge || name === discharge);
    if (counter === undefined || isThere) return [];
    const part = (name: string, sign: number): Column => ({
      name,
      unit,
      header: null,
      origin: 'derived',
      values: counter.map((value, row) => (direction(row) === sign ? value : 0)),
    });
    return [part(charge, 1), part(discharge, -1)];
  });
}

/** The test time where no column has it; no second step count. */
function testTime(columns: readonly Column[]): Column[] {
  const stepTime = numbers({ columns }, 'stepTime_s');
  const steps = numbers({ columns }, 'stepCount') ?? numbers({ columns }, 'stepId');
  if (numbers({ columns }, 'time_s') !== undefined || stepTime === undefined || steps === undefined)
    return [];
  const counted = countSteps(steps, stepTime, numbers({ columns }, 'cycle') ?? steps);
  return [{ name: 'time_s', unit: 's', header: null, origin: 'derived', values: counted.time }];
}

/** Local time of the first record, where nothing else says when the test began. */
function startOf(columns: readonly Column[], clock: string | undefined): { readonly [key: string]: Json } {
  const time = numbers({ columns }, 'time_s')?.[0];
  return clock !== undefined && clock !== '' && time === 0 ? { startLocal: clock } : {};
}
