import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { analyseCycling } from '@anodelab/analysis';
import { numbers, rowCount } from '@anodelab/data';
import { readFile } from '@anodelab/formats';
import { describe, expect, test } from 'vitest';
import { exportTargets } from '../export-targets.ts';
import { corpusPath } from './manifest.ts';

const tests = [
  'land-xlsx/land_silicon_custom_data_002.xlsx',
  'arbin-res/arbin_example.res',
  'biologic-mpr/250116_kigr_gen6_01_02_GCPL_CD8.mpr',
];

describe.skipIf(corpusPath === undefined)('real cycling tests in formats of other programs', () => {
  for (const file of tests) {
    let opened: ReturnType<typeof readFile> | undefined;
    const open = () =>
      (opened ??= readFile(new Uint8Array(readFileSync(join(corpusPath ?? '', file))), file));

    test.each(['land-xlsx', 'mpt', 'bdf-csv', 'bdf-parquet', 'csv'])(
      `${file} as %s comes back with the same time, voltage, current and cycles`,
      async (format) => {
        const [records] = await open();
        if (records === undefined) throw new Error('nothing read');
        const bytes = await exportTargets[format]?.write(records);
        const [again] = await readFile(bytes ?? new Uint8Array(), 'again');
        if (again === undefined) throw new Error('nothing read again');
        expect(rowCount(again)).toBe(rowCount(records));
        for (const name of ['time_s', 'voltage_V', 'current_A']) {
          const before = numbers(records, name) ?? new Float64Array();
          const after = numbers(again, name);
          // 12 significant digits in the workbook, 16 in EC-Lab's text.
          const apart = before.reduce((most, value, i) => {
            const difference = Math.abs(value - (after?.[i] ?? NaN)) / Math.max(Math.abs(value), 1e-12);
            return difference <= most ? most : difference;
          }, 0);
          expect(apart).toBeLessThan(1e-11);
        }
        const electrode = { workingElectrode: 'anode' as const };
        const [ours, theirs] = [analyseCycling([records], electrode), analyseCycling([again], electrode)];
        for (const name of ['qChg_C', 'qDis_C', 'ce']) {
          const before = numbers(ours.tables['cycles'] ?? records, name) ?? new Float64Array();
          const after = numbers(theirs.tables['cycles'] ?? records, name) ?? new Float64Array();
          expect(after).toHaveLength(before.length);
          before.forEach((value, i) => {
            if (Number.isNaN(value)) expect(after[i]).toBeNaN();
            else expect(Math.abs((after[i] ?? NaN) / value - 1)).toBeLessThan(1e-9);
          });
        }
      },
    );
  }
});
