import { curveProblem, type LeastSquaresProblem } from './least-squares-problem.ts';

/** A non-linear set of NIST's Statistical Reference Datasets with its certified answer. For tests and benches. */
export interface StrdSet {
  readonly name: string;
  readonly problem: LeastSquaresProblem;
  /** The two starts of the set, far and near. */
  readonly starts: readonly Float64Array[];
  /** Certified parameters and their standard deviations. */
  readonly values: readonly number[];
  readonly errors: readonly number[];
  /** Data as they stand in the file, y first. */
  readonly rows: readonly (readonly number[])[];
}

/** Writes the model's value of every point; a model of two predictors has the second as `x2`. */
type Model = (b: Float64Array, x: Float64Array, out: Float64Array, x2: Float64Array) => void;

const { exp, cos, sin, PI, atan } = Math;

const gauss: Model = (b, x, out) => {
  for (let i = 0; i < out.length; i++) {
    const left = (x[i]! - b[3]!) / b[4]!;
    const right = (x[i]! - b[6]!) / b[7]!;
    out[i] = b[0]! * exp(-b[1]! * x[i]!) + b[2]! * exp(-left * left) + b[5]! * exp(-right * right);
  }
};

const lanczos: Model = (b, x, out) => {
  for (let i = 0; i < out.length; i++) {
    out[i] = b[0]! * exp(-b[1]! * x[i]!) + b[2]! * exp(-b[3]! * x[i]!) + b[4]! * exp(-b[5]! * x[i]!);
  }
};

const chwirut: Model = (b, x, out) => {
  for (let i = 0; i < out.length; i++) out[i] = exp(-b[0]! * x[i]!) / (b[1]! + b[2]! * x[i]!);
};

const saturating: Model = (b, x, out) => {
  for (let i = 0; i < out.length; i++) out[i] = b[0]! * (1 - exp(-b[1]! * x[i]!));
};

const cubicRatio: Model = (b, x, out) => {
  for (let i = 0; i < out.length; i++) {
    const v = x[i]!;
    const above = b[0]! + v * (b[1]! + v * (b[2]! + v * b[3]!));
    out[i] = above / (1 + v * (b[4]! + v * (b[5]! + v * b[6]!)));
  }
};

const ensoCycles: Model = (b, x, out) => {
  for (let i = 0; i < out.length; i++) {
    const angle = 2 * PI * x[i]!;
    const year = b[1]! * cos(angle / 12) + b[2]! * sin(angle / 12);
    const second = b[4]! * cos(angle / b[3]!) + b[5]! * sin(angle / b[3]!);
    out[i] = b[0]! + year + second + b[7]! * cos(angle / b[6]!) + b[8]! * sin(angle / b[6]!);
  }
};

/** A model of few points, written for one of them. */
function pointwise(model: (b: Float64Array, x: number) => number): Model {
  return (b, x, out) => {
    for (let i = 0; i < out.length; i++) out[i] = model(b, x[i]!);
  };
}

/** The models as NIST writes them; Nelson is certified for ln y. */
const models: Readonly<Record<string, Model>> = {
  Bennett5: pointwise((b, x) => b[0]! * (b[1]! + x) ** (-1 / b[2]!)),
  BoxBOD: saturating,
  Chwirut1: chwirut,
  Chwirut2: chwirut,
  DanWood: pointwise((b, x) => b[0]! * x ** b[1]!),
  ENSO: ensoCycles,
  Eckerle4: pointwise((b, x) => (b[0]! / b[1]!) * exp(-0.5 * ((x - b[2]!) / b[1]!) ** 2)),
  Gauss1: gauss,
  Gauss2: gauss,
  Gauss3: gauss,
  Hahn1: cubicRatio,
  Kirby2: pointwise((b, x) => (b[0]! + x * (b[1]! + x * b[2]!)) / (1 + x * (b[3]! + x * b[4]!))),
  Lanczos1: lanczos,
  Lanczos2: lanczos,
  Lanczos3: lanczos,
  MGH09: pointwise((b, x) => (b[0]! * (x * x + x * b[1]!)) / (x * x + x * b[2]! + b[3]!)),
  MGH10: pointwise((b, x) => b[0]! * exp(b[1]! / (x + b[2]!))),
  MGH17: (b, x, out) => {
    for (let i = 0; i < out.length; i++) {
      out[i] = b[0]! + b[1]! * exp(-x[i]! * b[3]!) + b[2]! * exp(-x[i]! * b[4]!);
    }
  },
  Misra1a: saturating,
  Misra1b: pointwise((b, x) => b[0]! * (1 - (1 + (b[1]! * x) / 2) ** -2)),
  Misra1c: pointwise((b, x) => b[0]! * (1 - (1 + 2 * b[1]! * x) ** -0.5)),
  Misra1d: pointwise((b, x) => (b[0]! * b[1]! * x) / (1 + b[1]! * x)),
  Nelson: (b, x, out, x2) => {
    for (let i = 0; i < out.length; i++) out[i] = b[0]! - b[1]! * x[i]! * exp(-b[2]! * x2[i]!);
  },
  Rat42: pointwise((b, x) => b[0]! / (1 + exp(b[1]! - b[2]! * x))),
  Rat43: pointwise((b, x) => b[0]! / (1 + exp(b[1]! - b[2]! * x)) ** (1 / b[3]!)),
  Roszman1: pointwise((b, x) => b[0]! - b[1]! * x - atan(b[2]! / (x - b[3]!)) / PI),
  Thurber: cubicRatio,
};

/** Names of the non-linear sets whose model is known here. */
export const strdNames: readonly string[] = Object.keys(models);

/** The numbers under the last `Data:` line of a set's file. */
export function strdRows(text: string): number[][] {
  const lines = text.split(/\r?\n/);
  const head = lines.findLastIndex((line) => line.startsWith('Data:'));
  return lines
    .slice(head + 1)
    .filter((line) => line.trim() !== '')
    .map((line) => line.trim().split(/\s+/).map(Number));
}

/** A non-linear set from the text of its file. */
export function readStrdSet(name: string, text: string): StrdSet {
  const model = models[name];
  if (model === undefined) throw new RangeError(`no model for ${name}`);
  const table = [...text.matchAll(/^\s*b\d+ =\s+(.+)$/gm)].map((match) =>
    match[1]!.trim().split(/\s+/).map(Number),
  );
  const rows = strdRows(text);
  const y = Float64Array.from(rows, (row) => (name === 'Nelson' ? Math.log(row[0]!) : row[0]!));
  const x = Float64Array.from(rows, (row) => row[1]!);
  const x2 = Float64Array.from(rows, (row) => row[2] ?? NaN);
  return {
    name,
    problem: curveProblem({ y, parameters: table.length, model: (b, out) => model(b, x, out, x2) }),
    starts: [0, 1].map((k) => Float64Array.from(table, (row) => row[k]!)),
    values: table.map((row) => row[2]!),
    errors: table.map((row) => row[3]!),
    rows,
  };
}

/** Right digits of the worst number: -log10 of its relative error, at most 11, which is what NIST certifies. */
export function rightDigits(found: ArrayLike<number>, certified: readonly number[]): number {
  const errors = certified.map((value, k) => Math.abs(found[k]! - value) / Math.abs(value));
  const worst = Math.max(...errors, 1e-11);
  return Number.isNaN(worst) ? 0 : -Math.log10(worst);
}
