import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runJobs } from './engine/run-jobs.ts';
import { folderStore } from './folder-store.node.ts';
import { initStudy } from './init-study.node.ts';
import type { RunContext } from './jobs/context.ts';
import { decodeResult } from './jobs/result-json.ts';
import { loadStudy, runContext } from './load-study.node.ts';
import { planStudy } from './plan.ts';
import { auditOf, claimsOf, runStudy, simulateDataset } from './run-study.node.ts';
import { parseStudy } from './schema/parse-study.ts';

const protocols = `protocols:
  cycling:
    - { repeat: 6, steps: [Discharge at 1 A/g until 0.01 V, Charge at 1 A/g until 1.2 V] }
  cv:
    - { repeat: 2, steps: [Sweep at 0.2 mV/s between 0.01 V and 1.5 V] }
    - { repeat: 2, steps: [Sweep at 0.5 mV/s between 0.01 V and 1.5 V] }
  eis: [Impedance from 10 kHz to 100 mHz after 3 cycles]
`;

const modelled = (more = '') => `anodelab: 1
title: A small study
date: 2026-01-02
model: { layers: mean }
samples:
  nmSi: { recipe: { coating: none } }
  five@PPy: { recipe: { flash: 5 min }, techniques: [cycling] }
${protocols}figures:
  Capacity: { show: capacity, samples: [nmSi, five@PPy] }
  Nyquist: { show: nyquist, samples: [nmSi], after: 3 }
  Rate: { show: rate, samples: [nmSi] }
  Groups: { show: groups, groups: { bare: [nmSi], coated: [five@PPy] } }
claims:
  - id: fades
    sentence: It fades
    class: tuned
    checks: [{ quantity: nmSi/cycling/capacity@6, relation: below, than: nmSi/cycling/capacity@1 }]
outputs: { figures: [svg] }
${more}`;

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'anodelab-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function contextOf(name: string, text: string): Promise<RunContext> {
  const place = join(folder, name);
  await mkdir(place, { recursive: true });
  await writeFile(join(place, 'study.yaml'), text);
  // the code may be edited while the tests run: its stamps are not what is tested here
  const stamps = { model: '1', analysis: '1', figures: '1', study: '1' };
  return { ...(await runContext(await loadStudy(place))), stamps };
}

/** Every file of a folder but the receipts, by path. */
async function filesOf(place: string): Promise<Record<string, string>> {
  const entries = await readdir(place, { recursive: true, withFileTypes: true });
  const files: Record<string, string> = {};
  for (const entry of entries) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile() && !path.includes('.cache'))
      files[path.slice(place.length + 1)] = await readFile(path, 'latin1');
  }
  return files;
}

