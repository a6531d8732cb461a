import { existsSync, readFileSync } from 'node:fs';
import { inflateRawSync } from 'node:zlib';
import { type Dataset, describeDataset, findColumn, labels, numbers } from '@anodelab/data';
import { readFile } from '@anodelab/formats';
import { toSI, parseUnit } from '@anodelab/units';
import { beforeAll, describe, expect, test } from 'vitest';
import { corpusRoot, readDamaged, type Stats } from './manifest.ts';

const folder = `${corpusRoot}/electrochem/`;
const present = existsSync(`${folder}MANIFEST.json`);

interface Vendor {
  readonly rows: number;
  readonly cycles: number | null;
  readonly steps: number | null;
  readonly stats: Readonly<Record<string, Stats>>;
}
interface Entry {
  readonly file: string;
  readonly format: string;
  readonly expect: {
    readonly rows: number;
    readonly cycles: number | null;
    readonly stats?: Readonly<Record<string, Stats>>;
    readonly status_counts?: Readonly<Record<string, number>>;
    readonly timestamp_first?: string;
    readonly timestamp_last?: string;
    readonly vendor_btsda: Vendor;
  };
}

const entries: readonly Entry[] = present
  ? (JSON.parse(readFileSync(`${folder}MANIFEST.json`, 'utf8')) as { files: Entry[] }).files.filter(
      ({ format }) => format === 'neware-nda' || format === 'neware-ndax',
    )
  : [];

/** Our columns by the headers of the manifest: name, unit of the header, and half a unit of its last printed digit. */
type Truth = readonly [name: string, unit: string, resolution: number];

/** NewareNDA's table: numbers of single precision. */
const READER: Readonly<Record<string, Truth>> = {
  Index: ['record', '1', 0],
  Step: ['stepCount', '1', 0],
  Step_Index: ['stepId', '1', 0],
  Time: ['stepTime_s', 's', 0],
  Voltage: ['voltage_V', 'V', 0],
  'Current(mA)': ['current_A', 'mA', 0],
  'Charge_Capacity(mAh)': ['qStepChg_C', 'mAh', 0],
  'Discharge_Capacity(mAh)': ['qStepDis_C', 'mAh', 0],
  'Charge_Energy(mWh)': ['eStepChg_J', 'mWh', 0],
  'Discharge_Energy(mWh)': ['eStepDis_J', 'mWh', 0],
  V1: ['auxVoltage1_V', 'V', 0],
  T1: ['temperature_K', 'degC', 0],
  t1: ['setTemperature1_K', 'degC', 0],
};

/** The export of Neware's own program, with as many digits as it prints. */
const VENDOR: Readonly<Record<string, Truth>> = {
  'Cycle Index': ['cycle', '1', 0],
  'Step Index': ['stepId', '1', 0],
  'Step Count': ['stepCount', '1', 0],
  Time: ['stepTime_s', 's', 0.0011],
  'Total Time': ['time_s', 's', 0.0011],
  'Current(uA)': ['current_A', 'uA', 0.51],
  'Voltage(mV)': ['voltage_V', 'mV', 0.051],
  'V1(mV)': ['auxVoltage1_V', 'mV', 0.051],
  'T1(?)': ['temperature_K', 'degC', 0.051],
  't1(?)': ['setTemperature1_K', 'degC', 0.051],
};

/** Differences that the files explain; everything else must agree. */
const KNOWN: Readonly<Record<string, string>> = {
  'neware-nda/SINTEF__G20M7_BTS91.nda Time':
    'the file states no step time; NewareNDA gives the total time in its place',
};

