import type { Dataset } from '../dataset.ts';
import { rowCount } from '../column.ts';
import type { Finding } from '../finding.ts';
import { digits, isGalvanostatic, recorded, recordedVoltage } from './recorded.ts';
import type { Scans } from './scans.ts';

/** Rows from which a signal should have moved. */
const FEWEST = 10;
/** Findings of readers that have said so already. */
const EMPTY = new Set(['no-rows', 'no-table', 'no-records']);

/**
 * A table without rows, a cycling test without any current (information), and a voltage that stays exactly the same while
 * a constant current flows (a warning: the sense wires were off or another column was taken). A hold has a voltage that
 * stays and a current that changes.
 */
export function constantSignal(dataset: Dataset, scans: Scans): Finding[] {
  if (dataset.columns.length === 0) return []; // an image, or settings without a table
  if (rowCount(dataset) === 0) {
    if (dataset.findings.some(({ code }) => EMPTY.has(code))) return [];
    return [
      {
        severity: 'info',
        code: 'no-rows',
        message: 'the table has columns but no rows: nothing was recorded',
      },
    ];
  }
  const current = recorded(dataset, 'current_A');
  if (!isGalvanostatic(dataset) || current === undefined || current.length < FEWEST) return [];
  const isConstant = (values: Float64Array) => {
    if (values[0] !== values.at(-1)) return false;
    const { least, most, missing } = scans.column(values);
    return least === most && missing === 0;
  };
  if (!isConstant(current)) return [];
  if (current[0] === 0) {
    const message = `the current is zero in all ${current.length} rows: the cell was at rest; there is nothing to count`;
    return [{ severity: 'info', code: 'current-zero', message, at: 'current_A' }];
  }
  const voltage = recordedVoltage(dataset);
  if (voltage === undefined || !isConstant(voltage.values)) return [];
  const message = `the voltage is exactly ${digits(voltage.values[0]!)} V in all ${current.length} rows while ${digits(current[0]!)} A flow: the sense wires were off, or another column was taken for it`;
  return [{ severity: 'warning', code: 'voltage-constant', message, at: voltage.name }];
}
