import { expect, test } from 'vitest';
import { isPowderTechnique, readPowderStep } from './powder-step.ts';
import { readSurfaceStep } from './surface-step.ts';

test('measurements of a powder are read in words, whichever end is named first', () => {
  const scan = readPowderStep('xrd', 'Diffract from 80 deg to 10 deg in steps of 0.02 deg for 1 s');
  expect(scan.from).toBeCloseTo(Math.PI / 18, 12);
  expect(scan.to).toBeCloseTo((8 * Math.PI) / 18, 12);
  expect(readPowderStep('raman', 'raman from 100 cm-1 to 2000 cm-1 at 532 nm with 1 mW for 10 s')).toEqual({
    kind: 'raman',
    from: 1e4,
    to: 2e5,
    laser: expect.closeTo(532e-9, 15) as number,
    power: 1e-3,
    time: 10,
  });
  const heating = readPowderStep('tg', 'Heat 5 mg at 10 K/min from 25 degC to 900 degC in air');
  expect(heating).toMatchObject({ kind: 'tg', from: 298.15, to: 1173.15 });
  expect(heating.rate).toBeCloseTo(1 / 6, 12);
  expect(heating.mass).toBeCloseTo(5e-6, 12);
});

test('pictures are read in words', () => {
  const sem = readPowderStep('sem', 'micrograph of 2 um in 1024 pixels');
  expect(sem).toMatchObject({ kind: 'sem', pixels: 1024 });
  expect(sem.field).toBeCloseTo(2e-6, 15);
  const map = readPowderStep('eds', 'Map of 3 um in 128 pixels at 10 kV with 10 pC per pixel by SEM');
  expect(map).toMatchObject({ kind: 'eds', microscope: 'sem', pixels: 128, beam: 1e4 });
  expect(map.dose).toBeCloseTo(1e-11, 20);
  expect(readSurfaceStep('Micrograph of 44 um in 640 pixels')).toMatchObject({ after: 0, pixels: 640 });
  expect(readSurfaceStep('Micrograph of 44 um in 640 pixels after 1 cycle').after).toBe(1);
  expect(() => readSurfaceStep('Micrograph of 44 um in 640 pixels after few cycles')).toThrow(
    'expected 0 to 100000 cycles, found "few"',
  );
});

test('what is none, or has another unit, says what was expected', () => {
  expect(() => readPowderStep('tg', 'Heat gently')).toThrow('expected "Heat 5 mg at 10 K/min');
  expect(() => readPowderStep('xrd', 'Diffract from 10 deg to 80 deg in steps of 0 deg for 1 s')).toThrow(
    'expected more than zero',
  );
  expect(() => readPowderStep('tg', 'Heat 5 V at 10 K/min from 25 degC to 900 degC in air')).toThrow();
  expect(() => readPowderStep('sem', 'Micrograph of 2 um in 4 pixels')).toThrow(
    'expected 8 to 8192 pixels, found "4"',
  );
  expect(() => readPowderStep('stem', 'Micrograph of 2 V in 512 pixels')).toThrow('expected');
  expect(() =>
    readPowderStep('eds', 'Map of 400 nm in 256 pixels at 200 kV with 5 pC per pixel by TEM'),
  ).toThrow('expected "Map of');
  expect(isPowderTechnique('xrd')).toBe(true);
  expect(isPowderTechnique('electrode-surface')).toBe(false);
  expect(isPowderTechnique('eis')).toBe(false);
});
