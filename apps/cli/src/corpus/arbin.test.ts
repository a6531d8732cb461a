import { readFileSync } from 'node:fs';
import { describeDataset, numbers } from '@anodelab/data';
import { readFile } from '@anodelab/formats';
import { parseUnit } from '@anodelab/units';
import { describe, expect, test } from 'vitest';
import { corpusFiles, corpusPath, expectClose, readDamaged } from './manifest.ts';

/** Units of the table's columns that are not SI (MANIFEST `units`). */
const UNITS: Readonly<Record<string, string>> = {
  Charge_Capacity: 'Ah',
  Discharge_Capacity: 'Ah',
  Charge_Energy: 'Wh',
  Discharge_Energy: 'Wh',
  ACI_Phase_Angle: 'deg',
};

describe.skipIf(corpusPath === undefined)('Arbin results of the corpus', () => {
  for (const { file, path, expect: truth } of corpusFiles('arbin-res')) {
    const bytes = path === undefined ? new Uint8Array() : new Uint8Array(readFileSync(path));

    test(`${file}: records are the manifest’s, in the order of Data_Point`, async () => {
      const [records, cycles] = await readFile(bytes, file);
      if (records === undefined || cycles === undefined)
        throw new Error('expected records and a table of cycles');
      const found = describeDataset(records);
      expect(found).toMatchObject({
        format: 'arbin-res',
        technique: 'cycling',
        rows: truth.rows,
        cycles: truth.cycles,
      });
      expect(found.columns.map((column) => column.header)).toEqual(truth.columns);
      for (const [header, stats] of Object.entries(truth.stats)) {
        const column = found.columns.find((candidate) => candidate.header === header);
        const unit = parseUnit(UNITS[header] ?? '1');
        expect(column?.finite).toBe(truth.rows);
        for (const key of ['first', 'last', 'min', 'max'] as const)
          expectClose(column?.[key], stats[key], unit, `${header} ${key}`);
      }
      const points = numbers(records, 'record') ?? new Float64Array();
      expect(points.every((point, i) => i === 0 || point > (points[i - 1] ?? 0))).toBe(true);
      expect(found.findings.map((finding) => finding.code)).toContain('records-sorted');
      expect(found.meta).toMatchObject({
        sample: truth.global_test_name,
        startLocal: '2023-07-24T18:50:00',
        events: [
          { time_s: 0, what: 'Test start' },
          { local: '2023-07-28T18:52:20', what: 'Test end' },
        ],
      });
    });

    test(`${file}: the vendor’s table of cycles names the last record of each finished cycle`, async () => {
      const [records, cycles] = await readFile(bytes, file);
      if (records === undefined || cycles === undefined)
        throw new Error('expected records and a table of cycles');
      expect(cycles.technique).toBe('cycle-table');
      expect(describeDataset(cycles).rows).toBe(truth.tables?.['Channel_Statistic_Table']);
      const cycle = numbers(records, 'cycle') ?? new Float64Array();
      const voltage = numbers(records, 'voltage_V') ?? new Float64Array();
      for (const [i, point] of (numbers(cycles, 'record') ?? []).entries()) {
        expect(cycle[point - 1]).toBe(i + 1);
        expect(cycle[point]).toBe(i + 2);
        const highest = Math.max(...voltage.filter((_, row) => cycle[row] === i + 1));
        expect(numbers(cycles, 'vMax_V')?.[i]).toBe(highest);
      }
    });

    test(`${file}: a cut database is refused`, async () => {
      for (const share of [0, 0.01, 0.25, 0.5, 0.99]) {
        const datasets = await readDamaged(bytes.subarray(0, Math.floor(share * bytes.length)), file);
        expect(datasets, `${100 * share} %`).toBeUndefined();
      }
    });

    test(`${file}: changed bytes give a FormatError or records, nothing else`, async () => {
      let seed = 20231124;
      const random = (below: number) => {
        seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
        return Math.floor((seed / 2 ** 32) * below);
      };
      for (let run = 0; run < 40; run++) {
        const damaged = bytes.slice();
        for (let k = 0; k < 4; k++) damaged[random(damaged.length)] = random(256);
        await readDamaged(damaged, file);
      }
    });
  }
});
