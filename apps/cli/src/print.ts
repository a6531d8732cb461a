import type { Finding } from '@anodelab/data';

/** Writes one JSON value to stdout. */
export function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
}

/** Rows of cells as text with aligned columns. */
export function alignedRows(rows: readonly (readonly string[])[]): string {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [i, cell] of row.entries()) widths[i] = Math.max(widths[i] ?? 0, cell.length);
  }
  return rows
    .map((row) =>
      row
        .map((cell, i) => cell.padEnd(widths[i]!))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** One line per finding: severity, place, message. */
export function findingLine(finding: Finding): string {
  const at = finding.at === undefined ? '' : ` (${finding.at})`;
  return `${finding.severity}: ${finding.message}${at}`;
}

/** A number in few digits, or a dash. */
export function shortNumber(value: number | string | null): string {
  if (value === null) return '–';
  return typeof value === 'string' ? value : String(Number(value.toPrecision(6)));
}

/** A line on stderr that rewrites itself on a terminal and prints each tenth elsewhere. */
export function progressLine(): (done: number, total: number, label: string) => void {
  let tenth = -1;
  return (done, total, label) => {
    const share = total === 0 ? 1 : done / total;
    if (process.stderr.isTTY) {
      process.stderr.write(`\r\x1b[K${done}/${total} ${label}${done === total ? '\n' : ''}`);
    } else if (Math.floor(share * 10) > tenth) {
      tenth = Math.floor(share * 10);
      process.stderr.write(`${done}/${total} ${label}\n`);
    }
  };
}
