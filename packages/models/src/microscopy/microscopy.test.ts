import { createRandom } from '@anodelab/numerics';
import { expect, test } from 'vitest';
import { parameterValues } from '../parameters.ts';
import { prepareSample } from '../prepare-sample.ts';
import { clusterCount } from '../recipe/cluster.ts';
import { paperRecipes } from '../recipe/recipe.ts';
import { gaussianBlur } from './blur.ts';
import { elementFacts, ionisation, xrayRange } from './elements.ts';
import { elementMaps, shellAtoms } from './element-maps.ts';
import { heightMap, projectThickness } from './projection.ts';
import { secondaryYield } from './secondary-electrons.ts';
import { packCluster, type Particle, pourClusters } from './sphere-packing.ts';
import { expectedSpectrum, lineWidth } from './xray-spectrum.ts';

const values = parameterValues();
const sampleOf = (name: string) =>
  prepareSample(values, paperRecipes.find((recipe) => recipe.name === name)!, { layers: 'mean' });
const pchs5 = sampleOf('PCHS-5');
const sphere = (radius: number, core = radius): Particle => ({
  x: 50,
  y: 50,
  z: radius,
  core,
  radius,
  population: 0,
});
const sum = (map: Float64Array) => map.reduce((total, value) => total + value, 0);

test('the projected thickness of a sphere is its chord, its sum its volume and its shadow pi r^2', () => {
  const map = projectThickness([sphere(30)], 200, 200, 0.5, (one) => one.radius);
  expect(map[100 * 200 + 100]).toBeCloseTo(60, 1);
  expect(map[100 * 200 + 100 + 36]).toBeCloseTo(2 * Math.sqrt(30 ** 2 - 18.25 ** 2), 1);
  expect(sum(map) * 0.25).toBeCloseTo((4 / 3) * Math.PI * 30 ** 3, -2);
  const shadow = map.filter((value) => value > 0).length * 0.25;
  expect(Math.abs(shadow / (Math.PI * 900) - 1)).toBeLessThan(0.03);
});

test('mean chord and mean projected area of a sphere are 4r/3 and pi r^2 (Cauchy: a quarter of the surface)', () => {
  const r = 35;
  const map = projectThickness([sphere(r)], 400, 400, 0.25, (one) => one.radius);
  const inside = map.filter((value) => value > 1e-9);
  const area = Math.PI * r ** 2;
  expect((sum(inside) * 0.0625) / area).toBeCloseTo((4 / 3) * r, 1);
  const heights = heightMap([sphere(r)], 400, 400, 0.25).filter((value) => value > 0);
  expect(Math.abs((heights.length * 0.0625) / area - 1)).toBeLessThan(2e-3);
});

test('a shell shows the difference of two chords: 2 sqrt(2 r d + d^2) at the edge of the core, 2 d in the middle', () => {
  const map = projectThickness(
    [sphere(34, 30)],
    200,
    200,
    0.5,
    (one) => one.radius,
    (one) => one.core,
  );
  expect(map[100 * 200 + 100]).toBeCloseTo(8, 1);
  const brightest = Math.max(...map);
  expect(Math.abs(brightest / (2 * Math.sqrt(34 ** 2 - 30 ** 2)) - 1)).toBeLessThan(0.03);
  const full = projectThickness([sphere(34, 30)], 200, 200, 0.5, (one) => one.radius);
  const core = projectThickness([sphere(34, 30)], 200, 200, 0.5, (one) => one.core);
  map.forEach((value, k) => expect(value).toBeCloseTo(full[k]! - core[k]!, 9));
});

test('particles of a cluster touch and never overlap, and lie on the ground when poured', () => {
  const poured = pourClusters(values, pchs5, createRandom(4), 2e-6, 2e-6, 40);
  for (const [i, one] of poured.entries()) {
    expect(one.z - one.radius).toBeGreaterThan(-1e-15);
    for (const other of poured.slice(i + 1)) {
      const distance = Math.hypot(one.x - other.x, one.y - other.y, one.z - other.z);
      expect(distance / (one.radius + other.radius)).toBeGreaterThan(1 - 1e-9);
    }
  }
  const cluster = packCluster(parameterValues({ clusterDiameter: 1e-6 }), pchs5, createRandom(4));
  for (const one of cluster) {
    const gaps = cluster
      .filter((other) => other !== one)
      .map(
        (other) => Math.hypot(one.x - other.x, one.y - other.y, one.z - other.z) - one.radius - other.radius,
      );
    expect(Math.abs(Math.min(...gaps))).toBeLessThan(1e-15);
  }
});

test('a large cluster of equal particles has the count of equation 1.9', () => {
  const even = parameterValues({ clusterDiameter: 1e-6, clusterSpread: 1, diameterSpread: 1.0000001 });
  const powder = prepareSample(even, paperRecipes.find(({ name }) => name === 'PCHS-5')!, { layers: 'mean' });
  const { radius, shellThickness } = powder.populations[0]!;
  const shell = even.polymerDensity; // any: mass and density together give the volume
  const shellVolume = (1 + shellThickness / radius) ** 3 - 1;
  const siliconFraction = 1 / (1 + (shellVolume * shell) / 2329);
  const wanted = clusterCount(1e-6, 2 * radius, siliconFraction, shell);
  const counts = Array.from(
    { length: 60 },
    (_, seed) => packCluster(even, powder, createRandom(seed)).length,
  );
  const mean = counts.reduce((total, count) => total + count, 0) / counts.length;
  expect(Math.abs(mean - wanted)).toBeLessThan(0.3);
});

