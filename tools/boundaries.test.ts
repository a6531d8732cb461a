import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { allowedImports, oxlintConfiguration } from './boundaries.ts';

const root = fileURLToPath(new URL('../', import.meta.url));
const planted = mkdtempSync(join(tmpdir(), 'anodelab-planted-'));
afterAll(() => rmSync(planted, { recursive: true }));

test('the committed linter configuration is the one generated from the table', () => {
  expect(readFileSync(join(root, '.oxlintrc.json'), 'utf8')).toBe(oxlintConfiguration());
});

test('package.json declares no import that the table forbids', () => {
  for (const [name, allowed] of Object.entries(allowedImports)) {
    const file = join(root, 'packages', name, 'package.json');
    if (!existsSync(file)) continue;
    const manifest = JSON.parse(readFileSync(file, 'utf8')) as { dependencies?: Record<string, string> };
    const declared = Object.keys(manifest.dependencies ?? {}).filter((key) => key.startsWith('@anodelab/'));
    const extra = name === 'models' ? ['data'] : [];
    for (const key of declared)
      expect([...allowed, ...extra], `${name} declares ${key}`).toContain(key.slice(10));
  }
});

test.each(Object.keys(allowedImports))('a forbidden import planted in %s is caught', (name) => {
  const forbidden = Object.keys(allowedImports).filter(
    (other) => other !== name && !allowedImports[name]!.includes(other),
  );
  expect(lint(name, `import { x } from '@anodelab/${forbidden[0]}';\nconsole.log(x);\n`)).toContain(
    'no-restricted-imports',
  );
});

test('an allowed import passes, a planted any and a default export do not', () => {
  expect(lint('data', "import { x } from '@anodelab/units';\nconsole.log(x);\n")).not.toContain(
    'no-restricted-imports',
  );
  expect(lint('data', 'export const loose = (x: any) => x;\n')).toContain('no-explicit-any');
  expect(lint('data', 'export default 1;\n')).toContain('no-default-export');
});

function lint(name: string, source: string): string {
  const folder = join(planted, 'packages', name, 'src');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'planted.ts'), source);
  writeFileSync(join(planted, '.oxlintrc.json'), oxlintConfiguration());
  const run = spawnSync(join(root, 'node_modules/.bin/oxlint'), [join('packages', name)], {
    cwd: planted,
    encoding: 'utf8',
  });
  return run.stdout + run.stderr;
}
