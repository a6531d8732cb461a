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
  for (const format of ['maccor-txt', 'maccor-csv']) {
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
      });

      test(`${file}: every cut gives records or a FormatError`, async () => {
        for (let share = 0; share < 1; share += 0.07)
          await readDamaged(bytes.subarray(0, Math.floor(share * bytes.length)), file);
      });
    }
  }
});
