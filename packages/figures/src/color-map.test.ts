import { expect, it } from 'vitest';
import { colorMaps, colorTable } from './color-map.ts';

/** CIE 1976 lightness of an sRGB colour under D65. */
function lightness([r, g, b]: readonly number[]): number {
  const linear = [r!, g!, b!].map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  const y = 0.2126 * linear[0]! + 0.7152 * linear[1]! + 0.0722 * linear[2]!;
  return y > 216 / 24389 ? 116 * Math.cbrt(y) - 16 : (24389 / 27) * y;
}

/** How the colour looks without the pigment of long waves (Viénot, Brettel and Mollon, Color Res. Appl. 1999, 24, 243). */
function protanope([r, g, b]: readonly number[]): readonly number[] {
  const linear = [r!, g!, b!].map((value) => (value / 255) ** 2.2);
  const [long, short] = [
    0.11238 * linear[0]! + 0.88762 * linear[1]!,
    0.00401 * linear[0]! - 0.00401 * linear[1]! + linear[2]!,
  ];
  return [long, long, short].map((value) => 255 * Math.max(0, value) ** (1 / 2.2));
}

const levels = (map: string) =>
  Array.from({ length: 256 }, (_, level) => [...colorTable(map).subarray(3 * level, 3 * level + 3)]);

it.each(colorMaps)('%s goes from black to near white in even steps of lightness', (map) => {
  const steps = levels(map).map(lightness);
  expect(steps[0]).toBeLessThan(1);
  expect(steps[255]).toBeGreaterThan(95);
  if (map === 'grey') return; // even in code values, which screens show nearly even
  steps.forEach((value, level) =>
    expect(Math.abs(value - steps[0]! - ((steps[255]! - steps[0]!) * level) / 255)).toBeLessThan(6),
  );
});

it.each(colorMaps)('%s keeps its order in grey print and without red-green vision', (map) => {
  for (const seen of [levels(map), levels(map).map(protanope)]) {
    const marks = seen.map(lightness);
    for (let level = 8; level < 256; level++) expect(marks[level]).toBeGreaterThan(marks[level - 8]!);
  }
});

it('a colour stands for its own scale from black', () => {
  expect(levels('#3399ff').slice(-1)).toEqual([[0x33, 0x99, 0xff]]);
  expect(levels('#3399ff')[0]).toEqual([0, 0, 0]);
});
