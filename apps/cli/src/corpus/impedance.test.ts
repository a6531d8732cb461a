import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { analyseEis } from '@anodelab/analysis';
import { readFile } from '@anodelab/formats';
import { describe, expect, test } from 'vitest';
import { corpusPath } from './manifest.ts';

const folder = join(corpusPath ?? '', 'biologic-mpr');
const files = ['yadg_peis.mpr', 'yadg_peis.issue_149.mpr'].map((name) => join(folder, name));

describe.skipIf(corpusPath === undefined || !files.every(existsSync))('spectra of several files', () => {
  test('a first file that is noise neither chooses the circuit nor is the one that is analysed', async () => {
    const read = await Promise.all(files.map((path) => readFile(readFileSync(path), basename(path))));
    const datasets = read.flat();
    const result = analyseEis(datasets);
    expect(result.statements[1]).toContain('Circuit R0-p(R1,CPE1)-p(R2-W1,CPE2) (');
    expect(result.findings.map(({ message }) => message).join()).toContain('the first that obeys');
    expect(analyseEis([datasets[0]!]).findings.map(({ code }) => code)).toContain('kramers-kronig-violated');
    expect(analyseEis([datasets[0]!], { cut: 'drift' }).findings.map(({ code }) => code)).toContain(
      'drift-not-cut',
    );
  });
});
