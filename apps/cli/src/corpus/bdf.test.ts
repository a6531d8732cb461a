import { readFileSync } from 'node:fs';
import { describeDataset, FormatError } from '@anodelab/data';
import { readFile } from '@anodelab/formats';
import { parseUnit } from '@anodelab/units';
import { describe, expect, test } from 'vitest';
import { corpusFiles, corpusPath, expectClose, readDamaged } from './manifest.ts';

/** Units that MANIFEST's headers of this format state, and how they read. */
function unitOf(header: string): string {
  const label = /\/ (\S+)$/.exec(header)?.[1];
  const word = /_(ah|celsius)$/.exec(header)?.[1];
  return label ?? (word === 'ah' ? 'Ah' : word === 'celsius' ? 'degC' : '1');
}

describe.skipIf(corpusPath === undefined)('Battery Data Format files of the corpus', () => {
  for (const { file, path, expect: truth } of corpusFiles('bdf')) {
    const bytes = path === undefined ? new Uint8Array() : new Uint8Array(readFileSync(path));

    test(`${file}: rows, headers and numbers are the manifest’s`, async () => {
      const [dataset, ...others] = await readFile(bytes, file);
      expect(others).toEqual([]);
      if (dataset === undefined) return;
      const found = describeDataset(dataset);
      expect(found.format).toBe('bdf');
      expect(found.rows).toBe(truth.rows);
      expect(found.columns.map((column) => column.header)).toEqual(truth.columns);
      expect(new Set(found.columns.map((column) => column.name)).size).toBe(found.columns.length);
      for (const [header, stats] of Object.entries(truth.stats)) {
        const column = found.columns.find((candidate) => candidate.header === header);
        const unit = parseUnit(unitOf(header));
        expect(column?.count).toBe(truth.rows);
        expect(column?.finite).toBe(stats.finite ?? truth.rows);
        for (const key of ['first', 'last', 'min', 'max'] as const)
          expectClose(column?.[key], stats[key], unit, `${header} ${key}`);
      }
    });

    test(`${file}: cut anywhere, it is refused or says so`, async () => {
      for (const share of [0, 0.01, 0.25, 0.5, 0.99]) {
        const datasets = await readDamaged(bytes.subarray(0, Math.floor(share * bytes.length)), file);
        if (datasets === undefined) continue;
        const [dataset] = datasets;
        expect(dataset?.columns[0]?.values.length).toBeLessThanOrEqual(truth.rows);
        const codes = dataset?.findings.map((finding) => finding.code) ?? [];
        expect(codes.some((code) => ['no-last-line-end', 'last-row-cut', 'ragged-row'].includes(code))).toBe(
          true,
        );
      }
      await expect(readFile(new Uint8Array(), file)).rejects.toThrow(FormatError);
    });
  }

  test('a current in ampere that was divided by 1000 once too often is named', async () => {
    const file = 'bdf/arbin_example.bdf.csv';
    const [dataset] = await readFile(new Uint8Array(readFileSync(`${corpusPath}/${file}`)), file);
    const found = dataset?.findings.find((finding) => finding.code === 'columns-contradict');
    expect(found).toMatchObject({ severity: 'warning', at: 'Current / A' });
  });
});
