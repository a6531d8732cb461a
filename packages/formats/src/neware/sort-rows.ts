import type { Finding } from '@anodelab/data';

/**
 * Columns cut to `rows` and in the order of the first one, the number of the record; of equal numbers the first row
 * stays. Sorting and dropping are findings.
 */
export function sortRows(
  columns: readonly Float64Array[],
  rows: number,
  findings: Finding[],
): readonly Float64Array[] {
  const cut = columns.map((column) => (rows === column.length ? column : column.slice(0, rows)));
  const key = cut[0] ?? new Float64Array();
  let isSorted = true;
  for (let i = 1; i < rows; i++) {
    if ((key[i] as number) <= (key[i - 1] as number)) {
      isSorted = false;
      break;
    }
  }
  if (isSorted) return cut;
  const order = Uint32Array.from({ length: rows }, (_, i) => i).sort(
    (a, b) => (key[a] as number) - (key[b] as number) || a - b,
  );
  const kept = order.filter((row, i) => i === 0 || key[row] !== key[order[i - 1] as number]);
  const dropped = rows - kept.length;
  findings.push({
    severity: 'warning',
    code: 'records-sorted',
    message: `records are out of order or there twice: sorted by their number${dropped > 0 ? `, the first of each kept, ${dropped} left out` : ''}`,
    at: 'record',
  });
  return cut.map((column) => Float64Array.from(kept, (row) => column[row] as number));
}
