import type { Dataset, Raster } from '@anodelab/data';
import { describe, expect, it } from 'vitest';
import { analyseEds } from '../eds/analyse-eds.ts';
import { analyseImages } from './analyse-images.ts';

function picture(raster: Partial<Raster>, file: string | null = null): Dataset {
  const { width = 4, height = 3 } = raster;
  const values = new Uint8Array(width * height);
  return {
    technique: 'sem',
    columns: [],
    meta: {},
    provenance: { file, sha256: null, bytes: null, reader: 'test', version: '1', instrument: null },
    findings: [],
    raster: {
      width,
      height,
      pixelSize_m: 2e-9,
      channels: [{ name: 'page 1', unit: null, origin: 'measured', values }],
      ...raster,
    },
  };
}

const channel = (name: string, values: Uint8Array | Uint16Array, unit: string | null = null) =>
  ({ name, unit, origin: 'measured', values }) as const;

describe('pictures', () => {
  it('are told by the size of what they show, each file for itself', () => {
    const { results, rasters } = analyseImages(
      [picture({}), picture({ width: 8, pixelSize_m: null })],
      'sem',
    );
    expect(results['fieldWidth']?.value).toBeCloseTo(8e-9, 15);
    expect(results['fieldHeight']?.value).toBeCloseTo(6e-9, 15);
    expect(results['2.fieldWidth']).toBeUndefined();
    expect(Object.keys(rasters ?? {})).toEqual(['1', '2']);
  });

  it('say how much of the area a mask of cracks covers', () => {
    const mask = channel('crack mask', Uint8Array.from([255, 255, 51, 0, 0, 0, 0, 0, 0, 0, 0, 0]));
    const { results } = analyseImages([picture({ channels: [mask] })], 'electrode-surface');
    expect(results['crackArea']?.value).toBeCloseTo(2.2 / 12, 12);
  });

  it('warn where the brightest level holds what was brighter', () => {
    const values = new Uint8Array(1000).fill(255, 0, 20);
    const bright = analyseImages(
      [picture({ width: 100, height: 10, channels: [channel('SE', values)] }, 'a.tif')],
      'sem',
    );
    expect(bright.findings).toMatchObject([{ code: 'picture-saturated', at: 'a.tif', severity: 'warning' }]);
    expect(bright.findings[0]?.message).toContain('2.0 % of the pixels of SE');
    values.fill(0, 5);
    const fine = analyseImages(
      [picture({ width: 100, height: 10, channels: [channel('SE', values)] })],
      'sem',
    );
    expect(fine.findings).toEqual([]);
  });

  it('are missing where a file has none', () => {
    const { raster: _, ...table } = picture({});
    expect(() => analyseImages([table], 'stem')).toThrow(/stem: no dataset with pixels/);
  });
});

describe('X-ray maps', () => {
  it('of one file per element are one set of maps, named by the files', () => {
    const { rasters, findings } = analyseEds([
      picture({}, 'cluster 3_Si.tif'),
      picture({}, 'cluster 3 C K.tif'),
      picture({}, 'overview.tif'),
      picture({ width: 9 }, 'O.tif'),
    ]);
    expect(rasters?.['maps']?.channels.map(({ name }) => name)).toEqual(['Si', 'C', 'overview']);
    expect(findings).toMatchObject([{ code: 'map-left-out', at: 'O.tif' }]);
  });

  it('have the counts of each element with the interval of counting', () => {
    const counts = channel(
      'Si',
      Uint16Array.from({ length: 12 }, () => 300),
      'counts',
    );
    const { results } = analyseEds([picture({ channels: [counts] })]);
    expect(results['counts.Si']).toMatchObject({ value: 3600, interval: { low: 3482.4, high: 3717.6 } });
  });
});