describe.skipIf(!present)('Neware files of the corpus', () => {
  describe.each(entries)('$file', ({ file, format, expect: truth }) => {
    const bytes = new Uint8Array(present ? readFileSync(folder + file) : []);
    let dataset: Dataset;
    beforeAll(async () => {
      [dataset] = (await readFile(bytes, file)) as [Dataset];
    });

    test('has the rows, cycles and steps of the vendor’s own program', () => {
      expect(describeDataset(dataset)).toMatchObject({ format, rows: truth.rows, cycles: truth.cycles });
      expect(numbers(dataset, 'stepCount')?.at(-1) ?? null).toBe(truth.vendor_btsda.steps);
      for (const column of dataset.columns) expect(column.values).toHaveLength(truth.rows);
    });

    test('has the numbers that NewareNDA reads', () => {
      for (const [header, stat] of Object.entries(truth.stats ?? {})) {
        const known = READER[header];
        if (known === undefined || KNOWN[`${file} ${header}`] !== undefined) {
          expect(['Cycle', 'Time', 'Step', '?-1', '?-2'], `${header} is not compared`).toContain(header);
          continue;
        }
        expectStats(dataset, known, stat, header);
      }
    });

    test('has the numbers that the vendor’s program exports', () => {
      if (truth.rows === 0) return expect(dataset.technique).toBe('unknown');
      for (const [header, stat] of Object.entries(truth.vendor_btsda.stats)) {
        const known = VENDOR[header];
        if (known !== undefined) expectStats(dataset, known, stat, header);
      }
      for (const [header, kind, unit] of [
        ['Capacity(mAs)', 'q', 'mA.s'],
        ['Energy(mWs)', 'e', 'mJ'],
      ] as const) {
        const { first, last } = truth.vendor_btsda.stats[header] ?? { first: null, last: null };
        const suffix = kind === 'q' ? 'C' : 'J';
        const [charge, discharge] = [`${kind}StepChg_${suffix}`, `${kind}StepDis_${suffix}`].map((name) =>
          numbers(dataset, name),
        );
        const printed = kind === 'q' ? 0.5e-3 : 0.5e-4;
        for (const [value, row] of [
          [first, 0],
          [last, truth.rows - 1],
        ] as const) {
          const ours = Math.max(charge?.[row] ?? NaN, discharge?.[row] ?? NaN);
          const wanted = toSI(Math.abs(value ?? NaN), parseUnit(unit));
          expect(Math.abs(ours - wanted), header).toBeLessThan(printed + 1e-6 * wanted);
        }
      }
    });

    test('has steps of the same kinds', () => {
      const words = labels(dataset, 'stepType') ?? [];
      for (const [status, count] of Object.entries(truth.status_counts ?? {})) {
        const word = status.replaceAll('_', ' ');
        expect(
          words.filter((each) => each === word),
          word,
        ).toHaveLength(count);
      }
    });

    test('has the times of the first and last record', () => {
      const unix = numbers(dataset, 'unix_s');
      const local = numbers(dataset, 'dateTime_d');
      for (const [text, row] of [
        [truth.timestamp_first, 0],
        [truth.timestamp_last, truth.rows - 1],
      ] as const) {
        if (text === undefined) continue;
        const isZoned = text.endsWith('+00:00');
        expect(unix === undefined, text).toBe(!isZoned);
        const ours = isZoned ? (unix?.[row] ?? NaN) : ((local?.[row] ?? NaN) - 25_569) * 86_400;
        expect(Math.abs(ours - Date.parse(isZoned ? text : `${text}Z`) / 1000), text).toBeLessThan(2e-3);
      }
      const exported = truth.vendor_btsda.stats['Date'];
      if (truth.rows === 0 || exported === undefined) return;
      // The program prints the clock of the computer that it runs on: whole hours beside UTC.
      const ours = unix?.[0] ?? ((local?.[0] ?? NaN) - 25_569) * 86_400;
      const apart = ((exported.first ?? NaN) - ours) / 3600;
      expect(Math.abs(apart - Math.round(apart)) * 3600).toBeLessThan(1);
      expect((exported.last ?? NaN) - (exported.first ?? NaN)).toBeCloseTo(
        spanOf(unix ?? local, local),
        -0.5,
      );
    });

    test('warns of nothing but damage, and of a sensor that rises to 217 °C in a chamber at 25 °C', () => {
      const warnings = dataset.findings
        .filter(({ severity }) => severity === 'warning')
        .map(({ code }) => code);
      const expected: Readonly<Record<string, readonly string[]>> = {
        'neware-ndax/Unit27_Example_Corrupt.ndax': ['aux-list-damaged'],
        'neware-ndax/scrubbed_ndc2.ndax': ['temperature-implausible'],
      };
      expect(warnings).toEqual(expected[file] ?? []);
    });

    test('keeps the run info exactly and fills in every other row by the rule', () => {
      if (format !== 'neware-ndax') return;
      const run = unpack(bytes, 'data_runInfo.ndc');
      if (run === undefined) return expect(findColumn(dataset, 'interpolated')).toBeUndefined();
      expectRule(dataset, run);
    });

    test('gives a FormatError or whole records when it is cut or changed', async () => {
      for (const share of [0, 0.01, 0.25, 0.5, 0.9, 0.99]) {
        const datasets = await readDamaged(bytes.subarray(0, Math.floor(share * bytes.length)), file);
        for (const cut of datasets ?? []) {
          const rows = numbers(cut, 'record')?.length ?? 0;
          expect(rows).toBeLessThanOrEqual(truth.rows);
          if (rows < truth.rows) expect(cut.findings.length).toBeGreaterThan(0);
        }
      }
      let seed = 20_240_501;
      const random = (below: number) => {
        seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
        return Math.floor((seed / 2 ** 32) * below);
      };
      for (let runs = 0; runs < 20; runs++) {
        const damaged = bytes.slice();
        for (let k = 0; k < 4; k++) damaged[random(damaged.length)] = random(256);
        await readDamaged(damaged, file);
      }
    });
  });
});

