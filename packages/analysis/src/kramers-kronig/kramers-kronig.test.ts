import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { makeSpectrum, type MadeSpectrum } from '../eis/made-spectrum.ts';
import { parseCircuit } from '../eis/parse-circuit.ts';
import { countScores, countWays } from './element-count.ts';
import { kramersKronig } from './kramers-kronig.ts';
import { fitElements, prepareRows } from './rc-ladder.ts';
import { findValidPart } from './find-valid-part.ts';
import { judgeValidity, validitySentence } from './validity.ts';

const cell: MadeSpectrum = {
  circuit: 'R0-p(R1,CPE1)-p(R2,CPE2)',
  values: [10, 40, 1e-4, 0.9, 60, 1e-2, 0.9],
  highest: 1e4,
  decades: 5,
  perDecade: 10,
  noise: 5e-4,
};

describe('a ladder of RC elements', () => {
  test.each(['impedance', 'admittance'] as const)('%s: elements of its own are found exactly', (form) => {
    const circuit = form === 'impedance' ? 'L0-R0-C0-K1-K2' : 'p(R0,C0,L0,R1-C1,R2-C2)';
    const ends = [1 / (2 * Math.PI * 1e4), 1 / (2 * Math.PI * 1e-1)];
    const values =
      form === 'impedance'
        ? [1e-6, 5, 0.2, 50, ends[0]!, 20, ends[1]!]
        : [200, 1e-7, 500, 50, ends[0]! / 50, 20, ends[1]! / 20];
    const spectrum = makeSpectrum({ circuit, values, highest: 1e4, decades: 5, perDecade: 10 });
    for (const variant of ['complex', 'real', 'imag'] as const) {
      const fit = fitElements(prepareRows(spectrum, form, variant), 2, 0)!;
      expect(fit.chiSquared).toBeLessThan(1e-18);
    }
  });

  test('more elements than rows are refused', () => {
    const rows = prepareRows(makeSpectrum(cell), 'impedance', 'complex');
    expect(fitElements(rows, 100, 0)).toBeUndefined();
    expect(fitElements(rows, 20, 0)?.elements).toBe(20);
  });

  test('one RC arc has a curvature of one sign: the inverse of its radius at every point', () => {
    const spectrum = makeSpectrum({
      circuit: 'R0-K1',
      values: [10, 50, 1 / (2 * Math.PI * 10)],
      highest: 1e4,
      decades: 5,
      perDecade: 10,
    });
    // from 1e4 to 0.1 Hz the middle of three elements lies at 31.6 Hz, so the arc is fitted by two only where it is one of them
    const rows = prepareRows({ ...spectrum, frequency: spectrum.frequency }, 'impedance', 'complex');
    const scores = countScores(rows, fitElements(rows, 6, 0)!);
    expect(scores.elements).toBe(6);
    expect(scores.mu).toBeGreaterThan(0.95);
    const points = 251 - 2;
    expect(scores.curvature / Math.sqrt(points)).toBeCloseTo(1 / 25, 2);
  });
});

describe('the test with everything chosen', () => {
  test.each(countWays)('%s: the noise of a valid spectrum is found', (way) => {
    const found = kramersKronig(makeSpectrum(cell), { way });
    expect(found.noise).toBeGreaterThan(2e-4);
    expect(found.noise).toBeLessThan(1.5e-3);
  });

  test('a spectrum in other units has the same verdict', () => {
    const spectrum = makeSpectrum(cell);
    const milli = {
      ...spectrum,
      zRe: spectrum.zRe.map((z) => z * 1e-3),
      zIm: spectrum.zIm.map((z) => z * 1e-3),
    };
    expect(kramersKronig(milli).noise / kramersKronig(spectrum).noise).toBeCloseTo(1, 6);
  });

  test('too few points are refused', () => {
    const few = Float64Array.of(3, 2, 1);
    expect(() => kramersKronig({ frequency: few, zRe: few, zIm: few })).toThrow('8 points');
  });

  test('a spectrum whose first four decades are good is cut where it goes wrong', () => {
    const { frequency, zRe, zIm } = makeSpectrum(cell);
    const wrong = zRe.map((z, i) => (frequency[i]! < 1 ? z * (1 + 0.02 * Math.log10(1 / frequency[i]!)) : z));
    const spoiled = { frequency, zRe: wrong, zIm };
    expect(judgeValidity(kramersKronig(spoiled).departure, 5e-4).grade).toBe('violates');
    const part = findValidPart(spoiled, 0, 5e-4)!;
    expect(part.from).toBe(0);
    expect(frequency[part.to - 1]!).toBeGreaterThan(0.25);
    expect(frequency[part.to - 1]!).toBeLessThan(3);
  });
});

