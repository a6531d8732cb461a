import { channel, numbers, type Raster } from '@anodelab/data';
import { describe, expect, test } from 'vitest';
import { paperWindow } from '../cell/half-cell.ts';
import { age } from '../ageing/age.ts';
import { crackStatistics } from '../electrode/crack-statistics.ts';
import { CrackingFilm, type FilmDescription } from '../electrode/cracking-film.ts';
import { filmMisfit } from '../electrode/film-misfit.ts';
import { countGradeD, parameterValues } from '../parameters.ts';
import { prepareSample } from '../prepare-sample.ts';
import { paperRecipes } from '../recipe/recipe.ts';
import { observeEds } from './eds.ts';
import { observeElectrodeSurface, observeElectrodeSurfaceInTurns } from './electrode-surface.ts';
import { sampleStages } from './provenance.ts';
import { observeSem } from './sem.ts';
import { observeStem } from './stem.ts';

const values = parameterValues();
const sampleOf = (name: string) =>
  prepareSample(values, paperRecipes.find((recipe) => recipe.name === name)!, { layers: 'mean' });
const pchs5 = sampleOf('PCHS-5');
const total = (raster: Raster, name: string) =>
  Array.from(channel(raster, name) ?? []).reduce((sum, value) => sum + value, 0);

const referenceFilm: FilmDescription = {
  columns: 44,
  rows: 44,
  border: 'free',
  substrate: 0.02,
  strength: 0.08,
  shape: 6,
  fatigue: 0.02,
  fatigueExponent: 4,
  seed: 2,
};

describe('the cracking electrode', () => {
  const cycling = { steps: [{ currentDensity: 1000, cycles: 100 }], ...paperWindow };

  test('breaks the bonds of the reference lattice: 0, 1.0, 5.6 % for bare silicon, 0, 0.2, 0.7 % for PCHS-5', () => {
    // reference: ten seeds of the Python prototype, free borders, strength 0.08, steps of 7 cycles; mean and deviation
    const reference = {
      nmSi: [
        [0.01, 0.02],
        [0.98, 0.32],
        [5.59, 0.34],
      ],
      'PCHS-5': [
        [0.01, 0.02],
        [0.18, 0.06],
        [0.69, 0.15],
      ],
    } as const;
    for (const [name, wanted] of Object.entries(reference)) {
      const history = age(values, sampleOf(name), cycling);
      const film = new CrackingFilm(referenceFilm);
      let cycle = 1;
      film.shrink(filmMisfit(values, history, 1));
      for (const [k, stop] of [1, 50, 100].entries()) {
        for (; cycle < stop; ) {
          const step = Math.min(7, stop - cycle);
          film.tire(step);
          cycle += step;
          film.shrink(filmMisfit(values, history, cycle));
        }
        const [mean, deviation] = wanted[k]!;
        expect(Math.abs(100 * film.brokenShare - mean), `${name}, cycle ${stop}`).toBeLessThan(4 * deviation);
      }
      expect(crackStatistics(film.lattice).clusters).toBeGreaterThan(10);
    }
  }, 120_000);

  test('cracks alike in both samples when only swelling counts: the interphase makes the difference', () => {
    const misfits = (name: string, cycle: number) =>
      filmMisfit(values, age(values, sampleOf(name), cycling), cycle);
    expect(misfits('nmSi', 1) / misfits('PCHS-5', 1)).toBeCloseTo(1, 1);
    expect(misfits('nmSi', 100) / misfits('PCHS-5', 100)).toBeGreaterThan(1.4);
  });

  const small = { cycling, cycles: 12, bonds: 12, pixels: 96, border: 'periodic', seed: 3 } as const;

  test('gives a picture whose mask has the crack share that it states, the same for the same seed', () => {
    const weak = parameterValues({ bondStrength: 0.04 });
    const { raster, meta, provenance } = observeElectrodeSurface(weak, sampleOf('nmSi'), small);
    const share = total(raster!, 'crack mask') / 255 / (raster!.width * raster!.height);
    expect(share).toBeCloseTo(meta['crackAreaShare'] as number, 3);
    expect(share).toBeGreaterThan(0.001);
    expect(raster!.pixelSize_m).toBeCloseTo((12 * values.bondLength) / 96, 15);
    expect(provenance.model!.gradeD).toBeGreaterThanOrEqual(countGradeD(['electrode cracks']));
    expect(observeElectrodeSurface(weak, sampleOf('nmSi'), small).raster).toEqual(raster);
    const [dark, light] = [0, 0].map(() => ({ sum: 0, count: 0 }));
    raster!.channels[1]!.values.forEach((mask, k) => {
      const one = mask === 255 ? dark! : mask === 0 ? light! : undefined;
      if (one === undefined) return;
      one.sum += raster!.channels[0]!.values[k]!;
      one.count++;
    });
    expect(dark!.sum / dark!.count).toBeLessThan((0.6 * light!.sum) / light!.count);
  });

  test('has no cracks before its first cycle', () => {
    const weak = parameterValues({ bondStrength: 0.04 });
    const { raster, meta } = observeElectrodeSurface(weak, sampleOf('nmSi'), { ...small, cycles: 0 });
    expect(total(raster!, 'crack mask')).toBe(0);
    expect(meta).toMatchObject({ misfit: 0, brokenBondShare: 0, crackLengthDensity_1_m: 0 });
  });

  test('tells its progress and stops when told to', async () => {
    const seen: number[] = [];
    const stop = new AbortController();
    const whole = await observeElectrodeSurfaceInTurns(values, pchs5, small, {
      onProgress: (cycle) => seen.push(cycle),
    });
    expect(seen[0]).toBe(1);
    expect(whole.raster).toEqual(observeElectrodeSurface(values, pchs5, small).raster);
    const cut = observeElectrodeSurfaceInTurns(values, pchs5, small, {
      signal: stop.signal,
      onProgress: () => stop.abort(new Error('enough')),
    });
    await expect(cut).rejects.toThrow('enough');
    expect(() => observeElectrodeSurface(values, pchs5, { ...small, cycles: -1 })).toThrow(RangeError);
  });
});

