import { type Column, type Dataset, labels, numbers } from '@anodelab/data';
import { describe, expect, test } from 'vitest';
import { analyseEis } from './analyse-eis.ts';
import type { Spectrum } from './circuit-problem.ts';
import { makeSpectrum } from './made-spectrum.ts';

const values = [4, 20, 1e-5, 0.9, 60, 90, 30, 1e-3, 0.85];
const cell = {
  circuit: 'R0-p(R1,CPE1)-p(R2-Wo1,CPE2)',
  values,
  highest: 1e5,
  decades: 7,
  perDecade: 8,
  noise: 1e-3,
};

function dataset(spectra: readonly Spectrum[], cycles?: readonly number[]): Dataset {
  const join = (pick: (s: Spectrum) => Float64Array): Float64Array =>
    Float64Array.from(spectra.flatMap((spectrum) => [...pick(spectrum)]));
  const column = (name: string, unit: string, data: Float64Array): Column => ({
    name,
    unit,
    header: name,
    origin: 'measured',
    values: data,
  });
  return {
    technique: 'eis',
    columns: [
      column(
        'freq_Hz',
        'Hz',
        join((s) => s.frequency),
      ),
      column(
        'zRe_Ohm',
        'Ohm',
        join((s) => s.zRe),
      ),
      column(
        'zIm_Ohm',
        'Ohm',
        join((s) => s.zIm),
      ),
      ...(cycles
        ? [
            column(
              'cycle',
              '1',
              Float64Array.from(spectra.flatMap((s, k) => [...s.zRe].map(() => cycles[k]!))),
            ),
          ]
        : []),
    ],
    meta: { area_m2: 1e-4, workingElectrode: 'anode' },
    provenance: {
      file: 'cell.mpr',
      sha256: null,
      bytes: null,
      reader: 'test',
      version: '1',
      instrument: null,
    },
    findings: [],
  };
}

describe('a steady cell', () => {
  const result = analyseEis([dataset([makeSpectrum(cell)])]);

  test('gets the circuit that made it, chosen among all', () => {
    expect(result.statements.join('\n')).toContain(
      'Circuit R0-p(R1,CPE1)-p(R2-Wo1,CPE2) (modulus weight, 57 points',
    );
    expect(labels(result.tables.parameters!, 'name')).toContain('Wo1.tau');
  });

  test('at most two of nine true values lie outside their 95 % intervals: one element’s two parameters miss together', () => {
    const low = numbers(result.tables.parameters!, 'low')!;
    const high = numbers(result.tables.parameters!, 'high')!;
    const missed = values.filter((value, k) => value < low[k]! || value > high[k]!);
    expect(missed.length).toBeLessThanOrEqual(2);
  });

  test('resistances come per area too, with the area of the dataset', () => {
    expect(result.results['R1.area']!.value).toBeCloseTo(result.results.R1!.value * 1e-4, 12);
    expect(result.results['R1.area']).toMatchObject({ unit: 'Ohm.m2', basis: 'area' });
    expect(numbers(result.tables.spectrum!, 'zRe_Ohm_m2')![0]).toBeCloseTo(
      numbers(result.tables.spectrum!, 'zRe_Ohm')![0]! * 1e-4,
      12,
    );
  });

  test('the fitted curve lies on the data', () => {
    const fit = result.tables.fit!;
    expect(numbers(fit, 'freq_Hz')!.length).toBe(141);
    expect(numbers(fit, 'zRe_Ohm')![0]! / numbers(result.tables.spectrum!, 'zRe_Ohm')![0]!).toBeCloseTo(1, 2);
  });

  test('the reader is told of channel, circuit, weight and drift', () => {
    expect(result.statements[0]).toContain('Impedance from the column zRe_Ohm');
    expect(result.statements[2]).toContain('The spectrum obeys the Kramers-Kronig relations');
    expect(result.findings).toEqual([]);
  });
});

test('a drifting cell is fitted and accused', () => {
  const steady = makeSpectrum(cell);
  const duration = steady.frequency.reduce((sum, f) => sum + 1 / f, 0);
  const result = analyseEis([
    dataset([makeSpectrum({ ...cell, drift: { parameter: 4, rate: 15 / duration } })]),
  ]);
  expect(result.findings.map((finding) => finding.code)).toContain('kramers-kronig-violated');
});

test('cut=drift leaves out the low frequencies where a cell drifted, says which, and finds the rest as it was', () => {
  const arcs = {
    circuit: 'R0-p(R1,CPE1)-p(R2,CPE2)',
    values: [10, 40, 1e-5, 0.9, 60, 1e-3, 0.9],
    highest: 1e5,
    decades: 7,
    perDecade: 10,
    noise: 5e-4,
  };
  const spectrum = makeSpectrum(arcs);
  for (let i = 50; i < 71; i++) spectrum.zRe[i]! += 0.5 * (i - 49);
  const { circuit } = arcs;
  const whole = analyseEis([dataset([spectrum])], { circuit });
  const cut = analyseEis([dataset([spectrum])], { circuit, cut: 'drift' });
  const message = cut.findings.find(({ code }) => code === 'drift-cut')!.message;
  const [count, from] = message.match(/\d+(?=( of 71 points))|[\d.]+(?= Hz down)/g)!.map(Number);
  // the first of the 21 spoiled points are within the noise
  expect(count).toBeGreaterThan(14);
  expect(count).toBeLessThan(35);
  expect(from).toBeCloseTo(spectrum.frequency[71 - count!]!, 2);
  expect(cut.findings.map(({ code }) => code)).not.toContain('kramers-kronig-violated');
  const error = ({ results }: typeof cut): number => Math.abs(results.R1!.value / 40 - 1);
  expect(error(cut)).toBeLessThan(0.02);
  expect(error(whole)).toBeGreaterThan(2 * error(cut));
  expect(numbers(cut.tables.spectrum!, 'freq_Hz')!.length).toBe(71);
  expect(analyseEis([dataset([makeSpectrum(arcs)])], { circuit, cut: 'drift' }).findings).toEqual([]);
});

