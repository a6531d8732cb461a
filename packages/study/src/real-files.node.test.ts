import { existsSync } from 'node:fs';
import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { numbers } from '@anodelab/data';
import { readFile as readDatasets } from '@anodelab/formats';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { initStudy } from './init-study.node.ts';
import { decodeResult } from './jobs/result-json.ts';
import { type RunSummary, runStudy } from './run-study.node.ts';

const corpus =
  process.env['ANODELAB_CORPUS'] ?? fileURLToPath(new URL('../../../../shared/corpus', import.meta.url));
const files = [
  'land-xlsx/land_silicon_custom_data_002.xlsx',
  'arbin-res/arbin_example.res',
  'biologic-mpr/bc_cv.mpr',
  'biologic-mpr/aurora_PEIS.mpr',
];

describe.skipIf(!existsSync(corpus))('a folder of real files', () => {
  let folder = '';
  let summary: RunSummary | undefined;
  const result = async (name: string) =>
    decodeResult(await readFile(join(folder, 'out', 'results', `${name}.json`)));

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'anodelab-real-'));
    for (const file of files)
      await copyFile(join(corpus, 'electrochem', file), join(folder, file.split('/')[1] ?? file));
    const text = (await initStudy(folder))
      .replace('samples:\n', 'samples:\n  PCHS-5: { recipe: { flash: 5 min } }\n')
      .replace('samples: [land-silicon-custom] }', 'samples: [land-silicon-custom, PCHS-5] }')
      .replace(
        'figures:',
        'protocols:\n  rate:\n    - { repeat: 2, steps: [Discharge at 1 A/g until 0.01 V, Charge at 1 A/g until 1.2 V] }\nfigures:',
      );
    await writeFile(join(folder, 'study.yaml'), text);
    summary = await runStudy(folder);
  }, 60_000);
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('becomes figures of every technique and a report', async () => {
    const outputs = ['Capacity', 'Efficiency', 'Curves', 'Rate', 'Voltammograms', 'Impedance'].flatMap(
      (name) =>
        ['svg', 'png', 'pdf', 'json', 'csv'].map((kind) => join(folder, 'out', 'figures', `${name}.${kind}`)),
    );
    expect(outputs.filter((path) => !existsSync(path))).toEqual([]);
    expect(await readFile(summary?.report ?? '', 'utf8')).toContain('land-silicon-custom');
  });

  it("gives the capacities of the LAND workbook's own cycle table and names the slip in it", async () => {
    const { tables } = await result('land-silicon-custom.rate');
    const name = 'land_silicon_custom_data_002.xlsx';
    const datasets = await readDatasets(await readFile(join(folder, name)), name);
    const vendor = datasets.find(({ technique }) => technique === 'cycle-table');
    for (const column of ['qChg_C', 'qDis_C']) {
      const theirs = numbers(vendor ?? { columns: [] }, column) ?? new Float64Array();
      const ours = numbers(tables['cycles'] ?? { columns: [] }, column) ?? new Float64Array();
      expect(theirs.length).toBe(14);
      theirs.forEach((charge, i) => expect((ours[i] ?? NaN) / charge).toBeCloseTo(1, 4));
    }
    expect(summary?.warnings.join()).toMatch(/MedVoltC/);
  });

  it("finds the Arbin cell's four finished cycles and says how it took the electrodes", async () => {
    const arbin = await result('arbin-example.cycling');
    expect(arbin.results['completeCycles']?.value).toBe(4);
    expect(arbin.statements.join(' ')).toMatch(/full cell|cathode/);
  });

  it('gives every fitted impedance parameter an interval', async () => {
    const { tables, results } = await result('aurora.eis-after-0');
    expect(tables['parameters']).toBeDefined();
    expect(Object.values(results).some(({ interval }) => interval !== undefined)).toBe(true);
  });
});