function spanOf(times: Float64Array | undefined, local: Float64Array | undefined): number {
  const perUnit = times === local ? 86_400 : 1;
  return ((times?.at(-1) ?? NaN) - (times?.[0] ?? NaN)) * perUnit;
}

function expectStats(
  dataset: Dataset,
  [name, unitText, resolution]: Truth,
  stat: Stats,
  header: string,
): void {
  const values = numbers(dataset, name);
  if (values === undefined) throw new Error(`${header}: there is no column ${name}`);
  const unit = parseUnit(unitText);
  let [min, max] = [Infinity, -Infinity];
  for (const value of values) {
    if (value < min) min = value;
    if (value > max) max = value;
  }
  const found = { first: values[0], last: values.at(-1), min, max };
  const zero = toSI(0, unit);
  for (const [key, ours] of Object.entries(found)) {
    const wanted = toSI(stat[key as keyof typeof found] ?? NaN, unit);
    const printed = Math.abs(toSI(resolution, unit) - zero);
    // Single precision, and ten printed digits.
    const bound = printed + 2e-7 * Math.abs(wanted) + 1e-12;
    expect(Math.abs((ours ?? NaN) - wanted), `${header} ${key}: ${ours} for ${wanted}`).toBeLessThanOrEqual(
      bound,
    );
  }
}

/** A part of a zip, found by its name in the header before it. */
function unpack(bytes: Uint8Array, name: string): Uint8Array | undefined {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const at = file.indexOf(name) - 30;
  if (at < 0) return undefined;
  return inflateRawSync(file.subarray(at + 30 + file.readUInt16LE(at + 26) + file.readUInt16LE(at + 28)));
}

/** Row by row from the bytes of the run info, by the words of docs/formats/neware.md. */
function expectRule(dataset: Dataset, run: Uint8Array): void {
  const view = new DataView(run.buffer, run.byteOffset, run.byteLength);
  const version = run[2] ?? 0;
  const length = { 11: 47, 14: 55, 16: 100, 17: 100 }[version] ?? 0;
  const inHours = version === 14 || version === 17;
  const perPage = Math.floor(3963 / length);
  const found = new Map<number, number>();
  for (let page = 1; page < run.length / 4096; page++) {
    for (let row = 0; row < perPage; row++) {
      const at = 4096 * page + 132 + row * length;
      const bit = ((run[4096 * page + 4 + (row >> 3)] ?? 0) >> (row & 7)) & 1;
      const record = bit === 1 ? view.getUint32(at + 41, true) : 0;
      if (bit === 1 && !found.has(record)) found.set(record, at);
    }
  }
  const column = (name: string) => numbers(dataset, name) ?? new Float64Array();
  const [voltage, current] = [column('voltage_V'), column('current_A')];
  const marks = numbers(dataset, 'interpolated');
  let at = 0;
  let k = 0;
  let [charge, energy] = [0, 0];
  for (let row = 0; row < voltage.length; row++) {
    const entry = found.get(row + 1);
    if (entry !== undefined) [at, k, charge, energy] = [entry, 0, 0, 0];
    else {
      k++;
      const interval = view.getInt32(at + 29, true) / 1000;
      charge += interval * (current[row] ?? NaN);
      energy += interval * (current[row] ?? NaN) * (voltage[row] ?? NaN);
    }
    const counter = (place: number) => view.getFloat32(at + place, true) * (inHours ? 3600 : 1e-3);
    const elapsed = (k * view.getInt32(at + 29, true)) / 1000;
    const unix = view.getUint32(at + 33, true) + view.getUint16(at + 45, true) / 1000;
    const wanted = {
      stepTime_s: view.getUint32(at, true) / 1000 + elapsed,
      unix_s: unix + elapsed,
      qStepChg_C: counter(5) + Math.max(charge, 0),
      qStepDis_C: counter(9) - Math.min(charge, 0),
      eStepChg_J: counter(13) + Math.max(energy, 0),
      eStepDis_J: counter(17) - Math.min(energy, 0),
    };
    for (const [name, value] of Object.entries(wanted)) {
      const ours = column(name)[row] ?? NaN;
      const isKept = entry !== undefined;
      const fits = isKept ? ours === value : Math.abs(ours - value) <= 1e-12 * Math.abs(value) + 1e-15;
      if (!fits) throw new Error(`row ${row + 1} ${name}: ${ours} for ${value}`);
    }
    expect(marks?.[row] ?? 0).toBe(entry === undefined ? 1 : 0);
  }
}
