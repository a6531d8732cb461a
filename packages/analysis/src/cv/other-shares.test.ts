import { type AnalysisResult, type Dataset, numbers } from '@anodelab/data';
import { describe, expect, test } from 'vitest';
import { analyseCv } from './analyse-cv.ts';
import { cvProtocols } from './cv-protocols.ts';
import { madeCv } from './made-cv.ts';
import { ohmicResistance } from './ohmic-resistance.ts';

const rates = [1e-4, 2e-4, 3e-4, 4e-4, 5e-4];
const bell = (voltage: number, at: number) => Math.exp(-(((voltage - at) / 0.08) ** 2));

function shares(result: AnalysisResult, column: string): Float64Array {
  return numbers(result.tables['shares'] ?? { columns: [] }, column) ?? new Float64Array(0);
}

describe('peaks that move with the rate', () => {
  const shift = (v: number) => 0.03 * Math.log(v / 1e-4);
  const moving = rates.map((scanRate) =>
    madeCv({
      scanRate,
      records: 1000,
      current: (e, v, rising) =>
        rising
          ? (2 * v + 0.1 * Math.sqrt(v)) * bell(e, 0.5 + shift(v))
          : -(2 * v + 0.1 * Math.sqrt(v)) * bell(e, 0.5 - shift(v)),
    }),
  );
  const result = analyseCv(moving);

  test('are split right where they are followed, and wrongly at fixed potential', () => {
    rates.forEach((v, rate) => {
      const truth = (2 * v) / (2 * v + 0.1 * Math.sqrt(v));
      expect(shares(result, 'shareFollowed')[rate]).toBeCloseTo(truth, 2);
      expect(Math.abs(shares(result, 'shareFree')[rate]! - truth)).toBeGreaterThan(0.05);
    });
    expect(result.results['shareFollowed_0.3']!.definition).toMatch(/followed peaks/);
  });
});

describe('ohmic drop', () => {
  const resistance = 2e3;
  const current = (e: number, v: number, rising: boolean) =>
    (rising ? 1 : -1) * (0.02 * v + 1e-3 * Math.sqrt(v) * (0.2 + bell(e, 0.5)));
  const dropped = rates.map((scanRate): Dataset => {
    const clean = madeCv({ scanRate, records: 1000, current });
    const i = numbers(clean, 'current_A')!;
    return {
      ...clean,
      columns: clean.columns.flatMap((column) =>
        column.name === 'ewe_V' && column.values instanceof Float64Array
          ? [
              { ...column, name: 'control_V' },
              { ...column, values: column.values.map((e, row) => e + resistance * i[row]!) },
            ]
          : [column],
      ),
    };
  });
  const clean = analyseCv(
    rates.map((scanRate) => madeCv({ scanRate, records: 1000, current })),
    { margin_V: 0.06 },
  );
  const corrected = analyseCv(dropped, {
    margin_V: 0.06,
    resistance_Ohm: resistance,
    resistanceSource: 'made',
  });

  test('is taken off, and the share without correction stands beside', () => {
    rates.forEach((_, rate) => {
      const truth = shares(clean, 'shareFree')[rate]!;
      expect(shares(corrected, 'shareFree')[rate]).toBeCloseTo(truth, 2);
      expect(shares(corrected, 'shareUncorrected')[rate]).not.toBeCloseTo(truth, 2);
    });
    expect(corrected.statements.join(' ')).toMatch(/2000 Ohm.*made.*by at most [\d.]+ mV/);
  });

  test('keeps the potential of the file in the table', () => {
    const table = corrected.tables['voltammograms']!;
    const measured = numbers(table, 'measured_V')!;
    const i = numbers(table, 'current_A')!;
    numbers(table, 'voltage_V')!.forEach((e, row) =>
      expect(e).toBeCloseTo(measured[row]! - resistance * i[row]!, 12),
    );
  });
});

test('the resistance of an impedance result is that of the resistor its circuit begins with', () => {
  const base = { analysis: 'eis', tables: {}, statements: [], findings: [] };
  const result = (name: string, value: number) => ({
    value,
    unit: 'Ohm',
    definition: `${name} of R0-p(R1,C1)`,
    method: '',
    inputs: [],
  });
  expect(ohmicResistance({ ...base, results: { R1: result('R1', 9), R0: result('R0', 4) } })).toEqual({
    resistance_Ohm: 4,
    resistanceSource: 'R0 of R0-p(R1,C1), by impedance',
  });
  expect(() => ohmicResistance({ ...base, results: {} })).toThrow(/expected an impedance result/);
});

