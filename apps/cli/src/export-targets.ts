import { landCycleTable, landRecords } from '@anodelab/analysis';
import {
  type Dataset,
  findColumn,
  type Finding,
  writeBdfCsv,
  writeBdfParquet,
  writeCsv,
  writeJson,
} from '@anodelab/data';
import { landWorkbookColumns, mptColumns, writeLandWorkbook, writeMpt } from '@anodelab/formats';

/** A format that a dataset can be written in. */
interface ExportTarget {
  write(dataset: Dataset): Uint8Array | Promise<Uint8Array>;
  /** What of this dataset the format has no place for, in a few words; undefined where it keeps everything. */
  lost(dataset: Dataset): string | undefined;
}

const TEXT_LOSS = 'facts, origins of the columns and findings';

/** By the word after `--to`. */
export const exportTargets: Readonly<Record<string, ExportTarget>> = {
  'bdf-csv': { write: writeBdfCsv, lost: () => TEXT_LOSS },
  'bdf-parquet': { write: writeBdfParquet, lost: () => undefined },
  csv: { write: writeCsv, lost: () => TEXT_LOSS },
  json: { write: writeJson, lost: () => undefined },
  mpt: {
    write: (dataset) => writeMpt(withCapacity(dataset)),
    lost: (dataset) =>
      columnLoss(dataset, mptColumns(dataset), 'facts that EC-Lab has no line for, findings'),
  },
  'land-xlsx': {
    write(dataset) {
      const records = landRecords(dataset);
      return writeLandWorkbook(records, landCycleTable(records));
    },
    lost: (dataset) => {
      const mass = dataset.meta['activeMass_kg'] === undefined ? 'specific columns (no mass is known), ' : '';
      return columnLoss(dataset, landWorkbookColumns, `${mass}facts, findings`);
    },
  },
};

/** An `info` that names what the written file does not hold. */
export function lossFinding(target: string, dataset: Dataset): Finding | undefined {
  const lost = exportTargets[target]?.lost(dataset);
  return lost === undefined
    ? undefined
    : { severity: 'info', code: 'not-written', message: `${target} has no place for ${lost}` };
}

/** A cycling test whose counter EC-Lab has no name for, with EC-Lab's own: capacity from each change of direction. */
function withCapacity(dataset: Dataset): Dataset {
  const isCounted = ['qHalf_C', 'qNet_C'].some((name) => findColumn(dataset, name) !== undefined);
  if (dataset.technique !== 'cycling' || isCounted) return dataset;
  const capacity = findColumn(landRecords(dataset), 'qHalf_C');
  return capacity === undefined ? dataset : { ...dataset, columns: [...dataset.columns, capacity] };
}

function columnLoss(dataset: Dataset, kept: readonly string[], more: string): string {
  const left = dataset.columns
    .filter(({ name, header }) => header !== '' && !kept.includes(name))
    .map(({ name }) => name);
  return left.length === 0 ? more : `the columns ${left.join(', ')}; ${more}`;
}