describe('a modelled study', () => {
  it('writes datasets in real formats, results, figures, claims, report and crate', async () => {
    const context = await contextOf('whole', modelled());
    const out = join(folder, 'whole', 'out');
    await runJobs(planStudy(context), await folderStore(out));
    const files = await filesOf(out);
    expect(Object.keys(files).sort()).toEqual(
      [
        'claims.json',
        ...['five@PPy.cycling', 'nmSi.cycling'].flatMap((name) => [
          `datasets/${name}.bdf.csv`,
          `datasets/${name}.json`,
        ]),
        ...['nmSi.cv-0.2mV-s', 'nmSi.cv-0.5mV-s', 'nmSi.eis-after-3'].flatMap((name) => [
          `datasets/${name}.json`,
          `datasets/${name}.mpt`,
        ]),
        ...['Capacity', 'Nyquist', 'Groups'].flatMap((name) =>
          ['csv', 'json', 'svg'].map((kind) => `figures/${name}.${kind}`),
        ),
        'figures/Rate.txt',
        'report.html',
        ...['five@PPy.cycling', 'nmSi.cv', 'nmSi.cv-diffusion-only', 'nmSi.cycling', 'nmSi.eis-after-3'].map(
          (name) => `results/${name}.json`,
        ),
        'ro-crate-metadata.json',
        'study.yaml',
      ].sort(),
    );
    const result = decodeResult(Buffer.from(files['results/nmSi.cycling.json'] ?? '', 'latin1'));
    expect(result.model?.gradeD).toBeGreaterThan(0);
    expect(result.findings.filter(({ code }) => code === 'not-analysed')).toEqual([]);
    expect(files['report.html']).toContain('It fades');
    expect(files['report.html']).not.toMatch(/(src|href)="(https?:)?\/\//);
    const crate = JSON.parse(files['ro-crate-metadata.json'] ?? '') as {
      '@graph': { '@id': string; hasPart?: unknown[] }[];
    };
    expect(crate['@graph'].find((entity) => entity['@id'] === './')?.hasPart).toHaveLength(
      Object.keys(files).length - 1,
    );
  });

  it('runs nothing the second time and only what depends on a changed option', async () => {
    const out = join(folder, 'cache-out');
    const run = async (text: string) =>
      (await runJobs(planStudy(await contextOf('cache', text)), await folderStore(out))).ran;
    expect((await run(modelled())).length).toBeGreaterThan(10);
    expect(await run(modelled())).toEqual([]);
    // a coarser smoothing changes one analysis, and what is drawn from it, not the data
    const changed = await run(modelled('analyses: { cycling: { smoothing: 20 mV } }'));
    expect(changed).toContain('analysis nmSi/cycling');
    expect(changed).toContain('report');
    expect(
      changed.filter((id) => id.startsWith('data ') || id.includes('/cv') || id.includes('Nyquist')),
    ).toEqual([]);
  });

  it('ends with the same bytes after an abort at any third as without one', async () => {
    const context = await contextOf('abort', modelled());
    const jobs = planStudy(context);
    const whole = join(folder, 'abort-whole');
    await runJobs(jobs, await folderStore(whole));
    const expected = await filesOf(whole);
    const out = join(folder, 'abort-out');
    for (const stop of [Math.floor(jobs.length / 3), Math.floor((2 * jobs.length) / 3)]) {
      const controller = new AbortController();
      const onProgress = ({ done }: { done: number }) => {
        if (done === stop) controller.abort();
      };
      const run = runJobs(jobs, await folderStore(out), { signal: controller.signal, onProgress });
      await expect(run).rejects.toThrow(/abort/i);
      for (const [path, text] of Object.entries(await filesOf(out)))
        expect(text === expected[path], path).toBe(true);
    }
    expect((await runJobs(jobs, await folderStore(out))).cached.length).toBeGreaterThan(0);
    expect(await filesOf(out)).toEqual(expected);
  });

  it('judges its claims and audits its recipe without a whole run', async () => {
    const text = modelled('recipe: { flash: 5 min }\npaper: { title: A paper }\n');
    await contextOf('parts', text);
    const claims = await claimsOf(join(folder, 'parts'), join(folder, 'parts-out'));
    expect(claims).toMatchObject([{ id: 'fades', verdict: 'reproduced', class: 'tuned' }]);
    expect(Object.keys(await filesOf(join(folder, 'parts-out')))).not.toContain('report.html');
    const audit = await auditOf(join(folder, 'parts'));
    expect(audit.map(({ id }) => id)).toEqual(Array.from({ length: 19 }, (_, i) => `A${i + 1}`));
  });

  it('runs whole cycles in closed form, other protocols on single particles, and says which cannot', async () => {
    const text = modelled().replace('Charge at 1 A/g until 1.2 V', 'Charge at 2 A/g until 1.2 V');
    const study = parseStudy(text, 'study.yaml');
    await expect(simulateDataset(study, 'nmSi', 'cycling', { level: 'L0' })).rejects.toThrow(
      /protocols.cycling at level L0: expected discharge and charge in turn at one current per cycle/,
    );
    const level = async (...given: Parameters<typeof simulateDataset>) =>
      (await simulateDataset(...given))[0]?.datasets[0]?.provenance.model?.level;
    const protocol = 'Hold at 0.1 V until C/10; Rest for 10 min';
    expect(await level(parseStudy(modelled(), 'study.yaml'), 'nmSi', 'cycling')).toBe('L0');
    expect(await level(study, 'nmSi', 'cycling', { protocol })).toBe('L1');
    expect(await level(study, 'nmSi', 'gitt', { level: 'L3', protocol })).toBe('L3');
    await expect(simulateDataset(study, 'nmSi', 'cycling', { protocol: 'Rest' })).rejects.toThrow(
      '1:5 expected a time such as "10 min", found the end of the step',
    );
  });
});

describe('mechanisms and rivals', () => {
  const counted = async (model: string) => {
    const study = parseStudy(modelled().replace('{ layers: mean }', model), 'study.yaml');
    const [file] = await simulateDataset(study, 'five@PPy', 'cycling');
    return file!.datasets[0]!;
  };

  it('a switch of the study changes the data and counts its placeholders', async () => {
    const plain = await counted('{ layers: mean }');
    const paris = await counted('{ layers: mean, switches: { lifeLaw: paris } }');
    expect(paris.provenance.model!.gradeD).toBe(plain.provenance.model!.gradeD + 2);
    const heat = await counted('{ layers: mean, switches: { pyrolysisHeat: true } }');
    expect(heat.provenance.model!.gradeD).toBe(plain.provenance.model!.gradeD + 1);
    expect(heat.columns[3]).not.toEqual(plain.columns[3]);
  });

  it('a rival of the study changes the data, a default one does not', async () => {
    const plain = await counted('{ layers: mean }');
    const same = await counted('{ layers: mean, rivals: { heating: lag } }');
    expect(same.provenance.model!.hash).toBe(plain.provenance.model!.hash);
    const other = await counted('{ layers: mean, rivals: { heating: no lag } }');
    expect(other.provenance.model!.hash).not.toBe(plain.provenance.model!.hash);
  });

  it('an unknown rival is refused with the known ones', () => {
    expect(() =>
      parseStudy(modelled().replace('{ layers: mean }', '{ rivals: { coating: none } }'), 'study.yaml'),
    ).toThrow(/expected one of "extra", "lost silicon", "stoichiometric", found "none"/);
  });
});

describe('raw files', () => {
  it('become a study by their names and contents, which runs beside a modelled sample', async () => {
    const place = join(folder, 'raw');
    await mkdir(join(place, 'cells'), { recursive: true });
    const study = parseStudy(modelled(), 'study.yaml');
    const write = async (name: string, technique: string, index = 0) => {
      const file = (await simulateDataset(study, 'nmSi', technique))[index];
      await writeFile(join(place, 'cells', name), file?.bytes ?? '');
    };
    await write('siA_cycling.txt', 'cycling');
    await write('siA_CV_02mVs_C03.mpt', 'cv');
    await write('siA_CV_05mVs_C03.mpt', 'cv', 1);
    await write('siA_PEIS_after_100_cycles.mpt', 'eis');
    await writeFile(join(place, 'cells', 'broken.csv'), 'no table');
    const text = await initStudy(place);
    const first = parseStudy(text, 'study.yaml');
    expect(first.samples).toEqual({
      siA: {
        files: {
          cycling: ['cells/siA_cycling.txt'],
          cv: ['cells/siA_CV_02mVs_C03.mpt', 'cells/siA_CV_05mVs_C03.mpt'],
          eis: { 100: ['cells/siA_PEIS_after_100_cycles.mpt'] },
        },
      },
    });
    expect(text).toContain('#   cells/broken.csv: ');

    const mixed = text
      .replace('samples:\n', 'samples:\n  model: { recipe: { coating: none } }\n')
      .replace(
        '  siA:\n',
        '  siA:\n    recipe: { coating: none }\n    activeMass: 0.9 mg\n    workingElectrode: anode\n',
      )
      .replace('samples: [siA] }', 'samples: [siA, model] }')
      .replace('figures:', `outputs: { figures: [svg] }\n${protocols}figures:`);
    await writeFile(join(place, 'study.yaml'), mixed);
    const summary = await runStudy(place, join(folder, 'raw-out'));
    const files = await filesOf(summary.folder);
    expect(Object.keys(files)).toEqual(
      expect.arrayContaining([
        'results/siA.cycling.json',
        'results/siA-modelled-.cycling.json',
        'results/model.cycling.json',
      ]),
    );
    expect(Object.keys(files).filter((path) => path.endsWith('.txt'))).toEqual([]);
    expect(files['figures/Capacity.svg']).toMatch(/siA \(modelled\)/);
    expect(files['figures/Capacity.svg']).toMatch(/Measured: siA/);
  });

  it('that cannot be read become findings, not an end', async () => {
    const text = `anodelab: 1\ntitle: t\nsamples: { a: { files: { cycling: bad.csv } } }\nfigures: { F: { show: capacity, samples: [a] } }\n`;
    const context = await contextOf('bad', text).catch((error: unknown) => error);
    expect(String(context)).toMatch(
      /samples.a.files.cycling: expected a file that matches "bad.csv", found none/,
    );
    await writeFile(join(folder, 'bad', 'bad.csv'), 'nothing here');
    const summary = await runStudy(join(folder, 'bad'), join(folder, 'bad-out'));
    expect(summary.warnings.join()).toMatch(/bad.csv/);
    expect((await filesOf(summary.folder))['figures/F.txt']).toMatch(/none of its samples has data/);
  });
});
