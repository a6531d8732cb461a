import {
  type NumberScale,
  bandScale,
  linearScale,
  logDomain,
  logScale,
  padding,
  roundDomain,
  smallest,
  tightDomain,
} from './axis-scale.ts';
import { type LegendBlock, legendBlock, legendEntries, placeLegend } from './legend.ts';
import { type Occupancy, emptyOccupancy, freeTest, takeAround, takeBox, takeCurve } from './occupancy.ts';
import type { Box, TextItem } from './scene.ts';
import { panelCategories, panelExtent } from './series.ts';
import { type PanelScales, type Shape, panelShapes } from './shapes.ts';
import { type Axis, type FigureSpec, isPicture, type Panel } from './spec.ts';
import { textBox, textRuns, textWidth } from './text.ts';
import { theme } from './theme.ts';
import { tickStep } from './ticks.ts';

type Tables = FigureSpec['tables'];

/** A panel with everything decided for one size of its frame; mm from the frame's top left corner. */
export interface ResolvedPanel {
  readonly scales: PanelScales;
  readonly shapes: readonly Shape[];
  readonly texts: readonly TextItem[];
  readonly legend: { readonly block: LegendBlock; readonly box: Box } | null;
}

/** Stretches of the y axis that are tried until a legend fits above the data. */
const headrooms = [1, 1.08, 1.16, 1.25, 1.35, 1.5];

/** Axes, shapes, texts and legend of a panel whose frame is `width` by `height` mm. */
export function resolvePanel(panel: Panel, tables: Tables, width: number, height: number): ResolvedPanel {
  const entries = legendEntries(panel, width);
  const canGrow = panel.y.domain === undefined;
  for (const headroom of canGrow ? headrooms : [1]) {
    const drawn = drawPanel(panel, tables, width, height, headroom);
    if (drawn.isCrowded && canGrow) continue;
    if (entries.length === 0) return { ...drawn, legend: null };
    const isFree = freeTest(drawn.occupancy);
    for (let columns = 1; columns <= Math.min(3, entries.length); columns++) {
      const block = legendBlock(entries, columns);
      const box = placeLegend(block, { width, height }, isFree);
      if (box !== null) return { ...drawn, legend: { block, box } };
    }
  }
  return { ...drawPanel(panel, tables, width, height, 1), legend: legendAbove(panel, width) };
}

/** A legend above the frame, in as many columns as its width takes. */
function legendAbove(panel: Panel, width: number): ResolvedPanel['legend'] {
  const entries = legendEntries(panel, width);
  let block = legendBlock(entries, 1);
  for (let columns = 2; columns <= entries.length; columns++) {
    const wider = legendBlock(entries, columns);
    if (wider.width <= width) block = wider;
  }
  const box = {
    x: (width - block.width) / 2,
    y: -block.height - 0.8,
    width: block.width,
    height: block.height,
  };
  return { block, box };
}

/** A panel without its legend; crowded when some text found no free place. */
type Drawn = Omit<ResolvedPanel, 'legend'> & { readonly occupancy: Occupancy; readonly isCrowded: boolean };

function drawPanel(panel: Panel, tables: Tables, width: number, height: number, headroom: number): Drawn {
  const scales = panelScales(panel, tables, width, height, headroom);
  const shapes = panelShapes(panel, tables, scales);
  const occupancy = emptyOccupancy(width, height);
  for (const shape of shapes) takeShape(occupancy, shape);
  const texts: TextItem[] = [];
  let isCrowded = false;
  for (const shape of shapes) {
    if (shape.kind !== 'label') continue;
    const item = placeLabel(shape, occupancy);
    if (item === null) {
      isCrowded = true;
      continue;
    }
    takeBox(occupancy, textBox(item));
    texts.push(item);
  }
  return { scales, shapes, texts, occupancy, isCrowded };
}

function takeShape(map: Occupancy, shape: Shape): void {
  if (shape.kind === 'curve') takeCurve(map, shape.points, 0.3);
  if (shape.kind === 'markers') for (const point of shape.points) takeAround(map, point, 1);
  if (shape.kind === 'area') takeCurve(map, shape.points, 0.2);
  if (shape.kind === 'bar') takeBox(map, shape.box);
}

/** A text just above its anchor, or higher where data or other texts are; null when it finds no free place up there. */
function placeLabel(shape: Extract<Shape, { kind: 'label' }>, map: Occupancy): TextItem | null {
  const [x, y] = shape.at;
  const item = (baseline: number): TextItem => ({
    type: 'text',
    x,
    y: baseline,
    size: theme.annotation,
    runs: textRuns(shape.text),
    anchor: 'middle',
    color: shape.color,
  });
  const isFree = freeTest(map);
  for (let rise = 1; rise < y; rise += 0.3) {
    if (isFree(textBox(item(y - rise)))) return item(y - rise);
  }
  return null;
}

