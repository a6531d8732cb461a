import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { analyseEds } from '@anodelab/analysis';
import { describeDataset, findColumn, numbers } from '@anodelab/data';
import { readFile } from '@anodelab/formats';
import { describe, expect, test } from 'vitest';
import { corpusRoot } from './manifest.ts';

interface ImageTruth {
  readonly signals: readonly {
    readonly shape: readonly [number, number];
    readonly sum: number;
    readonly max: number;
    readonly argmax: readonly [number, number];
  }[];
}

interface SpectrumTruth {
  readonly values: number;
  readonly XUNITS: string;
  readonly y_max: number;
  readonly channel_of_max: number;
  readonly x_at_y_max: number;
  readonly y_sum: number;
}

const folder = join(corpusRoot, 'materials');
const isThere = existsSync(join(folder, 'MANIFEST.json'));

/** The corpus' files whose format ends so, with their truth; one empty entry where there is no corpus. */
function filesOf<Truth>(ending: string): readonly { readonly file: string; readonly expect: Truth }[] {
  if (!isThere) return [{ file: ending, expect: {} as Truth }];
  const { files } = JSON.parse(readFileSync(join(folder, 'MANIFEST.json'), 'utf8')) as {
    files: readonly { readonly file: string; readonly format: string; readonly expect: Truth }[];
  };
  return files.filter(({ format }) => format.endsWith(ending));
}

const read = async (file: string) => readFile(new Uint8Array(readFileSync(join(folder, file))), file);

describe.skipIf(!isThere)('images and spectra of microscopes in the corpus', () => {
  for (const { file, expect: truth } of filesOf<ImageTruth>('-tif')) {
    test(`${file}: size, sum and brightest pixel are the manifest’s`, async () => {
      const [dataset, ...others] = await read(file);
      const { shape, sum, max, argmax } = truth.signals[0]!;
      const { raster } = describeDataset(dataset!);
      expect(others).toEqual([]);
      expect(raster).toMatchObject({ height: shape[0], width: shape[1], channels: [{ sum, max }] });
      expect(dataset!.raster!.channels[0]!.values[argmax[0] * shape[1] + argmax[1]]).toBe(max);
    });
  }

  for (const { file, expect: truth } of filesOf<SpectrumTruth>('emsa-msa')) {
    test(`${file}: points, sum and peak are the manifest’s`, async () => {
      const [dataset] = await read(file);
      const energy = numbers(dataset!, 'energy_eV')!;
      const counts = numbers(dataset!, 'counts') ?? numbers(dataset!, 'intensity')!;
      expect(counts.length).toBe(truth.values);
      expect(counts.reduce((sum, each) => sum + each, 0)).toBeCloseTo(truth.y_sum, 6);
      expect(counts[truth.channel_of_max]).toBe(truth.y_max);
      const unit = truth.XUNITS.includes('keV') ? 1000 : 1;
      expect(energy[truth.channel_of_max]).toBeCloseTo(unit * truth.x_at_y_max, 5);
    });
  }

  // what the makers' files say they hold: K309 is a glass of Al, Si, Ca, Fe, Ba and O
  test.each([
    ['K309', ['O', 'Al', 'Si', 'Ca', 'Ba L', 'Fe'], ['N', 'Na', 'Mg', 'P', 'S', 'Cl', 'Ti', 'Cu']],
    ['ADM6005a_spectra_SiO2_std', ['O', 'Si'], ['N', 'F', 'Na', 'Mg', 'Al', 'P', 'Ca', 'Fe']],
    ['Example_2_Fe_std', ['Fe', 'Fe L'], ['N', 'O', 'F', 'Na', 'Al', 'Si', 'Ca', 'Cu']],
  ])('%s: lines of its elements are found, of others not', async (name, present, absent) => {
    const datasets = await read(`eds/emsa-msa/NeXLSpectrum.jl__${name}.msa`);
    const found = Array.from(findColumn(analyseEds(datasets).tables['lines']!, 'line')!.values, String);
    expect(found).toEqual(expect.arrayContaining(present));
    expect(found.filter((line) => absent.includes(line))).toEqual([]);
  });
});
