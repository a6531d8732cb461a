import type { BandScale, NumberScale } from './axis-scale.ts';
import { type Point, decimate, thin } from './decimate.ts';
import { markerRadius } from './markers.ts';
import type { Box } from './scene.ts';
import { labelColumn, numberColumn } from './series.ts';
import type { Dash, FigureSpec, Mark, MarkerShape, Panel, RasterMark } from './spec.ts';
import { ink, theme } from './theme.ts';

type Tables = FigureSpec['tables'];

/** What a mark becomes inside its frame: mm from the frame's top left corner, y downwards. */
export type Shape =
  | {
      readonly kind: 'curve';
      readonly points: readonly Point[];
      readonly color: string;
      readonly width: number;
      readonly dash: Dash;
    }
  | { readonly kind: 'area'; readonly points: readonly Point[]; readonly color: string }
  | {
      readonly kind: 'markers';
      readonly points: readonly Point[];
      readonly shape: MarkerShape;
      readonly fill: 'solid' | 'open';
      readonly color: string;
    }
  | { readonly kind: 'bar'; readonly box: Box; readonly color: string }
  | { readonly kind: 'picture'; readonly box: Box; readonly mark: RasterMark }
  | {
      readonly kind: 'label';
      readonly at: Point;
      readonly text: string;
      readonly color: string;
    };

/** The axes that a panel's marks are placed on. */
export interface PanelScales {
  readonly width: number;
  readonly height: number;
  readonly x: NumberScale | BandScale;
  readonly left: NumberScale;
  readonly right: NumberScale | null;
}

/** Half the cross-bar of an error bar, mm. */
const cap = 0.6;

/** Shapes of all marks of a panel in drawing order. */
export function panelShapes(panel: Panel, tables: Tables, scales: PanelScales): Shape[] {
  return panel.marks.flatMap((mark) => markShapes(mark, tables, scales));
}

function markShapes(mark: Mark, tables: Tables, scales: PanelScales): Shape[] {
  switch (mark.type) {
    case 'line': {
      const rows = placedRows(mark.table, mark.x, mark.y, mark.axis, tables, scales);
      const { color, dash = 'solid' } = mark;
      return unbroken(rows).map((points) => ({
        kind: 'curve',
        points: decimate(points),
        color,
        width: theme.line,
        dash,
      }));
    }
    case 'points': {
      const rows = placedRows(mark.table, mark.x, mark.y, mark.axis, tables, scales);
      const inside = rows.filter((point) => isInside(point, scales));
      const { shape, fill, color } = mark;
      const { gap = 0 } = mark;
      // Open markers are half a gap off, so that they and the solid ones of a measured twin take turns.
      const shown = thin(inside, gap, fill === 'open' ? 1.5 * gap : gap);
      return [{ kind: 'markers', points: shown, shape, fill, color }];
    }
    case 'band':
      return bandShapes(mark, tables, scales);
    case 'errorBars': {
      const low = placedRows(mark.table, mark.x, mark.low, mark.axis, tables, scales);
      const high = placedRows(mark.table, mark.x, mark.high, mark.axis, tables, scales);
      return low.flatMap((point, row) => errorBar(point, high[row], mark.color));
    }
    case 'bars':
      return barShapes(mark, tables, scales);
    case 'text': {
      const y = mark.axis === 'right' ? scales.right : scales.left;
      const at: Point = [placeNumber(scales.x, mark.x), scales.height - (y?.place(mark.y) ?? Number.NaN)];
      return [{ kind: 'label', at, text: mark.text, color: mark.color ?? ink }];
    }
    case 'rule':
      return [ruleShape(mark, scales)];
    case 'raster':
      return [{ kind: 'picture', box: rasterBox(mark, scales), mark }];
  }
}

function placeNumber(scale: NumberScale | BandScale, value: number): number {
  return scale.kind === 'number' ? scale.place(value) : Number.NaN;
}

/** Rows of two columns as places in the frame; a coordinate is NaN where the row has no value. */
function placedRows(
  table: string,
  x: string,
  y: string,
  axis: 'left' | 'right' | undefined,
  tables: Tables,
  scales: PanelScales,
): Point[] {
  const xs = placedColumn(table, x, tables, scales.x);
  const scale = axis === 'right' ? scales.right : scales.left;
  return Array.from(numberColumn(tables, table, y), (value, row): Point => {
    const height = scale?.place(value) ?? Number.NaN;
    return [xs[row] ?? Number.NaN, scales.height - height];
  });
}

/** Places along the x axis, of numbers or of categories. */
function placedColumn(table: string, name: string, tables: Tables, scale: NumberScale | BandScale): number[] {
  return scale.kind === 'band'
    ? labelColumn(tables, table, name).map((category) => scale.place(category))
    : Array.from(numberColumn(tables, table, name), (value) => scale.place(value));
}

/**
 * Size of all markers of a panel over the usual one: 1, or less where markers of one series would overlap (half of
 * them may), within limits of legibility.
 */
