import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { fitCovariance, fitLeastSquares } from './fit-least-squares.ts';
import { invertNormal, solveLeastSquares } from './linear-least-squares.ts';
import { readStrdSet, rightDigits, strdNames, strdRows } from './strd-sets.ts';

const corpus =
  process.env.ANODELAB_CORPUS ?? fileURLToPath(new URL('../../../../shared/corpus', import.meta.url));
const folder = `${corpus}/oracles/strd`;
const textOf = (name: string) => readFileSync(`${folder}/${name}.dat`, 'latin1');

describe.skipIf(!existsSync(folder))('NIST StRD', () => {
  for (const name of strdNames.filter((each) => existsSync(`${folder}/${each}.dat`))) {
    const { problem, starts, values, errors } = readStrdSet(name, textOf(name));
    test.each([1, 2])(`${name} from start %d reaches the certified parameters to 6 digits`, (start) => {
      const fit = fitLeastSquares(problem, starts[start - 1]!);
      expect(fit.status).toBe('converged');
      expect(rightDigits(fit.parameters, values)).toBeGreaterThanOrEqual(6);
      const { standardErrors } = fitCovariance(problem, fit.parameters);
      // the residuals of Lanczos1 are rounding, so its deviations are not asked for
      if (name !== 'Lanczos1') expect(rightDigits(standardErrors, errors)).toBeGreaterThanOrEqual(4);
    });
  }

  test('Norris, the linear set, is solved to 10 digits', () => {
    const data = strdRows(textOf('Norris'));
    const design = Float64Array.from([...data.map(() => 1), ...data.map((row) => row[1]!)]);
    const { solution, sumOfSquares } = solveLeastSquares(
      design,
      2,
      Float64Array.from(data, (row) => row[0]!),
    );
    expect(rightDigits(solution, [-0.262323073774029, 1.00211681802045])).toBeGreaterThanOrEqual(10);
    const { inverse } = invertNormal(design, data.length, 2);
    const variance = sumOfSquares / (data.length - 2);
    const errors = [Math.sqrt(inverse[0]! * variance), Math.sqrt(inverse[3]! * variance)];
    expect(rightDigits(errors, [0.232818234301152, 0.429796848199937e-3])).toBeGreaterThanOrEqual(10);
  });
});