describe('the virtual microscopes', () => {
  const field = { field_m: 6e-7, pixels: 128, seed: 2 };
  const stemEds = { ...field, microscope: 'stem', beam_V: 2e5, dose_C: 5e-12 } as const;

  test('repeat themselves with the same seed, differ with another, and say what they rest on', () => {
    for (const observe of [observeSem, observeStem]) {
      const { raster, provenance } = observe(values, pchs5, field);
      expect(observe(values, pchs5, field).raster).toEqual(raster);
      expect(observe(values, pchs5, { ...field, seed: 3 }).raster).not.toEqual(raster);
      expect(provenance.model!.gradeD).toBe(countGradeD([...sampleStages(pchs5), 'microscopy']));
      expect(() => observe(values, pchs5, { ...field, pixels: 2 })).toThrow(RangeError);
    }
  });

  test('a twice longer dose doubles the counts, and the spectrum holds those of the maps', () => {
    const once = observeEds(values, pchs5, stemEds);
    const twice = observeEds(values, pchs5, { ...stemEds, dose_C: 1e-11 });
    let all = 0;
    for (const { name } of once.maps.raster!.channels) {
      const [a, b] = [total(once.maps.raster!, name), total(twice.maps.raster!, name)];
      expect(Math.abs(b - 2 * a)).toBeLessThan(5 * Math.sqrt(b + 4 * a));
      all += a;
    }
    const counts = numbers(once.spectrum, 'counts')!.reduce((sum, each) => sum + each, 0);
    const wanted = all * (1 + values.bremsstrahlungShare);
    expect(Math.abs(counts - wanted)).toBeLessThan(6 * Math.sqrt(2 * wanted));
  });

  test('bare silicon has no carbon and no nitrogen; a coating shows a ring, its core does not', () => {
    const bare = observeEds(values, sampleOf('nmSi'), stemEds).maps.raster!;
    expect(bare.channels.map(({ name }) => name)).toEqual(['O', 'Si']);
    const coated = observeEds(values, pchs5, stemEds).maps.raster!;
    expect(coated.channels.map(({ name }) => name)).toEqual(['C', 'N', 'O', 'Si']);
  });

  test('on a holder the beam blurs the maps even and a warning says so', () => {
    const sem = observeEds(values, pchs5, {
      ...stemEds,
      microscope: 'sem',
      beam_V: 1e4,
      field_m: 3e-6,
      dose_C: 1e-11,
    });
    const silicon = Array.from(channel(sem.maps.raster!, 'Si')!);
    const mean = silicon.reduce((sum, each) => sum + each, 0) / silicon.length;
    const variance = silicon.reduce((sum, each) => sum + (each - mean) ** 2, 0) / silicon.length;
    // Poisson alone has a variance of the mean; the particles, 190 nm wide, are gone
    expect(Math.sqrt(variance) / mean).toBeLessThan(0.2);
    expect(sem.maps.findings[0]).toMatchObject({ severity: 'warning', code: 'map-blurred-by-beam' });
  });
});
