import { expect, test } from 'vitest';
import type { Dataset } from './dataset.ts';
import { describeDataset } from './describe-dataset.ts';
import { toJson } from './to-json.ts';

const dataset: Dataset = {
  technique: 'cycling',
  columns: [
    { name: 'cycle', unit: '1', header: 'Cycle', origin: 'vendor', values: Float64Array.of(1, 1, 2, NaN) },
    {
      name: 'voltage_V',
      unit: 'V',
      header: 'V',
      origin: 'measured',
      values: Float64Array.of(NaN, 3, -2, Infinity),
    },
    { name: 'stepType', unit: null, header: 'State', origin: 'measured', values: ['R', 'C', 'C', 'D'] },
  ],
  meta: { startLocal: null },
  provenance: { file: 'a.x', sha256: '00', bytes: 3, reader: 'x', version: '1', instrument: 'I' },
  findings: [],
};

test('what is not finite is null, at the ends and in JSON, and does not count', () => {
  const [cycle, voltage, step] = describeDataset(dataset).columns;
  expect(voltage).toMatchObject({ count: 4, finite: 2, first: null, last: null, min: -2, max: 3 });
  expect(step).toMatchObject({ count: 4, finite: 0, first: 'R', last: 'D', min: null, max: null });
  expect(cycle).toMatchObject({ finite: 3, last: null, min: 1, max: 2 });
  expect(JSON.stringify(toJson(dataset))).toContain('"values":[null,3,-2,null]');
});

test('cycles are the distinct values of the vendor, and nobody else’s', () => {
  expect(describeDataset(dataset)).toMatchObject({
    file: 'a.x',
    format: 'x',
    instrument: 'I',
    rows: 4,
    cycles: 2,
  });
  const ours = dataset.columns.map((column) => ({ ...column, origin: 'derived' as const }));
  expect(describeDataset({ ...dataset, columns: ours }).cycles).toBeNull();
});
