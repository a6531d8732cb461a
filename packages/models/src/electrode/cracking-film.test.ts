import { describe, expect, test } from 'vitest';
import { crackStatistics } from './crack-statistics.ts';
import { CrackingFilm, type FilmDescription } from './cracking-film.ts';
import { chainStrain, filmChain } from './testing/film-chain.ts';
import { bondStrains, relaxNetwork, type SpringNetwork } from './spring-network.ts';
import { type Border, triangularLattice } from './triangular-lattice.ts';

const misfit = 0.04;

function strainsOf(network: SpringNetwork): Float64Array {
  const displacement = new Float64Array(2 * network.nodes);
  relaxNetwork(network, misfit, displacement);
  return bondStrains(network, misfit, displacement);
}

describe('a film that shrinks evenly', () => {
  test('feels nothing where its borders are free and nothing holds it', () => {
    for (const strain of strainsOf(triangularLattice(21, 17, 'free', 0)))
      expect(Math.abs(strain)).toBeLessThan(1e-6 * misfit);
  });

  test('has the misfit in every bond where it repeats in a box of constant size', () => {
    for (const substrate of [0, 0.02]) {
      for (const strain of strainsOf(triangularLattice(12, 10, 'periodic', substrate)))
        expect(Math.abs(strain / misfit - 1)).toBeLessThan(1e-6);
    }
  });

  test('has the misfit in every bond where its border is held', () => {
    for (const strain of strainsOf(triangularLattice(12, 11, 'clamped', 0.02)))
      expect(Math.abs(strain / misfit - 1)).toBeLessThan(1e-6);
  });

  test('is a chain of bonds on ground springs where it is one bond wide: 1 - cosh(kappa x)/cosh(kappa L)', () => {
    const nodes = 41;
    strainsOf(filmChain(nodes, 0.02)).forEach((strain, b) => {
      const law = misfit * chainStrain(nodes, 0.02, b + 0.5 - (nodes - 1) / 2);
      expect(Math.abs(strain - law)).toBeLessThan(1e-6 * misfit);
    });
  });
});

test('every bond lies between two triangles of three bonds each, and the borders have one', () => {
  for (const border of ['periodic', 'free'] as const) {
    const { triangles, from, columns, rows } = triangularLattice(8, 6, border, 0.02);
    const bondsOf = new Map<number, number>();
    for (const triangle of triangles) bondsOf.set(triangle, (bondsOf.get(triangle) ?? 0) + 1);
    const outside = bondsOf.get(-1) ?? 0;
    bondsOf.delete(-1);
    expect(new Set(bondsOf.values())).toEqual(new Set([3]));
    if (border === 'periodic') {
      expect([from.length, bondsOf.size, outside]).toEqual([3 * columns * rows, 2 * columns * rows, 0]);
    } else {
      // Euler: nodes - bonds + triangles = 1; a border bond has one triangle
      expect(columns * rows - from.length + bondsOf.size).toBe(1);
      expect(outside).toBe(2 * from.length - 3 * bondsOf.size);
    }
  }
});

const film: FilmDescription = {
  columns: 44,
  rows: 44,
  border: 'free',
  substrate: 0.02,
  strength: 0.08,
  shape: 6,
  fatigue: 0.02,
  fatigueExponent: 4,
  seed: 1,
};

test('strengths are Weibull: mean Gamma(1 + 1/6) of the scale, half of them below ln(2)^(1/6) of it', () => {
  const { strength } = new CrackingFilm({ ...film, columns: 80, rows: 80 });
  const mean = strength.reduce((sum, each) => sum + each, 0) / strength.length;
  expect(mean / 0.08).toBeCloseTo(0.927719, 2); // Gamma(7/6)
  const below = strength.filter((each) => each < 0.08 * Math.log(2) ** (1 / 6)).length / strength.length;
  expect(Math.abs(below - 0.5)).toBeLessThan(0.02);
});

test('a row of broken bonds around a repeating film spans it, a short crack does not', () => {
  const lattice = triangularLattice(10, 8, 'periodic', 0.02);
  const cut = (many: number) => {
    lattice.whole.fill(1);
    // rising bonds of one row: every node has two, after its flat one
    for (let c = 0; c < many; c++) for (const k of [1, 2]) lattice.whole[3 * (20 + c) + k] = 0;
    return crackStatistics(lattice);
  };
  expect(cut(10)).toMatchObject({ clusters: 1, largestShare: 1, isSpanning: true, brokenShare: 20 / 240 });
  expect(cut(3)).toMatchObject({ clusters: 1, isSpanning: false });
  expect(cut(0)).toEqual({
    brokenShare: 0,
    lengthDensity: 0,
    clusters: 0,
    largestShare: 0,
    isSpanning: false,
  });
});

test('a film breaks more as it shrinks more, tires only where it is pulled, and is the same for the same seed', () => {
  const shrunk = (seed: number, border: Border) => {
    const made = new CrackingFilm({ ...film, columns: 20, rows: 20, seed, border });
    const shares = [0.04, 0.08, 0.12].map((each) => {
      made.shrink(each);
      return made.brokenShare;
    });
    return { made, shares };
  };
  for (const border of ['free', 'clamped', 'periodic'] as const) {
    const { made, shares } = shrunk(3, border);
    expect(shares[0]).toBeLessThanOrEqual(shares[1]!);
    expect(shares[1]).toBeLessThan(shares[2]!);
    expect(made.lattice.whole).toEqual(shrunk(3, border).made.lattice.whole);
    const before = made.strength.slice();
    made.tire(5);
    made.strength.forEach((value, b) => {
      const isPulled = made.lattice.whole[b] === 1 && made.strain[b]! > 0;
      if (!isPulled) expect(value).toBe(before[b]);
      else if (made.strain[b]! > before[b]! / 10) expect(value).toBeLessThan(before[b]!);
      else expect(value).toBeLessThanOrEqual(before[b]!);
    });
  }
});
