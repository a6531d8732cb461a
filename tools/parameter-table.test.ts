import { existsSync, readFileSync } from 'node:fs';
import { parameterNames, parameters, whatFixes } from '@anodelab/models';
import { expect, test } from 'vitest';
import { pages, parameterDocument, parameterJson } from './parameter-table.ts';

const committed = (name: string) => readFileSync(new URL(`../docs/${name}`, import.meta.url), 'utf8');

test('docs/parameters.md is printed from the records', () => {
  expect(committed('parameters.md')).toBe(parameterDocument());
});

test('docs/parameters.json is printed from the records', () => {
  expect(committed('parameters.json')).toBe(parameterJson());
});

test('what is not fixed says which measurement would fix it', () => {
  const open = parameterNames.filter((name) => parameters[name].status !== 'fixed');
  expect(open.filter((name) => whatFixes[name] === undefined)).toEqual([]);
});

test('every part of the chain has a page with its equations', () => {
  const missing = Object.values(pages).filter(
    (page) => !existsSync(new URL(`../docs/methods/${page}.md`, import.meta.url)),
  );
  expect(missing).toEqual([]);
});
