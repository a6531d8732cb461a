import { existsSync, readFileSync } from 'node:fs';
import { analyseCycling, arbinStatistics } from '@anodelab/analysis';
import { type AnalysisResult, type Column, type Dataset, labels, numbers, type Result } from '@anodelab/data';
import { readFile } from '@anodelab/formats';
import { beforeAll, describe, expect, test } from 'vitest';
import { corpusRoot } from './manifest.ts';

const oracles = `${corpusRoot}/oracles/`;
const electrochem = `${corpusRoot}/electrochem/`;

/** C per mAh. */
const MAH = 3.6;

interface Oracle {
  readonly file: string;
  readonly expected: {
    readonly rows: number;
    readonly cycles: number;
    readonly cycle1: { lithiation_mAh: number; delithiation_mAh: number; first_cycle_CE: number };
    readonly cycle2: { lithiation_mAh: number; delithiation_mAh: number };
    readonly cycle5: {
      lithiation_mAh: number;
      delithiation_mAh: number;
      points_charge: number;
      points_discharge: number;
      V_end_charge: number;
    };
    readonly coulomb_count_vs_cycler_counter_rel: number;
    readonly rtol: number;
  };
}

function column(result: AnalysisResult, table: string, name: string): Float64Array {
  const found = result.tables[table];
  return (found && numbers(found, name)) ?? new Float64Array(0);
}

describe.skipIf(!existsSync(`${oracles}MANIFEST.json`))('the silicon half cell of the oracles', () => {
  let expected: Oracle['expected'];
  let result: AnalysisResult;
  beforeAll(() => {
    const { entries } = JSON.parse(readFileSync(`${oracles}MANIFEST.json`, 'utf8')) as {
      entries: (Oracle & { id: string })[];
    };
    const entry = entries.find(({ id }) => id === 'gcd-si-half-cell') as Oracle;
    expected = entry.expected;
    result = analyseCycling([arbinCsv(readFileSync(oracles + entry.file, 'utf8'))], {
      curveCycles: [1, 5],
    });
  });

  test('its capacities are those of the cycler, lithiation as discharge', () => {
    const check = (cycle: number, lithiation: number, delithiation: number) => {
      const ratio = (name: string, mAh: number) =>
        (column(result, 'cycles', name)[cycle - 1] ?? NaN) / (mAh * MAH);
      expect(Math.abs(ratio('qDis_C', lithiation) - 1)).toBeLessThan(expected.rtol);
      expect(Math.abs(ratio('qChg_C', delithiation) - 1)).toBeLessThan(expected.rtol);
    };
    check(1, expected.cycle1.lithiation_mAh, expected.cycle1.delithiation_mAh);
    check(2, expected.cycle2.lithiation_mAh, expected.cycle2.delithiation_mAh);
    check(5, expected.cycle5.lithiation_mAh, expected.cycle5.delithiation_mAh);
    expect(result.results['firstEfficiency']?.value).toBeCloseTo(100 * expected.cycle1.first_cycle_CE, 4);
  });

  test('it has 18 cycles, an efficiency above 100 % from 2 to 17 that is flagged, and none in 18', () => {
    const efficiency = column(result, 'cycles', 'ce');
    expect(efficiency).toHaveLength(expected.cycles);
    for (let i = 1; i < 17; i++) {
      expect(efficiency[i]).toBeGreaterThan(1.038);
      expect(efficiency[i]).toBeLessThan(1.093);
    }
    expect(efficiency[17]).toBeNaN();
    expect(column(result, 'cycles', 'qChg_C')[17]).toBeNaN();
    const flag = result.findings.find(({ code }) => code === 'efficiency-above-one');
    expect(flag?.message).toContain('cycles 2-17');
    expect(result.statements[0]).toContain('anode against lithium');
  });

  test('counter and coulomb count agree as stated, by both cycle rules', () => {
    expect(result.results['countDifference']?.value).toBeLessThan(
      expected.coulomb_count_vs_cycler_counter_rel,
    );
    expect(column(result, 'cyclesVendor', 'qChg_C')).toEqual(column(result, 'cycles', 'qChg_C'));
  });

  test('the curves of cycle 5 are the records of its main steps', () => {
    const curves = result.tables['curves'] as AnalysisResult['tables'][string];
    const direction = labels(curves, 'direction') ?? [];
    const cycle = numbers(curves, 'cycle') ?? new Float64Array(0);
    const voltages = (name: string) =>
      (numbers(curves, 'voltage_V') ?? new Float64Array(0)).filter(
        (_, i) => cycle[i] === 5 && direction[i] === name,
      );
    expect(voltages('delithiation')).toHaveLength(expected.cycle5.points_charge);
    expect(voltages('lithiation')).toHaveLength(expected.cycle5.points_discharge);
    expect(column(result, 'cycles', 'vEndChg_V')[4]).toBeCloseTo(expected.cycle5.V_end_charge, 7);
  });

  test('c-Li15Si4 is seen after the first lithiation to 0.05 V and not in cycle 5, whose two humps are split', () => {
    const silicon = result.tables['silicon'] as AnalysisResult['tables'][string];
    expect(labels(silicon, 'spike')).toEqual(['seen', 'not seen']);
    expect(Math.abs((numbers(silicon, 'spike_V')?.[0] ?? NaN) - 0.44)).toBeLessThan(0.01);
    const { value, interval } = result.results['li35SiShare'] as Result;
    expect(interval?.low).toBeLessThan(value);
    expect(interval?.high).toBeGreaterThan(value);
  });

  test('more lithium comes back than ever went in, which is a warning', () => {
    expect(result.findings.map(({ code }) => code)).toContain('inventory-negative');
    expect(result.results['chargeNotReturned']?.value).toBeLessThan(0);
  });

  test.each([0.002, 0.005, 0.02])(
    'dQ/dV of delithiation 1, smoothed by %f V, keeps the charge and peaks at 0.44 V',
    (smoothing_V) => {
      const entry = `${oracles}gcd/cellpy-si-half-cell.csv`;
      const smoothed = analyseCycling([arbinCsv(readFileSync(entry, 'utf8'))], {
        curveCycles: [1],
        smoothing_V,
      });
      const table = smoothed.tables['dqdv'] as AnalysisResult['tables'][string];
      const direction = labels(table, 'direction') ?? [];
      const voltage = column(smoothed, 'dqdv', 'voltage_V');
      const values = column(smoothed, 'dqdv', 'dqdv_C_V');
      let integral = 0;
      let peak = { at: NaN, value: 0 };
      for (let i = direction.indexOf('delithiation'); i + 1 < voltage.length; i++) {
        const at = voltage[i] ?? NaN;
        const value = values[i] ?? NaN;
        integral += value * ((voltage[i + 1] ?? NaN) - at);
        if (at > 0.2 && at < 0.7 && value > peak.value) peak = { at, value };
      }
      expect(integral / (expected.cycle1.delithiation_mAh * MAH)).toBeCloseTo(1, 3);
      expect(Math.abs(peak.at - 0.44)).toBeLessThan(0.01);
    },
  );
});

