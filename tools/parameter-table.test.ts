import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parameterDocument } from './parameter-table.ts';

test('docs/parameters.md is printed from the records', () => {
  expect(readFileSync(new URL('../docs/parameters.md', import.meta.url), 'utf8')).toBe(parameterDocument());
});
