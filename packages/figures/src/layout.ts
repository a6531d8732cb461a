import { bottomDepth, drawFrame, sideDepth } from './draw-frame.ts';
import { drawLegend, drawShapes } from './draw-shapes.ts';
import { type ResolvedPanel, resolvePanel } from './resolve-panel.ts';
import type { Box, PlacedPanel, Scene, SceneItem, TextItem } from './scene.ts';
import type { FigureSpec, Panel } from './spec.ts';
import { capHeight, textRuns, textWidth, wrapText } from './text.ts';
import { ink, softInk, theme } from './theme.ts';

/** A panel in its cell of the grid, with the frame that it got. */
interface Cell {
  readonly panel: Panel;
  readonly letter: string;
  readonly row: number;
  readonly column: number;
  readonly notes: readonly string[];
}

/** Sizes of the grid, mm: each column's and row's margins and frames. */
interface Grid {
  readonly left: number[];
  readonly right: number[];
  readonly above: number[];
  readonly below: number[];
  readonly frameWidth: number[];
  readonly frameHeight: number[];
}

const noteLine = 1.25 * theme.note;
/** Rounds of fitting frames to the labels that they need; two are the rule. */
const rounds = 6;

/**
 * The drawing of a figure: exactly `spec.width` mm wide, as high as it needs. Frames in one column of the grid are
 * aligned, and margins are measured, so that no label touches another.
 * @throws {RangeError} when a mark names a table or column that is not there
 */
export function layout(spec: FigureSpec): Scene {
  const columns = Math.min(spec.columns, spec.panels.length);
  const cellWidth = (spec.width - 2 * theme.edge - theme.columnGap * (columns - 1)) / columns;
  const cells = spec.panels.map((panel, index) => makeCell(panel, index, spec, columns, cellWidth));
  const { grid, resolved } = fitGrid(cells, spec, columns, cellWidth);
  const items: SceneItem[] = [];
  const panels: PlacedPanel[] = [];
  cells.forEach((cell, index) => {
    const found = resolved[index];
    if (found === undefined) return;
    const cellX = theme.edge + cell.column * (cellWidth + theme.columnGap);
    const frame = frameBox(cell, grid, cellX);
    items.push(...drawCell(cell, found, frame, cellX));
    panels.push(placedPanel(found, frame));
  });
  const lastRow = grid.frameHeight.length;
  const height = Math.ceil((rowTop(grid, lastRow) - theme.rowGap + theme.edge) * 100) / 100;
  return { width: spec.width, height, title: spec.title, description: spec.caption, items, panels };
}

function makeCell(panel: Panel, index: number, spec: FigureSpec, columns: number, cellWidth: number): Cell {
  return {
    panel,
    letter: spec.panels.length > 1 ? `(${String.fromCharCode(97 + index)})` : '',
    row: Math.floor(index / columns),
    column: index % columns,
    notes: panel.notes.flatMap((note) => wrapText(note, theme.note, cellWidth - 2)),
  };
}

/** Frames and margins that agree with the tick labels that these frames make necessary. */
function fitGrid(
  cells: readonly Cell[],
  spec: FigureSpec,
  columns: number,
  cellWidth: number,
): { readonly grid: Grid; readonly resolved: readonly ResolvedPanel[] } {
  const rowsCount = Math.ceil(cells.length / columns);
  const zeros = (length: number): number[] => new Array<number>(length).fill(0);
  const left = zeros(columns).fill(8);
  const right = zeros(columns).fill(2);
  const above = zeros(rowsCount);
  const below = zeros(rowsCount);
  for (let round = 1; ; round++) {
    const frameWidth = left.map((margin, column) => cellWidth - margin - (right[column] ?? 0));
    const frameHeight = zeros(rowsCount);
    for (const { panel, row, column } of cells) {
      frameHeight[row] = Math.max(frameHeight[row] ?? 0, (frameWidth[column] ?? 0) * panel.aspect);
    }
    const resolved = cells.map(({ panel, row, column }) =>
      resolvePanel(panel, spec.tables, frameWidth[column] ?? 0, frameHeight[row] ?? 0),
    );
    let settled = true;
    const raise = (margins: number[], index: number, need: number): void => {
      if (need <= (margins[index] ?? 0) + 1e-9) return;
      margins[index] = need;
      settled = false;
    };
    cells.forEach((cell, index) => {
      const found = resolved[index];
      if (found === undefined) return;
      raise(left, cell.column, sideDepth(found.scales.left));
      raise(
        right,
        cell.column,
        found.scales.right === null ? overhang(found) : sideDepth(found.scales.right),
      );
      raise(above, cell.row, aboveDepth(cell, found));
      raise(
        below,
        cell.row,
        bottomDepth() + (cell.notes.length === 0 ? 0 : cell.notes.length * noteLine + 0.6),
      );
    });
    if (settled || round === rounds)
      return { grid: { left, right, above, below, frameWidth, frameHeight }, resolved };
  }
}

