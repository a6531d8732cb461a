import { readFile } from '@anodelab/formats';
import { expect, test } from 'vitest';
import { parseStudy } from '../schema/parse-study.ts';
import { virtualImages } from './virtual-images.ts';

const study = parseStudy(
  `anodelab: 1
title: test
model: { layers: mean }
samples: { PCHS-5: { recipe: { flash: 5 min } } }
`,
  'study.yaml',
);

test.each([
  ['stem', 1],
  ['eds', 2],
] as const)('%s writes files that our reader gives back as they were made', async (technique, count) => {
  const files = await virtualImages(study, 'PCHS-5', technique);
  expect(files).toHaveLength(count);
  for (const { name, bytes, dataset } of files) {
    const [found] = await readFile(bytes, name);
    expect(found!.technique).toBe(technique);
    expect(found!.raster).toEqual(dataset.raster);
    expect(found!.findings).toEqual([]);
    expect(found!.columns.map(({ values }) => values)).toEqual(dataset.columns.map(({ values }) => values));
  }
});

test('the electrode is told after how many cycles, and its progress is heard', async () => {
  const heard: string[] = [];
  const [file] = await virtualImages(study, 'PCHS-5', 'electrode-surface', {
    cycles: 2,
    onProgress: (words) => heard.push(words),
  });
  expect(file!.name).toBe('PCHS-5.electrode-surface-after-2.tif');
  expect(heard).toEqual(['cycle 1 of 2']);
  expect(file!.dataset.raster!.channels.map(({ name }) => name)).toEqual(['SE', 'crack mask']);
});