test('the circuit of a series is chosen on spectra that obey, not on a bad first one', () => {
  const good = makeSpectrum(cell);
  const bad = makeSpectrum({ ...cell, noise: 0.3 });
  const result = analyseEis([dataset([bad, good, good], [1, 2, 3])]);
  expect(result.statements[1]).toContain(`Circuit ${cell.circuit} (`);
  expect(result.findings[0]!.message).toContain('cycle 2, the first that obeys');
  expect(numbers(result.tables.series!, 'cycle')!.length).toBe(3);
});

test('of several spectra the first is analysed, or the cycle asked for, and the choice is told', () => {
  const other = makeSpectrum({ ...cell, values: [8, ...values.slice(1)] });
  const data = [dataset([makeSpectrum(cell), other], [3, 7])];
  const circuit = cell.circuit;
  const first = analyseEis(data, { circuit });
  expect(first.results.R0!.value).toBeCloseTo(4, 0);
  expect(first.findings[0]).toMatchObject({
    code: 'several-spectra',
    message: expect.stringContaining('cycle 3 is analysed'),
  });
  expect([...numbers(first.tables.series!, 'cycle')!]).toEqual([3, 7]);
  expect(numbers(first.tables.series!, 'R0')![1]).toBeCloseTo(8, 0);
  expect(numbers(first.tables.series!, 'R1.tauLow')![0]).toBeLessThan(
    numbers(first.tables.series!, 'R1.tau')![0]!,
  );
  expect(new Set(numbers(first.tables.fits!, 'number'))).toEqual(new Set([1, 2]));
  expect(analyseEis(data, { circuit, cycle: 7 }).tables.series).toBeUndefined();
  expect(analyseEis(data, { circuit, cycle: 7 }).results.R0!.value).toBeCloseTo(8, 0);
  expect(() => analyseEis(data, { cycle: 9 })).toThrow('found 3, 7');
});

test('inductive points are left out with a finding, unless the circuit has an inductance', () => {
  const wired = dataset([
    makeSpectrum({
      circuit: 'L1-R0-p(R1,C1)',
      values: [1e-4, 4, 20, 1e-3],
      highest: 1e5,
      decades: 6,
      perDecade: 8,
    }),
  ]);
  const without = analyseEis([wired], { circuit: 'R0-p(R1,C1)' });
  expect(without.findings.map((finding) => finding.code)).toContain('inductive-points-left-out');
  const withL = analyseEis([wired], { circuit: 'L1-R0-p(R1,C1)' });
  expect(withL.findings.map((finding) => finding.code)).not.toContain('inductive-points-left-out');
  expect(withL.results.L1!.value).toBeCloseTo(1e-4, 8);
});

test('a dataset without impedance is refused in one line', () => {
  expect(() => analyseEis([{ ...dataset([makeSpectrum(cell)]), columns: [] }])).toThrow(
    'EIS needs freq_Hz, zRe_Ohm and zIm_Ohm',
  );
});

test('points are weighted by the noise that the instrument states, and a file that states none is refused', () => {
  const data = dataset([makeSpectrum({ ...cell, noise: 0 })]);
  const count = data.columns[0]!.values.length;
  const zRe = numbers(data, 'zRe_Ohm')!;
  const bad = Float64Array.from({ length: count }, (_, i) => (i === 20 ? 50 : 0.01));
  zRe[20]! *= 1.4; // one wrong point that the instrument marks as noisy
  const quality = ['nSREwe', 'nSRI'].map((name) => ({
    name,
    unit: '%',
    header: name,
    origin: 'measured' as const,
    values: bad,
  }));
  const noisy = { ...data, columns: [...data.columns, ...quality] };
  const r2 = (weight: 'modulus' | 'nsr'): number =>
    analyseEis([noisy], { circuit: cell.circuit, weight }).results.R2!.value;
  expect(Math.abs(r2('nsr') / values[4]! - 1)).toBeLessThan(1e-3);
  expect(Math.abs(r2('modulus') / values[4]! - 1)).toBeGreaterThan(1e-2);
  expect(() => analyseEis([data], { circuit: cell.circuit, weight: 'nsr' })).toThrow(
    'weight nsr: expected NSR',
  );
});

test('points above the axis that no inductance describes are left out of the choice, with a finding', () => {
  const made = makeSpectrum({
    circuit: 'R0-p(R1,CPE1)',
    values: [5, 50, 1e-4, 0.9],
    highest: 1e4,
    decades: 6,
    perDecade: 8,
    noise: 1e-3,
  });
  [0, 1, 2].forEach((i) => (made.zIm[i] = [30, 3, 25][i]!));
  const result = analyseEis([dataset([made])]);
  expect(result.findings.map((finding) => finding.code)).toContain('inductive-points-left-out');
  expect(result.statements.join()).toContain('Circuit R0-p(R1,CPE1) (');
});
