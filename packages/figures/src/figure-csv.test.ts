import { expect, it } from 'vitest';
import { figureCsv } from './figure-csv.ts';
import { goldenFigures } from './golden/figures.ts';
import type { FigureSpec } from './spec.ts';

it('holds every value of every table, headed by table, quantity and unit', () => {
  const spec = goldenFigures['nyquist'] as FigureSpec;
  const lines = figureCsv(spec).split('\r\n');
  const [tables, labels, units] = lines.slice(0, 3).map((line) => line.split(','));
  const at = (tables ?? []).findIndex((table, i) => table === 'nmSi impedance' && labels?.[i] === "Z'");
  expect(units?.[at]).toBe('Ω');
  const written = lines
    .slice(3)
    .map((line) => line.split(',')[at] ?? '')
    .filter((cell) => cell !== '')
    .map(Number);
  expect(written).toEqual(spec.tables['nmSi impedance']?.['re']?.values);
});

it('quotes cells with commas, quotes and line ends', () => {
  const spec = structuredClone(goldenFigures['share'] as FigureSpec);
  spec.tables = { 'a,b': { x: { label: 'say "x"', unit: null, values: ['1\n2'] } } };
  expect(figureCsv(spec)).toBe('"a,b"\r\n"say ""x"""\r\n\r\n"1\n2"\r\n');
});
