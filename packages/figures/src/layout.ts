import { bottomDepth, drawFrame } from './draw-frame.ts';
import { drawRaster } from './draw-raster.ts';
import { drawLegend, drawShapes } from './draw-shapes.ts';
import { type Cell, fitGrid, headingGap, legendGap, noteLine } from './grid.ts';
import type { Box, PlacedPanel, Scene, SceneItem, TextItem } from './scene.ts';
import { markerScale } from './shapes.ts';
import type { FigureSpec } from './spec.ts';
import { capHeight, shortenText, textRuns } from './text.ts';
import { ink, softInk, theme } from './theme.ts';

/**
 * The drawing of a figure: exactly `spec.width` mm wide, as high as it needs.
 * @throws {RangeError} when a mark names a table, column or image that is not there
 */
export function layout(spec: FigureSpec): Scene {
  const { cells, height } = fitGrid(spec);
  return {
    width: spec.width,
    height,
    title: spec.title,
    description: spec.caption,
    items: cells.flatMap((cell) => drawCell(cell, spec.images)),
    panels: cells.map(placedPanel),
  };
}

function drawCell(cell: Cell, images: FigureSpec['images']): SceneItem[] {
  const { panel, resolved, frame } = cell;
  const legend = legendBox(cell);
  return [
    ...resolved.shapes.flatMap((shape) =>
      shape.kind === 'picture' ? drawRaster(shape.mark, images, onPage(shape.box, frame), frame) : [],
    ),
    ...drawShapes(resolved.shapes, frame),
    ...drawFrame(panel, resolved, frame),
    ...resolved.texts.map((item) => ({ ...item, x: item.x + frame.x, y: item.y + frame.y })),
    ...(resolved.legend === null || legend === null
      ? []
      : drawLegend(resolved.legend.block, legend, markerScale(resolved.shapes))),
    ...(cell.key?.draw(frame) ?? []),
    ...headingItems(cell),
    ...noteItems(cell),
  ];
}

/** The legend's box on the page. */
function legendBox({ resolved, frame }: Cell): Box | null {
  if (resolved.legend === null) return null;
  return onPage(resolved.legend.box, frame);
}

function onPage(box: Box, frame: Box): Box {
  return { ...box, x: box.x + frame.x, y: box.y + frame.y };
}

/** Letter at the left end of the cell, title over the middle of the frame. */
function headingItems({ letter, panel, resolved, frame, x }: Cell): TextItem[] {
  const { legend } = resolved;
  const outside = legend !== null && legend.box.y < 0 ? legend.box.height + legendGap : 0;
  const heading = { type: 'text', y: frame.y - outside - headingGap, color: ink } as const;
  const items: TextItem[] = [];
  if (letter !== '') {
    const runs = [{ text: letter, style: 'bold' as const }];
    items.push({ ...heading, x, size: theme.letter, runs, anchor: 'start' });
  }
  if (panel.title !== undefined) {
    const middle = frame.x + frame.width / 2;
    // the letter of the panel stands left of the frame
    const runs = textRuns(shortenText(panel.title, theme.title, frame.width));
    items.push({ ...heading, x: middle, size: theme.title, runs, anchor: 'middle' });
  }
  return items;
}

function noteItems({ notes, panel, key, frame, x }: Cell): TextItem[] {
  const under = bottomDepth(panel) + (key?.depth ?? 0);
  const first = frame.y + frame.height + under + legendGap + capHeight * theme.note;
  return notes.map((note, i) => ({
    type: 'text',
    x,
    y: first + i * noteLine,
    size: theme.note,
    runs: textRuns(note),
    anchor: 'start',
    color: softInk,
  }));
}

function placedPanel(cell: Cell): PlacedPanel {
  const { x, left } = cell.resolved.scales;
  return {
    frame: cell.frame,
    x: x.kind === 'number' ? x.domain : [0, x.categories.length],
    y: left.domain,
    ticks: { x: x.kind === 'number' ? x.ticks.major : [], y: left.ticks.major },
    legend: legendBox(cell),
  };
}
