import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseFigureSpec } from '@anodelab/figures';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { initStudy } from '../init-study.node.ts';
import { type RunSummary, runStudy, simulateDataset } from '../run-study.node.ts';
import { parseStudy } from '../schema/parse-study.ts';

const study = `anodelab: 1
title: Pictures
model: { layers: mean, parameters: { bondStrength: '0.04' } }
samples:
  nmSi: { recipe: { coating: none }, techniques: [electrode-surface] }
  PCHS-5: { recipe: { flash: 5 min } }
  mine:
    files: { sem: mine.tif, eds: [maps.tif, maps.msa], electrode-surface: { 0: fresh.tif, 7: old.tif } }
protocols:
  cycling: [{ repeat: 9, steps: [Discharge at 1 A/g until 0.01 V, Charge at 1 A/g until 1.2 V] }]
  sem: Micrograph of 600 nm in 64 pixels
  stem: Micrograph of 400 nm in 64 pixels
  eds: Map of 400 nm in 64 pixels at 200 kV with 5 pC per pixel by STEM
  electrode-surface:
    - Micrograph of 12 um in 64 pixels
    - Micrograph of 12 um in 64 pixels after 9 cycles
figures:
  Powders: { show: micrographs, samples: [PCHS-5, mine] }
  Electrodes: { show: micrographs, of: electrode-surface, samples: [PCHS-5, nmSi], after: [0, 9] }
  Mine: { show: micrographs, of: electrode-surface, samples: [mine] }
  Maps: { show: element-maps, samples: [PCHS-5] }
  My maps: { show: element-maps, samples: [mine] }
  Spectra: { show: xray-spectra, samples: [PCHS-5, mine] }
  None: { show: micrographs, of: stem, samples: [nmSi] }
claims:
  - id: cracks
    sentence: It cracks
    class: tuned
    checks:
      - { quantity: nmSi/electrode-surface@9/crackArea, relation: above, than: nmSi/electrode-surface@0/crackArea }
      - { quantity: mine/electrode-surface@7/crackArea, relation: above, value: 0.0001 % }
outputs: { figures: [png] }
`;

