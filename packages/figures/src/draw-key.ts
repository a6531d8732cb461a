import { linearScale } from './axis-scale.ts';
import { boxPath } from './draw-shapes.ts';
import { paintStrip } from './paint-raster.ts';
import type { Box, SceneItem, TextItem } from './scene.ts';
import type { Panel, RasterMark } from './spec.ts';
import { capHeight, textRuns, textWidth } from './text.ts';
import { ink, theme } from './theme.ts';
import { tickStep } from './ticks.ts';

/** Between frame and key, mm. */
const gap = 1.1;
const barHeight = 1.5;
const tick = 0.7;
/** Side of a colour sample and what parts it from its label and the next, mm. */
const sample = 1.9;
const sampleGap = 0.7;
const entryGap = 2.4;
const rowHeight = 1.36 * theme.legend;

/** What colours mean, under the frame: a colour bar for one layer, a row of samples for several. */
export interface Key {
  readonly depth: number;
  draw(frame: Box): SceneItem[];
}

/** The key of a panel whose frame is `width` mm wide, or null where no layer of a raster has a label. */
export function panelKey(panel: Panel, width: number): Key | null {
  for (const mark of panel.marks) {
    if (mark.type !== 'raster' || mark.layers.every(({ label }) => label === undefined)) continue;
    return mark.layers.length === 1 ? colorBar(mark) : samples(mark, width);
  }
  return null;
}

function colorBar({ layers }: RasterMark): Key {
  const [{ colors, domain, label = '' }] = layers as [RasterMark['layers'][number]];
  const labels = gap + barHeight + tick + 0.5 + capHeight * theme.tickLabel;
  return {
    depth: labels + theme.titleGap + 1.05 * theme.axisTitle,
    draw(frame) {
      const top = frame.y + frame.height;
      const bar = { x: frame.x, y: top + gap, width: frame.width, height: barHeight };
      const count = Math.max(2, Math.round(frame.width / 9));
      const scale = linearScale(domain, bar.width, tickStep(...domain, count));
      const bottom = bar.y + bar.height;
      const ticks = scale.ticks.major.map((value) => {
        const x = (bar.x + scale.place(value)).toFixed(3);
        return `M${x},${bottom.toFixed(3)}L${x},${(bottom + tick).toFixed(3)}`;
      });
      return [
        { type: 'image', box: bar, png: paintStrip(colors) },
        { type: 'path', d: boxPath(bar) + ticks.join(''), stroke: ink, strokeWidth: theme.frame },
        ...scale.ticks.major.map((value, i) => {
          const text = scale.ticks.labels[i] ?? '';
          const half = textWidth(textRuns(text), theme.tickLabel) / 2;
          // labels at the ends stay over the bar: its neighbours begin a gap away
          const x = Math.max(half, Math.min(bar.width - half, scale.place(value)));
          return textAt(bar.x + x, top + labels, theme.tickLabel, text, 'middle');
        }),
        textAt(
          bar.x + bar.width / 2,
          top + labels + theme.titleGap + 0.8 * theme.axisTitle,
          theme.axisTitle,
          label,
          'middle',
        ),
      ];
    },
  };
}

function samples({ layers }: RasterMark, width: number): Key {
  const rows: { readonly color: string; readonly label: string; readonly width: number }[][] = [[]];
  for (const { colors, label } of layers) {
    if (label === undefined) continue;
    const color = colors === 'grey' || colors === 'inferno' ? '#ffffff' : colors;
    const entry = { color, label, width: sample + sampleGap + textWidth(textRuns(label), theme.legend) };
    const row = rows.at(-1)!;
    if (row.length > 0 && widthOf([...row, entry]) > width) rows.push([entry]);
    else row.push(entry);
  }
  return {
    depth: gap + rows.length * rowHeight,
    draw: (frame) =>
      rows.flatMap((row, index) => {
        let left = frame.x + (frame.width - widthOf(row)) / 2;
        const middle = frame.y + frame.height + gap + (index + 0.5) * rowHeight;
        return row.flatMap((entry): SceneItem[] => {
          const box = { x: left, y: middle - sample / 2, width: sample, height: sample };
          left += entry.width + entryGap;
          return [
            { type: 'path', d: boxPath(box), fill: entry.color, stroke: ink, strokeWidth: theme.thinLine },
            textAt(
              box.x + sample + sampleGap,
              middle + (capHeight / 2) * theme.legend,
              theme.legend,
              entry.label,
              'start',
            ),
          ];
        });
      }),
  };
}

function widthOf(row: readonly { readonly width: number }[]): number {
  return row.reduce((sum, entry) => sum + entry.width, entryGap * (row.length - 1));
}

function textAt(x: number, y: number, size: number, content: string, anchor: TextItem['anchor']): TextItem {
  return { type: 'text', x, y, size, runs: textRuns(content), anchor, color: ink };
}
