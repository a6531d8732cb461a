import { describe, expect, it } from 'vitest';
import { goldenFigures } from './golden/figures.ts';
import { layout } from './layout.ts';
import type { Box, PlacedPanel, Scene, TextItem } from './scene.ts';
import type { FigureSpec, Panel } from './spec.ts';
import { toSvg } from './svg.ts';
import { textBox } from './text.ts';

const figures = Object.entries(goldenFigures).map(([name, spec]) => ({ name, spec, scene: layout(spec) }));

function texts(scene: Scene): TextItem[] {
  return scene.items.filter((item) => item.type === 'text');
}

/** How deep two boxes lie in each other, mm; 0 where they do not touch. */
function overlap(a: Box, b: Box): number {
  const across = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const down = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return Math.max(0, Math.min(across, down));
}

/** Every finite (x, y) of lines and points of a panel on the left axis, mm on the page. */
function dataPlaces(panel: Panel, spec: FigureSpec, placed: PlacedPanel): [number, number][] {
  const place = (value: number, [low, high]: readonly [number, number], log: boolean): number =>
    log ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
  return panel.marks.flatMap((mark) => {
    if ((mark.type !== 'line' && mark.type !== 'points') || mark.axis === 'right') return [];
    const values = (name: string): (number | string | null)[] =>
      spec.tables[mark.table]?.[name]?.values ?? [];
    const ys = values(mark.y);
    return values(mark.x).flatMap((x, row): [number, number][] => {
      const y = ys[row];
      if (typeof x !== 'number' || typeof y !== 'number') return [];
      const { frame } = placed;
      return [
        [
          frame.x + frame.width * place(x, placed.x, panel.x.scale === 'log'),
          frame.y + frame.height * (1 - place(y, placed.y, panel.y.scale === 'log')),
        ],
      ];
    });
  });
}

describe.each(figures)('$name', ({ spec, scene }) => {
  it('is exactly one or two journal columns wide and fits a page', () => {
    expect([85, 170]).toContain(scene.width);
    expect(scene.width).toBe(spec.width);
    expect(scene.height).toBeLessThan(240);
    expect(toSvg(scene)).toContain(`width="${scene.width}mm" height="${scene.height}mm"`);
  });

  it('keeps every text on the page', () => {
    for (const item of texts(scene)) {
      const box = textBox(item);
      const label = item.runs.map(({ text }) => text).join('');
      expect(box.x, label).toBeGreaterThanOrEqual(0);
      expect(box.y, label).toBeGreaterThanOrEqual(0);
      expect(box.x + box.width, label).toBeLessThanOrEqual(scene.width);
      expect(box.y + box.height, label).toBeLessThanOrEqual(scene.height);
    }
  });

  it('lets no text touch another', () => {
    const items = texts(scene);
    items.forEach((item, i) => {
      for (const other of items.slice(i + 1)) {
        const pair = [item, other].map(({ runs }) => runs.map(({ text }) => text).join('')).join(' | ');
        expect(overlap(textBox(item), textBox(other)), pair).toBeLessThan(1e-9);
      }
    });
  });

  it('has its ticks inside the frame', () => {
    for (const { x, y, ticks } of scene.panels) {
      for (const [domain, values] of [
        [x, ticks.x],
        [y, ticks.y],
      ] as const) {
        for (const value of values) {
          expect(value).toBeGreaterThanOrEqual(domain[0] - 1e-9 * Math.abs(domain[1]));
          expect(value).toBeLessThanOrEqual(domain[1] + 1e-9 * Math.abs(domain[1]));
        }
      }
    }
  });

  it('puts legends where no data are', () => {
    scene.panels.forEach((placed, index) => {
      const panel = spec.panels[index];
      if (placed.legend === null || panel === undefined) return;
      const { x, y, width, height } = placed.legend;
      const covered = dataPlaces(panel, spec, placed).filter(
        ([px, py]) => px > x && px < x + width && py > y && py < y + height,
      );
      expect(covered).toEqual([]);
    });
  });

  it('draws all data inside the frame', () => {
    scene.panels.forEach((placed, index) => {
      const panel = spec.panels[index];
      if (panel === undefined) return;
      for (const [x, y] of dataPlaces(panel, spec, placed)) {
        expect(x).toBeGreaterThanOrEqual(placed.frame.x - 1e-9);
        expect(x).toBeLessThanOrEqual(placed.frame.x + placed.frame.width + 1e-9);
        expect(y).toBeGreaterThanOrEqual(placed.frame.y - 1e-9);
        expect(y).toBeLessThanOrEqual(placed.frame.y + placed.frame.height + 1e-9);
      }
    });
  });

  it('has one length per unit where scales are equal', () => {
    scene.panels.forEach(({ frame, x, y }, index) => {
      if (!spec.panels[index]?.equalScales) return;
      const perX = (x[1] - x[0]) / frame.width;
      const perY = (y[1] - y[0]) / frame.height;
      expect(perY / perX).toBeCloseTo(1, 12);
    });
  });

  it('gives the same bytes from its JSON', () => {
    const copy = JSON.parse(JSON.stringify(spec)) as FigureSpec;
    expect(toSvg(layout(copy))).toBe(toSvg(scene));
  });
});

describe('frames of several panels', () => {
  it('have one width, and one height in a row', () => {
    const scene = layout(goldenFigures['paper-2'] as FigureSpec);
    const widths = scene.panels.map(({ frame }) => frame.width);
    for (const width of widths) expect(width).toBeCloseTo(widths[0] ?? 0, 9);
    const first = scene.panels.slice(0, 3).map(({ frame }) => frame);
    for (const frame of first) {
      expect(frame.y).toBeCloseTo(first[0]?.y ?? 0, 9);
      expect(frame.height).toBeCloseTo(first[0]?.height ?? 0, 9);
    }
  });
});

describe('marks outside a fixed domain', () => {
  it('are clipped at the frame or left out', () => {
    const spec = structuredClone(goldenFigures['capacity'] as FigureSpec);
    const [panel] = spec.panels;
    if (panel === undefined) throw new Error('the figure has no panel');
    panel.y.domain = [1000, 1500];
    const scene = layout(spec);
    const [placed] = scene.panels;
    const curves = scene.items.filter((item) => item.type === 'path' && item.clip !== undefined);
    expect(curves).toHaveLength(3);
    for (const curve of curves) if (curve.type === 'path') expect(curve.clip).toEqual(placed?.frame);
    expect(toSvg(scene)).toContain('overflow="hidden"');
  });
});
