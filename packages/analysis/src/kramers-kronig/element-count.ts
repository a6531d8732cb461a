import { solveLeastSquares } from '@anodelab/numerics';
import { impedanceAt, type RcFit, type Rows } from './rc-ladder.ts';

/** What the six ways look at, for one number of elements. */
export interface CountScores {
  readonly elements: number;
  readonly chiSquared: number;
  /** 1 - sum |v < 0| / sum (v >= 0) of the R_k (of the C_k of an admittance), within 0 and 1. */
  readonly mu: number;
  /** Norm of all fitted variables over the number of elements; SI. */
  readonly variables: number;
  /** Norm of the curvatures of Im Z against Re Z, 1/Ohm. */
  readonly curvature: number;
  /** Stretches of one sign of the curvature. */
  readonly signs: number;
  /** Mean length of a stretch, in measured points. */
  readonly distance: number;
  /** log10 of sum |tau_k/R_k| (of sum |tau_k/C_k|). */
  readonly apex: number;
}

/** Points between two measured frequencies at which curvatures are taken. */
const BETWEEN = 4;

/** Numbers of pyimpspec's six ways (Yrjana and Bobacka, Electrochim. Acta 2024, 504, 144951) for one fit. */
export function countScores(rows: Rows, fit: RcFit): CountScores {
  const { tau, unknowns, elements, chiSquared } = fit;
  const { form, middle, omega } = rows;
  const isZ = form === 'impedance';
  const values = tau.map((t, k) => unknowns[1 + k]! * (isZ ? 1 : t));
  let negative = 0;
  let positive = 0;
  let apex = 0;
  let square =
    unknowns[0]! ** 2 + (unknowns[elements + 1]! / middle) ** 2 + (unknowns[elements + 2]! * middle) ** 2;
  values.forEach((value, k) => {
    if (value < 0) negative -= value;
    else positive += value;
    apex += Math.abs(tau[k]! / value);
    square += value * value;
  });
  const curvatures = curvaturesOf(impedanceAt(rows, tau, unknowns, between(omega)));
  const stretches = stretchesOf(curvatures);
  const measured = omega.length / (omega.length + (omega.length - 1) * BETWEEN);
  return {
    elements,
    chiSquared,
    mu: positive === 0 ? 1 : Math.min(1, Math.max(0, 1 - negative / positive)),
    variables: Math.sqrt(square) / elements,
    curvature: Math.sqrt(curvatures.reduce((sum, c) => sum + c * c, 0)),
    signs: stretches.count,
    distance: stretches.mean * measured,
    apex: Math.log10(apex),
  };
}

function between(omega: Float64Array): Float64Array {
  const fine = new Float64Array(omega.length + (omega.length - 1) * BETWEEN);
  for (let i = 0; i < fine.length; i++) {
    const from = Math.min(Math.floor(i / (BETWEEN + 1)), omega.length - 2);
    const share = i / (BETWEEN + 1) - from;
    fine[i] = omega[from]! * (omega[from + 1]! / omega[from]!) ** share;
  }
  return fine;
}

/** Of the circle through every three neighbours; below zero where the curve of -Im against Re turns clockwise. */
function curvaturesOf({ re, im }: { re: Float64Array; im: Float64Array }): Float64Array {
  return Float64Array.from({ length: re.length - 2 }, (_, i) => {
    const [ax, ay] = [re[i + 1]! - re[i]!, im[i]! - im[i + 1]!];
    const [bx, by] = [re[i + 2]! - re[i + 1]!, im[i + 1]! - im[i + 2]!];
    const lengths = Math.hypot(ax, ay) * Math.hypot(bx, by) * Math.hypot(ax + bx, ay + by);
    return lengths > 0 ? (2 * (ax * by - ay * bx)) / lengths : 0;
  });
}

function stretchesOf(curvatures: Float64Array): { count: number; mean: number } {
  let count = 1;
  let sign = Math.sign(curvatures[0]!);
  let start = 0;
  let closed = 0;
  for (let i = 1; i < curvatures.length; i++) {
    const now = Math.sign(curvatures[i]!);
    if (now === 0 || now === sign) continue;
    count++;
    closed += i - start;
    start = i;
    sign = now;
  }
  return { count, mean: count > 1 ? closed / (count - 1) : curvatures.length - 1 };
}

/** Ways to choose the number of elements; `default` combines signs, curvature and distance. */
export const countWays = ['mu', 'variables', 'curvature', 'signs', 'distance', 'apex', 'default'] as const;
export type CountWay = (typeof countWays)[number];

export interface CountChoice {
  readonly elements: number;
  /** Below it more elements still describe more; above it they describe noise. */
  readonly limits: readonly [number, number];
}

/** Mean length of a stretch, in points, below which the model follows single points. */
const SHORTEST_STRETCH = 4;

/** @param scores - of rising numbers of elements, at least five */
export function chooseCount(scores: readonly CountScores[], way: CountWay): CountChoice {
  const limits = countLimits(scores);
  const inside = scores.filter(({ elements }) => elements >= limits[0] && elements <= limits[1]);
  return { elements: choose[way](inside, scores), limits };
}

