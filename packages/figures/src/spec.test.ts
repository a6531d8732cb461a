import { expect, it } from 'vitest';
import { goldenFigures } from './golden/figures.ts';
import { parseFigureSpec } from './spec.ts';

const [spec] = Object.values(goldenFigures);

it('comes back the same from JSON', () => {
  for (const figure of Object.values(goldenFigures)) {
    expect(parseFigureSpec(JSON.parse(JSON.stringify(figure)))).toEqual(figure);
  }
});

it('refuses what is not a figure and names the place', () => {
  expect(() => parseFigureSpec({ ...spec, width: 90 })).toThrow(/^figure spec: width: /);
  expect(() => parseFigureSpec({ ...spec, version: 2 })).toThrow(/^figure spec: version: /);
  expect(() => parseFigureSpec({ ...spec, grid: true })).toThrow(/grid/);
});

it('refuses a mark whose table or column is not there', () => {
  expect(() => parseFigureSpec({ ...spec, tables: {} })).toThrow(
    /panels\.0: expected a table ".*", found none/,
  );
});
