import { existsSync, readFileSync } from 'node:fs';
import { type Column, type Dataset, numbers } from '@anodelab/data';
import { readFile } from '@anodelab/formats';
import { describe, expect, it } from 'vitest';
import { corpusRoot, type Stats } from './manifest.ts';

const folder = `${corpusRoot}/electrochem/`;
const present = existsSync(`${folder}MANIFEST.json`);

interface Entry {
  readonly file: string;
  readonly format: string;
  readonly expect: {
    readonly rows: number;
    readonly technique?: string;
    readonly technique_line?: string;
    readonly columns: readonly string[];
    readonly stats?: Readonly<Record<string, Stats>>;
    readonly settings?: Readonly<Record<string, unknown>>;
    readonly derived?: Readonly<Record<string, { readonly min: number; readonly max: number }>>;
    readonly header_fields?: Readonly<Record<string, string>>;
    readonly technique_params?: Readonly<Record<string, readonly string[]>>;
    readonly ec_lab_version_in_log?: string;
    readonly cycle_number_max?: number;
    readonly half_cycles?: number;
    readonly ox_count?: number;
    readonly mode_values?: readonly number[];
    readonly loop_start_rows?: readonly number[];
    readonly loops?: number;
  };
}

const entries: readonly Entry[] = present
  ? (JSON.parse(readFileSync(`${folder}MANIFEST.json`, 'utf8')) as { files: Entry[] }).files
  : [];
const mprs = entries.filter((entry) => entry.format === 'biologic-mpr');
const mpts = entries.filter((entry) => entry.format === 'biologic-mpt');

/** The maker's short names and lines, and what this project calls them. */
const techniques: Readonly<Record<string, string>> = {
  CA: 'ca',
  CP: 'cp',
  CV: 'cv',
  LSV: 'lsv',
  OCV: 'ocv',
  WAIT: 'wait',
  ZIR: 'zir',
  GCPL: 'cycling',
  PEIS: 'eis',
  MB: 'mixed',
  COC: 'cp',
  'Chronoamperometry / Chronocoulometry': 'ca',
  Chronopotentiometry: 'cp',
  'Cyclic Voltammetry': 'cv',
  'Cyclic Voltammetry Advanced': 'cv',
  'Linear Sweep Voltammetry': 'lsv',
  'Open Circuit Voltage': 'ocv',
  Wait: 'wait',
  'IR compensation (PEIS)': 'zir',
  'Galvanostatic Cycling with Potential Limitation': 'cycling',
  'Potentio Electrochemical Impedance Spectroscopy': 'eis',
  'Constant Current': 'cp',
  'Modulo Bat': 'mixed',
};

/** Maker's number per SI number, by the unit in the header; the inverse of what the readers do, written apart from them. */
const factors: readonly (readonly [RegExp, number])[] = [
  [/^control\/V\/mA$/, 1],
  [/mA\.h$/, 1 / 3.6],
  [/W\.h$/, 1 / 3600],
  [/\/mA$/, 1000],
  [/µF$/, 1e6],
  [/nF$/, 1e9],
  [/deg$/, 180 / Math.PI],
  [/Ohm\.cm$/, 100],
  [/mS\/cm$/, 10],
];

function inHeaderUnit(header: string, value: number): number {
  const factor = factors.find(([pattern]) => pattern.test(header))?.[1] ?? 1;
  return value * factor * (header.startsWith('-Im') ? -1 : 1);
}

async function read(entry: Entry): Promise<Dataset> {
  const bytes = new Uint8Array(readFileSync(folder + entry.file));
  const [dataset, ...others] = await readFile(bytes, entry.file);
  expect(others).toEqual([]);
  if (dataset === undefined) throw new Error(`${entry.file}: no dataset`);
  return dataset;
}

function expectClose(actual: number, expected: number | null | undefined, what: string): void {
  if (expected === null || expected === undefined) expect(Number.isFinite(actual), what).toBe(false);
  else
    expect(Math.abs(actual - expected), `${what}: ${actual} for ${expected}`).toBeLessThanOrEqual(
      2e-9 * Math.abs(expected) + 1e-15,
    );
}

