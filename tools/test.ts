/**
 * npm test: every check and every test, then one line `N passed, N failed`.
 * Real files are read too where the corpus is (`ANODELAB_CORPUS`, default `../shared/corpus`).
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../', import.meta.url));
const bin = (name: string) => join(root, 'node_modules/.bin', name);

const checks: readonly (readonly [name: string, program: string, ...args: string[]])[] = [
  ['types of packages and apps', bin('tsc'), '-b'],
  ['types of tests, benches and tools', bin('tsc'), '-p', 'tsconfig.check.json'],
  ['format', bin('biome'), 'format', '.'],
  ['lint and import rules', bin('oxlint'), '--type-aware', '--deny-warnings'],
  ['dead code', bin('knip'), '--no-progress'],
];

let passed = 0;
let failed = 0;
for (const [name, program, ...args] of checks) {
  const run = spawnSync(program, args, { cwd: root, encoding: 'utf8' });
  const good = run.status === 0;
  console.log(`${good ? 'ok  ' : 'FAIL'} ${name}`);
  if (good) passed++;
  else {
    failed++;
    console.log(`${run.stdout}${run.stderr}`.trimEnd());
  }
}

const corpus = process.env.ANODELAB_CORPUS ?? join(root, '../shared/corpus');
console.log(
  existsSync(corpus) ? `corpus: ${corpus}` : `corpus: not at ${corpus}; tests on real files are skipped`,
);

mkdirSync(join(root, '.cache'), { recursive: true });
const report = join(root, '.cache/vitest.json');
const tests = spawnSync(
  bin('vitest'),
  ['run', '--reporter=dot', '--reporter=json', `--outputFile.json=${report}`],
  {
    cwd: root,
    stdio: 'inherit',
  },
);
interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numFailedTestSuites: number;
}
if (existsSync(report)) {
  const counts = JSON.parse(readFileSync(report, 'utf8')) as Report;
  passed += counts.numPassedTests;
  // A file that fails to load counts as one failure although none of its tests ran.
  failed += Math.max(counts.numFailedTests, counts.numFailedTestSuites > 0 ? 1 : 0);
  if (counts.numPendingTests > 0)
    console.log(`${counts.numPendingTests} tests skipped (no corpus or no Chromium)`);
} else failed++;
if (tests.status !== 0 && failed === 0) failed++;

console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
