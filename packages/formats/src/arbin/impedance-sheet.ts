import { type Column, type Dataset, numbers, slug } from '@anodelab/data';
import { buildColumns } from '../cycler-table/build-columns.ts';
import { gridValues } from '../cycler-table/grid-values.ts';
import { sheetTable } from '../cycler-table/sheet-table.ts';
import { headerParts, type VocabularyRow, vocabulary } from '../cycler-table/vocabulary.ts';
import type { Grid } from '../workbook/grid.ts';

/** Columns of the sheets `ACIM_chan…`, which a potentiostat beside the cycler fills. */
const ROWS: readonly VocabularyRow[] = [
  ['deviceId', 'label', 'measured', 'deviceid'],
  ['productId', 'label', 'measured', 'productid'],
  ['testId', '1', 'measured', 'testid eistestid'],
  ['channelId', '1', 'measured', 'channelid'],
  ['cycle', '1', 'vendor', 'cycleid'],
  ['stepId', '1', 'measured', 'stepid'],
  ['record', '1', 'measured', 'pt eisdatapoint'],
  ['time', 's', 'measured', 'testtime'],
  ['freq', 'Hz', 'measured', 'freq frequency'],
  ['zAbs', 'Ohm', 'measured', 'zmod'],
  ['zPhase', 'rad', 'measured', 'zphz'],
  ['zRe', 'Ohm', 'measured', 'zreal'],
  ['zIm', 'Ohm', 'measured', 'zimg zimag'],
  ['ocv', 'V', 'measured', 'ocv'],
  ['acAmplitude', null, 'measured', 'acamprms'],
  ['dcBase', null, 'measured', 'dcbase'],
  ['drivenType', 'label', 'measured', 'driventype'],
];
const IMPEDANCE = vocabulary(ROWS);

/** Units that the sheets do not repeat: they are those of the potentiostat's files. */
const UNITS: ReadonlyMap<string, string> = new Map([
  ['time', 's'],
  ['freq', 'Hz'],
  ['zAbs', 'Ohm'],
  ['zPhase', 'deg'],
  ['zRe', 'Ohm'],
  ['zIm', 'Ohm'],
  ['ocv', 'V'],
]);

function isImpedanceHeader(cells: readonly string[]): boolean {
  const words = new Set(cells.map((cell) => slug(headerParts(cell).word)));
  return (words.has('freq') || words.has('frequency')) && words.has('zmod') && words.has('zphz');
}

/** The spectra of a sheet of impedances, each with what the sheet says of it; empty for other sheets. */
export function impedanceSpectra(grid: Grid): readonly Omit<Dataset, 'provenance'>[] {
  const table = sheetTable(grid, isImpedanceHeader);
  if (table === undefined) return [];
  const { headers, headerRow, parts } = table;
  const rows = parts[0]?.rows ?? [];
  const channel = /(\d+)$/.exec(grid.name)?.[1];
  return sweeps(grid, headers, rows).map((own, i, all) => {
    const cells = headers.map((_, column) => gridValues(grid, column, own));
    const built = buildColumns(headers, cells, IMPEDANCE, { units: UNITS });
    return {
      technique: 'eis',
      columns: withParts(built.columns),
      meta: {
        sheets: [grid.name],
        ...(channel !== undefined && { channel }),
        ...(all.length > 1 && { spectrum: i + 1 }),
      },
      findings: [
        ...built.findings,
        {
          severity: 'info',
          code: 'unit-by-format',
          message:
            'the column names state no units: frequency in Hz, impedance in Ohm and phase in degrees, as its potentiostat writes them',
          at: grid.place(headerRow),
        },
      ],
    };
  });
}

/** The rows of each spectrum: the number of the point begins again, or another cycle or step does. */
function sweeps(
  grid: Grid,
  headers: readonly string[],
  rows: readonly number[],
): readonly (readonly number[])[] {
  const column = (pattern: RegExp) => headers.findIndex((header) => pattern.test(header.trim()));
  const point = column(/^(pt|eis_data_point)$/i);
  const keys = [column(/^cycle_id$/i), column(/^step_id$/i), column(/test_id$/i)].filter((at) => at >= 0);
  const found: number[][] = [];
  rows.forEach((row, i) => {
    const before = rows[i - 1];
    const restarts =
      before === undefined ||
      keys.some((key) => grid.cell(row, key) !== grid.cell(before, key)) ||
      (point >= 0 && Number(grid.cell(row, point)) <= Number(grid.cell(before, point)));
    if (restarts) found.push([row]);
    else found.at(-1)?.push(row);
  });
  return found;
}

/** Real and imaginary part beside magnitude and phase where the sheet has them not. */
function withParts(columns: readonly Column[]): readonly Column[] {
  const size = numbers({ columns }, 'zAbs_Ohm');
  const angle = numbers({ columns }, 'zPhase_rad');
  if (size === undefined || angle === undefined || numbers({ columns }, 'zRe_Ohm') !== undefined)
    return columns;
  const part = (name: string, of: (radians: number) => number): Column => ({
    name,
    unit: 'Ohm',
    header: null,
    origin: 'derived',
    values: size.map((value, row) => value * of(angle[row] ?? NaN)),
  });
  return [...columns, part('zRe_Ohm', Math.cos), part('zIm_Ohm', Math.sin)];
}
