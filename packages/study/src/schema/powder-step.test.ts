import { expect, test } from 'vitest';
import { isPowderTechnique, readPowderStep } from './powder-step.ts';

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

test('what is none, or has another unit, says what was expected', () => {
  expect(() => readPowderStep('tg', 'Heat gently')).toThrow('expected "Heat 5 mg at 10 K/min');
  expect(() => readPowderStep('xrd', 'Diffract from 10 deg to 80 deg in steps of 0 deg for 1 s')).toThrow(
    'expected more than zero',
  );
  expect(() => readPowderStep('tg', 'Heat 5 V at 10 K/min from 25 degC to 900 degC in air')).toThrow();
  expect(isPowderTechnique('xrd')).toBe(true);
  expect(isPowderTechnique('eis')).toBe(false);
});
