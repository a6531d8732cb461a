import { Resvg } from '@resvg/resvg-js';
import { packPixels } from '@anodelab/data';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { colorTable } from './color-map.ts';
import { goldenFigures } from './golden/figures.ts';
import { layout } from './layout.ts';
import { renderPdf } from './render-pdf.node.ts';
import { renderPng } from './render-png.node.ts';
import type { PathItem, Scene } from './scene.ts';
import { type FigureSpec, parseFigureSpec, type RasterMark } from './spec.ts';
import { toSvg } from './svg.ts';

/** A figure of one picture. */
function pictureFigure(
  width: number,
  height: number,
  values: Uint8Array | Uint16Array,
  mark: Partial<RasterMark> = {},
  pixelSize: number | null = 1e-8,
): FigureSpec {
  const axis = { label: '', scale: 'linear', ticks: false } as const;
  return {
    kind: 'anodelab-figure',
    version: 1,
    width: 85,
    columns: 1,
    title: 'picture',
    caption: '',
    tables: {},
    images: { a: { label: 'a', unit: null, width, height, pixelSize, ...packPixels(values) } },
    panels: [
      {
        x: axis,
        y: axis,
        aspect: height / width,
        marks: [
          {
            type: 'raster',
            layers: [{ image: 'a', colors: 'grey', domain: [0, 255] }],
            x: [0, width],
            y: [0, height],
            smooth: false,
            ...mark,
          },
        ],
        notes: [],
      },
    ],
  };
}

function pictureBox(scene: Scene) {
  const item = scene.items.find((each) => each.type === 'image');
  if (item?.type !== 'image') throw new Error('the figure has no picture');
  return item.box;
}

/** Red, green and blue of the drawing in the middle of every pixel of its picture. */
function drawnColors(spec: FigureSpec, width: number, height: number): number[][] {
  const scene = layout(spec);
  const scale = 12;
  const image = new Resvg(toSvg(scene), { fitTo: { mode: 'width', value: 85 * scale } }).render();
  const box = pictureBox(scene);
  return Array.from({ length: width * height }, (_, i) => {
    const x = Math.floor(scale * (box.x + ((i % width) + 0.5) * (box.width / width)));
    const y = Math.floor(scale * (box.y + (Math.floor(i / width) + 0.5) * (box.height / height)));
    return [...image.pixels.subarray(4 * (y * image.width + x), 4 * (y * image.width + x) + 3)];
  });
}

const ramp = Uint8Array.from({ length: 24 }, (_, i) => Math.round((255 * i) / 23));

describe('the pixels of a picture', () => {
  it('have their grey level in the middle of each, the first row at the top', () => {
    drawnColors(pictureFigure(6, 4, ramp), 6, 4).forEach((color, i) => {
      for (const channel of color) expect(Math.abs(channel - ramp[i]!)).toBeLessThanOrEqual(1);
    });
  });

  it('take the colours of their map between the ends of the domain, beyond them those of the ends', () => {
    const counts = Uint16Array.from({ length: 24 }, (_, i) => 50 * i);
    const layers = [{ image: 'a', colors: 'inferno', domain: [100, 1000] }] satisfies RasterMark['layers'];
    const table = colorTable('inferno');
    drawnColors(pictureFigure(6, 4, counts, { layers }), 6, 4).forEach((color, i) => {
      const level = Math.max(0, Math.min(255, Math.round((255 * (counts[i]! - 100)) / 900)));
      color.forEach((channel, c) => expect(Math.abs(channel - table[3 * level + c]!)).toBeLessThanOrEqual(1));
    });
  });

  it('add up as light where there are several layers', () => {
    const layers = ['#ff0000', '#00ff80'].map((colors) => ({
      image: 'a',
      colors,
      domain: [0, 255] as [number, number],
    }));
    drawnColors(pictureFigure(6, 4, ramp, { layers }), 6, 4).forEach((color, i) => {
      const wanted = [ramp[i]!, ramp[i]!, ramp[i]! * (128 / 255)];
      color.forEach((channel, c) => expect(Math.abs(channel - wanted[c]!)).toBeLessThanOrEqual(1.5));
    });
  });

  it('are averaged where there are more than a printer shows, with no edge lost', () => {
    const side = 5003;
    const wide = new Uint8Array(side * 2).fill(100);
    wide.fill(200, side - 1000, side);
    wide.fill(200, 2 * side - 1000);
    const scene = layout(pictureFigure(side, 2, wide, { smooth: true }));
    const item = scene.items.find((each) => each.type === 'image');
    const png = item?.type === 'image' ? item.png : new Uint8Array(32);
    const drawn = new DataView(png.buffer, png.byteOffset).getUint32(16);
    expect(drawn).toBeLessThan(2600);
    expect(drawn).toBeGreaterThan(2000);
  });
});

