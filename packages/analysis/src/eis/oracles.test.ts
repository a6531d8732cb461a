import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { Spectrum } from './circuit-problem.ts';
import { compileCircuit } from './compile-circuit.ts';
import { fitCircuit } from './fit-circuit.ts';
import { linKk } from '../kramers-kronig/lin-kk.ts';
import { makeSpectrum } from './made-spectrum.ts';
import { parseCircuit } from './parse-circuit.ts';
import { profileIntervals } from './profile-intervals.ts';

const corpus =
  process.env.ANODELAB_CORPUS ?? fileURLToPath(new URL('../../../../../shared/corpus', import.meta.url));
const folder = `${corpus}/oracles/eis`;

/** An empty spectrum where the corpus is absent: a skipped suite still collects its tests. */
function readSpectrum(file: string, [f, re, im]: readonly [number, number, number]): Spectrum {
  const text = existsSync(folder) ? readFileSync(`${folder}/${file}`, 'latin1') : '';
  const rows = text
    .split(/\r?\n/)
    .map((line) =>
      line
        .trim()
        .split(/[\s,]+/)
        .map(Number),
    )
    .filter((row) => row[f]! > 0 && Number.isFinite(row[im]));
  const pick = (column: number): Float64Array => Float64Array.from(rows, (row) => row[column]!);
  return { frequency: pick(f), zRe: pick(re), zIm: pick(im) };
}

function keep(spectrum: Spectrum, which: (i: number) => boolean): Spectrum {
  const filter = (values: Float64Array): Float64Array => values.filter((_, i) => which(i));
  return { frequency: filter(spectrum.frequency), zRe: filter(spectrum.zRe), zIm: filter(spectrum.zIm) };
}

interface TestCircuit {
  readonly id: number;
  readonly cdc: string;
  readonly f: readonly [number, number];
  readonly per_decade: number;
  readonly drift: { readonly on: string; readonly v: number };
}

function testCircuits(): TestCircuit[] {
  if (!existsSync(folder)) return [];
  return (
    JSON.parse(readFileSync(`${folder}/test-circuits.facts.json`, 'utf8')) as { circuits: TestCircuit[] }
  ).circuits;
}