interface TestCircuit {
  readonly id: number;
  readonly cdc: string;
  readonly f: readonly [number, number];
  readonly per_decade: number;
  readonly drift: { readonly on: string; readonly v: number };
}

const corpus =
  process.env.ANODELAB_CORPUS ?? fileURLToPath(new URL('../../../../../shared/corpus', import.meta.url));
const facts = `${corpus}/oracles/eis/test-circuits.facts.json`;
const example = `${corpus}/oracles/eis/impedancepy-exampleData.csv`;
const circuits = existsSync(facts)
  ? (JSON.parse(readFileSync(facts, 'utf8')) as { circuits: TestCircuit[] }).circuits
  : [];

describe.skipIf(circuits.length === 0)('the four test circuits at 0.05 % noise', () => {
  test.each(circuits)('$id, $cdc: valid, and its drifting twin is not', ({ cdc, f, per_decade, drift }) => {
    const made = {
      circuit: cdc,
      highest: f[0],
      decades: Math.log10(f[0] / f[1]),
      perDecade: per_decade,
      noise: 5e-4,
    };
    const parameter = parseCircuit(cdc).parameters.findIndex((p) => p.value === Number(drift.on.slice(1)));
    const steady = kramersKronig(makeSpectrum(made));
    const drifting = kramersKronig(makeSpectrum({ ...made, drift: { parameter, rate: drift.v } }));
    for (const noise of [5e-4, undefined]) {
      expect(judgeValidity(steady.departure, noise).grade).toBe('obeys');
      expect(judgeValidity(drifting.departure, noise).grade).toBe('violates');
    }
    // pyimpspec's own draw of the noise gives 0.047 to 0.064 % and 0.25 to 0.42 %
    for (const extension of [0, 'search'] as const) {
      const { noise } = kramersKronig(makeSpectrum(made), { extension });
      expect(noise).toBeGreaterThan(3e-4);
      expect(noise).toBeLessThan(8e-4);
    }
    expect(drifting.noise).toBeGreaterThan(2.4e-3);
    expect(drifting.noise).toBeLessThan(5e-3);
  });

  test('the drifting ones are cut to a part that obeys, from their low-frequency end', () => {
    for (const { cdc, f, per_decade, drift } of circuits) {
      const parameter = parseCircuit(cdc).parameters.findIndex((p) => p.value === Number(drift.on.slice(1)));
      const spectrum = makeSpectrum({
        circuit: cdc,
        highest: f[0],
        decades: Math.log10(f[0] / f[1]),
        perDecade: per_decade,
        noise: 5e-4,
        drift: { parameter, rate: drift.v },
      });
      const part = findValidPart(spectrum, 0, 5e-4)!;
      expect(part.from).toBe(0);
      expect(part.to).toBeLessThan(spectrum.frequency.length);
    }
  });
});

describe.skipIf(!existsSync(example))("impedance.py's example", () => {
  test('departs slightly, by 0.1 %, and is not accused', () => {
    const rows = readFileSync(example, 'utf8')
      .trim()
      .split('\n')
      .map((line) => line.split(',').map(Number));
    const pick = (column: number): Float64Array => Float64Array.from(rows, (row) => row[column]!);
    const { departure } = kramersKronig({ frequency: pick(0), zRe: pick(1), zIm: pick(2) });
    const validity = judgeValidity(departure);
    expect(validity).toEqual({ grade: 'slight', isContradicted: true });
    expect(validitySentence(departure, validity)).toContain('departs slightly');
  });
});