describe('a study with pictures', () => {
  let folder = '';
  let summary: RunSummary | undefined;
  const out = (path: string) => join(folder, 'out', path);
  const spec = async (name: string) =>
    parseFigureSpec(JSON.parse(await readFile(out(`figures/${name}.json`), 'utf8')));

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'anodelab-pictures-'));
    const parsed = parseStudy(study, 'study.yaml');
    const write = async (technique: string, names: readonly string[], cycles = 0) => {
      const files = await simulateDataset(parsed, 'PCHS-5', technique, { cycles });
      for (const [i, name] of names.entries()) await writeFile(join(folder, name), files[i]!.bytes);
    };
    await write('sem', ['mine.tif']);
    await write('eds', ['maps.tif', 'maps.msa']);
    await write('electrode-surface', ['fresh.tif'], 0);
    await write('electrode-surface', ['old.tif'], 7);
    await writeFile(join(folder, 'study.yaml'), study);
    summary = await runStudy(folder);
  }, 60_000);
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('draws powders and electrodes in the order of the figure, each with its name and a scale bar', async () => {
    const titles = async (name: string) => (await spec(name)).panels.map(({ title }) => title);
    expect(await titles('Powders')).toEqual(['PCHS-5', 'mine']);
    expect(await titles('Mine')).toEqual(['mine, fresh', 'mine, after 7 cycles']);
    const electrodes = await spec('Electrodes');
    expect(electrodes.columns).toBe(2);
    expect(electrodes.panels.map(({ title }) => title)).toEqual([
      'PCHS-5, fresh',
      'PCHS-5, after 9 cycles',
      'nmSi, fresh',
      'nmSi, after 9 cycles',
    ]);
    const marks = electrodes.panels.flatMap((panel) => panel.marks);
    expect(marks.every((mark) => mark.type === 'raster' && mark.scaleBar)).toBe(true);
    expect(await readFile(out('figures/Electrodes.svg'), 'utf8')).toContain('>2 µm<');
    expect(existsSync(out('figures/Electrodes.csv'))).toBe(false);
    expect(existsSync(out('figures/Electrodes.png'))).toBe(true);
    expect(await readFile(out('figures/None.txt'), 'utf8')).toContain('none of its samples has data');
  });

  it('puts the micrograph in transmission before the maps of the same cluster, with one scale bar for all', async () => {
    const maps = await spec('Maps');
    expect(maps.panels.map(({ title }) => title)).toEqual(['HAADF', 'overlay', 'C', 'N', 'O', 'Si']);
    const bars = maps.panels.filter(({ marks }) =>
      marks.some((mark) => mark.type === 'raster' && mark.scaleBar),
    );
    expect(bars.map(({ title }) => title)).toEqual(['HAADF']);
    const alone = await spec('My-maps');
    expect(alone.panels.map(({ title }) => title)).toEqual(['overlay', 'C', 'N', 'O', 'Si']);
    const spectra = await spec('Spectra');
    const lines = spectra.panels.map(({ marks }) =>
      marks.flatMap((mark) => (mark.type === 'text' ? [mark.text] : [])),
    );
    for (const found of lines) expect(found).toEqual(expect.arrayContaining(['C', 'Si']));
  });

  it('shows them in a report that needs nothing else, and judges the cracks', async () => {
    const html = await readFile(summary?.report ?? '', 'utf8');
    expect(html.match(/data:image\/png;base64,/g)?.length).toBeGreaterThan(15);
    expect(html).not.toMatch(/(src|href)="(https?:)?\/\//);
    expect(summary?.claims[0]).toMatchObject({ verdict: 'reproduced', class: 'tuned' });
    expect(summary?.claims[0]?.expected).toContain('share of the area that is crack after 9 cycles');
    expect(summary?.warnings).toEqual([]);
  });

  it('is begun by init from its files: pictures and maps by what is in them', async () => {
    const text = await initStudy(folder);
    expect(text).toMatch(/sem:\n\s+- mine\.tif/);
    expect(text).toMatch(/eds:\n\s+- maps\.(msa|tif)/);
    expect(() => parseStudy(text, 'study.yaml')).not.toThrow();
  });
});

describe('a mistake in a picture’s protocol', () => {
  it.each([
    [
      'Micrograph of 600 nm in 64 pixels',
      'Micrograph of 600 nm in 4 pixels',
      'study.yaml:11:8 protocols.sem: expected 8 to 8192 pixels, found "4"',
    ],
    [
      'Micrograph of 400 nm in 64 pixels',
      'Photograph',
      'study.yaml:12:9 protocols.stem: expected "Micrograph of',
    ],
    ['at 200 kV', 'at 200 nm', 'study.yaml:13:8 protocols.eds: "200 nm" at character 5: expected potential'],
    [
      'after 9 cycles',
      'after many cycles',
      'study.yaml:16:7 protocols.electrode-surface.1: expected 0 to 100000 cycles, found "many"',
    ],
    [
      'of: electrode-surface',
      'of: surface',
      'figures.Electrodes.of: expected one of "sem", "stem", "electrode-surface", found "surface"',
    ],
    ['{ 0: fresh.tif', '{ new: fresh.tif', 'expected a number of cycles such as 0'],
    ['@9/crackArea, rel', '@9/crackArea@1, rel', 'expected nothing after "@" of crackArea, found "1"'],
    ['nmSi/electrode-surface@9', 'PCHS-5/sem@9', 'expected "@cycles" after eis or electrode-surface only'],
  ])('%s → %s is told with its place', (from, to, message) => {
    expect(study).toContain(from);
    expect(() => parseStudy(study.replace(from, to), 'study.yaml')).toThrow(message);
  });
});
