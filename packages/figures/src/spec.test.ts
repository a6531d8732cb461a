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

it('refuses a domain that no axis can have', () => {
  const withDomain = (domain: [number, number], scale = 'linear') => {
    const copy = structuredClone(spec);
    return { ...copy, panels: copy?.panels.map((panel) => ({ ...panel, y: { ...panel.y, domain, scale } })) };
  };
  expect(() => parseFigureSpec(withDomain([5, 5]))).toThrow(
    /panels\.0\.y: expected a domain whose ends differ/,
  );
  expect(() => parseFigureSpec(withDomain([0, 5], 'log'))).toThrow(/rising domain above zero/);
  expect(parseFigureSpec(withDomain([5, 0])).panels[0]?.y.domain).toEqual([5, 0]);
});
