import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../', import.meta.url));
const files = globSync(
  '{*,{docs,packages,apps,verification,bench,fuzz,stress,tools,studies}/**/*}.{md,ts,mjs}',
  {
    cwd: root,
    exclude: (name) => ['node_modules', 'dist', 'out'].includes(name.split('/').at(-1)!),
  },
);
const text = (file: string) => readFileSync(join(root, file), 'utf8');

test('every link of a page leads to a file', () => {
  const broken = files
    .filter((file) => file.endsWith('.md'))
    .flatMap((file) =>
      [...text(file).matchAll(/\]\((?!\w+:|#)(?<path>[^)#\s]+)/g)]
        .filter(({ groups }) => !existsSync(join(root, dirname(file), groups!['path']!)))
        .map(({ groups }) => `${file}: ${groups!['path']}`),
    );
  expect(broken).toEqual([]);
});

test('every page that the code names is there', () => {
  const broken = files
    .filter((file) => /\.(?:ts|mjs)$/.test(file) && file !== 'tools/links.test.ts')
    .flatMap((file) =>
      [...text(file).matchAll(/\bdocs\/[\w/-]+\.(?:md|json)\b/g)]
        .filter(([page]) => !existsSync(join(root, page)))
        .map(([page]) => `${file}: ${page}`),
    );
  expect(broken).toEqual([]);
});

test('the list of methods names every page beside it', () => {
  const list = text('docs/methods/README.md');
  const pages = files
    .filter((file) => file.startsWith('docs/methods/') && file.endsWith('.md'))
    .map((file) => file.slice('docs/methods/'.length));
  expect(pages.filter((page) => page !== 'README.md' && !list.includes(`(${page})`))).toEqual([]);
});
