import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runJobs } from './engine/run-jobs.ts';
import { folderStore } from './folder-store.node.ts';
import { loadStudy, runContext } from './load-study.node.ts';
import { planStudy } from './plan.ts';

/** mA; a cell of 1 mg holds 1 mAh for 1 h at this current. */
const CURRENT = 1;

/** Four cycles of a working anode, lithiation first, each half cycle `hours` long; records every minute. */
function cell(hours: number): string {
  const rows = ['time_s,current_mA,voltage_V'];
  const points = Math.round(hours * 60);
  let time = 0;
  for (let half = 0; half < 8; half++) {
    const isLithiation = half % 2 === 0;
    for (let k = 0; k <= points; k++) {
      const share = k / points;
      const voltage = isLithiation ? 1 - 0.99 * share : 0.01 + 0.99 * share;
      rows.push(`${time},${isLithiation ? -CURRENT : CURRENT},${voltage.toFixed(5)}`);
      if (k < points) time += 60;
    }
    time += 1;
  }
  return `${rows.join('\n')}\n`;
}

const study = `anodelab: 1
title: Cells made alike
date: 2026-01-02
samples:
  coated:
    workingElectrode: anode
    cells:
      cell 1: { cycling: a.csv, activeMass: 1 mg }
      cell 2: { cycling: b.csv, activeMass: 1 mg }
      cell 3: { cycling: c.csv, activeMass: 2 mg }
  bare: { workingElectrode: anode, activeMass: 1 mg, cells: { x: { cycling: d.csv }, y: { cycling: e.csv } } }
figures:
  Capacity: { show: capacity, samples: [coated] }
  Groups: { show: groups, groups: { coated: [coated], bare: [bare] } }
claims:
  - id: mean
    sentence: The coated cells hold 1 Ah/g
    class: tuned
    checks: [{ quantity: coated/cycling/capacity@3, relation: about, value: 1000 mAh/g, tolerance: 3 % }]
  - id: one
    sentence: The second holds 1.1 Ah/g
    class: tuned
    checks: [{ quantity: coated (cell 2)/cycling/capacity@3, relation: about, value: 1100 mAh/g, tolerance: 3 % }]
outputs: { figures: [svg] }
`;

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'anodelab-cells-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function context(text: string) {
  const place = join(folder, String(text.length));
  await mkdir(place, { recursive: true });
  await writeFile(join(place, 'study.yaml'), text);
  const hours = { a: 0.9, b: 1.1, c: 2, d: 0.5, e: 0.52 };
  for (const [name, h] of Object.entries(hours)) await writeFile(join(place, `${name}.csv`), cell(h));
  return { place, context: await runContext(await loadStudy(place)) };
}

describe('a sample of several cells', () => {
  it('analyses each cell with its own mass, draws them together and judges claims by their mean', async () => {
    const { place, context: run } = await context(study);
    const out = join(place, 'out');
    await runJobs(planStudy(run), await folderStore(out));
    const read = (path: string) => readFile(join(out, path), 'utf8');
    const groups = await read('figures/Groups.csv');
    expect(groups).toContain('lowest cell');
    expect(await read('figures/Groups.svg')).toContain('coated (3)');
    expect(await read('figures/Capacity.svg')).toContain('coated, cell 3');
    const claims = JSON.parse(await read('claims.json')) as {
      verdict: string;
      found: string;
      reason: string;
    }[];
    // 900, 1100, 1000 mAh/g: standard deviation 100, half the interval 4.303 * 100/sqrt(3) = 248.4 mAh/g
    expect(claims.map(({ found }) => found)).toEqual(['1000 mAh/g [752, 1248]', '1100 mAh/g']);
    expect(claims.map(({ verdict }) => verdict)).toEqual(['reproduced', 'reproduced']);
    expect(claims[0]?.reason).toBe('the interval reaches outside');
  });

  it('refuses files of one technique in two places', async () => {
    const twice = study.replace('workingElectrode: anode\n    cells', 'files: { cycling: a.csv }\n    cells');
    await expect(context(twice)).rejects.toThrow('found both');
  });

  it('names the cell whose file is missing', async () => {
    await expect(context(study.replace('c.csv', 'nothing.csv'))).rejects.toThrow(
      'samples.coated.cells.cell 3.cycling',
    );
  });
});
