import { numbers } from '@anodelab/data';
import { expect, test } from 'vitest';
import { parseStudy } from '../schema/parse-study.ts';
import { diffusionOnlyResult } from './diffusion-only.ts';
import { virtualMeasurements } from './virtual-measurement.ts';

const study = parseStudy(
  `anodelab: 1
title: test
model: { layers: mean }
samples: { PCHS-5: { recipe: { flash: 5 min } } }
protocols:
  cv:
    - { repeat: 2, steps: [Sweep at 0.1 mV/s between 0.01 V and 1.5 V] }
    - { repeat: 2, steps: [Sweep at 0.3 mV/s between 0.01 V and 1.5 V] }
    - { repeat: 2, steps: [Sweep at 0.5 mV/s between 0.01 V and 1.5 V] }
`,
  'study.yaml',
);

test('an electrode of small particles scores a k1 v share although it has no double layer', async () => {
  const datasets = await Promise.all(
    virtualMeasurements(study, 'PCHS-5', 'cv').map((measurement) => measurement.measure()),
  );
  const result = diffusionOnlyResult(study, 'PCHS-5', datasets, { margin_V: 0.01 });
  const rates = numbers(result.tables['shares']!, 'scanRate_V_s')!;
  expect(Array.from(rates, (rate) => Number(rate.toPrecision(3)))).toEqual([1e-4, 3e-4, 5e-4]);
  for (const share of numbers(result.tables['shares']!, 'shareFree')!) expect(share).toBeGreaterThan(0.3);
  expect(result.findings.filter(({ severity }) => severity === 'warning')).toEqual([]);
  expect(() => diffusionOnlyResult(study, 'PCHS-5', [], {})).toThrow(RangeError);
});
