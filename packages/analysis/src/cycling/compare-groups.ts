import { type AnalysisResult, type Finding, findColumn, labels, numbers, type Table } from '@anodelab/data';
import { derived } from './derived-column.ts';
import { at, type Cell, deviation, halfWidth, mean, quantities } from './group-cells.ts';
import { contrastTable, describeContrasts, pooledSpread } from './group-contrasts.ts';
import { type OutlierRule, outliers, outlierStatement } from './outliers.ts';

/** Cells of one condition: the cycling analysis of each, with a name for tables and findings. */
export interface CellGroup {
  readonly label: string;
  readonly cells: readonly { readonly name: string; readonly result: AnalysisResult }[];
}

export interface GroupOptions {
  /** Cycle at which groups are compared. Default: the last one that every cell completes. */
  readonly cycle?: number;
  /** What is done with cells that stand apart. Default `exclude`: by the preset rule, each one named in a finding. */
  readonly outliers?: OutlierRule;
}

/**
 * Several cells of each condition (docs/methods/groups.md). Tables: `groups` (mean, spread and 95 % interval of the mean by
 * group and cycle), `cells` (each cell's numbers and whether it is kept), `contrasts` (each pair of groups: difference with
 * a simultaneous 95 % interval, and the smallest difference that so many cells separate in 80 of 100 experiments).
 *
 * @throws {RangeError} without groups, for an empty one, or when the cells share no complete cycle
 */
export function compareGroups(groups: readonly CellGroup[], options: GroupOptions = {}): AnalysisResult {
  const rule = options.outliers ?? 'exclude';
  const { column, unit } = capacityColumn(groups);
  const read = groups.flatMap((group) =>
    group.cells.map(({ name, result }) => readCell(group.label, name, result, column)),
  );
  const empty = groups.find(({ cells }) => cells.length === 0);
  if (groups.length === 0 || empty)
    throw new RangeError(`groups of cells expected, ${empty?.label ?? 'none'} is empty`);
  const cycle = options.cycle ?? lastShared(read);
  const apart = outliers(read, quantities[0]?.read ?? (() => NaN), cycle, rule);
  const cells = read.map((cell) => ({ ...cell, kept: !apart.includes(cell) }));
  const names = groups.map(({ label }) => label);
  const contrasts = describeContrasts(cells, names, cycle);
  const models = groups.flatMap((group) => group.cells.flatMap(({ result }) => result.model ?? []));
  return {
    analysis: 'groups',
    results: {},
    tables: {
      groups: groupTable(cells, names, unit),
      cells: cellTable(cells, cycle, unit),
      contrasts: contrastTable(contrasts, unit),
    },
    statements: [
      `Groups are compared at cycle ${cycle}; a cell counts once, however many cycles it has.`,
      outlierStatement(rule),
      ...contrasts.filter(({ quantity }) => quantity === 'capacity').map(({ sentence }) => sentence),
    ],
    findings: findingsOf(cells, names, cycle),
    ...(models[0] && { model: models[0] }),
  };
}

/** What the electrodes give back: per mass where every cell has it, else per cell. */
function capacityColumn(groups: readonly CellGroup[]): { column: string; unit: string } {
  const results = groups.flatMap(({ cells }) => cells.map(({ result }) => result));
  const hasAll = (name: string) =>
    results.every(({ tables }) => tables['cycles'] && findColumn(tables['cycles'], name));
  for (const column of ['qDelith_C_kg', 'qDis_C_kg']) if (hasAll(column)) return { column, unit: 'C/kg' };
  const isHalfCell = results.every(
    ({ tables }) => tables['curves'] && labels(tables['curves'], 'direction')?.includes('delithiation'),
  );
  return { column: isHalfCell ? 'qChg_C' : 'qDis_C', unit: 'C' };
}

function readCell(group: string, name: string, { tables }: AnalysisResult, column: string): Cell {
  const table = tables['cycles'] ?? { columns: [] };
  const values = (each: string) => numbers(table, each) ?? new Float64Array(0);
  const complete = values('complete');
  return {
    group,
    name,
    cycle: values('cycle'),
    capacity: values(column).map((value, i) => (complete[i] === 1 ? value : NaN)),
    efficiency: values('ce'),
    retention: values('retention'),
    kept: true,
  };
}