function countLimits(scores: readonly CountScores[]): readonly [number, number] {
  const lower = Math.min(knee(scores), scores.at(-2)!.elements);
  const long = scores.findLast((each) => each.elements >= lower && each.distance >= SHORTEST_STRETCH);
  const upper = Math.max(long?.elements ?? 0, lower + 1);
  return [lower, Math.min(upper, scores.at(-1)!.elements)];
}

/** Where a steep and a shallow line through log chi^2 meet, rounded up: the best of all ways to cut the curve in two. */
function knee(scores: readonly CountScores[]): number {
  const x = scores.map(({ elements }) => elements);
  const y = scores.map(({ chiSquared }) => Math.log10(chiSquared));
  let best = Infinity;
  let place = x[0]!;
  for (let cut = 2; cut <= x.length - 2; cut++) {
    const left = line(x.slice(0, cut), y.slice(0, cut));
    const right = line(x.slice(cut), y.slice(cut));
    if (left.squares + right.squares >= best) continue;
    best = left.squares + right.squares;
    const meet = (right.offset - left.offset) / (left.slope - right.slope);
    place = Number.isFinite(meet) ? Math.min(Math.max(meet, x[cut - 1]!), x[cut]!) : x[cut]!;
  }
  return Math.ceil(place);
}

function line(
  x: readonly number[],
  y: readonly number[],
): { slope: number; offset: number; squares: number } {
  const design = Float64Array.from([...x.map(() => 1), ...x]);
  const { solution, sumOfSquares } = solveLeastSquares(design, 2, Float64Array.from(y));
  return { offset: solution[0]!, slope: solution[1]!, squares: sumOfSquares };
}

type Choose = (inside: readonly CountScores[], all: readonly CountScores[]) => number;

/** Schoenleber's bound of mu, and the power of the distance from it in the peer's score. */
const MU = 0.85;
const BETA = 0.75;
/** A tie breaker counts this much of one sign change. */
const TIE = 0.1;

const choose: Record<CountWay, Choose> = {
  /** From many elements down while mu stays below 0.85; of these the best -log chi^2/(0.85 - mu)^0.75. */
  mu(inside) {
    const above = inside.findLastIndex(({ mu }) => mu >= MU);
    const run = inside.slice(above + 1);
    if (run.length === 0) return inside.at(-1)!.elements;
    return lowest(run, ({ mu, chiSquared }) => Math.log10(chiSquared) / (MU - mu) ** BETA);
  },
  variables: (inside) => lowest(inside, ({ variables }) => variables),
  curvature: (inside) => lowest(inside, ({ curvature }) => curvature),
  signs: (inside) => {
    const chi = relative(inside, ({ chiSquared }) => chiSquared);
    return lowest(inside, (each, k) => each.signs + TIE * chi[k]!);
  },
  distance: (inside) => lowest(inside, ({ distance }) => -distance),
  /** Of a cubic through the sum, which is rough. */
  apex(inside, all) {
    const rise = all.findIndex(
      ({ apex }, k) => k > 5 && apex <= Math.min(...all.slice(0, 5).map((a) => a.apex)),
    );
    const used = all.slice(0, rise < 0 ? all.length : Math.min(all.length, rise + 10));
    const middle = used.length / 2;
    const powers = [0, 1, 2, 3].flatMap((power) => used.map((_, k) => (k / middle - 1) ** power));
    const { solution } = solveLeastSquares(
      Float64Array.from(powers),
      4,
      Float64Array.from(used, (a) => a.apex),
    );
    const first = all[0]!.elements;
    const trend = (elements: number): number => {
      const x = (elements - first) / middle - 1;
      return solution[0]! + x * (solution[1]! + x * (solution[2]! + x * solution[3]!));
    };
    return lowest(inside, ({ elements }) => -trend(elements));
  },
  /** Fewest sign changes; ties by the norm of curvatures, then the distance, then the fit. */
  default(inside, all) {
    const score = inside.map(({ signs }) => signs);
    const breakers: ((each: CountScores) => number)[] = [
      (each) => each.curvature,
      (each) => -each.distance,
      (each) => Math.log10(each.chiSquared),
    ];
    for (const breaker of breakers) {
      const least = Math.min(...score);
      if (score.filter((value) => value <= least + 1e-9).length === 1) break;
      relative(inside, breaker).forEach((value, k) => (score[k]! += TIE * value));
    }
    const chosen = inside[score.indexOf(Math.min(...score))]!;
    const better = all
      .filter(
        (each) =>
          each.elements >= inside[0]!.elements &&
          each.elements < chosen.elements &&
          each.chiSquared < chosen.chiSquared &&
          each.signs <= chosen.signs,
      )
      .sort((a, b) => a.chiSquared - b.chiSquared)[0];
    return (better ?? chosen).elements;
  },
};

function lowest(scores: readonly CountScores[], of: (each: CountScores, k: number) => number): number {
  const values = scores.map(of);
  return scores[values.indexOf(Math.min(...values))]!.elements;
}

/** Onto 0 to 1. */
function relative(scores: readonly CountScores[], of: (each: CountScores) => number): number[] {
  const values = scores.map(of);
  const low = Math.min(...values);
  const span = Math.max(...values) - low;
  return values.map((value) => (span > 0 ? (value - low) / span : 0));
}
