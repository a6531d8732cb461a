import type { Dataset } from '@anodelab/data';
import { writeMsa, writeTiff } from '@anodelab/formats';
import {
  observeEds,
  observeElectrodeSurfaceInTurns,
  observeSem,
  observeStem,
  paperWindow,
  prepareSample,
  type Turns,
} from '@anodelab/models';
import type { Study } from '../schema/study-schema.ts';
import { modelInputs } from './model-inputs.ts';
import { fileName } from './virtual-measurement.ts';

/** Virtual microscopes: powder in reflection and transmission, X-ray maps, the electrode after cycling. */
export const imageTechniques = ['sem', 'stem', 'eds', 'electrode-surface'] as const;
export type ImageTechnique = (typeof imageTechniques)[number];

/** What the electrode has been through, and what to do while it goes through it. */
export interface ImageOptions extends Turns<string> {
  /** Cycles before the electrode is looked at; 100 where not given. */
  readonly cycles?: number | undefined;
}

/** A picture or a spectrum as its file. */
export interface ImageFile {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** As the model made it, with facts that the file has no place for. */
  readonly dataset: Dataset;
}

/** Settings of the microscopes: fields that show some twenty clusters, one cluster, a film of 44 x 44 pieces. */
const sem = { field_m: 2e-6, pixels: 1024 } as const;
const stem = { field_m: 6e-7, pixels: 512 } as const;
const eds = { microscope: 'stem', beam_V: 200e3, field_m: 6e-7, pixels: 256, dose_C: 5e-12 } as const;
const surface = { bonds: 44, pixels: 1024, border: 'periodic' } as const;
const CYCLES = 100;
/** A/kg: 1 A/g, as in the paper. */
const CURRENT = 1000;
/** Files of one seed are equal to the byte: the model's clock stands still. */
const DATE = new Date(0);

/**
 * The files that a microscope writes of a modelled sample: TIFF with the pixel size, of maps with a page per element, and of X-rays the sum
 * spectrum as `.msa` beside them.
 *
 * @throws {RangeError} for a sample without recipe or cycles that cannot be
 */
export async function virtualImages(
  study: Study,
  sample: string,
  technique: ImageTechnique,
  { cycles = CYCLES, ...options }: ImageOptions = {},
): Promise<readonly ImageFile[]> {
  const { values, recipe, layers, seed } = modelInputs(study, sample);
  const powder = prepareSample(values, recipe, { layers });
  const name = `${fileName(sample)}.${technique}`;
  const tiff = (dataset: Dataset, suffix = ''): ImageFile => ({
    name: `${name}${suffix}.tif`,
    bytes: writeTiff(dataset),
    dataset,
  });
  switch (technique) {
    case 'sem':
      return [tiff(observeSem(values, powder, { ...sem, seed }))];
    case 'stem':
      return [tiff(observeStem(values, powder, { ...stem, seed }))];
    case 'eds': {
      const { maps, spectrum } = observeEds(values, powder, { ...eds, seed });
      const facts = { title: `${sample} (modelled)`, owner: 'Anodelab', date: DATE };
      return [tiff(maps), { name: `${name}.msa`, bytes: writeMsa(spectrum, facts), dataset: spectrum }];
    }
    case 'electrode-surface': {
      const cycling = { steps: [{ currentDensity: CURRENT, cycles: Math.max(1, cycles) }], ...paperWindow };
      const { signal, onProgress } = options;
      const dataset = await observeElectrodeSurfaceInTurns(
        values,
        powder,
        { ...surface, cycling, cycles, seed },
        { signal, onProgress: (cycle) => onProgress?.(`cycle ${cycle} of ${cycles}`) },
      );
      return [tiff(dataset, `-after-${cycles}`)];
    }
  }
}