function lastShared(cells: readonly Cell[]): number {
  const [first, ...others] = cells;
  const shared = Array.from(first?.cycle ?? []).filter((cycle) =>
    [first, ...others].every((cell) => cell !== undefined && !Number.isNaN(at(cell, cell.capacity, cycle))),
  );
  const last = shared.at(-1);
  if (last === undefined) throw new RangeError('the cells share no complete cycle');
  return last;
}

function groupTable(cells: readonly Cell[], names: readonly string[], unit: string): Table {
  const rows = names.flatMap((name) => {
    const own = cells.filter((cell) => cell.group === name && cell.kept);
    const cycles = [...new Set(own.flatMap(({ cycle }) => Array.from(cycle)))].sort((a, b) => a - b);
    return cycles.map((cycle) => {
      const pick = (values: (cell: Cell) => Float64Array) =>
        own.map((cell) => at(cell, values(cell), cycle)).filter((value) => !Number.isNaN(value));
      return {
        name,
        cycle,
        capacity: pick((cell) => cell.capacity),
        efficiency: pick((cell) => cell.efficiency),
      };
    });
  });
  type Row = (typeof rows)[number];
  const each = (name: string, columnUnit: string, read: (row: Row) => number) =>
    derived(name, columnUnit, Float64Array.from(rows, read));
  const suffix = unit === 'C' ? '_C' : '_C_kg';
  return {
    columns: [
      derived(
        'group',
        null,
        rows.map(({ name }) => name),
      ),
      each('cycle', '1', ({ cycle }) => cycle),
      each('cells', '1', ({ capacity }) => capacity.length),
      each(`q${suffix}`, unit, ({ capacity }) => mean(capacity)),
      each(`qSd${suffix}`, unit, ({ capacity }) => deviation(capacity)),
      each(`qLow${suffix}`, unit, ({ capacity }) => mean(capacity) - halfWidth(capacity)),
      each(`qHigh${suffix}`, unit, ({ capacity }) => mean(capacity) + halfWidth(capacity)),
      each(`qMin${suffix}`, unit, ({ capacity }) => (capacity.length > 0 ? Math.min(...capacity) : NaN)),
      each(`qMax${suffix}`, unit, ({ capacity }) => (capacity.length > 0 ? Math.max(...capacity) : NaN)),
      each('ce', '1', ({ efficiency }) => mean(efficiency)),
      each('ceSd', '1', ({ efficiency }) => deviation(efficiency)),
      each('ceMin', '1', ({ efficiency }) => (efficiency.length > 0 ? Math.min(...efficiency) : NaN)),
      each('ceMax', '1', ({ efficiency }) => (efficiency.length > 0 ? Math.max(...efficiency) : NaN)),
    ],
  };
}

function cellTable(cells: readonly Cell[], cycle: number, unit: string): Table {
  const numbersOf = (index: number) =>
    Float64Array.from(cells, (cell) => quantities[index]?.read(cell, cycle) ?? NaN);
  return {
    columns: [
      derived(
        'group',
        null,
        cells.map(({ group }) => group),
      ),
      derived(
        'cell',
        null,
        cells.map(({ name }) => name),
      ),
      derived(unit === 'C' ? 'q_C' : 'q_C_kg', unit, numbersOf(0)),
      derived('retention', '1', numbersOf(1)),
      derived('ceFirst', '1', numbersOf(2)),
      derived('ceMean', '1', numbersOf(3)),
      derived(
        'kept',
        '1',
        Float64Array.from(cells, ({ kept }) => (kept ? 1 : 0)),
      ),
    ],
  };
}

function findingsOf(cells: readonly Cell[], names: readonly string[], cycle: number): readonly Finding[] {
  const apart = cells.filter(({ kept }) => !kept);
  const single = names.filter(
    (name) => cells.filter((cell) => cell.group === name && cell.kept).length === 1,
  );
  return [
    ...apart.map(
      ({ group, name }): Finding => ({
        severity: 'warning',
        code: 'cell-set-aside',
        message: `cell ${name} of ${group} stands apart at cycle ${cycle} and is set aside by the preset rule; see table cells`,
        at: name,
      }),
    ),
    ...single.map(
      (name): Finding => ({
        severity: 'warning',
        code: 'one-cell',
        message: `${name} is one cell: it has no spread of its own, and no difference from it can be told${pooledSpread(cells, quantities[0]?.read ?? (() => NaN), cycle).freedom > 0 ? ' but by the spread of the other groups' : ''}`,
        at: name,
      }),
    ),
  ];
}
