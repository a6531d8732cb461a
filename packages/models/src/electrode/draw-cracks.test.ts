import { createRandom } from '@anodelab/numerics';
import { expect, test } from 'vitest';
import { CrackingFilm } from './cracking-film.ts';
import { drawCracks } from './draw-cracks.ts';

const film = (border: 'periodic' | 'free') =>
  new CrackingFilm({
    columns: 8,
    rows: 8,
    border,
    substrate: 0.05,
    strength: 1,
    shape: 6,
    fatigue: 0,
    fatigueExponent: 4,
    seed: 1,
  });

test('the gaps of one broken bond open between two pieces alone, as long as its side and as wide as its strain', () => {
  for (let bond = 0; bond < 30; bond++) {
    const one = film('periodic');
    one.lattice.whole[bond] = 0;
    one.shrink(0.1);
    const { crackShare, width } = drawCracks(one, 0.1, 480, createRandom(1));
    const area = crackShare.reduce((sum, share) => sum + share, 0) * (8 / width) ** 2;
    // crooked sides are longer or shorter than those of hexagons
    const straight = one.strain[bond]! / Math.sqrt(3);
    expect(area).toBeGreaterThan(0.3 * straight);
    expect(area).toBeLessThan(3 * straight);
  }
});

test('pieces that lost all their bonds are parted by gaps of the area that the film lost', () => {
  const all = film('periodic');
  all.lattice.whole.fill(0);
  all.shrink(0.1);
  const { crackShare } = drawCracks(all, 0.1, 480, createRandom(1));
  // every piece shrinks about its own node, whatever its shape: what is left of the film is (1 - misfit)^2
  const mean = crackShare.reduce((sum, share) => sum + share, 0) / crackShare.length;
  expect(mean).toBeGreaterThan(0.8 * (1 - 0.9 ** 2));
  expect(mean).toBeLessThan(1.05 * (1 - 0.9 ** 2));
});

test('a whole film has no crack', () => {
  const whole = film('free');
  whole.shrink(0.02);
  expect(drawCracks(whole, 0.02, 120, createRandom(1)).crackShare.every((share) => share === 0)).toBe(true);
});
