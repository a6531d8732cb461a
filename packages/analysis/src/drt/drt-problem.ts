import type { Spectrum } from '../eis/circuit-problem.ts';
import { type PenaltyOrder, type RelaxationBasis, relaxationBasis, roughness } from './relaxation-basis.ts';

/** What stands in series with the distribution; each adds one unknown that is not penalised. */
export interface SeriesTerms {
  /** H; for cables and cell holders, which bend the spectrum below the real axis at its high-frequency end. */
  readonly inductance: boolean;
  /** 1/C in 1/F; for electrodes that block at low frequency. */
  readonly elastance: boolean;
}

/**
 * The linear problem of a distribution of relaxation times, Z = R0 + sL + 1/(sC) + sum x_k bump_k, as weighted rows:
 * real parts, then imaginary parts. Columns: R0, L, 1/C (those that are asked for), bumps.
 */
export interface DrtProblem {
  readonly spectrum: Spectrum;
  readonly basis: RelaxationBasis;
  /** Column-major. Shape (rows, columns). */
  readonly design: Float64Array;
  readonly target: Float64Array;
  readonly rows: number;
  readonly columns: number;
  /** Unknowns before the bumps. */
  readonly freeCount: number;
  readonly terms: SeriesTerms;
  /** Unit of the L and 1/C columns: they are written at the geometric mean of the frequencies, rad/s. */
  readonly middle: number;
  /** Penalty over the bumps. Shape (bumps, bumps). */
  readonly penalty: Float64Array;
  /** 1/standard deviation of each point up to a common factor. Shape (points). */
  readonly weight: Float64Array;
}

export function drtProblem(
  spectrum: Spectrum,
  terms: SeriesTerms,
  order: PenaltyOrder,
  weight: Float64Array = new Float64Array(spectrum.frequency.length).fill(1),
): DrtProblem {
  const { frequency, zRe, zIm } = spectrum;
  const points = frequency.length;
  const basis = relaxationBasis(frequency);
  const series = seriesColumns(frequency, terms);
  const freeCount = series.columns.length;
  const columns = freeCount + basis.tau.length;
  const rows = 2 * points;
  const design = new Float64Array(rows * columns);
  series.columns.forEach((column, k) => design.set(column, k * rows));
  design.set(basis.impedance, freeCount * rows);
  const target = new Float64Array(rows);
  target.set(zRe);
  target.set(zIm, points);
  for (let i = 0; i < design.length; i++) design[i]! *= weight[i % points]!;
  for (let i = 0; i < rows; i++) target[i]! *= weight[i % points]!;
  return {
    spectrum,
    basis,
    design,
    target,
    rows,
    columns,
    freeCount,
    terms,
    middle: series.middle,
    penalty: roughness(basis, order),
    weight,
  };
}

/** Real and imaginary parts of R0 = 1 Ohm and of L and 1/C that have 1 Ohm at the middle of the frequencies. */
function seriesColumns(
  frequency: Float64Array,
  { inductance, elastance }: SeriesTerms,
): { columns: Float64Array[]; middle: number } {
  const points = frequency.length;
  const middle = 2 * Math.PI * Math.sqrt(frequency[0]! * frequency.at(-1)!);
  const column = (re: number, im: (omega: number) => number): Float64Array =>
    Float64Array.from({ length: 2 * points }, (_, i) =>
      i < points ? re : im(2 * Math.PI * frequency[i - points]!),
    );
  const columns = [column(1, () => 0)];
  if (inductance) columns.push(column(0, (omega) => omega / middle));
  if (elastance) columns.push(column(0, (omega) => -middle / omega));
  return { columns, middle };
}

/** R0 in Ohm, L in H and 1/C in 1/F from the first unknowns of a solution. */
export function seriesValues(
  { inductance, elastance }: SeriesTerms,
  middle: number,
  solution: Float64Array,
): { resistance: number; inductance: number; elastance: number } {
  return {
    resistance: solution[0]!,
    inductance: inductance ? solution[1]! / middle : 0,
    elastance: elastance ? solution[inductance ? 2 : 1]! * middle : 0,
  };
}

/** A^T A and A^T b of some of the rows; `first` to `last` in steps, so that parts of the data can be left out. */
export function normalEquations(
  { design, target, rows, columns }: DrtProblem,
  keep: (row: number) => boolean = () => true,
): { gram: Float64Array; projected: Float64Array } {
  const kept = Int32Array.from({ length: rows }, (_, i) => i).filter(keep);
  const part = new Float64Array(kept.length * (columns + 1));
  const count = kept.length;
  for (let j = 0; j <= columns; j++) {
    for (let i = 0; i < count; i++) {
      part[j * count + i] = j < columns ? design[j * rows + kept[i]!]! : target[kept[i]!]!;
    }
  }
  const gram = new Float64Array(columns * columns);
  const projected = new Float64Array(columns);
  for (let j = 0; j <= columns; j++) {
    const q = j * count;
    for (let i = 0; i <= Math.min(j, columns - 1); i++) {
      const p = i * count;
      let s0 = 0;
      let s1 = 0;
      let k = 0;
      for (; k + 1 < count; k += 2) {
        s0 += part[p + k]! * part[q + k]!;
        s1 += part[p + k + 1]! * part[q + k + 1]!;
      }
      if (k < count) s0 += part[p + k]! * part[q + k]!;
      if (j < columns) gram[j * columns + i] = gram[i * columns + j] = s0 + s1;
      else projected[i] = s0 + s1;
    }
  }
  return { gram, projected };
}

/** A^T A + lambda M, the matrix of the quadratic form that a ridge regression minimises. */
export function withPenalty(
  gram: Float64Array,
  { penalty, columns, freeCount }: DrtProblem,
  lambda: number,
): Float64Array {
  const h = gram.slice();
  const n = columns - freeCount;
  for (let j = 0; j < n; j++) {
    for (let i = 0; i < n; i++) h[(j + freeCount) * columns + i + freeCount]! += lambda * penalty[j * n + i]!;
  }
  return h;
}
