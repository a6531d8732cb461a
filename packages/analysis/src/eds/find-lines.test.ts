import { createRandom, poisson } from '@anodelab/numerics';
import { describe, expect, it } from 'vitest';
import { findLines } from './find-lines.ts';
import { lineWidth } from './x-ray-lines.ts';

/** Counts drawn about Gaussian lines (energy, counts in all) on a background that falls like bremsstrahlung. */
function spectrum(lines: readonly (readonly [number, number])[], background: number, seed: number) {
  const random = createRandom(seed);
  const energies = Float64Array.from({ length: 1000 }, (_, i) => 10 * i);
  const counts = energies.map((at) => {
    const continuum = at < 100 ? 0 : background * Math.max(0, 15_000 / at - 1) * (1 - Math.exp(-at / 800));
    const peaks = lines.reduce((sum, [energy, total]) => {
      const deviation = lineWidth(energy) / 2.3548;
      const height = (10 * total) / (deviation * Math.sqrt(2 * Math.PI));
      return sum + height * Math.exp(-0.5 * ((at - energy) / deviation) ** 2);
    }, 0);
    return poisson(random, continuum + peaks);
  });
  return { energies, counts };
}

const namesOf = ({ energies, counts }: ReturnType<typeof spectrum>) =>
  findLines(energies, counts).map(({ name }) => name);

describe('lines of an X-ray spectrum', () => {
  it('are found where they were made, carbon, nitrogen and oxygen beside each other', () => {
    const made = [
      [277, 5000],
      [392.4, 1500],
      [524.9, 1200],
      [1739.8, 20_000],
    ] as const;
    for (const seed of [1, 2, 3, 4, 5])
      expect(namesOf(spectrum(made, 2, seed))).toEqual(['C', 'N', 'O', 'Si']);
  });

  it('are not seen in a background, however many counts it has', () => {
    for (const background of [0, 0.01, 1, 100, 10_000])
      for (const seed of [1, 2, 3, 4]) expect(namesOf(spectrum([], background, seed))).toEqual([]);
  });

  it('of two at one peak are the nearer one: iron L is no fluorine', () => {
    expect(namesOf(spectrum([[705, 8000]], 1, 1))).toEqual(['Fe L']);
    expect(namesOf(spectrum([[676.8, 8000]], 1, 1))).toEqual(['F']);
  });

  it('are none in no spectrum', () => {
    expect(findLines(new Float64Array(), new Float64Array())).toEqual([]);
    expect(findLines(Float64Array.of(1, 1), Float64Array.of(5, 5))).toEqual([]);
  });
});
