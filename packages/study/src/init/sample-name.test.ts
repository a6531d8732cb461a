import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cyclesBefore, sampleName } from './sample-name.ts';

describe('sampleName', () => {
  it.each([
    ['PCHS-5_GCPL_C02.mpr', 'PCHS-5'],
    ['data/PCHS-5_CV_0.1mVs_03_CV_C01.mpt', 'PCHS-5'],
    ['nmSi@PPy PEIS after 100 cycles.mpr', 'nmSi@PPy'],
    ['nmSi@PPy_rate.xlsx', 'nmSi@PPy'],
    ['SiC2-cycling.bdf.csv', 'SiC2'],
    ['EIS.mpt', 'EIS'],
  ])('%s is of %s', (path, sample) => {
    expect(sampleName(path)).toBe(sample);
  });

  it('is never empty and never holds a slash', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[\w@. -]*[A-Za-z0-9]$/), (name) => {
        const sample = sampleName(`folder/${name}.mpr`);
        expect(sample.length).toBeGreaterThan(0);
        expect(sample).not.toContain('/');
      }),
    );
  });
});

describe('cyclesBefore', () => {
  it.each([
    ['nmSi_PEIS_after_100_cycles.mpr', 100],
    ['nmSi-EIS-50cyc.mpt', 50],
    ['nmSi after-20.mpt', 20],
    ['nmSi_EIS_initial.mpt', 0],
  ])('%s: %i', (path, cycles) => {
    expect(cyclesBefore(path)).toBe(cycles);
  });
});