describe.skipIf(!existsSync(`${oracles}MANIFEST.json`))(
  'the analytic curves of the oracles, without smoothing',
  () => {
    test.each([
      ['line', (q: number) => 0.05 + 0.004 * q, () => 0.004],
      ['parabola', (q: number) => 0.05 + 0.004 * q - 5e-6 * q * q, (q: number) => 0.004 - 1e-5 * q],
    ] as const)('the %s has its dQ/dV at every inner point', (name, voltage, slope) => {
      const facts = JSON.parse(readFileSync(`${oracles}gcd/ica-analytic.facts.json`, 'utf8')) as Readonly<
        Record<string, { q: readonly [first: number, last: number, points: number]; rtol: number }>
      >;
      const { q: range, rtol } = facts[name] as NonNullable<(typeof facts)[string]>;
      const [first, last, points] = range;
      const charge = Float64Array.from(
        { length: points },
        (_, i) => first + ((last - first) * i) / (points - 1),
      );
      const result = analyseCycling(
        [
          dataset([
            ['time_s', charge],
            ['current_A', charge.map(() => 1)],
            ['voltage_V', charge.map(voltage)],
          ]),
        ],
        { smoothing_V: 0, workingElectrode: 'anode' },
      );
      const found = column(result, 'dqdv', 'dqdv_C_V');
      expect(found).toHaveLength(points);
      charge
        .subarray(1, -1)
        .forEach((q, i) => expect(Math.abs((found[i + 1] ?? NaN) * slope(q) - 1)).toBeLessThan(rtol));
    });
  },
);