function expectStats(column: Column | undefined, header: string, stats: Stats): void {
  const values = column?.values;
  if (!(values instanceof Float64Array)) throw new Error(`no numbers under ${header}`);
  const own = values.map((value) => inHeaderUnit(header, value));
  const kelvin = column?.unit === 'K';
  const all = kelvin ? own.map((value) => value - 273.15) : own;
  const finite = all.filter(Number.isFinite);
  const tolerant = kelvin ? 1e-6 : 0;
  expect(finite.length, `${header} finite`).toBe(stats.finite ?? values.length);
  const check = (actual: number, expected: number | null, what: string) => {
    if (kelvin) expect(Math.abs(actual - (expected ?? Number.NaN)), what).toBeLessThan(tolerant);
    else expectClose(actual, expected, `${header} ${what}`);
  };
  check(all[0] ?? Number.NaN, stats.first, 'first');
  check(all.at(-1) ?? Number.NaN, stats.last, 'last');
  if (finite.length === 0) return;
  check(
    finite.reduce((a, b) => Math.min(a, b)),
    stats.min,
    'min',
  );
  check(
    finite.reduce((a, b) => Math.max(a, b)),
    stats.max,
    'max',
  );
}

function expectTable(dataset: Dataset, entry: Entry): void {
  const { rows, stats } = entry.expect;
  const headers = dataset.columns.filter((column) => column.header !== null).map((column) => column.header);
  for (const column of dataset.columns) expect(column.values.length, column.name).toBe(rows);
  expect(new Set(dataset.columns.map((column) => column.name)).size).toBe(dataset.columns.length);
  const wanted = entry.expect.columns.filter((header) => !header.startsWith('flags '));
  expect(headers).toEqual(expect.arrayContaining(wanted));
  for (const [header, expected] of Object.entries(stats ?? {})) {
    if (rows > 0)
      expectStats(
        dataset.columns.find((column) => column.header === header),
        header,
        expected,
      );
  }
}

function distinctValues(values: Float64Array | undefined): number[] {
  return [...new Set(values)].sort((a, b) => a - b);
}

describe.skipIf(!present)(`Bio-Logic files of the corpus (${mprs.length} mpr, ${mpts.length} mpt)`, () => {
  it.each(mprs.map((entry) => [entry.file, entry] as const))(
    '%s has the rows, columns and numbers of the manifest',
    async (_, entry) => {
      const dataset = await read(entry);
      expectTable(dataset, entry);
      const wanted = entry.expect;
      expect(dataset.technique).toBe(techniques[wanted.technique ?? '']);
      expect(dataset.meta['techniqueCode']).toBe(wanted.technique);
      if (wanted.mode_values) expect(distinctValues(numbers(dataset, 'mode'))).toEqual(wanted.mode_values);
      if (wanted.ox_count !== undefined) {
        const oxidations = numbers(dataset, 'oxRed')?.reduce((sum, value) => sum + value, 0);
        if (oxidations !== undefined) expect(oxidations).toBe(wanted.ox_count);
      }
      if (wanted.half_cycles)
        expect(distinctValues(numbers(dataset, 'halfCycle')).length).toBe(wanted.half_cycles);
      if (wanted.cycle_number_max)
        expect(distinctValues(numbers(dataset, 'cycle')).at(-1)).toBe(wanted.cycle_number_max);
      expect(dataset.meta['loops']).toEqual(wanted.loop_start_rows?.slice(0, -1) ?? []);
    },
  );

  it.each(mprs.map((entry) => [entry.file, entry] as const))(
    '%s has the settings of the manifest',
    async (_, entry) => {
      const { meta, findings } = await read(entry);
      const settings = entry.expect.settings ?? {};
      const untouched = settings['defaults_untouched'] as readonly string[];
      const quantities = [
        ['active_mass_mg', 'activeMass_kg', 1e6],
        ['characteristic_mass_mg', 'characteristicMass_kg', 1e6],
        ['electrode_area_cm2', 'area_m2', 1e4],
        ['battery_capacity_mAh', 'batteryCapacity_C', 1 / 3.6],
      ] as const;
      for (const [key, ours, factor] of quantities) {
        if (untouched.includes(key)) expect(meta[ours], ours).toBeNull();
        else expectClose(Number(meta[ours]) * factor, settings[key] as number, ours);
      }
      expect((meta['sequences'] as readonly unknown[]).length).toBe(settings['sequences']);
      const rates = settings['scan_rate_mV_s'] as readonly number[] | undefined;
      if (rates) expectClose(Number(meta['scanRate_V_s']) * 1000, rates[0], 'scan rate');
      expect(findings.map((finding) => finding.code)).not.toContain('scan-rate-contradicted');
      if (settings['start_local']) expect(meta['startLocal']).toBe(settings['start_local']);
      if (entry.expect.ec_lab_version_in_log)
        expect(meta['ecLabVersion']).toBe(entry.expect.ec_lab_version_in_log);
    },
  );

  it.each(mprs.filter((entry) => entry.expect.derived).map((entry) => [entry.file, entry] as const))(
    '%s gives the derived columns of the manifest without a header',
    async (_, entry) => {
      const dataset = await read(entry);
      const wanted = entry.expect.derived?.['<I>/mA'];
      const current = dataset.columns.find((column) => column.name === 'current_A');
      expect(current).toMatchObject({ origin: 'derived', header: null, unit: 'A' });
      const values = [...(numbers(dataset, 'current_A') ?? [])].map((value) => value * 1000);
      expectClose(Math.min(...values), wanted?.min, 'min');
      expectClose(Math.max(...values), wanted?.max, 'max');
    },
  );

  it.each(mpts.map((entry) => [entry.file, entry] as const))(
    '%s has the rows, columns, numbers and header facts of the manifest',
    async (_, entry) => {
      const dataset = await read(entry);
      expectTable(dataset, entry);
      const wanted = entry.expect;
      if (wanted.technique_line) {
        expect(dataset.technique).toBe(techniques[wanted.technique_line]);
        expect(dataset.meta['techniqueName']).toBe(wanted.technique_line);
      }
      const fields = wanted.header_fields ?? {};
      if (fields['Device']) expect(dataset.meta['device']).toBe(fields['Device']);
      if (fields['Electrolyte']) expect(dataset.meta['electrolyte']).toBe(fields['Electrolyte']);
      const mass = Number.parseFloat(fields['Mass of active material']?.replace(',', '.') ?? 'NaN');
      if (mass > 0.001) expectClose(Number(dataset.meta['activeMass_kg']) * 1e6, mass, 'active mass');
      const started = /^(\d\d)\/(\d\d)\/(\d{4}) ([\d:.]+)$/.exec(fields['Acquisition started on'] ?? '');
      if (started) {
        const [, month, day, year, time] = started;
        expect(dataset.meta['startLocal']).toContain(`${year}-${month}-${day}T${time}`);
      }
      const rates = wanted.technique_params?.['dE/dt']?.map((text) => Number(text.replace(',', '.')));
      if (rates) expectClose(Number(dataset.meta['scanRate_V_s']) * 1000, rates[0], 'scan rate');
      expect((dataset.meta['loops'] as readonly number[]).length).toBe(wanted.loops ?? 0);
    },
  );
});