export function markerScale(shapes: readonly Shape[]): number {
  const scales = shapes.map((shape) =>
    shape.kind === 'markers' ? middleStep(shape.points) / (2.1 * markerRadius) : 1,
  );
  return Math.max(0.6, Math.min(1, ...scales));
}

/** Median distance of neighbours, mm; infinite where there are none. */
function middleStep(points: readonly Point[]): number {
  const steps = points.slice(1).map(([x, y], i) => {
    const [before, above] = points[i] ?? [x, y];
    return Math.hypot(x - before, y - above);
  });
  return steps.sort((a, b) => a - b)[Math.floor(steps.length / 2)] ?? Number.POSITIVE_INFINITY;
}

function isInside([x, y]: Point, { width, height }: PanelScales): boolean {
  return x >= -1e-6 && x <= width + 1e-6 && y >= -1e-6 && y <= height + 1e-6;
}

/** Runs of points without a gap. */
function unbroken(points: readonly Point[]): Point[][] {
  const runs: Point[][] = [];
  let run: Point[] = [];
  for (const point of points) {
    if (Number.isFinite(point[0]) && Number.isFinite(point[1])) {
      if (run.length === 0) runs.push(run);
      run.push(point);
    } else {
      run = [];
    }
  }
  return runs;
}

function bandShapes(mark: Extract<Mark, { type: 'band' }>, tables: Tables, scales: PanelScales): Shape[] {
  const low = placedRows(mark.table, mark.x, mark.low, mark.axis, tables, scales);
  const high = placedRows(mark.table, mark.x, mark.high, mark.axis, tables, scales);
  const broken = low.map((point, row) =>
    Number.isFinite(high[row]?.[1]) ? point : ([Number.NaN, Number.NaN] as const),
  );
  let row = 0;
  return unbroken(broken).map((floor) => {
    while (broken[row] !== floor[0]) row++;
    const ceiling = high.slice(row, row + floor.length).reverse();
    return { kind: 'area', points: [...decimate(floor), ...decimate(ceiling)], color: mark.color };
  });
}

function errorBar(low: Point, high: Point | undefined, color: string): Shape[] {
  if (high === undefined || !Number.isFinite(low[1] + high[1] + low[0])) return [];
  const [x] = low;
  const stroke = (points: readonly Point[]): Shape => ({
    kind: 'curve',
    points,
    color,
    width: theme.thinLine,
    dash: 'solid',
  });
  return [
    stroke([low, high]),
    stroke([
      [x - cap, low[1]],
      [x + cap, low[1]],
    ]),
    stroke([
      [x - cap, high[1]],
      [x + cap, high[1]],
    ]),
  ];
}

function barShapes(mark: Extract<Mark, { type: 'bars' }>, tables: Tables, scales: PanelScales): Shape[] {
  const { x, left, height } = scales;
  if (x.kind !== 'band') throw new RangeError('figure spec: bars: expected an x axis of scale "band"');
  const column = (name: string): Float64Array => numberColumn(tables, mark.table, name);
  const parts = mark.parts.map(({ y, color }) => ({ color, values: column(y) }));
  return labelColumn(tables, mark.table, mark.x).flatMap((category, row): Shape[] => {
    const middle = x.place(category);
    const shapes: Shape[] = [];
    let sum = 0;
    for (const { color, values } of parts) {
      const value = values[row] ?? Number.NaN;
      if (!Number.isFinite(value)) continue;
      const [from, to] = [height - left.place(sum), height - left.place(sum + value)];
      const box = {
        x: middle - x.barWidth / 2,
        y: Math.min(from, to),
        width: x.barWidth,
        height: Math.abs(from - to),
      };
      shapes.push({ kind: 'bar', box, color });
      sum += value;
    }
    return shapes;
  });
}

function rasterBox(mark: RasterMark, { x, left, height }: PanelScales): Box {
  const across = mark.x.map((value) => placeNumber(x, value));
  const up = mark.y.map((value) => height - left.place(value));
  const [[from = NaN, to = NaN], [bottom = NaN, top = NaN]] = [across, up];
  return {
    x: Math.min(from, to),
    y: Math.min(bottom, top),
    width: Math.abs(to - from),
    height: Math.abs(bottom - top),
  };
}

function ruleShape(mark: Extract<Mark, { type: 'rule' }>, scales: PanelScales): Shape {
  const { width, height } = scales;
  const along =
    mark.across === 'x'
      ? placeNumber(scales.x, mark.value)
      : height - ((mark.across === 'right' ? scales.right : scales.left)?.place(mark.value) ?? Number.NaN);
  const points: readonly Point[] =
    mark.across === 'x'
      ? [
          [along, 0],
          [along, height],
        ]
      : [
          [0, along],
          [width, along],
        ];
  return { kind: 'curve', points, color: mark.color, width: theme.thinLine, dash: mark.dash ?? 'dashed' };
}