describe('the same electrode simulated without double layer', () => {
  const current = (_: number, v: number, rising: boolean) => (rising ? 1 : -1) * (2 * v + 0.1 * Math.sqrt(v));
  const made = rates.map((scanRate) => madeCv({ scanRate, current, cycles: 2 }));
  const simulated = analyseCv(
    rates
      .slice(1)
      .map((scanRate) =>
        madeCv({ scanRate, current: (_, v, rising) => (rising ? 1 : -1) * (v + 0.1 * Math.sqrt(v)) }),
      ),
  );
  const known = { length_m: 1e-5, diffusivity_m2_s: 1e-16 };

  test('stands beside, rate by rate, with a warning, even where Lambda is large', () => {
    const result = analyseCv(made, { ...known, diffusionOnly: simulated });
    expect(shares(result, 'shareDiffusionOnly')[0]).toBeNaN();
    expect(shares(result, 'shareDiffusionOnly')[2]).toBe(shares(simulated, 'shareFree')[1]);
    expect(result.findings.map(({ code }) => code)).toEqual(['false-capacitance-modelled']);
    expect(result.results['shareFree_0.3']!.verdict).toBe('not evidence of capacitance');
    expect(result.results['shareDiffusionOnly_0.1']).toBeUndefined();
    expect(analyseCv(made, known).findings).toEqual([]);
  });

  test('is asked for at the rate, window and cycle of the data', () => {
    expect(cvProtocols(made)).toEqual(
      rates.map((v) => ({
        scanRate_V_s: expect.closeTo(v, 10) as number,
        lower_V: 0,
        upper_V: 1,
        cycles: 2,
      })),
    );
  });
});

describe('chronoamperometry on a staircase', () => {
  const [capacitance, diffusion, step, interval] = [2, 0.01, 0.05, 5e-2];
  /** Steps of 50 mV down from 1 V and up again, each a discharged capacitor and a Cottrell current. */
  function staircase(): Dataset {
    const plateaus = [
      ...Array.from({ length: 20 }, (_, k) => 1 - (k + 1) * step),
      ...Array.from({ length: 20 }, (_, k) => (k + 1) * step),
    ];
    const perPlateau = 12_000;
    const rows = 1 + plateaus.length * perPlateau;
    const [time, voltage, current] = [1, 2, 3].map(() => new Float64Array(rows)) as [
      Float64Array,
      Float64Array,
      Float64Array,
    ];
    voltage[0] = 1;
    plateaus.forEach((potential, k) => {
      const sign = k < 20 ? -1 : 1;
      for (let j = 1; j <= perPlateau; j++) {
        const row = k * perPlateau + j;
        const t = j * interval;
        time[row] = (row - 1) * interval + interval;
        voltage[row] = potential;
        const charging = ((capacitance * step) / 8) * Math.exp(-t / 8);
        current[row] = sign * (charging + diffusion / Math.sqrt(t));
      }
    });
    const made = madeCv({ scanRate: 1e-4, current: () => 0, records: 2 });
    const column = (name: string, unit: string, values: Float64Array) => ({
      ...made.columns[0]!,
      name,
      unit,
      values,
    });
    return {
      ...made,
      technique: 'ca',
      columns: [
        column('time_s', 's', time),
        column('ewe_V', 'V', voltage),
        column('current_A', 'A', current),
      ],
    };
  }

  test('gives the share that its capacitor has', () => {
    const cvs = rates.map((scanRate) =>
      madeCv({
        scanRate,
        current: (_, v, rising) => (rising ? 1 : -1) * (capacitance * v + Math.sqrt(v) / 50),
      }),
    );
    const result = analyseCv([...cvs, staircase()]);
    rates.forEach((v, rate) => {
      const cottrell = (2 * diffusion * Math.sqrt(v)) / Math.sqrt(step);
      const truth = (capacitance * v) / (capacitance * v + cottrell);
      expect(shares(result, 'shareSteps')[rate]).toBeCloseTo(truth, 2);
    });
  });
});
