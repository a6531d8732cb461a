import { readFile } from '@anodelab/formats';
import { describe, expect, it } from 'vitest';
import { analyseEds, analyseImages } from '@anodelab/analysis';
import type { AnalysisResult } from '@anodelab/data';
import { measurementFiles, readModelled } from '../jobs/dataset-job.ts';
import { decodeResult, encodeResult } from '../jobs/result-json.ts';
import { parseStudy } from '../schema/parse-study.ts';
import type { StudyTechnique } from '../schema/quantity-path.ts';
import { simulateDataset } from '../run-study.node.ts';
import { virtualMeasurements } from './virtual-measurement.ts';

const header = `anodelab: 1
title: test
model: { layers: mean }
samples: { PCHS-5: { recipe: { flash: 5 min } } }
`;

function measurements(technique: StudyTechnique, protocols: string) {
  return virtualMeasurements(
    parseStudy(`${header}protocols:\n${protocols}`, 'study.yaml'),
    'PCHS-5',
    technique,
  );
}

const cycling = `  cycling: [{ repeat: 12, steps: [Discharge at 1 A/g until 0.01 V, Charge at 1 A/g until 1.2 V] }]\n`;
const pictures = `${cycling}  sem: Micrograph of 600 nm in 64 pixels
  stem: Micrograph of 400 nm in 64 pixels
  eds: Map of 400 nm in 64 pixels at 200 kV with 5 pC per pixel by STEM
  electrode-surface: [Micrograph of 12 um in 64 pixels, Micrograph of 12 um in 64 pixels after 2 cycles]
`;

describe('pictures of a modelled sample', () => {
  it.each([
    ['sem', ['PCHS-5.sem.tif']],
    ['stem', ['PCHS-5.stem.tif']],
    ['eds', ['PCHS-5.eds.tif', 'PCHS-5.eds-spectrum.msa']],
    ['electrode-surface', ['PCHS-5.electrode-surface-after-0.tif', 'PCHS-5.electrode-surface-after-2.tif']],
  ] as const)(
    '%s is written as files that our reader gives back as they were made',
    async (technique, names) => {
      const written: string[] = [];
      for (const one of measurements(technique, pictures)) {
        const made = await one.measure();
        const [data, facts] = await measurementFiles(one);
        written.push(data!.path);
        const [plain] = await readFile(data!.bytes, data!.path);
        expect(plain!.technique).toBe(made.technique);
        expect(plain!.raster).toEqual(made.raster);
        expect(plain!.findings).toEqual([]);
        const [whole] = await readModelled(data!.path, data!.bytes, facts!.bytes);
        expect(whole!.columns.map(({ values }) => values)).toEqual(made.columns.map(({ values }) => values));
        expect(whole!.meta).toMatchObject(made.meta);
        expect(whole!.provenance.model).toEqual(made.provenance.model);
      }
      expect(written).toEqual(names.map((name) => `datasets/${name}`));
    },
  );

  it('in transmission and by X-rays are of the same cluster', async () => {
    const [micrograph] = measurements('stem', pictures);
    const [maps, spectrum] = measurements('eds', pictures);
    const facts = ({ meta }: { meta: object }) => (meta as { coreDiameters_m: number[] }).coreDiameters_m;
    expect(facts(await maps!.measure())).toEqual(facts(await micrograph!.measure()));
    expect(facts(await spectrum!.measure())).toEqual(facts(await micrograph!.measure()));
  });

  it('keep every pixel through the JSON of their analysis', async () => {
    const made = (technique: StudyTechnique) =>
      Promise.all(measurements(technique, pictures).map((one) => one.measure()));
    const through = (result: AnalysisResult) => decodeResult(encodeResult(result));
    for (const technique of ['stem', 'electrode-surface'] as const) {
      const result = analyseImages(await made(technique), technique);
      expect(through(result)).toEqual(result);
    }
    const maps = analyseEds(await made('eds'));
    expect(through(maps)).toEqual(maps);
  });
});

describe('a look at an electrode', () => {
  it.each([
    ['  electrode-surface: Micrograph of 12 um in 64 pixels after 5 cycles\n', /expected a cycling protocol/],
    [
      `${cycling}  electrode-surface: Micrograph of 12 um in 64 pixels after 13 cycles\n`,
      /at most the 12 cycles/,
    ],
    [`${cycling}  electrode-surface: Micrograph of 1 m in 64 pixels\n`, /expected a field of 8 um to 200 um/],
  ])('that cannot be says why', (protocols, message) => {
    expect(() => measurements('electrode-surface', protocols)).toThrow(message);
  });

  it('of a study without protocols is simulated after as many cycles as asked for, and tells its progress', async () => {
    const heard: string[] = [];
    const [file] = await simulateDataset(parseStudy(header, 'study.yaml'), 'PCHS-5', 'electrode-surface', {
      cycles: 2,
      onProgress: (words) => heard.push(words),
    });
    expect(file!.name).toBe('PCHS-5.electrode-surface-after-2.tif');
    expect(heard).toEqual(['cycle 1 of 2']);
    expect(file!.datasets[0]!.raster!.channels.map(({ name }) => name)).toEqual(['SE', 'crack mask']);
    expect(file!.datasets[0]!.meta).toMatchObject({ cycles: 2 });
  });
});
