import { type FigureSpec, labelStyles, layout, toSvg } from '@anodelab/figures';

type Panel = FigureSpec['panels'][number];
type Axis = Panel['x'];

/** Numbers of a figure. Curves with one label share colour and legend entry. */
interface Curve {
  readonly label: string;
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
  /** `line` is what the code gives, `markers` what it is compared with, `law` a limit, slope or bound. */
  readonly as: 'line' | 'markers' | 'law';
}

/** One frame of a figure. */
interface ComparedPanel {
  readonly x: Axis;
  readonly y: Axis;
  readonly curves: readonly Curve[];
  readonly title?: string;
  readonly equalScales?: boolean;
  /** Height over width; default 0.72. */
  readonly aspect?: number;
}

/** What a comparison came to. */
interface Outcome {
  /** As it begins a sentence: `Largest difference`. */
  readonly what: string;
  readonly value: number;
  /** Largest distance from `expected` that passes. */
  readonly bound: number;
  /** Default 0: the value is an error. */
  readonly expected?: number;
  readonly unit?: string;
}

/** A figure of a page of docs/methods that sets a result of the code beside something else. */
export interface MethodFigure {
  /** File in docs/methods/figures, without its ending. */
  readonly name: string;
  /** Page of docs/methods, without its ending. */
  readonly page: string;
  /** One line for readers who hear the page. */
  readonly title: string;
  /** Sentences: what is compared with what, at which numbers. */
  readonly compared: string;
  readonly outcomes: readonly Outcome[];
  /** One is 85 mm wide, two stand beside each other at 170 mm. */
  readonly panels: readonly ComparedPanel[];
}

/** Whether every outcome is within its bound. */
export function passes({ outcomes }: MethodFigure): boolean {
  return outcomes.every(({ value, expected = 0, bound }) => Math.abs(value - expected) <= bound);
}

/** The figure as SVG. */
export function drawFigure(figure: MethodFigure): string {
  const { title, compared, panels } = figure;
  const tables: FigureSpec['tables'] = {};
  return toSvg(
    layout({
      kind: 'anodelab-figure',
      version: 1,
      width: panels.length === 1 ? 85 : 170,
      columns: Math.min(2, panels.length),
      title,
      caption: compared,
      panels: panels.map((panel, p) => drawnPanel(panel, `panel ${p + 1}`, tables)),
      tables,
    }),
  );
}

/** Of a law that belongs to no case in particular. */
const LAW = '#606060';

function drawnPanel(
  { x, y, curves, title, equalScales, aspect = 0.72 }: ComparedPanel,
  id: string,
  tables: FigureSpec['tables'],
): Panel {
  const cases = [...new Set(curves.filter(({ as }) => as !== 'law').map(({ label }) => label))];
  const styleOf = labelStyles(cases);
  const order = (['line', 'law', 'markers'] as const).flatMap((as) =>
    curves.filter((curve) => curve.as === as),
  );
  const marks = order.map((curve, n): Panel['marks'][number] => {
    const table = `${id}, curve ${n + 1}`;
    tables[table] = {
      x: { label: x.label, unit: null, values: Array.from(curve.x, drawn) },
      y: { label: curve.label, unit: null, values: Array.from(curve.y, drawn) },
    };
    const { color, shape } = styleOf(curve.label);
    const series = { table, x: 'x', y: 'y', label: curve.label };
    if (curve.as === 'markers') return { type: 'points', ...series, color, shape, fill: 'open' };
    if (curve.as === 'law') {
      const own = cases.includes(curve.label) ? color : LAW;
      return { type: 'line', ...series, color: own, dash: 'dashed' };
    }
    return { type: 'line', ...series, color };
  });
  return {
    x,
    y,
    aspect,
    marks,
    notes: [],
    ...(title === undefined ? {} : { title }),
    ...(equalScales === undefined ? {} : { equalScales }),
  };
}

function drawn(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

/** The lines of a page that show the figure: picture, empty line, caption. */
export function embedding(figure: MethodFigure): string {
  const { name, title, compared, outcomes } = figure;
  return `![${title}](figures/${name}.svg)\n\n> ${[compared, ...outcomes.map(sentence)].join(' ')}`;
}

function sentence({ what, value, expected = 0, bound, unit = '' }: Outcome): string {
  const amount = (number: number) => `${digits(number)}${unit === '' ? '' : ` ${unit}`}`;
  return expected === 0
    ? `${what}: ${Math.abs(value) < ROUNDING ? 'rounding only' : amount(Math.abs(value))} (bound ${amount(bound)}).`
    : `${what}: ${amount(value)} (expected ${amount(expected)} ± ${amount(bound)}).`;
}

/** Differences as small as this depend on the order of additions. */
const ROUNDING = 1e-11;

/** Two digits, with a power of ten where there would be many zeros. */
function digits(value: number): string {
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-2 || size >= 1e5)) {
    const [mantissa, exponent] = value.toExponential(1).split('e') as [string, string];
    const power = `10${Array.from(String(Number(exponent)), superscript).join('')}`;
    return Number(mantissa) === 1 ? power : `${Number(mantissa)}·${power}`;
  }
  return String(Number(value.toPrecision(size >= 100 ? 4 : size >= 10 ? 3 : 2)));
}

function superscript(sign: string): string {
  return sign === '-' ? '⁻' : '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(sign)]!;
}
