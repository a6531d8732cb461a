import fc from 'fast-check';
import { expect, it } from 'vitest';
import { layout } from './layout.ts';
import type { FigureSpec } from './spec.ts';
import { toSvg } from './svg.ts';
import { textBox } from './text.ts';

const value = fc.oneof(
  fc.constant(null),
  fc.constant(0),
  fc.double({ min: -1e9, max: 1e9, noNaN: true }),
  fc.double({ min: -1e-9, max: 1e-9, noNaN: true }),
);
const label = fc.oneof(
  fc.string({ maxLength: 80 }),
  fc.constantFrom('硅负极', 'a<b>&"c"', '*', '240129_Si_PPy_800C_5min_cell3_C01.mpr'),
);
const rows = fc.array(fc.record({ x: value, y: value }), { maxLength: 40 });

function figure(
  data: readonly { x: number | null; y: number | null }[],
  name: string,
  kind: 'linear' | 'log' | 'equal',
): FigureSpec {
  const column = (key: 'x' | 'y') => ({ label: key, unit: null, values: data.map((row) => row[key]) });
  const axis = { label: 'value', scale: kind === 'log' ? 'log' : 'linear' } as const;
  const series = { table: 't', x: 'x', y: 'y', color: '#000000', label: name } as const;
  return {
    kind: 'anodelab-figure',
    version: 1,
    width: 85,
    columns: 1,
    title: name,
    caption: '',
    tables: { t: { x: column('x'), y: column('y') } },
    panels: [
      {
        title: name,
        x: axis,
        y: axis,
        aspect: 0.7,
        equalScales: kind === 'equal',
        marks: [
          { type: 'line', ...series },
          { type: 'points', ...series, shape: 'circle', fill: 'open' },
        ],
        notes: [name],
      },
    ],
  };
}

it('draws whatever numbers and names it gets, on the page and without NaN', () => {
  fc.assert(
    fc.property(
      rows,
      label,
      fc.constantFrom('linear' as const, 'log' as const, 'equal' as const),
      (data, name, kind) => {
        const scene = layout(figure(data, name, kind));
        const svg = toSvg(scene);
        expect(svg.replaceAll(/>[^<]*</g, '><')).not.toMatch(
          / (?:d|x|y|width|height)="[^"]*(?:NaN|Infinity|undefined)/,
        );
        for (const item of scene.items) {
          if (item.type !== 'text') continue;
          const box = textBox(item);
          expect(box.x).toBeGreaterThanOrEqual(0);
          expect(box.x + box.width).toBeLessThanOrEqual(85);
          expect(box.y + box.height).toBeLessThanOrEqual(scene.height);
        }
      },
    ),
    { numRuns: 200 },
  );
});
