import { type AnalysisResult, labels, numbers } from '@anodelab/data';
import { describe, expect, test } from 'vitest';
import { analyseCv } from './analyse-cv.ts';
import { madeCv } from './made-cv.ts';

const rates = [1e-4, 2e-4, 3e-4, 4e-4, 5e-4];
const bell = (voltage: number, at: number) => Math.exp(-(((voltage - at) / 0.1) ** 2));

/** Capacitive 2 F everywhere, diffusive peaks at 0.3 V (falling) and 0.6 V (rising). */
const mixed = (voltage: number, v: number, rising: boolean) =>
  (rising ? 1 : -1) * (2 * v + 0.1 * Math.sqrt(v) * (0.2 + bell(voltage, rising ? 0.6 : 0.3)));
const five = rates.map((scanRate) => madeCv({ scanRate, current: mixed }));

function column(result: AnalysisResult, table: string, name: string): Float64Array {
  const found = numbers(result.tables[table] ?? { columns: [] }, name);
  if (found === undefined) throw new Error(`no column ${name} in ${table}`);
  return found;
}

describe('a made voltammogram at five rates', () => {
  const result = analyseCv(five, { margin_V: 0.01 }); // the vertex itself belongs to both sweeps

  test('gives its capacitance back with the sign of each sweep', () => {
    const k1 = column(result, 'split', 'k1');
    const sweep = labels(result.tables['split']!, 'sweep')!;
    k1.forEach((value, p) => {
      expect(value).toBeCloseTo(sweep[p] === 'anodic' ? 2 : -2, 3); // 5 mV records, linear in between
    });
  });

  test('gives the share of the formula, inside its band', () => {
    const share = column(result, 'shares', 'shareFree');
    const low = column(result, 'shares', 'shareLow');
    const high = column(result, 'shares', 'shareHigh');
    rates.forEach((v, a) => {
      const root = 0.1 * Math.sqrt(v);
      const bellArea = 0.1 * Math.sqrt(Math.PI);
      const capacitive = 2 * 2 * v * 0.98;
      const diffusive = 2 * root * 0.2 * 0.98 + root * bellArea * 2;
      expect(share[a]).toBeCloseTo(capacitive / (capacitive + diffusive), 3);
      expect(low[a]).toBeLessThanOrEqual(share[a]!);
      expect(high[a]).toBeGreaterThanOrEqual(share[a]!);
    });
    expect(column(result, 'shares', 'shareConstrained')[0]).toBeCloseTo(share[0]!, 6);
    expect(column(result, 'shares', 'boundShare')[0]).toBe(0);
  });

  test('finds the peak of each sweep at each rate and follows it', () => {
    const voltage = column(result, 'peaks', 'voltage_V');
    const sweep = labels(result.tables['peaks']!, 'sweep')!;
    expect(voltage.length).toBe(10);
    voltage.forEach((value, i) => expect(value).toBeCloseTo(sweep[i] === 'anodic' ? 0.6 : 0.3, 3));
    expect(result.results['bPeakCathodic']!.value).toBeGreaterThan(0.5);
    expect(result.results['bPeakCathodic']!.value).toBeLessThan(0.7);
  });

  test('says that it cannot know what the share is', () => {
    expect(result.findings.map(({ code }) => code)).toContain('diffusion-length-unknown');
    expect(result.statements.join(' ')).toMatch(/cannot know/);
    expect(result.results['shareFree_0.1']!.verdict).toBe('not evidence of capacitance');
  });

  test('does not depend on the order of the files', () => {
    const turned = analyseCv(five.toReversed(), { margin_V: 0.01 });
    expect(turned.tables['shares']).toEqual(result.tables['shares']);
  });

  test('gives the same shares when the sign of the current is flipped', () => {
    const flipped = analyseCv(
      rates.map((scanRate) => madeCv({ scanRate, current: (e, v, rising) => -mixed(e, v, rising) })),
      { margin_V: 0.01 },
    );
    rates.forEach((_, a) => {
      const expected = column(result, 'shares', 'shareFree')[a]!;
      expect(column(flipped, 'shares', 'shareFree')[a]).toBeCloseTo(expected, 12);
    });
  });

  test('gives the same shares per mass', () => {
    const heavy = analyseCv(five, { margin_V: 0.01, mass_kg: 1e-6 });
    expect(column(heavy, 'shares', 'shareFree')[2]).toBeCloseTo(
      column(result, 'shares', 'shareFree')[2]!,
      12,
    );
    expect(column(heavy, 'split', 'k1')[0]! / column(result, 'split', 'k1')[0]!).toBeCloseTo(1e6, 3);
    expect(numbers(heavy.tables['voltammograms']!, 'current_A_kg')).toBeDefined();
  });
});

