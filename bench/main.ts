/**
 * npm run bench [NAME…] [-- --json]: ours against the peers, in one run. A NAME is a file of this folder (`mpr`, `eis`,
 * `life`); what they share is in `race/`. Exit 1 when a ratio stays below its bar.
 */
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { BenchRow } from './race/row.ts';

const folder = fileURLToPath(new URL('.', import.meta.url));
const benches = readdirSync(folder)
  .filter((file) => file.endsWith('.ts') && file !== 'main.ts')
  .map((file) => file.slice(0, -3));

const args = process.argv.slice(2);
const json = args.includes('--json');
const asked = args.filter((arg) => !arg.startsWith('--'));
const unknown = asked.find((name) => !benches.includes(name));
if (unknown !== undefined) {
  console.error(`bench: expected one of ${benches.join(', ')}; found ${unknown}`);
  process.exit(2);
}

const rows: BenchRow[] = [];
for (const name of asked.length > 0 ? asked : benches) {
  console.error(`bench: ${name}`);
  const { run } = (await import(`./${name}.ts`)) as { run: () => Promise<BenchRow[]> };
  rows.push(...(await run()));
}
if (json) console.log(JSON.stringify(rows, null, 2));
else for (const row of rows) console.log(line(row));
process.exitCode = rows.every((row) => row.ratio >= row.must) ? 0 : 1;

function line(row: BenchRow): string {
  const peer = row.peer === null ? 'no peer' : `peer ${row.peer.toPrecision(4)} ${row.unit}`;
  const verdict = row.ratio >= row.must ? 'ok  ' : 'MISS';
  const errors = [row.errorOurs, row.errorPeer].map((error) =>
    error === null ? 'none' : error.toPrecision(2),
  );
  return `${verdict} ${row.name}: ours ${row.ours.toPrecision(4)} ${row.unit}, ${peer}, ratio ${row.ratio.toPrecision(3)} (must ${row.must}), error ours ${errors[0]}, peer ${errors[1]}. ${row.note}`;
}
