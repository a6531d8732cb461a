import { existsSync, readFileSync } from 'node:fs';
import { analyseCycling } from '@anodelab/analysis';
import {
  type Column,
  type Dataset,
  FormatError,
  joinExperiment,
  numbers,
  rowCount,
  splitMixed,
} from '@anodelab/data';
import { readFile } from '@anodelab/formats';
import { analysisInput } from '@anodelab/study';
import { describe, expect, test } from 'vitest';
import { corpusRoot, readDamaged, type Stats } from './manifest.ts';

const folder = `${corpusRoot}/electrochem/`;
const present = existsSync(`${folder}MANIFEST.json`);

interface Table {
  readonly name: string;
  readonly declared_rows: number | null;
  readonly rows: number;
  readonly columns: readonly string[];
  readonly stats: Readonly<Record<string, Stats>>;
}

interface Entry {
  readonly file: string;
  readonly format: string;
  readonly expect: {
    readonly rows: number;
    readonly columns?: readonly string[];
    readonly stats: Readonly<Record<string, Stats>>;
    readonly declared_rows?: number;
    readonly params?: readonly string[];
    readonly technique?: string;
    readonly tag?: string;
    readonly tables?: readonly Table[];
    readonly header_values?: Readonly<Record<string, number>>;
  };
}

const entries: readonly Entry[] = present
  ? (JSON.parse(readFileSync(`${folder}MANIFEST.json`, 'utf8')) as { files: Entry[] }).files
  : [];
const ofFormat = (...formats: string[]) =>
  entries.filter(({ format }) => formats.includes(format)).map((entry) => [entry.file, entry] as const);

/** Maker's number per SI number, written apart from the readers. */
function inMakersUnit(value: number, unit: string): number {
  if (unit === 'rad-as-deg') return (value * 180) / Math.PI;
  return value;
}

/** Quantities of MANIFEST's own words and the columns that hold them. */
const WORDS: Readonly<Record<string, string>> = {
  'frequency/Hz': 'freq_Hz',
  "Z'/Ohm": 'zRe_Ohm',
  "Z''/Ohm": 'zIm_Ohm',
  '|Z|/Ohm': 'zAbs_Ohm',
  'phase/rad': 'zPhase_rad',
  'Re(Z)/Ohm': 'zRe_Ohm',
  'Im(Z)/Ohm': 'zIm_Ohm',
};

function read(entry: Entry): Promise<readonly Dataset[]> {
  return readFile(new Uint8Array(readFileSync(folder + entry.file)), entry.file);
}

function expectStats(columns: readonly Column[], key: string, stats: Stats): void {
  const column =
    columns.find(({ header }) => header === key) ?? columns.find(({ name }) => name === WORDS[key]);
  const values = column?.values;
  if (!(values instanceof Float64Array)) throw new Error(`no numbers under ${key}`);
  const degrees = /deg|Zphz/.test(key) ? 'rad-as-deg' : '';
  const own = values.map((value) => inMakersUnit(value, degrees));
  const close = (found: number | undefined, wanted: number | null, what: string) =>
    expect(Math.abs(Number(found) - Number(wanted)), `${key} ${what}`).toBeLessThanOrEqual(
      1e-9 * Math.abs(Number(wanted)) + 1e-15,
    );
  close(own[0], stats.first, 'first');
  close(own.at(-1), stats.last, 'last');
  close(
    own.reduce((a, b) => Math.min(a, b)),
    stats.min,
    'min',
  );
  close(
    own.reduce((a, b) => Math.max(a, b)),
    stats.max,
    'max',
  );
}

