import { existsSync, readFileSync } from 'node:fs';
import { type Column, type Dataset, describeDataset, numbers } from '@anodelab/data';
import { readFile } from '@anodelab/formats';
import { parseUnit, toSI } from '@anodelab/units';
import { beforeAll, describe, expect, test } from 'vitest';
import { corpusRoot, type Stats } from './manifest.ts';

const folder = `${corpusRoot}/electrochem/`;
const present = existsSync(`${folder}MANIFEST.json`);

interface Table {
  readonly rows: number;
  readonly columns?: readonly string[];
  readonly stats?: Readonly<Record<string, Stats>>;
}
interface Entry {
  readonly file: string;
  readonly format: string;
  readonly expect: Table & { readonly cycles?: number; readonly sheets?: Readonly<Record<string, Table>> };
}

const all: readonly Entry[] = present
  ? (JSON.parse(readFileSync(`${folder}MANIFEST.json`, 'utf8')) as { files: Entry[] }).files
  : [];
const read = async (file: string) => readFile(new Uint8Array(readFileSync(folder + file)), file);

/** Units of headers that no list of units has. */
const UNITS: Readonly<Record<string, string>> = {
  mO: 'mOhm',
  'mAh/V.g': 'mAh/V/g',
  'h:min:s.ms': 's',
};

function factor(header: string): number {
  const text = /\(([^()]*)\)(?: \(\d\))?$/.exec(header)?.[1];
  return text === undefined || text === '%' ? 1 : toSI(1, parseUnit(UNITS[text] ?? text));
}

function expectTable(dataset: Dataset, { rows, columns = [], stats = {} }: Table): void {
  expect(dataset.columns.map(({ header }) => header).filter((header) => header !== null)).toEqual(columns);
  for (const column of dataset.columns) expect(column.values, column.name).toHaveLength(rows);
  for (const [header, stat] of Object.entries(stats)) {
    const column = dataset.columns.find((each) => each.header === header);
    if (column === undefined) throw new Error(`there is no ${header}`);
    expectStats(column, stat);
  }
}

function expectStats({ header, values }: Column, stat: Stats): void {
  if (!(values instanceof Float64Array)) throw new Error(`${header} is not numeric`);
  const finite = values.filter(Number.isFinite);
  expect(finite, header ?? '').toHaveLength(stat.finite ?? values.length);
  const found = {
    first: finite.length === 0 ? null : values[0],
    last: finite.length === 0 ? null : values.at(-1),
    min: finite.length === 0 ? null : Math.min(...finite),
    max: finite.length === 0 ? null : Math.max(...finite),
  };
  for (const [key, ours] of Object.entries(found)) {
    const wanted = stat[key as keyof typeof found];
    if (wanted === null) expect(ours, `${header} ${key}`).toBeNull();
    else
      expect(Math.abs((ours ?? NaN) / factor(header ?? '') - wanted)).toBeLessThanOrEqual(
        1e-9 * Math.abs(wanted),
      );
  }
}

describe.skipIf(!present)('Neware text exports of the corpus', () => {
  describe.each(all.filter(({ format }) => format === 'neware-csv'))('$file', ({ file, expect: truth }) => {
    let dataset: Dataset;
    beforeAll(async () => {
      [dataset] = (await read(file)) as [Dataset];
    });

    test('has the rows, headers, units and numbers', () => {
      expect(describeDataset(dataset)).toMatchObject({ format: 'neware-csv', technique: 'cycling' });
      if (truth.cycles !== undefined) expect(describeDataset(dataset).cycles).toBe(truth.cycles);
      expectTable(dataset, truth);
      expect(dataset.findings.filter(({ severity }) => severity === 'warning')).toEqual([]);
    });
  });

  test('the export of interp-test.ndax has the times and voltages of the archive in every row', async () => {
    const [[exported], [archive]] = (await Promise.all([
      read('neware-csv/btsda_interp-test.csv'),
      read('neware-ndax/interp-test.ndax'),
    ])) as [[Dataset], [Dataset]];
    for (const [name, printed] of [
      ['record', 0],
      ['cycle', 0],
      ['stepId', 0],
      ['stepTime_s', 0.0005],
      ['time_s', 0.0005],
      ['current_A', 0.5e-6],
      ['voltage_V', 0.0501e-3],
      ['qStepChg_C', 1e-12],
    ] as const) {
      const theirs = numbers(exported, name);
      const ours = numbers(archive, name) ?? new Float64Array();
      expect(ours).toHaveLength(333);
      ours.forEach((value, row) =>
        expect(Math.abs(value - (theirs?.[row] ?? NaN))).toBeLessThanOrEqual(printed),
      );
    }
  });
});

describe.skipIf(!present)('Neware workbooks of the corpus', () => {
  describe.each(all.filter(({ format }) => format === 'neware-xls'))('$file', ({ file, expect: truth }) => {
    const sheet = (start: string): Table =>
      Object.entries(truth.sheets ?? {}).find(([name]) => name.startsWith(start))?.[1] ?? { rows: 0 };
    let datasets: readonly Dataset[];
    beforeAll(async () => {
      datasets = await read(file);
    });

    test('has the records, cycles and steps of its sheets', () => {
      const [records, cycles, steps] = datasets as [Dataset, Dataset, Dataset];
      expectTable(records, sheet('Detail'));
      expectTable(cycles, sheet('Cycle'));
      expectTable(steps, sheet('Statis'));
      expect(describeDataset(records)).toMatchObject({ cycles: 14, technique: 'cycling', findings: [] });
      expect(records.meta).toMatchObject({
        startLocal: '2021-05-20T23:36:04',
        remarks: '1.04497215 mg active',
        cycleMode: 'Charge First',
        channel: '14-1-3',
      });
    });

    test('the counters at the ends of the steps are those of the sheet of steps', () => {
      const [records, , steps] = datasets as [Dataset, Dataset, Dataset];
      const count = numbers(records, 'stepCount') ?? new Float64Array();
      for (const name of ['qStepChg_C', 'eStepChg_J']) {
        const ours = numbers(records, name);
        numbers(steps, name)?.forEach((wanted, step) => {
          const last = count.lastIndexOf(step + 1);
          expect(ours?.[last], `${name} of step ${step + 1}`).toBeCloseTo(wanted, 9);
        });
      }
    });
  });
});