describe.skipIf(!present)("an .mpr and EC-Lab's own export of it", () => {
  const pairs = mprs.flatMap((mpr) => {
    const stem = mpr.file.replaceAll(/^.*\/|\.mpr$/g, '');
    const mpt = mpts.find((entry) => entry.file === `biologic-mpt/${stem}.mpt`);
    return mpt === undefined ? [] : [[stem, mpr, mpt] as const];
  });

  it.each(pairs)('%s agree in the columns that the .mpr does not hold', async (stem, mprEntry, mptEntry) => {
    const [mpr, mpt] = [await read(mprEntry), await read(mptEntry)];
    for (const column of mpr.columns.filter(
      (each) => each.origin === 'derived' && each.name !== 'spectrum',
    )) {
      const ours = numbers(mpr, column.name) ?? new Float64Array();
      const theirs = mpt.columns.find((each) => each.name === column.name);
      if (!(theirs?.values instanceof Float64Array) || theirs.header === null) continue;
      // EC-Lab prints capacity 0 for a half cycle of one record although Q discharge beside it is not 0.
      if (stem === 'yadg_cp.issue_149' && column.name === 'qHalf_C') continue;
      const exported = theirs.values;
      const scale = exported.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
      const apart = ours.reduce((most, value, row) => {
        const difference = Math.abs(value - (exported[row] ?? Number.NaN));
        return difference > most ? difference : most;
      }, 0);
      expect(apart, `${column.name} in parts of ${scale}`).toBeLessThanOrEqual(1e-6 * scale);
    }
  });

  it.each(pairs)('%s agree in the settings', async (_, mprEntry, mptEntry) => {
    const [mpr, mpt] = [await read(mprEntry), await read(mptEntry)];
    const [ours, theirs] = [mpr.meta['sequences'], mpt.meta['sequences']] as unknown as [Rows, Rows | null];
    if (theirs === null || 'raw' in (ours[0] ?? {})) return;
    expect(theirs.length).toBe(ours.length);
    for (const [index, settings] of theirs.entries()) {
      for (const [key, printed] of Object.entries(settings)) {
        const stored = ours[index]?.[key];
        if (stored === undefined || typeof printed !== typeof stored) continue;
        if (typeof printed === 'number' && typeof stored === 'number') {
          expect(Math.abs(stored - printed), `${key}: ${stored} for ${printed}`).toBeLessThanOrEqual(
            5e-4 * Math.max(1, Math.abs(printed)),
          );
        } else expect(stored, key).toBe(printed);
      }
    }
  });
});

type Rows = readonly Readonly<Record<string, unknown>>[];