describe.skipIf(!present)('Gamry files of the corpus', () => {
  const techniques: Readonly<Record<string, string>> = {
    CV: 'cv',
    CHRONOA: 'ca',
    EISPOT: 'eis',
    SQUARE_WAVE: 'unknown',
  };

  test.each(ofFormat('gamry-dta'))(
    '%s has the tables, rows and numbers of the manifest',
    async (_, entry) => {
      const datasets = await read(entry);
      const tables = entry.expect.tables ?? [];
      expect(datasets.map(({ meta }) => meta['table'] ?? null)).toEqual(
        tables.length > 0 ? tables.map(({ name }) => name) : [null],
      );
      for (const [index, table] of tables.entries()) {
        const { technique, columns, findings } = datasets[index]!;
        const isRest = table.name === 'OCVCURVE';
        expect(technique).toBe(isRest ? 'ocv' : techniques[entry.expect.tag ?? '']);
        expect(rowCount({ columns })).toBe(table.rows);
        expect(columns.flatMap(({ header }) => header ?? [])).toEqual(table.columns);
        for (const [header, stats] of Object.entries(table.stats)) expectStats(columns, header, stats);
        const isShort = table.declared_rows !== null && table.declared_rows !== table.rows;
        expect(findings.some(({ code }) => code === 'records-missing')).toBe(isShort);
        const cycle = /^CURVE(\d+)$/.exec(table.name)?.[1];
        const cycles = columns.find(({ name }) => name === 'cycle')?.values as Float64Array | undefined;
        expect(cycles?.[0]).toBe(cycle === undefined ? undefined : Number(cycle));
      }
    },
  );

  test.each(ofFormat('gamry-dta'))('%s has the header values of the manifest', async (_, entry) => {
    const [dataset] = await read(entry);
    const settings = dataset?.meta['settings'] as Readonly<
      Record<string, { written?: number; value: unknown }>
    >;
    for (const [tag, value] of Object.entries(entry.expect.header_values ?? {}))
      expect(settings[tag]?.written, tag).toBe(value);
    const rate = entry.expect.header_values?.['SCANRATE'];
    if (rate !== undefined) expect(Number(dataset?.meta['scanRate_V_s']) * 1000).toBeCloseTo(rate, 12);
    if (entry.expect.header_values?.['AREA'] !== undefined) expect(dataset?.meta['area_m2']).toBe(1e-4);
  });

  test('a spectrum behind an open-circuit curve, lines that are no rows, and an aborted curve are told', async () => {
    const codes = async (file: string) => {
      const datasets = await read(entries.find((entry) => entry.file === `gamry-dta/${file}`)!);
      return datasets.at(-1)!.findings.map(({ code }) => code);
    };
    expect(await codes('eispot_data.dta')).toContain('lines-left-out');
    expect(await codes('eispot_data_curveaborted.dta')).toContain('experiment-aborted');
    expect(await codes('cv_data_incompleteheader.dta')).toContain('no-table');
    expect(await codes('exampleDataGamry.DTA')).toEqual([]);
    expect(await codes('squarewave_data.dta')).toContain('current-sign-turned');
  });
});

describe.skipIf(!present)('spectra of other makers in the corpus', () => {
  const formats = ['chi-txt', 'zplot-z', 'autolab-txt', 'parstat-txt', 'powersuite-txt', 'zahner-ism'];

  test.each(ofFormat(...formats))('%s has the rows and numbers of the manifest', async (_, entry) => {
    const [dataset, ...others] = await read(entry);
    expect(others).toEqual([]);
    if (dataset === undefined) return;
    expect(dataset.provenance.reader).toBe(entry.format);
    expect(dataset.technique).toBe(entry.format === 'parstat-txt' ? 'mixed' : 'eis');
    expect(rowCount(dataset)).toBe(entry.expect.rows);
    const headers = dataset.columns.flatMap(({ header }) => header ?? []);
    if (entry.expect.columns !== undefined)
      expect(headers).toEqual(expect.arrayContaining([...entry.expect.columns]));
    for (const [key, stats] of Object.entries(entry.expect.stats)) expectStats(dataset.columns, key, stats);
    const isCut = entry.file === 'zplot-z/exampleDataZPlot.z'; // says 56 points, has 21
    expect(dataset.findings.some(({ code }) => code === 'records-missing')).toBe(isCut);
    const settings = dataset.meta['settings'] as Readonly<Record<string, { written: number }>> | undefined;
    for (const line of entry.expect.params ?? []) {
      const [label, value] = line.split(' = ');
      expect(settings?.[label ?? '']?.written, label).toBe(Number(value));
    }
  });

  test('the run of a Zahner sweep that repeats frequencies is told from the whole sweep', async () => {
    const [dataset] = await read(entries.find(({ file }) => file === 'zahner-ism/rc-data.ism')!);
    const main = dataset?.columns.find(({ name }) => name === 'mainSweep')?.values as Float64Array;
    expect(main.indexOf(1)).toBe(20);
    expect(main.lastIndexOf(1)).toBe(74);
    expect(dataset?.meta).toMatchObject({ startLocal: '2024-07-16T09:32:48.071', system: 'RC HIZ' });
  });
});

describe.skipIf(!present)('a potentiostat file of the corpus that was cut', () => {
  const formats = [
    'gamry-dta',
    'chi-txt',
    'zplot-z',
    'autolab-txt',
    'parstat-txt',
    'powersuite-txt',
    'zahner-ism',
  ];

  test.each(ofFormat(...formats))('%s is refused or keeps its whole rows', async (_, entry) => {
    const bytes = new Uint8Array(readFileSync(folder + entry.file));
    for (const share of [0, 0.01, 0.25, 0.5, 0.75, 0.99]) {
      const datasets = await readDamaged(bytes.subarray(0, Math.floor(share * bytes.length)), entry.file);
      const rows = (datasets ?? []).reduce((sum, dataset) => sum + rowCount(dataset), 0);
      expect(rows).toBeLessThanOrEqual(entry.expect.rows);
      for (const { columns } of datasets ?? [])
        expect(new Set(columns.map(({ values }) => values.length)).size).toBeLessThanOrEqual(1);
    }
    await expect(readFile(new Uint8Array(), entry.file)).rejects.toThrow(FormatError);
  });
});

