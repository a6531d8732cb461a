import { bottomDepth, sideDepth, titleLength } from './draw-frame.ts';
import { type Key, panelKey } from './draw-key.ts';
import { type ResolvedPanel, resolvePanel } from './resolve-panel.ts';
import type { Box } from './scene.ts';
import { type FigureSpec, isPicture, type Panel } from './spec.ts';
import { textRuns, textWidth, wrapText } from './text.ts';
import { theme } from './theme.ts';

/** A panel at its place on the page, with everything that its size decides; mm. */
export interface Cell {
  readonly panel: Panel;
  /** `(a)`, or nothing where there is one panel. */
  readonly letter: string;
  /** Left end of the cell: of the letter and the notes. */
  readonly x: number;
  readonly frame: Box;
  readonly resolved: ResolvedPanel;
  /** What the colours of a raster mean, under the frame. */
  readonly key: Key | null;
  /** Notes, broken into lines. */
  readonly notes: readonly string[];
}

/** Room beside, above and below the frames: per column left and right, per row above and below, mm. */
interface Margins {
  readonly left: number[];
  readonly right: number[];
  readonly above: number[];
  readonly below: number[];
}

/** Distance of baselines of notes, mm. */
export const noteLine = 1.25 * theme.note;
/** Between the frame and what stands above it, mm. */
export const headingGap = 1.7;
/** Between a legend above the frame and its neighbours, mm. */
export const legendGap = 0.8;
/** Rounds of fitting frames to the labels that they make necessary; two are the rule. */
const rounds = 6;

/**
 * The cells of a figure and its height. All frames have one width, frames in a row one height, and margins are
 * measured, so that no label touches another.
 */
export function fitGrid(spec: FigureSpec): { readonly cells: readonly Cell[]; readonly height: number } {
  const columns = Math.min(spec.columns, spec.panels.length);
  const rows = Math.ceil(spec.panels.length / columns);
  const margins: Margins = {
    left: zeros(columns).fill(spec.panels.every(isPicture) ? 0 : 8),
    right: zeros(columns).fill(spec.panels.every(isPicture) ? 0 : 1),
    above: zeros(rows),
    below: zeros(rows),
  };
  for (let round = 1; ; round++) {
    const placed = placeCells(spec, columns, margins);
    const grew = placed.cells.map((cell, index) =>
      widen(margins, cell, index % columns, Math.floor(index / columns)),
    );
    if (round === rounds || !grew.includes(true)) return placed;
  }
}

function zeros(length: number): number[] {
  return Array.from({ length }, () => 0);
}

function placeCells(
  spec: FigureSpec,
  columns: number,
  { left, right, above, below }: Margins,
): { readonly cells: readonly Cell[]; readonly height: number } {
  const free = spec.width - 2 * theme.edge - theme.columnGap * (columns - 1) - sum(left) - sum(right);
  const width = free / columns;
  const heights = frameHeights(spec.panels, columns, width);
  const cells = spec.panels.map((panel, index): Cell => {
    const column = index % columns;
    const row = Math.floor(index / columns);
    const height = heights[row] ?? 0;
    const before = sum(left.slice(0, column)) + sum(right.slice(0, column));
    const x = theme.edge + before + column * (width + theme.columnGap);
    const y = rowTop(row, heights, above, below) + (above[row] ?? 0);
    const cellWidth = (left[column] ?? 0) + width + (right[column] ?? 0);
    return {
      panel,
      letter: spec.panels.length > 1 ? `(${String.fromCharCode(97 + index)})` : '',
      x,
      frame: { x: x + (left[column] ?? 0), y, width, height },
      resolved: resolvePanel(panel, spec.tables, width, height),
      key: panelKey(panel, width),
      notes: panel.notes.flatMap((note) => wrapText(note, theme.note, cellWidth)),
    };
  });
  const bottom = rowTop(heights.length, heights, above, below) - theme.rowGap + theme.edge;
  return { cells, height: Math.ceil(bottom * 100) / 100 };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** Frames as high as their aspect says, and never lower than the title of a y axis is long. */
function frameHeights(panels: readonly Panel[], columns: number, width: number): number[] {
  const heights = zeros(Math.ceil(panels.length / columns));
  panels.forEach((panel, index) => {
    const row = Math.floor(index / columns);
    const need = Math.max(panel.aspect * width, titleLength(panel.y), titleLength(panel.right));
    heights[row] = Math.max(heights[row] ?? 0, need);
  });
  return heights;
}

function rowTop(
  row: number,
  heights: readonly number[],
  above: readonly number[],
  below: readonly number[],
): number {
  const depth = sum(heights.slice(0, row)) + sum(above.slice(0, row)) + sum(below.slice(0, row));
  return theme.edge + depth + row * theme.rowGap;
}

/** Raises the margins to what a cell needs; whether any had to be raised. */
function widen(
  margins: Margins,
  { panel, letter, resolved, key, notes }: Cell,
  column: number,
  row: number,
): boolean {
  const { scales, legend } = resolved;
  const heading = letter === '' && panel.title === undefined ? headingGap : 0.75 * theme.letter + headingGap;
  const outside = legend !== null && legend.box.y < 0 ? legend.box.height + legendGap : 0;
  const under = notes.length === 0 ? 0 : notes.length * noteLine + legendGap;
  const grew = [
    raise(margins.left, column, sideDepth(panel.y, scales.left)),
    raise(
      margins.right,
      column,
      scales.right === null || panel.right === undefined
        ? overhang(resolved)
        : sideDepth(panel.right, scales.right),
    ),
    raise(margins.above, row, heading + outside),
    raise(margins.below, row, bottomDepth(panel) + (key?.depth ?? 0) + under),
  ];
  return grew.includes(true);
}

function raise(margins: number[], index: number, need: number): boolean {
  if (need <= (margins[index] ?? 0) + 1e-9) return false;
  margins[index] = need;
  return true;
}

/** How far the last tick label of the x axis reaches beyond the frame, mm. */
function overhang({ scales }: ResolvedPanel): number {
  const { x, width } = scales;
  if (x.kind === 'band') return 0.5;
  if (x.ticks.major.length === 0) return 0;
  const ends = x.ticks.major.map(
    (value, i) => x.place(value) + textWidth(textRuns(x.ticks.labels[i] ?? ''), theme.tickLabel) / 2,
  );
  return Math.max(0.5, Math.max(...ends, 0) - width + 0.2);
}
