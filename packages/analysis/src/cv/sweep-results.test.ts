import { expect, test } from 'vitest';
import { analyseCv } from './analyse-cv.ts';
import { madeCv } from './made-cv.ts';

test('one scan rate gives the charge of a capacitor and the place of a peak', () => {
  const scanRate = 1e-4;
  const capacitor = analyseCv([madeCv({ scanRate, current: (_, v, rising) => (rising ? 2 : -2) * v })], {
    margin_V: 0.01,
  }); // the vertex itself belongs to both sweeps
  const window = capacitor.results['chargeAnodic_0.1']!.definition.match(/([\d.]+) to ([\d.]+) V/)!;
  expect(capacitor.results['chargeAnodic_0.1']!.value).toBeCloseTo(
    2 * (Number(window[2]) - Number(window[1])),
    3,
  );

  const peaked = analyseCv([
    madeCv({
      scanRate,
      current: (voltage, _, rising) => (rising ? 1 : -1) * Math.exp(-(((voltage - 0.6) / 0.1) ** 2)),
    }),
  ]);
  expect(peaked.results['peakPotentialAnodic_0.1']!.value).toBeCloseTo(0.6, 3);
  expect(peaked.results['peakCurrentCathodic_0.1']!.value).toBeCloseTo(-1, 2);
});