describe.skipIf(!existsSync(folder))('the open impedance oracles', () => {
  describe('impedance.py’s example, from no start values', () => {
    const all = readSpectrum('impedancepy-exampleData.csv', [0, 1, 2]);
    const spectrum = keep(all, (i) => all.zIm[i]! < 0);
    const circuit = parseCircuit('R0-p(R1,C1)-p(R2-Wo1,C2)');
    const tau = circuit.parameters.findIndex((p) => p.name === 'Wo1.tau');

    test('unit weights reach the best known minimum', () => {
      expect(spectrum.frequency.length).toBe(57);
      const fit = fitCircuit(circuit, spectrum, { weight: 'unit' });
      expect(fit.status).toBe('converged');
      expect(fit.sumOfSquares).toBeLessThanOrEqual(1.4035e-5);
      expect(fit.rmse).toBeLessThanOrEqual(4.9622e-4);
    });

    test('modulus weights reach the best known minimum', () => {
      expect(fitCircuit(circuit, spectrum).sumOfSquares).toBeLessThanOrEqual(0.0184);
    });

    test.each([
      ['unit', 800],
      ['modulus', 586],
    ] as const)('with %s weights tau of Wo is not identifiable above, and at least %f s', (weight, bound) => {
      const interval = profileIntervals(fitCircuit(circuit, spectrum, { weight }))[tau]!;
      expect(interval.verdict).toBe('not identifiable above');
      expect(interval.high).toBeNull();
      expect(Math.abs(interval.low! / bound - 1)).toBeLessThan(0.01);
    });

    test('the smaller Randles circuit ends at its global minimum', () => {
      const fit = fitCircuit(parseCircuit('R0-p(R1-Wo1,C1)'), spectrum, { weight: 'unit' });
      expect(fit.sumOfSquares).toBeLessThanOrEqual(1.1818e-4);
    });

    test('the published parameters give the published impedance at 10 Hz', () => {
      const model = compileCircuit(parseCircuit('R0-p(R1-Wo1,C1)'), Float64Array.of(10));
      model.evaluate(
        Float64Array.of(0.0186235717, 0.0116804085, 0.0627121241, 221.232949, 1.17171442).map(Math.log),
      );
      expect(model.impedance[0]! / 0.0251618).toBeCloseTo(1, 5);
      expect(model.impedance[1]! / -0.00601304).toBeCloseTo(1, 5);
    });
  });

  describe('Lin-KK of Circuit3, real part fitted', () => {
    const spectrum = readSpectrum('impedancepy-Circuit3_EIS_1.z', [0, 4, 5]);
    test.each([
      [false, 're', 'im'],
      [true, 're_with_cap', 'im_with_cap'],
    ])('capacitance added: %s', (addCapacitance, re, im) => {
      const text = readFileSync(`${folder}/linkk-circuit3.expected.json`, 'utf8');
      const expected = JSON.parse(text) as Record<string, number[]>;
      const result = linKk(spectrum, { variant: 'real', c: 0.69, addCapacitance });
      expect(result.elements).toBe(10);
      expect(result.mu / 0.6843821117885378).toBeCloseTo(1, 6);
      result.zRe.forEach((value, i) => {
        const [a, b] = [expected[re]![i]!, expected[im]![i]!];
        expect(Math.hypot(value - a, result.zIm[i]! - b) / Math.hypot(a, b)).toBeLessThan(1e-8);
      });
    });

    test('the complex variant is another number', () => {
      expect(linKk(spectrum, { c: 0.69 })).toMatchObject({ elements: 13, mu: expect.closeTo(0.643363, 5) });
    });
  });

  describe.each(testCircuits())('test circuit $id, $cdc', ({ cdc, f, per_decade }) => {
    const circuit = parseCircuit(cdc);
    const range = { circuit: cdc, highest: f[0], decades: Math.log10(f[0] / f[1]), perDecade: per_decade };

    test('is recovered to 1e-4 from the exact spectrum and no start values', () => {
      const bare = parseCircuit(cdc.replaceAll(/(?<=[A-Z])[\d.e-]+(?:,[\d.]+)?/g, ''));
      const fit = fitCircuit(bare, makeSpectrum(range));
      circuit.parameters.forEach(({ value }, k) =>
        expect(Math.abs(fit.values[k]! / value! - 1)).toBeLessThan(1e-4),
      );
    });
  });

  describe('sums of ZARCs with known truth', () => {
    const two = parseCircuit('R0-Zarc1-Zarc2');

    test('exact and overlapping: R 1, 1; tau 1e-3, 1e-2; exponents 0.8', () => {
      const fit = fitCircuit(two, readSpectrum('bayesdrt-Z_2ZARC_noiseless.csv', [0, 1, 2]), {
        weight: 'unit',
      });
      [1, 1, 1e-3, 0.8, 1, 1e-2, 0.8].forEach((value, k) => expect(fit.values[k]! / value).toBeCloseTo(1, 4));
    });

    test('two equal arcs three decades apart, noise 0.5 Ohm: R 50, 50', () => {
      const fit = fitCircuit(two, readSpectrum('pydrttools-2XZARCequal.csv', [1, 2, 3]), { weight: 'unit' });
      expect(fit.values[1]! + fit.values[4]! + fit.values[0]!).toBeCloseTo(110, -0.3);
      expect(Math.abs(fit.values[1]! - 50)).toBeLessThan(1);
      expect(Math.abs(fit.values[4]! - 50)).toBeLessThan(1);
      expect(Math.abs(Math.log(fit.values[2]! / 1e-4))).toBeLessThan(0.05);
      expect(Math.abs(Math.log(fit.values[5]! / 0.1))).toBeLessThan(0.05);
    });

    test('unequal arcs: R 50 and 20, the fast one first', () => {
      const fit = fitCircuit(two, readSpectrum('pydrttools-2ZARC1.csv', [1, 2, 3]), { weight: 'unit' });
      expect(Math.abs(fit.values[1]! - 49.58)).toBeLessThan(0.24 * 2);
      expect(Math.abs(fit.values[4]! - 20.22)).toBeLessThan(0.26 * 2);
    });

    test('one arc from headerless text', () => {
      const fit = fitCircuit(parseCircuit('R0-Zarc1'), readSpectrum('pydrttools-zarc_data.txt', [0, 1, 2]), {
        weight: 'unit',
      });
      const expected = [
        [10.012, 0.1],
        [49.933, 0.2],
        [0.01003, 0.0002],
        [0.7011, 0.005],
      ] as const;
      expected.forEach(([value, tolerance], k) =>
        expect(Math.abs(fit.values[k]! - value)).toBeLessThan(tolerance),
      );
    });

    test('noise of 1 % hides how two overlapping arcs share their sum, and the intervals say so', () => {
      const fit = fitCircuit(two, readSpectrum('bayesdrt-Z_2ZARC_uniform_1.0.csv', [0, 1, 2]), {
        weight: 'unit',
      });
      expect(Math.abs(fit.values[1]! + fit.values[4]! - 2.001)).toBeLessThan(0.016);
      expect(Math.abs(fit.values[0]! - 1.001)).toBeLessThan(0.008);
      const [, first] = profileIntervals(fit);
      expect(first!.low ?? 0).toBeLessThan(0.85);
    });
  });
});
