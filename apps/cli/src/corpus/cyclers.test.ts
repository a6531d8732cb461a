import { readFileSync } from 'node:fs';
import { type Dataset, describeDataset, labels } from '@anodelab/data';
import { readFile } from '@anodelab/formats';
import { parseUnit } from '@anodelab/units';
import { describe, expect, test } from 'vitest';
import { corpusFiles, corpusPath, expectClose, readDamaged, type Stats } from './manifest.ts';

/** Units of the manifest's numbers by header: MANIFEST converts durations to seconds and leaves all else as written. */
const WRITTEN: readonly (readonly [header: RegExp, unit: string])[] = [
  [/\(Min\)$/, 'min'],
  [/^(Amp-hr|Cap\. \[Ah\])$/, 'Ah'],
  [/^(Watt-hr|Ener\. \[Wh\])$/, 'Wh'],
  [/^Ah\b/, 'Ah'],
  [/^Wh\b/, 'Wh'],
  [/^T1\[|\(°?C\)$/, 'degC'],
  [/\(h\)$/, 'h'],
  [/\(Ah\)$|^(Dis)?[Cc]harge_Capacity$/, 'Ah'],
  [/\(Wh\)$|^(Dis)?[Cc]harge_Energy$/, 'Wh'],
  [/\(V\/h\)$/, 'V/h'],
  [/\(A\/h\)$/, 'A/h'],
  [/^mAh\/g$/, 'mAh/g'],
  [/\(Ah\/V\)$/, 'Ah/V'],
  [/\(V\/Ah\)$/, 'V/Ah'],
];

const writtenUnit = (header: string) =>
  parseUnit(WRITTEN.find(([pattern]) => pattern.test(header))?.[1] ?? '1');

function expectStats(dataset: Dataset, stats: Readonly<Record<string, Stats>>, rows: number): void {
  const found = describeDataset(dataset);
  for (const [header, truth] of Object.entries(stats)) {
    const column = found.columns.find((candidate) => candidate.header === header);
    expect(column, header).toBeDefined();
    expect(column?.finite, header).toBe(truth.finite ?? rows);
    if (truth.finite === 0) continue;
    for (const key of ['first', 'last', 'min', 'max'] as const)
      expectClose(column?.[key], truth[key], writtenUnit(header), `${header} ${key}`);
  }
}

const headersOf = (dataset: Dataset) =>
  dataset.columns.flatMap(({ header }) => (header === null ? [] : [header]));

describe.skipIf(corpusPath === undefined)('cyclers’ text exports of the corpus', () => {
  for (const format of ['maccor-txt', 'maccor-csv', 'basytec-txt', 'novonix-csv', 'arbin-csv']) {
    for (const { file, path, expect: truth } of corpusFiles(format)) {
      const bytes = path === undefined ? new Uint8Array() : new Uint8Array(readFileSync(path));

      test(`${file}: columns, rows, numbers and states are the manifest’s`, async () => {
        const [dataset, ...more] = await readFile(bytes, file);
        if (dataset === undefined || more.length > 0) throw new Error('expected one dataset');
        expect(describeDataset(dataset)).toMatchObject({ rows: truth.rows, technique: 'cycling' });
        expect(headersOf(dataset)).toEqual(truth.columns);
        expectStats(dataset, truth.stats, truth.rows);
        const states = labels(dataset, 'stepType') ?? [];
        for (const [state, rows] of Object.entries(truth.state_counts ?? {}))
          expect(states.filter((each) => each === state)).toHaveLength(rows);
        if (truth.commands !== undefined) expect([...new Set(states)].toSorted()).toEqual(truth.commands);
        if (truth.sections !== undefined) expect(dataset.meta['sections']).toEqual(truth.sections);
      });

      test(`${file}: every cut gives records or a FormatError`, async () => {
        for (let share = 0; share < 1; share += 0.07)
          await readDamaged(bytes.subarray(0, Math.floor(share * bytes.length)), file);
      });
    }
  }

  for (const { file, path, expect: truth } of corpusFiles('arbin-xlsx')) {
    const bytes = path === undefined ? new Uint8Array() : new Uint8Array(readFileSync(path));

    test(`${file}: the channel’s sheet is the manifest’s, its report sheet is meta`, async () => {
      const [dataset, ...more] = await readFile(bytes, file);
      if (dataset === undefined || more.length > 0) throw new Error('expected one dataset');
      const sheet = truth.sheets?.['Channel_11_1'];
      if (sheet === undefined) throw new Error('expected the manifest to name Channel_11_1');
      expect(describeDataset(dataset)).toMatchObject({
        format: 'arbin-workbook',
        technique: 'cycling',
        rows: sheet.rows,
        meta: {
          sheets: ['Channel_11_1'],
          channel: 11,
          startLocal: '2020-10-19T11:33:31',
          sample: 'bs542_004_gr_li_50ua_50mv_1v_191020',
          schedule: 'Ben\\bs542_graphite_slow_rate.sdu',
        },
      });
      expect(headersOf(dataset)).toEqual(sheet.columns);
      expectStats(dataset, sheet.stats, sheet.rows);
    });

    test(`${file}: every cut is refused or read`, async () => {
      for (const share of [0, 0.1, 0.5, 0.9, 0.999])
        await readDamaged(bytes.subarray(0, Math.floor(share * bytes.length)), file);
    });
  }

  for (const { file, path } of corpusFiles('pec-csv')) {
    const bytes = path === undefined ? new Uint8Array() : new Uint8Array(readFileSync(path));

    test(`${file}: the table below 46 lines of facts, read by eye`, async () => {
      const [dataset, ...more] = await readFile(bytes, file);
      if (dataset === undefined || more.length > 0) throw new Error('expected one dataset');
      const found = describeDataset(dataset);
      expect(found).toMatchObject({ format: 'pec-csv', rows: 19, cycles: 1 });
      expect(found.columns).toHaveLength(36);
      const column = (header: string) => found.columns.find((candidate) => candidate.header === header);
      expect(column('Total Time (Hours in hh:mm:ss.xxx)')).toMatchObject({ name: 'time_s', last: 162.363 });
      expect(column('Voltage (V)')).toMatchObject({ first: 3.5690308, last: 3.568858 });
      expect(column('Current (A)')).toMatchObject({ first: -8e-6, min: -8e-6 });
      expect(column('Temp (°C)')).toMatchObject({ finite: 17, first: null });
      expect(column('Temp (°C)')?.min).toBeCloseTo(273.15 + 16.73, 9);
      expect(column('Real Time')).toMatchObject({ first: '2026-01-06T17:51:06' });
      expect(found.meta).toMatchObject({
        startLocal: '2026-01-06T17:46:49',
        sample: '345626_9356111_33_6',
        cellMass_kg: 1.161,
      });
    });

    test(`${file}: every cut gives records or a FormatError`, async () => {
      for (let share = 0; share < 1; share += 0.07)
        await readDamaged(bytes.subarray(0, Math.floor(share * bytes.length)), file);
    });
  }
});
