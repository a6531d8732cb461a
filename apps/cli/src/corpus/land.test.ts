import { existsSync, readFileSync } from 'node:fs';
import { type Column, type Dataset, numbers } from '@anodelab/data';
import { landCycleTable } from '@anodelab/analysis';
import { readFile } from '@anodelab/formats';
import { beforeAll, describe, expect, test } from 'vitest';
import { corpusRoot, type Stats } from './manifest.ts';

const folder = `${corpusRoot}/electrochem/`;
const present = existsSync(`${folder}MANIFEST.json`);

interface Sheet {
  readonly rows: number;
  readonly columns: readonly string[];
  readonly stats: Readonly<Record<string, Stats>>;
}
interface Entry {
  readonly file: string;
  readonly format: string;
  readonly expect: {
    readonly sheets: Readonly<Record<string, Sheet>>;
    readonly cycles: number;
    readonly step_states: Readonly<Record<string, number>>;
    readonly cycle_tab: Readonly<Record<string, readonly number[]>>;
    readonly active_mass_mg_implied: number;
  };
}

const entries: readonly Entry[] = present
  ? (JSON.parse(readFileSync(`${folder}MANIFEST.json`, 'utf8')) as { files: Entry[] }).files.filter(
      ({ format }) => format === 'land-xlsx',
    )
  : [];

/** What one unit of a LAND header is in SI; units that are not here are SI already. */
const SI: Readonly<Record<string, number>> = {
  mAh: 3.6,
  'mAh/g': 3600,
  mWh: 3.6,
  'Wh/kg': 3600,
  mA: 1e-3,
  mOhm: 1e-3,
};

/** The word that the corpus uses for a column without header text. */
const BLANK = /^Unnamed: \d+$/;

function scale(header: string): number {
  const slash = header.indexOf('/');
  return SI[header.slice(slash + 1)] ?? 1;
}

function byHeader(dataset: Dataset, header: string): Column | undefined {
  const text = BLANK.test(header) ? '' : header;
  return dataset.columns.find((column) => column.header === text);
}

describe.skipIf(!present)('LAND workbooks of the corpus', () => {
  describe.each(entries)('$file', ({ file, expect: expected }) => {
    let records: Dataset;
    let cycles: Dataset;
    beforeAll(async () => {
      const bytes = new Uint8Array(readFileSync(folder + file));
      [records, cycles] = (await readFile(bytes, file)) as [Dataset, Dataset];
    });

    test.each(['Record-Tab', 'Cycle-Tab'])('%s has its rows, headers and numbers', (sheet) => {
      const dataset = sheet === 'Record-Tab' ? records : cycles;
      const { rows, columns, stats } = expected.sheets[sheet] as Sheet;
      expect(dataset.columns.map(({ header }) => header)).toEqual(
        columns.map((name) => (BLANK.test(name) ? '' : name)),
      );
      for (const column of dataset.columns) expect(column.values).toHaveLength(rows);
      for (const [header, stat] of Object.entries(stats)) {
        const values = byHeader(dataset, header)?.values;
        if (!(values instanceof Float64Array)) throw new Error(`${header} is not numeric`);
        expectStats(values, stat, scale(header), header);
      }
    });

    test('records bear the vendor cycles and states', () => {
      expect(new Set(numbers(records, 'cycle')).size).toBe(expected.cycles);
      const states = records.columns.find(({ name }) => name === 'stepType')?.values as readonly string[];
      const counts = Object.fromEntries(
        Object.keys(expected.step_states).map((state) => [
          state,
          states.filter((each) => each === state).length,
        ]),
      );
      expect(counts).toEqual(expected.step_states);
    });

    test('the implied mass is the one that the vendor divided by', () => {
      for (const dataset of [records, cycles]) {
        const mass = Number(dataset.meta['activeMass_kg']) * 1e6;
        expect(mass / expected.active_mass_mg_implied).toBeCloseTo(1, 9);
      }
    });

    test('every column of the cycle sheet follows from the records, save the fault that is known', () => {
      const ours = landCycleTable(records);
      for (const column of cycles.columns) {
        const theirs = column.values as Float64Array;
        const found = ours.columns.find(({ name }) => name === column.name)?.values as
          | Float64Array
          | undefined;
        if (found === undefined) {
          expect(new Set(theirs), `${column.header} is not configured`).toEqual(new Set([0]));
          continue;
        }
        theirs.forEach((value, row) => {
          const known = column.header === 'MedVoltC/V' && row === 0;
          const expectedValue = known ? 0.437128 : value;
          expect((found[row] ?? NaN) / expectedValue, `${column.header} ${row + 1}`).toBeCloseTo(1, 4);
          expect(Math.abs((found[row] ?? NaN) / expectedValue - 1)).toBeLessThan(1e-4);
        });
      }
    });
  });
});

function expectStats(values: Float64Array, stat: Stats, factor: number, header: string): void {
  const finite = values.filter(Number.isFinite);
  if (stat.finite !== undefined) expect(finite, header).toHaveLength(stat.finite);
  const found = { first: values[0], last: values.at(-1), min: Math.min(...finite), max: Math.max(...finite) };
  for (const [name, value] of Object.entries(found)) {
    const wanted = stat[name as keyof typeof found];
    if (wanted === null) expect(Number.isFinite(value), `${header} ${name}`).toBe(false);
    else expect((value ?? NaN) / factor, `${header} ${name}`).toBeCloseTo(wanted, 9);
  }
}
