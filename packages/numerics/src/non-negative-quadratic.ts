import { factorCholesky, solveCholesky } from './cholesky.ts';

/** Minimum of a quadratic form over non-negative numbers. */
export type NonNegativeOutcome =
  | { readonly status: 'solved'; readonly solution: Float64Array; readonly exchanges: number }
  | { readonly status: 'stopped'; readonly reason: string; readonly solution: Float64Array };

/** Exchanges in full blocks that may fail to improve before single ones take over. */
const PATIENCE = 3;
/** Block exchanges in all; a well-posed problem needs about five. */
const MAX_BLOCKS = 30;

/**
 * The x that minimises x^T H x / 2 - g^T x with x_i >= 0, except the x_i that are free.
 *
 * Block principal pivoting (Judice and Pires, Comput. Oper. Res. 1994, 21, 587; for least squares Kim and Park, SIAM J. Sci.
 * Comput. 2011, 33, 3261): unknowns are either at zero or solved for, and all that break their sign condition change sides
 * at once; a handful of Cholesky factors replaces hundreds of single exchanges. Where rounding keeps it from ending (nearly
 * singular H), the active set method of Lawson and Hanson (1974, chapter 23) takes over: one unknown at a time, from zero
 * up, so that what it solves stays well posed.
 *
 * @param h - symmetric, positive definite (semidefinite is solved with the dependent unknowns at 0), column-major
 * @param isFree - unknowns without bound; default none
 * @param start - unknowns above 0 here are solved for first: a solution of a nearby problem saves exchanges
 */
export function minimiseNonNegative(
  h: Float64Array,
  g: Float64Array,
  isFree?: (unknown: number) => boolean,
  start?: Float64Array,
): NonNegativeOutcome {
  const n = g.length;
  const free = Uint8Array.from({ length: n }, (_, i) => (isFree?.(i) === true ? 1 : 0));
  const part: Part = {
    h,
    g,
    free,
    solved: free.map((f, i) => (f === 1 || start === undefined || start[i]! > 0 ? 1 : 0)),
    x: new Float64Array(n),
    factor: new Float64Array(n * n),
    target: new Float64Array(n),
  };
  return exchangeBlocks(part) ?? exchangeSingly(part);
}

/** The unknowns that are solved for, the others held at zero. */
interface Part {
  readonly h: Float64Array;
  readonly g: Float64Array;
  readonly free: Uint8Array;
  readonly solved: Uint8Array;
  readonly x: Float64Array;
  readonly factor: Float64Array;
  readonly target: Float64Array;
}

/** Undefined where no sign pattern was found. */
function exchangeBlocks(part: Part): NonNegativeOutcome | undefined {
  const { solved, x } = part;
  const wrong: number[] = [];
  let fewest = x.length + 1;
  let patience = PATIENCE;
  for (let exchanges = 0; exchanges < MAX_BLOCKS; exchanges++) {
    solvePart(part);
    findWrong(part, wrong);
    if (wrong.length === 0) return { status: 'solved', solution: x, exchanges };
    if (wrong.length < fewest) {
      fewest = wrong.length;
      patience = PATIENCE;
    } else patience--;
    if (patience >= 0) for (const i of wrong) solved[i] = 1 - solved[i]!;
    else solved[wrong.at(-1)!] = 1 - solved[wrong.at(-1)!]!;
  }
  return undefined;
}

/** Lawson and Hanson: every step lowers the form and keeps the signs, so it may be stopped anywhere. */
function exchangeSingly(part: Part): NonNegativeOutcome {
  const { solved, free, x } = part;
  const n = x.length;
  solved.set(free);
  let before = new Float64Array(n);
  const limit = 3 * n;
  for (let exchanges = 0; exchanges < limit; exchanges++) {
    const next = steepest(part, before);
    if (next < 0 && exchanges > 0) return { status: 'solved', solution: before, exchanges };
    if (next >= 0) solved[next] = 1;
    for (;;) {
      solvePart(part);
      let share = 1;
      let first = -1;
      for (let i = 0; i < n; i++) {
        if (solved[i] === 0 || free[i] === 1 || x[i]! > 0) continue;
        const reach = before[i]! > 0 ? before[i]! / (before[i]! - x[i]!) : 0;
        if (reach < share || first < 0) {
          share = reach;
          first = i;
        }
      }
      if (first < 0) break;
      for (let i = 0; i < n; i++) before[i]! += share * (x[i]! - before[i]!);
      for (let i = 0; i < n; i++) {
        if (solved[i] === 1 && free[i] === 0 && (i === first || before[i]! <= 0)) {
          solved[i] = 0;
          before[i] = 0;
        }
      }
    }
    before = x.slice();
  }
  return { status: 'stopped', reason: `signs still changed after ${limit} exchanges`, solution: before };
}

/** The unknown at zero that gains most by rising, or -1. */
function steepest({ h, g, solved }: Part, x: Float64Array): number {
  const n = g.length;
  let best = -1;
  let most = 0;
  for (let j = 0; j < n; j++) {
    if (solved[j] === 1) continue;
    let gain = g[j]!;
    let size = Math.abs(g[j]!);
    for (let i = 0; i < n; i++) {
      const term = h[j * n + i]! * x[i]!;
      gain -= term;
      size += Math.abs(term);
    }
    const relative = gain / Math.sqrt(h[j * n + j]! || 1);
    if (gain > ROUNDING * size && relative > most) {
      most = relative;
      best = j;
    }
  }
  return best;
}

/** Sums of this share of their terms are rounding. */
const ROUNDING = 1e-13;

/** Solves for the unknowns that are not held at zero. */
function solvePart({ h, g, solved, x, factor, target }: Part): void {
  const n = g.length;
  let size = 0;
  for (let j = 0; j < n; j++) {
    if (solved[j] === 0) continue;
    let row = 0;
    for (let i = 0; i <= j; i++) if (solved[i] === 1) factor[size * n + row++] = h[j * n + i]!;
    target[size++] = g[j]!;
  }
  factorCholesky(factor, size, n);
  solveCholesky(factor, size, target, n);
  for (let j = 0, k = 0; j < n; j++) x[j] = solved[j] === 1 ? target[k++]! : 0;
}

/** Solved unknowns below zero, and unknowns at zero that would gain by rising; both beyond rounding. */
function findWrong({ h, g, solved, free, x }: Part, wrong: number[]): void {
  const n = g.length;
  let largest = 0;
  for (let i = 0; i < n; i++) if (Math.abs(x[i]!) > largest) largest = Math.abs(x[i]!);
  wrong.length = 0;
  for (let j = 0; j < n; j++) {
    if (free[j] === 1) continue;
    if (solved[j] === 1) {
      if (x[j]! < -ROUNDING * largest) wrong.push(j);
      continue;
    }
    let gradient = -g[j]!;
    let size = Math.abs(g[j]!);
    for (let i = 0; i < n; i++) {
      const term = h[j * n + i]! * x[i]!;
      gradient += term;
      size += Math.abs(term);
    }
    if (gradient < -ROUNDING * size) wrong.push(j);
  }
}