describe('the verdict', () => {
  const at = (lambda: number) => {
    const length = 1e-6;
    const diffusivity = (length * length * 3e-4) / (0.025692579 * lambda);
    return analyseCv(five, { length_m: length, diffusivity_m2_s: diffusivity });
  };

  test.each([0.01, 1, 3, 10, 30, 100, 299.9])('warns at Lambda %d', (lambda) => {
    const result = at(lambda);
    expect(result.results['lambda']!.value).toBeCloseTo(lambda, 3);
    expect(result.findings.map(({ code }) => code)).toContain('false-capacitance');
    expect(result.statements.join(' ')).toMatch(/must not be called capacitive or pseudocapacitive/);
  });

  test('does not warn at Lambda 1000', () => {
    const result = at(1000);
    expect(result.findings).toEqual([]);
    expect(result.results['shareFree_0.1']!.verdict).toBeUndefined();
  });

  test('names the capacitive word only with its warning', () => {
    for (const result of [at(10), at(1000), analyseCv(five)]) {
      for (const sentence of result.statements.filter((text) => text.includes('pseudocapacitive'))) {
        expect(sentence).toMatch(/must not be called/);
      }
    }
  });
});

describe('one scan rate', () => {
  const result = analyseCv([madeCv({ scanRate: 1e-4, current: mixed, cycles: 3 })]);

  test('gives cycles, peaks and charges, and says why there is no split', () => {
    expect(Object.keys(result.tables).toSorted()).toEqual(['charges', 'peaks', 'voltammograms']);
    expect(result.statements).toContain('Cycles used: 2 of 3 at 0.1 mV/s.');
    expect(result.statements.join(' ')).toMatch(/cannot be split/);
  });

  test('gives the charge of each sweep', () => {
    const root = 0.1 * Math.sqrt(1e-4);
    const charge = (2 * 1e-4 + root * (0.2 + 0.1 * Math.sqrt(Math.PI))) / 1e-4;
    expect(column(result, 'charges', 'q_C')[0]).toBeCloseTo(charge, 1);
  });
});

test('a stated rate that the records contradict is not believed', () => {
  const result = analyseCv([madeCv({ scanRate: 1e-4, current: mixed, meta: { scanRate_V_s: 1e-3 } })]);
  expect(column(result, 'charges', 'scanRate_V_s')[0]).toBeCloseTo(1e-4, 10);
  expect(result.findings.map(({ code }) => code)).toContain('scan-rate-differs');
});

test('a series resistance is taken off the potential', () => {
  const resistance = 100;
  const result = analyseCv([madeCv({ scanRate: 1e-4, current: () => 1e-3 })], { resistance_Ohm: resistance });
  expect(result.statements.join(' ')).toMatch(/100 Ohm/);
  expect(column(result, 'charges', 'q_C')[0]).toBeCloseTo(10, 10);
});

test('data without a whole cycle are refused with what was found', () => {
  const half = madeCv({ scanRate: 1e-4, current: mixed });
  const columns = half.columns.map((each) => ({ ...each, values: each.values.slice(0, 150) }));
  expect(() => analyseCv([{ ...half, columns }])).toThrow(/falling and a rising sweep.*cv-0.0001.mpt/);
});

test('one file with several rates is the same as one file per rate', () => {
  const parts = five.slice(0, 3);
  const join = (name: string) => {
    let offset = 0;
    return Float64Array.from(
      parts.flatMap((part) => {
        const values = Array.from(numbers(part, name)!, (value) => value + (name === 'time_s' ? offset : 0));
        offset = values.at(-1)! + 1;
        return values;
      }),
    );
  };
  const columns = parts[0]!.columns.map((each) => ({ ...each, values: join(each.name) }));
  const joined = analyseCv([{ ...parts[0]!, columns }]);
  const apart = analyseCv(parts);
  column(apart, 'shares', 'shareFree').forEach((share, a) => {
    expect(column(joined, 'shares', 'shareFree')[a]).toBeCloseTo(share, 3);
  });
});

test('a record without time or stated rate is refused, with the reason', () => {
  const timeless = { ...five[0]!, columns: five[0]!.columns.filter(({ name }) => name !== 'time_s') };
  expect(() => analyseCv([timeless])).toThrow(/states no scan rate/);
  expect(analyseCv([{ ...timeless, meta: { scanRate_V_s: 1e-4 } }]).tables['charges']).toBeDefined();
});