/** How far the last tick label of the x axis reaches beyond the frame, mm. */
function overhang({ scales }: ResolvedPanel): number {
  const { x, width } = scales;
  if (x.kind === 'band') return 0.5;
  const ends = x.ticks.major.map(
    (value, i) => x.place(value) + textWidth(textRuns(x.ticks.labels[i] ?? ''), theme.tickLabel) / 2,
  );
  return Math.max(0.5, Math.max(...ends, 0) - width + 0.2);
}

/** Height over the frame: letter, title, a legend that found no place inside, half a tick label at least. */
function aboveDepth({ panel, letter }: Cell, { legend }: ResolvedPanel): number {
  const heading = letter !== '' || panel.title !== undefined ? theme.letter * 0.75 + 1.2 : 1.2;
  const outside = legend !== null && legend.box.y < 0 ? legend.box.height + 0.8 : 0;
  return heading + outside;
}

function rowTop(grid: Grid, row: number): number {
  let top = theme.edge;
  for (let i = 0; i < row; i++) {
    top += (grid.above[i] ?? 0) + (grid.frameHeight[i] ?? 0) + (grid.below[i] ?? 0) + theme.rowGap;
  }
  return top;
}

function frameBox(cell: Cell, grid: Grid, cellX: number): Box {
  return {
    x: cellX + (grid.left[cell.column] ?? 0),
    y: rowTop(grid, cell.row) + (grid.above[cell.row] ?? 0),
    width: grid.frameWidth[cell.column] ?? 0,
    height: grid.frameHeight[cell.row] ?? 0,
  };
}

function drawCell(cell: Cell, resolved: ResolvedPanel, frame: Box, cellX: number): SceneItem[] {
  const { legend } = resolved;
  return [
    ...drawShapes(resolved.shapes, frame),
    ...drawFrame(cell.panel, resolved, frame),
    ...resolved.texts.map((item) => ({ ...item, x: item.x + frame.x, y: item.y + frame.y })),
    ...(legend === null
      ? []
      : drawLegend(legend.block, { ...legend.box, x: legend.box.x + frame.x, y: legend.box.y + frame.y })),
    ...headingItems(cell, resolved, frame, cellX),
    ...noteItems(cell, frame, cellX),
  ];
}

function headingItems(
  { letter, panel }: Cell,
  { legend }: ResolvedPanel,
  frame: Box,
  cellX: number,
): TextItem[] {
  const outside = legend !== null && legend.box.y < 0 ? legend.box.height + 0.8 : 0;
  const baseline = frame.y - outside - 1.2;
  const items: TextItem[] = [];
  const heading = { type: 'text', y: baseline, color: ink } as const;
  if (letter !== '') {
    items.push({
      ...heading,
      x: cellX,
      size: theme.letter,
      runs: [{ text: letter, style: 'bold' }],
      anchor: 'start',
    });
  }
  if (panel.title !== undefined) {
    const x = frame.x + frame.width / 2;
    items.push({ ...heading, x, size: theme.title, runs: textRuns(panel.title), anchor: 'middle' });
  }
  return items;
}

function noteItems({ notes }: Cell, frame: Box, cellX: number): TextItem[] {
  const first = frame.y + frame.height + bottomDepth() + 0.6 + capHeight * theme.note;
  return notes.map((note, i) => ({
    type: 'text',
    x: cellX + 1,
    y: first + i * noteLine,
    size: theme.note,
    runs: textRuns(note),
    anchor: 'start',
    color: softInk,
  }));
}

function placedPanel({ scales, legend }: ResolvedPanel, frame: Box): PlacedPanel {
  const { x, left } = scales;
  return {
    frame,
    x: x.kind === 'number' ? x.domain : [0, x.categories.length],
    y: left.domain,
    ticks: { x: x.kind === 'number' ? x.ticks.major : [], y: left.ticks.major },
    legend: legend === null ? null : { ...legend.box, x: legend.box.x + frame.x, y: legend.box.y + frame.y },
  };
}
