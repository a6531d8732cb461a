/**
 * npm run stress [protocols] [lives] [-- --cases 1000 --from 0 --json]: the porous cell on parameters drawn from the
 * priors of the parameter records. Every case must end, or stop for a named physical cause, with lithium kept to 1e-10.
 * Numbered, so that any case can be run again: --from 417 --cases 1. Goes on where it was stopped unless --from is given.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type CaseOutcome, tryLife, tryProtocol } from './try-case.ts';

const kinds = { protocols: tryProtocol, lives: tryLife };
type Kind = keyof typeof kinds;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    cases: { type: 'string', default: '1000' },
    from: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
});
const asked = positionals.length > 0 ? positionals : Object.keys(kinds);
const cases = Number(values.cases);
if (!(cases >= 1) || asked.some((kind) => !(kind in kinds))) {
  console.error(
    `stress: expected protocols or lives and --cases N; found ${positionals.join(' ')} ${values.cases}`,
  );
  process.exit(2);
}

interface Tally {
  done: number;
  counts: Partial<Record<CaseOutcome['kind'], number>>;
  failures: string[];
  /** Named physical causes, with their cases. */
  physical: string[];
}
const folder = fileURLToPath(new URL('../.cache/', import.meta.url));
const path = `${folder}stress.json`;
mkdirSync(folder, { recursive: true });
const tallies: Partial<Record<Kind, Tally>> = values.from === undefined ? load() : {};

for (const kind of asked as Kind[]) {
  const first = Number(values.from ?? 0);
  const tally = (tallies[kind] = { done: 0, counts: {}, failures: [], physical: [], ...tallies[kind] });
  const started = performance.now();
  let told = started;
  while (tally.done < cases) {
    const outcome = kinds[kind](first + tally.done);
    tally.done++;
    tally.counts[outcome.kind] = (tally.counts[outcome.kind] ?? 0) + 1;
    if (outcome.kind === 'physical') tally.physical.push(outcome.message);
    else if (outcome.kind !== 'done') tally.failures.push(`${outcome.kind}: ${outcome.message}`);
    if (performance.now() - told < 2000 && tally.done < cases) continue;
    told = performance.now();
    console.error(
      `stress: ${kind}: ${tally.done} of ${cases}, ${JSON.stringify(tally.counts)}, ${((told - started) / 1000).toFixed(0)} s`,
    );
    if (values.from === undefined) writeFileSync(path, JSON.stringify(tallies));
  }
}
const failures = Object.entries(tallies).flatMap(([kind, tally]) =>
  tally.failures.map((text) => `${kind}: ${text}`),
);
if (values.json) console.log(JSON.stringify(tallies, null, 2));
else for (const failure of failures) console.log(failure);
process.exitCode = failures.length === 0 ? 0 : 1;

function load(): Partial<Record<Kind, Tally>> {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Partial<Record<Kind, Tally>>;
  } catch {
    return {};
  }
}
