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

/** 5 Ohm and two arcs of 20 and 40 Ohm at 1 ms and 0.3 s, 10 kHz to 10 mHz. */
function spectrumText(): string {
  const lines = Array.from({ length: 61 }, (_, i) => {
    const frequency = 10 ** (4 - i / 10);
    const parts = [
      [20, 1e-3],
      [40, 0.3],
    ].map(([resistance, tau]) => {
      const x = 2 * Math.PI * frequency * tau!;
      return [resistance! / (1 + x * x), (-resistance! * x) / (1 + x * x)] as const;
    });
    const sum = (k: 0 | 1): number => parts.reduce((total, part) => total + part[k], 0);
    return `${frequency},${5 + sum(0)},${sum(1)}`;
  });
  return ['freq / Hz,zRe / Ohm,zIm / Ohm', ...lines, ''].join('\n');
}

test('a study adds relaxation times and a Kramers-Kronig test to an impedance series, one verdict in all', async () => {
  await mkdir(join(folder, 'study'), { recursive: true });
  await writeFile(join(folder, 'study', 'eis.csv'), spectrumText());
  await writeFile(
    join(folder, 'study', 'study.yaml'),
    `anodelab: 1
title: Arcs
date: 2026-01-02
samples: { cell: { files: { eis: { 0: eis.csv } } } }
analyses: { eis: { circuit: 'R0-p(R1,C1)-p(R2,C2)' }, drt: {}, kramers-kronig: { noise: 0.1% } }
figures: { times: { show: relaxation-times, samples: [cell] } }
outputs: { figures: [svg] }
`,
  );
  const summary = await runStudy(join(folder, 'study'));
  const text = await readFile(join(summary.folder, 'results', 'cell.eis-after-0.json'), 'utf8');
  const { results, tables, statements, findings } = JSON.parse(text);
  expect(Math.abs(results['drt.peak1.tau'].value / 1e-3 - 1)).toBeLessThan(0.03);
  expect(Math.abs(results['drt.peak2.tau'].value / 0.3 - 1)).toBeLessThan(0.03);
  expect(Math.abs(results['drt.Rpol'].value - 60)).toBeLessThan(0.2);
  expect(results['kk.noise'].value).toBeLessThan(1e-3);
  expect(Object.keys(tables)).toEqual(expect.arrayContaining(['drt', 'drtPeaks', 'linkk', 'elementCounts']));
  const obeys = statements.filter((each: string) => each.includes('obeys the Kramers-Kronig relations'));
  expect(obeys.join()).toContain('stated 0.10 %');
  expect(findings.map(({ code }: { code: string }) => code)).toEqual(['plain-table']);
  expect(await readFile(join(summary.folder, 'figures', 'times.svg'), 'utf8')).toContain('relaxation times');
}, 60_000);