describe('the scale bar', () => {
  it.each([
    [64, 48, 2e-9],
    [1024, 887, 4.3e-8],
    [300, 400, 1e-6],
  ])('of %s x %s pixels of %s m is as long as it says', (width, height, pixelSize) => {
    const scene = layout(
      pictureFigure(width, height, new Uint8Array(width * height), { scaleBar: true }, pixelSize),
    );
    const bar = scene.items.find((item): item is PathItem => item.type === 'path' && item.fill === '#ffffff');
    const [left = 0, right = 0] = [...(bar?.d ?? '').matchAll(/[ML]([\d.]+),/g)]
      .map((each) => Number(each[1]))
      .slice(0, 2);
    const label =
      scene.items.flatMap((item) => (item.type === 'text' ? item.runs.map(({ text }) => text) : []))[0] ?? '';
    const [number, unit = ''] = label.split(' ');
    const said = Number(number) * { nm: 1e-9, µm: 1e-6, mm: 1e-3 }[unit]!;
    const metresPerMillimetre = (width * pixelSize) / pictureBox(scene).width;
    expect(((right - left) * metresPerMillimetre) / said).toBeCloseTo(1, 3);
  });
});

describe('a picture on the page', () => {
  it('keeps its pixels square and inside its frame, whatever its shape', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 90 }),
        fc.integer({ min: 1, max: 60 }),
        fc.double({ min: 0.2, max: 3, noNaN: true }),
        (width, height, aspect) => {
          const spec = pictureFigure(width, height, new Uint8Array(width * height));
          spec.panels[0]!.aspect = aspect;
          const scene = layout(spec);
          const { frame } = scene.panels[0]!;
          const box = pictureBox(scene);
          expect(box.width / width / (box.height / height)).toBeCloseTo(1, 9);
          expect(box.x).toBeGreaterThanOrEqual(frame.x - 1e-9);
          expect(box.x + box.width).toBeLessThanOrEqual(frame.x + frame.width + 1e-9);
          expect(box.y).toBeCloseTo(frame.y, 9);
          expect(box.y + box.height).toBeLessThanOrEqual(frame.y + frame.height + 1e-9);
          const fills = Math.max(box.width / frame.width, box.height / frame.height);
          expect(fills).toBeCloseTo(1, 9);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('is a real image in PDF and the same twice', async () => {
    const scene = layout(goldenFigures['element-maps'] as FigureSpec);
    const first = Buffer.from(await renderPdf(scene));
    expect(first.equals(Buffer.from(await renderPdf(scene)))).toBe(true);
    const pictures = scene.items.filter(({ type }) => type === 'image').length;
    expect(first.toString('latin1').match(/\/Subtype \/Image/g)).toHaveLength(pictures);
    expect(renderPng(toSvg(scene), { dpi: 50 }).length).toBeGreaterThan(1000);
  });
});

describe('a spec with pictures', () => {
  const spec = goldenFigures['element-maps'] as FigureSpec;

  it('is read from its JSON as it was', () => {
    expect(parseFigureSpec(JSON.parse(JSON.stringify(spec)))).toEqual(spec);
  });

  it.each<[string, (spec: FigureSpec) => void, RegExp]>([
    [
      'an image that is not there',
      ({ images }) => delete images?.[Object.keys(images)[0]!],
      /expected an image "/,
    ],
    [
      'layers of several sizes',
      ({ images }) => Object.values(images ?? {}).forEach((each, i) => (each.width += i)),
      /layers of one size/,
    ],
    [
      'no size of pixels under a scale bar',
      ({ images }) => Object.values(images ?? {}).forEach((each) => (each.pixelSize = null)),
      /under a scale bar/,
    ],
  ])('that names %s is refused', (_, spoil, message) => {
    const copy = structuredClone(spec);
    spoil(copy);
    expect(() => parseFigureSpec(copy)).toThrow(message);
  });

  it('whose pixels are too few is refused when it is drawn', () => {
    const cut = pictureFigure(6, 4, ramp.subarray(0, 20));
    expect(() => layout(cut)).toThrow(RangeError);
  });
});