function panelScales(
  panel: Panel,
  tables: Tables,
  width: number,
  height: number,
  headroom: number,
): PanelScales {
  if (isPicture(panel)) return pictureScales(panel, tables, width, height);
  if (panel.equalScales) return equalScales(panel, tables, width, height, headroom);
  const x =
    panel.x.scale === 'band'
      ? bandScale(panelCategories(panel, tables), width)
      : fittingScale(panel, tables, 'x', width, 1);
  return {
    width,
    height,
    x,
    left: fittingScale(panel, tables, 'left', height, headroom),
    right: panel.right === undefined ? null : fittingScale(panel, tables, 'right', height, 1),
  };
}

/** A numeric axis with as many ticks as its labels leave room for. */
function fittingScale(
  panel: Panel,
  tables: Tables,
  along: 'x' | 'left' | 'right',
  length: number,
  headroom: number,
): NumberScale {
  const axis = along === 'x' ? panel.x : along === 'left' ? panel.y : (panel.right ?? panel.y);
  const extent = panelExtent(panel, tables, along, axis.scale === 'log');
  const wanted = Math.max(2, Math.round(length / (along === 'x' && axis.scale === 'linear' ? 11 : 8)));
  for (let count = wanted; ; count--) {
    const scale = numberScale(axis, along, extent, length, headroom, count);
    if (count <= 2 || along !== 'x' || labelsFit(scale)) return scale;
  }
}

function numberScale(
  axis: Axis,
  along: 'x' | 'left' | 'right',
  extent: readonly [number, number] | null,
  length: number,
  headroom: number,
  count: number,
): NumberScale {
  if (axis.scale === 'log') return logScale(axis.domain ?? logDomain(extent, headroom), length, count);
  const fromZero = axis.fromZero ?? false;
  const automatic =
    along === 'x' ? tightDomain(extent, fromZero) : roundDomain(extent, fromZero, headroom, count);
  const domain = axis.domain ?? automatic;
  const wanted = tickStep(Math.min(...domain), Math.max(...domain), count);
  const step = axis.integer ? Math.max(1, wanted) : wanted;
  const scale = linearScale(domain, length, step);
  if (axis.ticks === false) return { ...scale, ticks: { major: [], minor: [], labels: [] } };
  return axis.integer && step % 2 !== 0 ? { ...scale, ticks: { ...scale.ticks, minor: [] } } : scale;
}

/** Whether neighbouring labels of a horizontal axis keep the width of a digit between them. */
function labelsFit({ ticks, place }: NumberScale): boolean {
  const half = (label: string | undefined): number => textWidth(textRuns(label ?? ''), theme.tickLabel) / 2;
  return ticks.major.every((value, i) => {
    const next = ticks.major[i + 1];
    if (next === undefined) return true;
    const room = Math.abs(place(next) - place(value));
    return room >= half(ticks.labels[i]) + half(ticks.labels[i + 1]) + 0.55 * theme.tickLabel;
  });
}

/** Two linear axes on which one unit has the same length: the tighter one decides, ticks are the same on both. */
function equalScales(
  panel: Panel,
  tables: Tables,
  width: number,
  height: number,
  headroom: number,
): PanelScales {
  const xs = withAir(panelExtent(panel, tables, 'x', false), 1);
  const ys = withAir(panelExtent(panel, tables, 'left', false), headroom);
  const perLength = Math.max((xs[1] - xs[0]) / width, (ys[1] - ys[0]) / height);
  const x = [xs[0], xs[0] + perLength * width] as const;
  const y = [ys[0], ys[0] + perLength * height] as const;
  for (let count = Math.max(2, Math.round(width / 11)); ; count--) {
    const step = tickStep(x[0], x[1], count);
    const scale = linearScale(x, width, step);
    if (count <= 2 || labelsFit(scale)) {
      return { width, height, x: scale, left: linearScale(y, height, step), right: null };
    }
  }
}

/** The whole picture as large as the frame lets it be, in the middle of its width and at its top. */
function pictureScales(panel: Panel, tables: Tables, width: number, height: number): PanelScales {
  const xs = panel.x.domain ?? panelExtent(panel, tables, 'x', false) ?? [0, 1];
  const ys = panel.y.domain ?? panelExtent(panel, tables, 'left', false) ?? [0, 1];
  const perLength = Math.max((xs[1] - xs[0]) / width, (ys[1] - ys[0]) / height);
  const aside = (perLength * width - (xs[1] - xs[0])) / 2;
  const bare = (domain: readonly [number, number], length: number): NumberScale => ({
    ...linearScale(domain, length, domain[1] - domain[0]),
    ticks: { major: [], minor: [], labels: [] },
  });
  return {
    width,
    height,
    x: bare([xs[0] - aside, xs[1] + aside], width),
    left: bare([ys[1] - perLength * height, ys[1]], height),
    right: null,
  };
}

/** The extent from zero (or below, where data are) to the data's end with some air. */
function withAir(extent: readonly [number, number] | null, headroom: number): readonly [number, number] {
  const [first, last] = extent ?? [0, 1];
  const [low, high] = [Math.min(first, 0), Math.max(last, 0)];
  const span = high - low > smallest ? high - low : 1;
  return [low < 0 ? low - padding * span : 0, low + span * (headroom + padding)];
}
