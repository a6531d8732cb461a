import type { Dataset } from '../dataset.ts';
import type { Finding } from '../finding.ts';
import { recorded, rowPlace } from './recorded.ts';
import type { Scans } from './scans.ts';

/** What every analysis rests on. */
const NEEDED = ['time_s', 'voltage_V', 'ewe_V', 'current_A', 'freq_Hz', 'zRe_Ohm', 'zIm_Ohm'];
/** Findings of readers that have said so already. */
const SAID = new Set([
  'no-value',
  'not-a-number',
  'ragged-row',
  'columns-without-values',
  'last-row-cut',
  'cells-skipped',
]);

/**
 * Cells without a number among others in a column that analyses rest on: a warning with how many islands there are, since
 * sums over such rows have no value. Only in the last row it is information: the file was still being written. Silent for
 * tables of several techniques, which leave each other's columns empty, and where the reader has said so.
 */
export function missingValues(dataset: Dataset, scans: Scans): Finding[] {
  if (dataset.technique === 'mixed' || dataset.findings.some(({ code }) => SAID.has(code))) return [];
  return NEEDED.flatMap((name): Finding[] => {
    const values = recorded(dataset, name);
    if (values === undefined) return [];
    const { missing } = scans.column(values);
    if (missing === 0 || missing === values.length) return [];
    let islands = 0;
    let first = -1;
    let isBefore = false;
    for (let row = 0; row < values.length; row++) {
      const isMissing = !Number.isFinite(values[row]);
      if (isMissing && !isBefore && islands++ === 0) first = row;
      isBefore = isMissing;
    }
    if (first === values.length - 1) {
      const message = `the last row has no ${name}: the file was cut or still being written`;
      return [{ severity: 'info', code: 'last-row-incomplete', message, at: rowPlace(first) }];
    }
    const message = `${missing} of ${values.length} cells of ${name} hold no number, in ${islands} ${islands === 1 ? 'place' : 'places'}: integrals and fits leave these rows out; fill or cut them on purpose`;
    return [{ severity: 'warning', code: 'values-missing', message, at: rowPlace(first) }];
  });
}
