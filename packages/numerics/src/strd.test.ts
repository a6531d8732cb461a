import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { fitCovariance, fitLeastSquares } from './fit-least-squares.ts';
import { curveProblem, type LeastSquaresProblem } from './least-squares-problem.ts';
import { invertNormal, solveLeastSquares } from './linear-least-squares.ts';

const corpus =
  process.env.ANODELAB_CORPUS ?? fileURLToPath(new URL('../../../../shared/corpus', import.meta.url));
const folder = `${corpus}/oracles/strd`;

type Model = (b: Float64Array, x: number, x2: number) => number;

const { exp, cos, sin, PI, atan } = Math;
const gauss: Model = (b, x) =>
  b[0]! * exp(-b[1]! * x) +
  b[2]! * exp(-(((x - b[3]!) / b[4]!) ** 2)) +
  b[5]! * exp(-(((x - b[6]!) / b[7]!) ** 2));
const lanczos: Model = (b, x) => b[0]! * exp(-b[1]! * x) + b[2]! * exp(-b[3]! * x) + b[4]! * exp(-b[5]! * x);
const chwirut: Model = (b, x) => exp(-b[0]! * x) / (b[1]! + b[2]! * x);
const saturating: Model = (b, x) => b[0]! * (1 - exp(-b[1]! * x));
const cubicRatio: Model = (b, x) =>
  (b[0]! + x * (b[1]! + x * (b[2]! + x * b[3]!))) / (1 + x * (b[4]! + x * (b[5]! + x * b[6]!)));

const models: Record<string, Model> = {
  BoxBOD: saturating,
  Chwirut1: chwirut,
  Chwirut2: chwirut,
  DanWood: (b, x) => b[0]! * x ** b[1]!,
  ENSO: (b, x) =>
    b[0]! +
    b[1]! * cos((2 * PI * x) / 12) +
    b[2]! * sin((2 * PI * x) / 12) +
    b[4]! * cos((2 * PI * x) / b[3]!) +
    b[5]! * sin((2 * PI * x) / b[3]!) +
    b[7]! * cos((2 * PI * x) / b[6]!) +
    b[8]! * sin((2 * PI * x) / b[6]!),
  Gauss1: gauss,
  Gauss2: gauss,
  Hahn1: cubicRatio,
  Kirby2: (b, x) => (b[0]! + x * (b[1]! + x * b[2]!)) / (1 + x * (b[3]! + x * b[4]!)),
  Lanczos1: lanczos,
  Lanczos3: lanczos,
  MGH09: (b, x) => (b[0]! * (x * x + x * b[1]!)) / (x * x + x * b[2]! + b[3]!),
  MGH17: (b, x) => b[0]! + b[1]! * exp(-x * b[3]!) + b[2]! * exp(-x * b[4]!),
  Misra1a: saturating,
  Misra1b: (b, x) => b[0]! * (1 - (1 + (b[1]! * x) / 2) ** -2),
  Nelson: (b, x, x2) => b[0]! - b[1]! * x * exp(-b[2]! * x2),
  Roszman1: (b, x) => b[0]! - b[1]! * x - atan(b[2]! / (x - b[3]!)) / PI,
  Thurber: cubicRatio,
};

/** Runs of the 34 that end elsewhere: one search from one start is not a global one. */
const lost = ['BoxBOD 1', 'MGH17 1'];

interface Certified {
  readonly problem: LeastSquaresProblem;
  readonly starts: readonly Float64Array[];
  readonly values: readonly number[];
  readonly errors: readonly number[];
}

function readRows(name: string): number[][] {
  const lines = readFileSync(`${folder}/${name}.dat`, 'latin1').split(/\r?\n/);
  const head = lines.findLastIndex((line) => line.startsWith('Data:'));
  return lines
    .slice(head + 1)
    .filter((line) => line.trim() !== '')
    .map((line) => line.trim().split(/\s+/).map(Number));
}

function readCertified(name: string): Certified {
  const text = readFileSync(`${folder}/${name}.dat`, 'latin1');
  const table = [...text.matchAll(/^\s*b\d+ =\s+(.+)$/gm)].map((match) =>
    match[1]!.trim().split(/\s+/).map(Number),
  );
  const data = readRows(name);
  const logarithmic = name === 'Nelson'; // certified for ln y
  const y = Float64Array.from(data, (row) => (logarithmic ? Math.log(row[0]!) : row[0]!));
  const model = models[name]!;
  const problem = curveProblem({
    y,
    parameters: table.length,
    model: (b, out) => data.forEach((row, i) => (out[i] = model(b, row[1]!, row[2]!))),
  });
  return {
    problem,
    starts: [0, 1].map((k) => Float64Array.from(table, (row) => row[k]!)),
    values: table.map((row) => row[2]!),
    errors: table.map((row) => row[3]!),
  };
}

function digits(found: ArrayLike<number>, certified: readonly number[]): number {
  const errors = certified.map((value, k) => Math.abs(found[k]! - value) / Math.abs(value));
  return Math.min(11, -Math.log10(Math.max(...errors, 1e-16)));
}

describe.skipIf(!existsSync(folder))('NIST StRD', () => {
  const names = Object.keys(models).filter((name) => existsSync(`${folder}/${name}.dat`));
  for (const name of names) {
    const { problem, starts, values, errors } = readCertified(name);
    for (const start of [1, 2]) {
      const fit = fitLeastSquares(problem, starts[start - 1]!);
      const uncertainty = fitCovariance(problem, fit.parameters);

      if (lost.includes(`${name} ${start}`)) {
        test(`${name} from start ${start} ends where the model is flat, and the rank says so`, () => {
          expect(uncertainty.rank).toBeLessThan(problem.parameters);
        });
        continue;
      }
      test(`${name} from start ${start} reaches the certified parameters to 6 digits`, () => {
        expect(fit.status).toBe('converged');
        expect(digits(fit.parameters, values)).toBeGreaterThanOrEqual(6);
        // the residuals of Lanczos1 are rounding, so its deviations are not asked for
        if (name !== 'Lanczos1') expect(digits(uncertainty.standardErrors, errors)).toBeGreaterThanOrEqual(4);
      });
    }
  }

  test('Norris, the linear set, is solved to 10 digits', () => {
    const data = readRows('Norris');
    const design = Float64Array.from([...data.map(() => 1), ...data.map((row) => row[1]!)]);
    const { solution, sumOfSquares } = solveLeastSquares(
      design,
      2,
      Float64Array.from(data, (row) => row[0]!),
    );
    expect(digits(solution, [-0.262323073774029, 1.00211681802045])).toBeGreaterThanOrEqual(10);
    const { inverse } = invertNormal(design, data.length, 2);
    const variance = sumOfSquares / (data.length - 2);
    const errors = [Math.sqrt(inverse[0]! * variance), Math.sqrt(inverse[3]! * variance)];
    expect(digits(errors, [0.232818234301152, 0.429796848199937e-3])).toBeGreaterThanOrEqual(10);
  });
});
