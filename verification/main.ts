import { allChecks } from './all-checks.ts';
import type { Check } from './check.ts';
import { writeFigures } from './figures/write-figures.ts';

// npm run verify [-- --json | --figures]: the table, the table for programs, or the figures of docs/methods
if (process.argv.includes('--figures')) {
  process.exit(writeFigures(console.log) ? 0 : 1);
}
const checks = allChecks();
const failed = checks.filter(({ pass }) => !pass).length;
if (process.argv.includes('--json')) {
  const rows = checks.map(({ id, what, expected, computed, tolerance, pass }) => ({
    id,
    what,
    expected,
    computed,
    tolerance,
    pass,
  }));
  console.log(JSON.stringify(rows, null, 1));
} else {
  console.log(table(checks));
  console.log(`\n${checks.length - failed} passed, ${failed} failed`);
}
process.exitCode = failed > 0 ? 1 : 0;

function table(rows: readonly Check[]): string {
  const header = ['id', 'what', 'source', 'expected', 'computed', 'tolerance', 'verdict'];
  const cells = rows.map(({ id, what, source, expected, computed, tolerance, pass }) => [
    id,
    what,
    source,
    digits(expected),
    digits(computed),
    digits(tolerance),
    pass ? 'pass' : 'FAIL',
  ]);
  const widths = header.map((title, i) => Math.max(title.length, ...cells.map((row) => row[i]!.length)));
  const line = (row: readonly string[]) =>
    row
      .map((cell, i) => cell.padEnd(widths[i]!))
      .join('  ')
      .trimEnd();
  return [header, widths.map((width) => '-'.repeat(width)), ...cells].map(line).join('\n');
}

function digits(value: number): string {
  return value === 0 ? '0' : String(Number(value.toPrecision(5)));
}
