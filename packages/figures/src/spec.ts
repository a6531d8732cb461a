import { z } from 'zod';
import { resolution, smallest } from './axis-scale.ts';

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

const axis = z
  .strictObject({
    /** With its unit in brackets; `*i*` sets italics. */
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
  marks: z.array(z.discriminatedUnion('type', [line, points, band, errorBars, bars, text, rule])),
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
  panels: z.array(panel).min(1).max(12),
});

/** A figure as plain JSON; draw it with `layout` and `toSvg`. */
export type FigureSpec = z.infer<typeof figureSpecSchema>;
export type Panel = FigureSpec['panels'][number];
export type Axis = Panel['x'];
export type Mark = Panel['marks'][number];
export type FigureTable = FigureSpec['tables'][string];
export type MarkerShape = Extract<Mark, { type: 'points' }>['shape'];
export type Dash = z.infer<typeof dash>;

/**
 * The figure in a value read from JSON.
 * @throws {RangeError} when the value is not a figure, or a mark names a table or column that is not there
 */
export function parseFigureSpec(value: unknown): FigureSpec {
  const parsed = figureSpecSchema.safeParse(value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new RangeError(`figure spec: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not a figure'}`);
  }
  for (const [index, { marks }] of parsed.data.panels.entries()) {
    for (const mark of marks) requireColumns(mark, parsed.data.tables, `figure spec: panels.${index}`);
  }
  return parsed.data;
}

function requireColumns(mark: Mark, tables: FigureSpec['tables'], at: string): void {
  if (mark.type === 'text' || mark.type === 'rule') return;
  const table = tables[mark.table];
  if (table === undefined) throw new RangeError(`${at}: expected a table "${mark.table}", found none`);
  for (const name of columnsOf(mark)) {
    if (table[name] === undefined) {
      throw new RangeError(`${at}: expected a column "${name}" in table "${mark.table}", found none`);
    }
  }
}

/** Names of the columns that a mark reads. */
function columnsOf(mark: Exclude<Mark, { type: 'text' | 'rule' }>): readonly string[] {
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
