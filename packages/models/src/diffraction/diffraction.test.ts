import { expect, test } from 'vitest';
import { convolved, instrumentWidth, pseudoVoigt, scherrerWidth } from './line-profile.ts';
import { siliconLines } from './silicon-lines.ts';
import { laboratoryDiffractometer } from '../observe/xrd.ts';

const DEGREE = Math.PI / 180;
const copper = 1.54056e-10;

test('the lines of silicon lie where Bragg puts them, and only where the diamond lattice lets them', () => {
  const lines = siliconLines(5.4309e-10, copper);
  const found = Object.fromEntries(lines.map(({ indices, angle }) => [indices.join(''), angle / DEGREE]));
  // the audit of the paper's 28.4, 47.3, 56.1 and 69.2 degrees
  for (const [indices, angle] of [
    ['111', 28.44],
    ['220', 47.3],
    ['311', 56.12],
    ['400', 69.13],
  ] as const)
    expect(found[indices]).toBeCloseTo(angle, 2);
  for (const { indices, angle } of lines) {
    const spacing = 5.4309e-10 / Math.hypot(...indices);
    expect(2 * spacing * Math.sin(angle / 2)).toBeCloseTo(copper, 20);
  }
  for (const forbidden of ['100', '200', '222', '210', '420', '442'])
    expect(found[forbidden]).toBeUndefined();
});

test('places and areas agree with those that pymatgen computes', () => {
  // pymatgen 2026 with the same cell, wavelength and displacement factor; it has no dispersion of the atoms' scattering
  const pymatgen = [
    [28.4419, 100],
    [47.3019, 64.1],
    [56.1214, 37.18],
    [69.1287, 9.67],
    [76.3747, 14.41],
    [88.0283, 19.92],
  ] as const;
  const lines = siliconLines(5.4309e-10, copper);
  for (const [i, [angle, area]] of pymatgen.entries()) {
    expect(lines[i]!.angle / DEGREE).toBeCloseTo(angle, 4);
    expect((100 * lines[i]!.area) / area).toBeGreaterThan(0.97);
    expect((100 * lines[i]!.area) / area).toBeLessThan(1.03);
  }
});

test('areas follow multiplicity: for equal scattering (333) and (511) share one place as 8 to 24', () => {
  const lines = siliconLines(5.4309e-10, copper).filter(
    ({ indices }) => Math.hypot(...indices) ** 2 > 26.9 && Math.hypot(...indices) ** 2 < 27.1,
  );
  expect(lines.map(({ indices }) => indices.join('')).sort()).toEqual(['333', '511']);
  const [one, other] = lines.map(({ area }) => area).sort((a, b) => a - b);
  expect(other! / one!).toBeCloseTo(3, 10);
});

test('crystallites of 150 nm broaden a line less than a laboratory instrument does (audit A12)', () => {
  for (const { angle } of siliconLines(5.4309e-10, copper).slice(0, 4)) {
    const size = scherrerWidth(150e-9, copper, angle);
    expect(size / DEGREE).toBeGreaterThan(0.054);
    expect(size / DEGREE).toBeLessThan(0.065);
    expect(size).toBeLessThan(instrumentWidth(laboratoryDiffractometer.width, angle));
  }
});

test('a pseudo-Voigt has an area of 1 and half its height at half its width', () => {
  for (const lorentzian of [0, 0.4, 1]) {
    const shape = { width: 0.1, lorentzian };
    let area = 0;
    const reach = 2000;
    for (let i = -reach * 100; i < reach * 100; i++) area += pseudoVoigt(shape, (i + 0.5) * 1e-3) * 1e-3;
    expect(area).toBeCloseTo(1, 3);
    expect(pseudoVoigt(shape, 0.05) / pseudoVoigt(shape, 0)).toBeCloseTo(0.5, 12);
  }
});

test('the width of a convolution is that of the Voigt function', () => {
  expect(convolved(0.08, 0).width).toBeCloseTo(0.08, 12);
  expect(convolved(0, 0.05).width).toBeCloseTo(0.05, 12);
  for (const [gaussian, lorentzian] of [
    [0.08, 0.05],
    [0.03, 0.09],
  ] as const) {
    const voigt = (x: number) => {
      let sum = 0;
      for (let i = -4000; i <= 4000; i++) {
        const y = i * 1e-4;
        sum += Math.exp(-4 * Math.LN2 * (y / gaussian) ** 2) / (1 + 4 * ((x - y) / lorentzian) ** 2);
      }
      return sum;
    };
    const { width } = convolved(gaussian, lorentzian);
    expect(voigt(width / 2) / voigt(0)).toBeCloseTo(0.5, 2); // the nearest pseudo-Voigt is 0.4 % narrower
  }
});
