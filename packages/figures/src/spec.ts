import { z } from 'zod';
import { resolution, smallest } from './axis-scale.ts';
import { colorMaps } from './color-map.ts';

const color = z.string().regex(/^#[0-9A-Fa-f]{6}$/, 'expected a colour such as #0072B2');
const side = z.enum(['left', 'right']);
const dash = z.enum(['solid', 'dashed', 'dotted', 'dashdot']);

const column = z.strictObject({
  /** What the numbers are, as written above the column of the CSV. */
  label: z.string(),
  /** Unit of the values as drawn; null for labels and pure numbers. */
  unit: z.string().nullable(),
  /** null where there is no value: lines break there. */
  values: z.union([z.array(z.number().nullable()), z.array(z.string())]),
});

const series = {
  /** Key in `tables`. */
  table: z.string(),
  /** Column of x. */
  x: z.string(),
  /** Which y axis; left when absent. */
  axis: side.optional(),
  color,
  /** Text of the legend entry; marks with the same label share one entry. */
  label: z.string().optional(),
};

const line = z.strictObject({ type: z.literal('line'), ...series, y: z.string(), dash: dash.optional() });

const points = z.strictObject({
  type: z.literal('points'),
  ...series,
  y: z.string(),
  shape: z.enum(['circle', 'square', 'triangle', 'diamond', 'wedge', 'star', 'plus', 'cross']),
  fill: z.enum(['solid', 'open']),
  /** Least distance between two drawn markers, mm; every point is drawn when absent. */
  gap: z.number().nonnegative().optional(),
});

const band = z.strictObject({ type: z.literal('band'), ...series, low: z.string(), high: z.string() });

const errorBars = z.strictObject({
  type: z.literal('errorBars'),
  ...series,
  low: z.string(),
  high: z.string(),
});

const bars = z.strictObject({
  type: z.literal('bars'),
  table: z.string(),
  /** Column of category labels; the x axis has scale `band`. */
  x: z.string(),
  /** Stacked from zero upwards, in this order. */
  parts: z
    .array(
      z.strictObject({
        y: z.string(),
        color,
        label: z.string().optional(),
      }),
    )
    .min(1),
});

const text = z.strictObject({
  type: z.literal('text'),
  text: z.string(),
  /** Data coordinates of the anchor. */
  x: z.number(),
  y: z.number(),
  axis: side.optional(),
  color: color.optional(),
});

const rule = z.strictObject({
  type: z.literal('rule'),
  /** Which axis the value belongs to; the line runs across it. */
  across: z.enum(['x', 'left', 'right']),
  value: z.number(),
  color,
  dash: dash.optional(),
});

const rising = z
  .tuple([z.number(), z.number()])
  .refine(([low, high]) => high > low, 'expected two rising numbers');

const image = z.strictObject({
  /** Of what: `SE`, `Si K`. */
  label: z.string(),
  /** Unit of the values; null for grey levels. */
  unit: z.string().nullable(),
  /** Pixels. */
  width: z.int().min(1),
  height: z.int().min(1),
  /** Side of a pixel on the specimen, m; null where it is not known. */
  pixelSize: z.number().positive().nullable(),
  /** Values, row by row from the top left: bits of one, and all of them as a zlib stream in base64 (`packPixels`). */
  bits: z.union([z.literal(8), z.literal(16), z.literal(64)]),
  zlib: z.string(),
});

const raster = z.strictObject({
  type: z.literal('raster'),
  /** One, or several of one size that are added up as light. */
  layers: z
    .array(
      z.strictObject({
        /** Key in `images`. */
        image: z.string(),
        /** A colour map, or from black to one colour. */
        colors: z.union([z.enum(colorMaps), color]),
        /** Values that are drawn darkest and brightest. */
        domain: rising,
        /** Text beside its colour under the panel, or under the colour bar of a single layer; no key when absent. */
        label: z.string().optional(),
      }),
    )
    .min(1),
  /** Data coordinates of the outer edges. */
  x: rising,
  y: rising,
  /** Whether a viewer may smooth between pixels (micrographs); false: every pixel is a square (counts). */
  smooth: z.boolean(),
  /** Draws a bar of a round length; the first layer must know the size of its pixels. */
  scaleBar: z.literal(true).optional(),
});

const axis = z
  .strictObject({
    /** With its unit in brackets; `*i*` sets italics. Empty, on an axis without ticks: a picture, which has no axes. */
    label: z.string(),
    scale: z.enum(['linear', 'log', 'band']),
    /** Fixed ends in data units; from the data when absent. Ends may be given in descending order on a linear axis. */
    domain: z.tuple([z.number(), z.number()]).optional(),
    /** An automatic domain starts at zero when the data are not negative. */
    fromZero: z.boolean().optional(),
    /** Ticks at whole numbers only: counts such as cycles. */
    integer: z.boolean().optional(),
    /** false: neither ticks nor labels, where heights are stacked and a number would mean nothing. */
    ticks: z.literal(false).optional(),
    /** Colour of the axis title and tick labels, where two y axes tell their series apart. */
    color: color.optional(),
  })
  .refine(({ domain }) => domain === undefined || isWide(domain), 'expected a domain whose ends differ')
  .refine(
    ({ domain, scale }) =>
      domain === undefined || scale !== 'log' || (domain[0] > 0 && domain[1] > domain[0]),
    'expected a rising domain above zero on a logarithmic axis',
  );

/** Whether floating point has numbers to spare between the ends. */
function isWide([first, last]: readonly [number, number]): boolean {
  return Math.abs(last - first) > resolution * Math.max(Math.abs(first), Math.abs(last), smallest);
}

const panel = z.strictObject({
  title: z.string().optional(),
  x: axis,
  y: axis,
  right: axis.optional(),
  /** One unit has the same length on x and y (Nyquist). */
  equalScales: z.boolean().optional(),
  /** Height over width of the frame. */
  aspect: z.number().positive(),
  marks: z.array(z.discriminatedUnion('type', [line, points, band, errorBars, bars, text, rule, raster])),
  /** Small lines under the panel: what is modelled, and warnings that must not be separated from the numbers. */
  notes: z.array(z.string()),
});

/** Schema of a figure: plain JSON, self-contained (data inside), so that it draws the same picture anywhere. */
const figureSpecSchema = z.strictObject({
  kind: z.literal('anodelab-figure'),
  version: z.literal(1),
  /** Overall width, mm: one or two columns of a journal. */
  width: z.union([z.literal(85), z.literal(170)]),
  /** Panels beside each other. */
  columns: z.int().min(1).max(4),
  /** One line for lists and for readers who hear the page. */
  title: z.string(),
  /** Sentences that go under the figure: what is shown, definition, method, basis. */
  caption: z.string(),
  tables: z.record(z.string(), z.record(z.string(), column)),
  images: z.record(z.string(), image).optional(),
  panels: z.array(panel).min(1).max(12),
});

/** A figure as plain JSON; draw it with `layout` and `toSvg`. */
export type FigureSpec = z.infer<typeof figureSpecSchema>;
export type Panel = FigureSpec['panels'][number];
export type Axis = Panel['x'];
export type Mark = Panel['marks'][number];
export type RasterMark = Extract<Mark, { type: 'raster' }>;
export type FigureImage = NonNullable<FigureSpec['images']>[string];
export type FigureTable = FigureSpec['tables'][string];
export type MarkerShape = Extract<Mark, { type: 'points' }>['shape'];
export type Dash = z.infer<typeof dash>;

/** Whether a panel is a picture without axes: what it shows is as long as its scale bar says. */
export function isPicture({ x, y }: Panel): boolean {
  return [x, y].every(({ label, ticks }) => label === '' && ticks === false);
}

/**
 * The figure in a value read from JSON.
 * @throws {RangeError} when the value is not a figure, or a mark names a table, column or image that is not there
 */
export function parseFigureSpec(value: unknown): FigureSpec {
  const parsed = figureSpecSchema.safeParse(value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new RangeError(`figure spec: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not a figure'}`);
  }
  for (const [index, { marks }] of parsed.data.panels.entries()) {
    for (const mark of marks) requireData(mark, parsed.data, `figure spec: panels.${index}`);
  }
  return parsed.data;
}

function requireData(mark: Mark, { tables, images }: FigureSpec, at: string): void {
  if (mark.type === 'text' || mark.type === 'rule') return;
  if (mark.type === 'raster') return requireImages(mark, images ?? {}, at);
  const table = tables[mark.table];
  if (table === undefined) throw new RangeError(`${at}: expected a table "${mark.table}", found none`);
  for (const name of columnsOf(mark)) {
    if (table[name] === undefined) {
      throw new RangeError(`${at}: expected a column "${name}" in table "${mark.table}", found none`);
    }
  }
}

function requireImages(
  { layers, scaleBar }: RasterMark,
  images: Readonly<Record<string, FigureImage>>,
  at: string,
): void {
  const [first, ...others] = layers.map((layer) => {
    const found = images[layer.image];
    if (found === undefined) throw new RangeError(`${at}: expected an image "${layer.image}", found none`);
    return found;
  });
  const odd = others.find(({ width, height }) => width !== first?.width || height !== first.height);
  if (odd !== undefined) {
    const sizes = [first, odd].map((each) => `${each?.width} x ${each?.height}`);
    throw new RangeError(`${at}: expected layers of one size, found ${sizes.join(' and ')} pixels`);
  }
  if (scaleBar && (first?.pixelSize ?? null) === null)
    throw new RangeError(
      `${at}: expected an image with the size of its pixels under a scale bar, found none`,
    );
}

/** Names of the columns that a mark reads. */
function columnsOf(mark: Exclude<Mark, { type: 'text' | 'rule' | 'raster' }>): readonly string[] {
  switch (mark.type) {
    case 'line':
    case 'points':
      return [mark.x, mark.y];
    case 'band':
    case 'errorBars':
      return [mark.x, mark.low, mark.high];
    case 'bars':
      return [mark.x, ...mark.parts.map((part) => part.y)];
  }
}
