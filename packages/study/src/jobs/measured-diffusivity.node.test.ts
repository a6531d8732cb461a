import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runStudy } from '../run-study.node.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'anodelab-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A pulse of ten minutes and four hours of rest, as text: the square-root law of an endless film. */
function pulseText(rate: number): string {
  const lines = ['Test Time / s,Voltage / V,Current / A', '-1,0.5,0', '0,0.5,0'];
  const [pulse, rest, change] = [600, 14_400, -0.01];
  const rise = (t: number) => (t > 0 ? 2 * Math.sqrt((rate * t) / Math.PI) : 0);
  for (let i = 1; i <= 400; i++) {
    const t = i <= 200 ? (pulse * i) / 200 : pulse + (rest * (i - 200)) / 200;
    const voltage = 0.5 + (change / (rate * pulse)) * (rise(t) - rise(t - pulse));
    lines.push(`${t},${i <= 200 ? voltage - 0.005 : voltage},${i <= 200 ? -1e-3 : 0}`);
  }
  return lines.join('\n');
}

test('a study finds the diffusivity of measured pulses, draws it and judges a claim on it', async () => {
  await mkdir(join(folder, 'study'), { recursive: true });
  await writeFile(join(folder, 'study', 'gitt.csv'), pulseText(1e-4));
  await writeFile(
    join(folder, 'study', 'study.yaml'),
    `anodelab: 1
title: Pulses
date: 2026-01-02
samples: { film: { files: { diffusivity: gitt.csv } } }
analyses: { diffusivity: { size: 1 um, shape: plate, source: profilometer } }
figures: { D: { show: diffusivity, samples: [film] } }
claims:
  - id: fast
    sentence: Lithium moves
    class: predicted
    checks: [{ quantity: film/diffusivity/diffusivity@gittSlope, relation: above, value: 1e-20 m2/s }]
outputs: { figures: [svg] }
`,
  );
  const summary = await runStudy(join(folder, 'study'));
  expect(summary.claims[0]?.verdict).toBe('reproduced');
  expect(await readFile(join(summary.folder, 'figures', 'D.svg'), 'utf8')).toContain('GITT');
  expect(await readFile(summary.report, 'utf8')).toContain('profilometer');
}, 60_000);
