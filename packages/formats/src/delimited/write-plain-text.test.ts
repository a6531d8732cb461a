import type { Dataset } from '@anodelab/data';
import { expect, test } from 'vitest';
import { readFile } from '../read-file.ts';
import { writePlainText } from './write-plain-text.ts';

test('labels, missing numbers and quantities without display unit are written as they are', async () => {
  const made: Dataset = {
    technique: 'unknown',
    columns: [
      {
        name: 'voltage_V',
        unit: 'V',
        header: null,
        origin: 'measured',
        values: Float64Array.of(1.2512345, NaN, 3),
      },
      { name: 'phase', unit: null, header: null, origin: 'measured', values: ['a b', 'c', 'd'] },
    ],
    meta: { sample: '12', list: [1, 2], scanRate_V_s: 1e-4 },
    provenance: { file: null, sha256: null, bytes: null, reader: 'x', version: '1', instrument: null },
    findings: [],
  };
  const text = new TextDecoder().decode(writePlainText(made));
  expect(text).toBe('# sample: 12\n# scanRate_V_s: 0.0001\nvoltage_V\tphase\n1.2512345\ta b\nnan\tc\n3\td\n');
  const [found] = await readFile(new TextEncoder().encode(text), 'x');
  expect(found?.meta).toEqual({ sample: '12', scanRate_V_s: 1e-4 });
});

test('facts above a table are taken with their units, other comments are left', async () => {
  const text =
    '# Cu tube\n# wavelength / nm: 0.154056\n# remark: cold: yes\n# time: 12:30\n2theta / deg\tcounts\n10\t1\n11\t2\n';
  const [found] = await readFile(new TextEncoder().encode(text), 'x');
  expect(found?.meta['wavelength_m']).toBeCloseTo(1.54056e-10, 20);
  expect(found?.meta).toMatchObject({ remark: 'cold: yes', time: '12:30' });
  expect(Object.keys(found?.meta ?? {})).toEqual(['wavelength_m', 'remark', 'time']);
});