describe.skipIf(!present)('EC-Lab settings and logs of the corpus', () => {
  test('the log states the facts of the .mpr file beside it', async () => {
    const stem = '250116_kigr_gen6_01_01_GCPL_CD8';
    const [log] = await read(entries.find(({ file }) => file === `biologic-mpl/${stem}.mpl`)!);
    const [data] = await read(entries.find(({ file }) => file === `biologic-mpr/${stem}.mpr`)!);
    expect(log?.meta['dataFile']).toBe(`${stem}.mpr`);
    const facts = [
      'techniqueCode',
      'startLocal',
      'channel',
      'deviceSerial',
      'comments',
      'electrolyte',
      'electrodeMaterial',
      'activeMass_kg',
      'area_m2',
      'characteristicMass_kg',
      'batteryCapacity_C',
    ];
    for (const fact of facts) expect(log?.meta[fact], fact).toEqual(data?.meta[fact]);
    const sequences = (dataset: Dataset | undefined) =>
      dataset?.meta['sequences'] as readonly Readonly<Record<string, unknown>>[];
    for (const [k, printed] of sequences(log).entries()) {
      for (const [key, value] of Object.entries(printed)) {
        const stored = sequences(data)[k]?.[key];
        if (typeof value === 'number' && typeof stored === 'number')
          expect(stored, key).toBeCloseTo(value, 4);
      }
    }
  });

  test('the settings hold one technique with four sequences', async () => {
    const [dataset] = await read(entries.find(({ format }) => format === 'biologic-mps')!);
    const [technique] = dataset!.meta['techniques'] as readonly {
      readonly code: string;
      readonly sequences: readonly Readonly<Record<string, unknown>>[];
    }[];
    expect(technique?.code).toBe('GCPL');
    expect(technique?.sequences.map((sequence) => sequence['is_A'])).toEqual([
      0, -8.8796e-5, 8.8796e-5, -8.8796e-5,
    ]);
    expect(technique?.sequences[3]).toMatchObject({ eM_V: 2, gotoNs: 2, ncCycles: 5 });
  });
});

describe.skipIf(!present)('linked EC-Lab techniques of the corpus', () => {
  const named = (name: string) => read(entries.find(({ file }) => file === `biologic-mpr/${name}.mpr`)!);

  test('five techniques that were run in turns are one experiment whose time never goes back', async () => {
    const names = ['mb', 'peis', 'gcpl', 'cp', 'ocv'].map((name) => `yadg_${name}.issue_149`);
    const datasets = (await Promise.all(names.map(named))).flat();
    const joined = joinExperiment(datasets);
    expect(rowCount(joined)).toBe(43 + 44 + 132 + 84 + 564);
    const time = numbers(joined, 'time_s')!;
    expect(time.every((value, row) => row === 0 || value >= time[row - 1]!)).toBe(true);
    const parts = numbers(joined, 'part')!;
    const turns = [...parts].filter((part, row) => part !== parts[row - 1]);
    expect(turns).toEqual([1, 2, 3, 4, 5, 1, 2, 3, 4, 5, 1, 2, 3, 4, 5, 1, 2, 3, 4, 5]);
    expect(joined.technique).toBe('mixed');
    expect(joined.findings.map(({ code }) => code)).toEqual(['settings-not-decoded']);

    const [cycling, ...spectra] = splitMixed(joined);
    expect(spectra.map(rowCount)).toEqual(expect.arrayContaining([21, 13]));
    expect(spectra.length).toBe(20);
    expect(rowCount(cycling!) + spectra.reduce((sum, each) => sum + rowCount(each), 0)).toBe(
      rowCount(joined),
    );
    for (const { meta } of spectra) {
      const state = meta['stateBefore'] as Readonly<Record<string, number>>;
      expect(state['voltage_V']).toBeGreaterThan(3.3);
      expect(state['voltage_V']).toBeLessThan(3.6);
    }
  });

  test('techniques that were run in turns are counted by their current, each counter being its own', async () => {
    const names = ['mb', 'gcpl', 'cp'].map((name) => `yadg_${name}.issue_149`);
    const parts = analysisInput('cycling', (await Promise.all(names.map(named))).flat());
    expect(parts[0]?.findings.map(({ code }) => code)).toContain('counters-apart');
    const time = parts.map((part) => numbers(part, 'time_s')!);
    time.forEach((own, k) => expect(own[0]!).toBeGreaterThanOrEqual(time[k - 1]?.at(-1) ?? 0));
    const result = analyseCycling(parts);
    expect(result.findings.map(({ code }) => code)).not.toContain('time-restarted');
    expect(result.statements.join(' ')).toContain('coulomb count');
  });

  test('two files of one cell join without gap or finding, in either order', async () => {
    const [first, second] = [
      ...(await named('250116_kigr_gen6_01_01_GCPL_CD8')),
      ...(await named('250116_kigr_gen6_01_02_GCPL_CD8')),
    ];
    const joined = joinExperiment([second!, first!]);
    expect(rowCount(joined)).toBe(392 + 3791);
    expect(joined.findings).toEqual([]);
    const time = numbers(joined, 'time_s')!;
    expect(time[392]! - time[391]!).toBeCloseTo(0.006, 4);
    const inOrder = analyseCycling(analysisInput('cycling', [first!, second!])).results;
    expect(analyseCycling(analysisInput('cycling', [second!, first!])).results).toEqual(inOrder);
  });
});