describe.skipIf(!existsSync(`${electrochem}MANIFEST.json`))('vendor tables beside records', () => {
  test('the LAND silicon cell: four rates, and the one fault of its cycle table named', async () => {
    const file = 'land-xlsx/land_silicon_custom_data_002.xlsx';
    const datasets = await readFile(new Uint8Array(readFileSync(electrochem + file)), file);
    const result = analyseCycling(datasets);
    expect(column(result, 'cycles', 'ce')).toHaveLength(14);
    expect(result.results['countDifference']?.value).toBeLessThan(5e-4);
    expect(Array.from(column(result, 'rate', 'firstCycle'))).toEqual([1, 2, 4, 6]);
    const differs = result.findings.filter(({ code }) => code === 'vendor-differs');
    expect(differs).toHaveLength(1);
    expect(differs[0]?.message).toContain('MedVoltC/V');
    expect(differs[0]?.message).toContain('cycle 1: 0.077815 for our 0.437128');
    expect(differs[0]?.message).toContain('slip');
    const silicon = result.tables['silicon'] as AnalysisResult['tables'][string];
    expect(numbers(silicon, 'cycle')).toEqual(Float64Array.of(1, 2, 3, 5, 10, 14));
    const [first, ...later] = labels(silicon, 'spike') ?? [];
    expect(first).toBe('seen');
    expect(later.slice(0, 4)).toEqual(['not seen', 'not seen', 'not seen', 'not seen']);
    expect(later).not.toContain('seen');
    expect(labels(result.tables['steps'] as AnalysisResult['tables'][string], 'type')).not.toContain('other');
  });

  test('the Neware silicon cell, set to charge first: its hold and its c-Li15Si4 are seen, and both rules give one efficiency', async () => {
    const file = 'neware-xls/neware_silicon_custom_data_003.xls';
    const datasets = await readFile(new Uint8Array(readFileSync(electrochem + file)), file);
    const own = analyseCycling(datasets);
    const steps = own.tables['steps'] as AnalysisResult['tables'][string];
    const held = (labels(steps, 'vendorType') ?? []).map((word) => word.includes('CV'));
    expect((labels(steps, 'type') ?? []).map((type) => type.includes('CV'))).toEqual(held);
    expect(labels(own.tables['silicon'] as AnalysisResult['tables'][string], 'spike')?.slice(0, 3)).toEqual([
      'seen',
      'not seen',
      'not seen',
    ]);
    const vendor = analyseCycling(datasets, { rule: 'vendor' });
    expect(vendor.findings.map(({ code }) => code)).toContain('efficiency-across-cycles');
    expect(column(vendor, 'cycles', 'ce').slice(1)).toEqual(column(own, 'cycles', 'ce').slice(0, -1));
  });

  test('the Arbin cell: its statistics table follows from its records', async () => {
    const file = 'arbin-res/arbin_example.res';
    const datasets = await readFile(new Uint8Array(readFileSync(electrochem + file)), file);
    const records = datasets.find(({ technique }) => technique === 'cycling') as Dataset;
    const vendor = datasets.find(({ technique }) => technique === 'cycle-table') as Dataset;
    const ours = arbinStatistics(records);
    const pairs = {
      record: 'Data_Point',
      vMax_V: 'Vmax_On_Cycle',
      timeChg_s: 'Charge_Time',
      timeDis_s: 'Discharge_Time',
    };
    for (const [name, header] of Object.entries(pairs)) {
      const theirs = vendor.columns.find((each: Column) => each.header === header)?.values as Float64Array;
      expect(theirs).toHaveLength(4);
      const found = numbers(ours, name) as Float64Array;
      theirs.forEach((value, row) => expect((found[row] ?? NaN) / value).toBeCloseTo(1, 9));
    }
    const result = analyseCycling(datasets);
    expect(result.findings.find(({ code }) => code === 'vendor-reproduced')?.message).toContain('timeChg_s');
    expect(result.statements[0]).toContain('full cell');
  });
});

/** The nine columns of the oracle's CSV as a reader would give them. */
function arbinCsv(text: string): Dataset {
  const names = [
    ['record', 1],
    ['time_s', 1],
    ['stepTime_s', 1],
    ['stepId', 1],
    ['cycle', 1],
    ['current_A', 1],
    ['voltage_V', 1],
    ['qTestChg_C', 3600],
    ['qTestDis_C', 3600],
  ] as const;
  const rows = text
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(',').map(Number));
  return dataset(
    names.map(([name, factor], index) => [
      name,
      Float64Array.from(rows, (row) => (row[index] ?? NaN) * factor),
    ]),
  );
}

function dataset(columns: readonly (readonly [name: string, values: Float64Array])[]): Dataset {
  return {
    technique: 'cycling',
    columns: columns.map(
      ([name, values]): Column => ({ name, unit: null, header: name, origin: 'measured', values }),
    ),
    meta: {},
    provenance: { file: null, sha256: null, bytes: null, reader: 'oracle', version: '1', instrument: null },
    findings: [],
  };
}
