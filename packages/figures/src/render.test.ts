import { expect, it } from 'vitest';
import { goldenFigures } from './golden/figures.ts';
import { renderPdf, renderPng } from './index.node.ts';
import { layout } from './layout.ts';
import type { Scene } from './scene.ts';
import type { FigureSpec } from './spec.ts';
import { toSvg } from './svg.ts';

const scene = layout(goldenFigures['paper-5'] as FigureSpec);
const small = layout(goldenFigures['share'] as FigureSpec);

it('makes a PNG with the pixels that the resolution wants', () => {
  const png = renderPng(toSvg(scene), { dpi: 100 });
  const view = new DataView(png.buffer, png.byteOffset);
  expect(view.getUint32(0)).toBe(0x89504e47);
  expect(view.getUint32(16)).toBe(Math.round((170 * 100) / 25.4));
  expect(view.getUint32(20)).toBe(Math.round((scene.height * 100) / 25.4));
});

it('draws the letters of a PNG, which resvg leaves out without a word where it has no font', () => {
  const blank: Scene = { ...small, items: [] };
  const text: Scene = { ...small, items: small.items.filter(({ type }) => type === 'text') };
  expect(renderPng(toSvg(text), { dpi: 100 }).length).toBeGreaterThan(
    2 * renderPng(toSvg(blank), { dpi: 100 }).length,
  );
});

it('refuses an SVG without a width in mm', () => {
  expect(() => renderPng('<svg xmlns="http://www.w3.org/2000/svg"/>')).toThrow(/width in mm/);
});

it('makes the same PDF twice, in the exact size, with Arimo inside', async () => {
  const first = await renderPdf(small);
  const text = Buffer.from(first).toString('latin1');
  expect(Buffer.from(first).equals(Buffer.from(await renderPdf(small)))).toBe(true);
  const [, width, height] = /MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/.exec(text) ?? [];
  expect(Number(width)).toBeCloseTo((85 * 72) / 25.4, 2);
  expect(Number(height)).toBeCloseTo((small.height * 72) / 25.4, 2);
  expect(text).toContain('FontFile2');
  expect(text).not.toContain('Helvetica');
});