test('core diameters of many clusters follow the size distribution of the powder', () => {
  const random = createRandom(8);
  const wide = parameterValues({ clusterDiameter: 1.2e-6 });
  const logs = Array.from({ length: 12 }, () => packCluster(wide, pchs5, random))
    .flat()
    .map(({ core }) => Math.log((2 * core) / values.medianDiameter));
  const mean = logs.reduce((total, each) => total + each, 0) / logs.length;
  const deviation = Math.sqrt(logs.reduce((total, each) => total + (each - mean) ** 2, 0) / logs.length);
  expect(logs.length).toBeGreaterThan(1000);
  expect(Math.abs(mean)).toBeLessThan(0.03);
  expect(Math.abs(deviation / Math.log(values.diameterSpread) - 1)).toBeLessThan(0.08);
});

test('a blur keeps the total of a point and gives it the deviation asked for', () => {
  const map = new Float64Array(101 * 101);
  map[50 * 101 + 50] = 1;
  const seen = gaussianBlur(map, 101, 101, 5);
  expect(sum(seen)).toBeCloseTo(1, 12);
  const spread = seen.reduce((total, value, k) => total + value * ((k % 101) - 50) ** 2, 0);
  expect(Math.sqrt(spread)).toBeCloseTo(5, 1);
  expect(
    gaussianBlur(new Float64Array(9).fill(2), 3, 3, 4).every((value) => Math.abs(value - 2) < 1e-12),
  ).toBe(true);
});

test('a flat open surface gives one electron, a slope more, the bottom of a hole less', () => {
  const size = 41;
  const flat = secondaryYield(new Float64Array(size ** 2), size, size);
  expect(flat.every((value) => Math.abs(value - 1) < 1e-12)).toBe(true);
  const slope = secondaryYield(
    Float64Array.from({ length: size ** 2 }, (_, k) => 0.3 * (k % size)),
    size,
    size,
  );
  expect(slope[20 * size + 2]).not.toBe(1);
  const hole = Float64Array.from({ length: size ** 2 }, (_, k) =>
    Math.hypot((k % size) - 20, Math.floor(k / size) - 20) < 4 ? -20 : 0,
  );
  expect(secondaryYield(hole, size, size)[20 * size + 20]).toBeLessThan(0.4);
});

test('atoms of a coated particle: silicon by its core and oxide, nitrogen over carbon by the shell', () => {
  const { shellThickness: d } = pchs5.populations[0]!;
  const [core, oxide] = [80e-9, values.nativeOxideThickness];
  const one: Particle = { x: 150e-9, y: 150e-9, z: 0, core, radius: core + d, population: 0 };
  const pixel = 0.5e-9;
  const maps = elementMaps(values, pchs5, [one], 600, pixel);
  const volume = (r: number) => (4 / 3) * Math.PI * r ** 3;
  const silica = ((volume(core) - volume(core - oxide)) * 2200 * 6.02214076e23) / 60.084e-3;
  const silicon = (volume(core - oxide) * 2329 * 6.02214076e23) / 28.085e-3;
  expect((sum(maps.O) * pixel ** 2) / (2 * silica)).toBeCloseTo(1, 2);
  expect((sum(maps.Si) * pixel ** 2) / (silicon + silica)).toBeCloseTo(1, 3);
  const { carbon, nitrogen } = shellAtoms(values, pchs5.populations[0]!);
  expect(sum(maps.N) / sum(maps.C)).toBeCloseTo(nitrogen / carbon, 9);
  expect((sum(maps.C) * pixel ** 2) / (carbon * (volume(core + d) - volume(core)))).toBeCloseTo(1, 2);
  const aged = {
    connected: 1,
    seiThickness: 10e-9,
    damage: 0,
    lithiation: 0,
    amorphous: 1,
    additiveCharge: 0,
  };
  expect(sum(elementMaps(values, pchs5, [one], 600, pixel, [aged]).O)).toBeGreaterThan(2 * sum(maps.O));
});

test('electrons of 10 kV reach 1 to 2 um of silicon, of 15 kV 2 to 3 um, and none below the edge', () => {
  const silicon = elementFacts.Si;
  expect(xrayRange(silicon, 10e3, 2329)).toBeGreaterThan(1e-6);
  expect(xrayRange(silicon, 10e3, 2329)).toBeLessThan(2e-6);
  expect(xrayRange(silicon, 15e3, 2329)).toBeLessThan(3e-6);
  expect(xrayRange(silicon, 1e3, 2329)).toBe(0);
  expect(ionisation(silicon, 1800)).toBe(0);
  // measured K cross-sections of silicon at 10 keV lie near 8e-21 cm2
  expect(ionisation(silicon, 10e3) / 8.05e-25).toBeCloseTo(1, 1);
});

test('a spectrum holds the counts of its lines and background, with 130 eV at manganese', () => {
  expect(lineWidth(5895)).toBeCloseTo(130, 0);
  const energies = Float64Array.from({ length: 2048 }, (_, k) => 10 * k);
  const spectrum = expectedSpectrum(energies, { Si: 1e6, C: 2e5 }, 15e3, 0.5);
  expect(sum(spectrum)).toBeCloseTo(1.8e6, -2);
  const lines = expectedSpectrum(energies, { Si: 1e6 }, 15e3, 0);
  expect(energies[lines.indexOf(Math.max(...lines))]).toBe(1740);
  expect(lines[Math.round(174 + lineWidth(1740) / 20)]! / Math.max(...lines)).toBeCloseTo(0.5, 0);
});
