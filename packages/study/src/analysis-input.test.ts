import { analyseCv } from '@anodelab/analysis';
import { numbers, rowCount } from '@anodelab/data';
import { readFile } from '@anodelab/formats';
import { expect, test } from 'vitest';
import { analysisInput } from './analysis-input.ts';
import { surveyFile } from './init/survey.ts';

const encoder = new TextEncoder();

/** A capacitor of 1 mF between 0 and 1 V at 0.1 V/s from 0.4 V up, as the curves of a `.DTA` file. */
function dta(cycles: number): Uint8Array {
  const lines = ['EXPLAIN', 'TAG\tCV', 'SCANRATE\tQUANT\t1.00000E+002\t&Scan Rate (mV/s)'];
  let time = 0;
  for (let cycle = 1; cycle <= cycles; cycle++) {
    lines.push(`CURVE${cycle}\tTABLE`, '\tPt\tT\tVf\tIm', '\t#\ts\tV vs. Ref.\tA');
    for (let i = 0; i < 200; i++, time += 0.1) {
      const phase = (0.4 + 0.01 * i) % 2;
      const rising = phase < 1;
      lines.push(`\t${i}\t${time}\t${rising ? phase : 2 - phase}\t${rising ? 1e-4 : -1e-4}`);
    }
  }
  return encoder.encode(`${lines.join('\n')}\n`);
}

test('curves that begin within the window are one voltammogram with whole cycles', async () => {
  const datasets = await readFile(dta(3), 'cv.dta');
  expect(datasets.map(rowCount)).toEqual([200, 200, 200]);
  const [joined, ...others] = analysisInput('cv', datasets);
  expect(others).toEqual([]);
  expect(rowCount(joined!)).toBe(600);
  expect(new Set(numbers(joined!, 'cycle'))).toEqual(new Set([1, 2, 3]));
  const { tables, statements } = analyseCv([joined!]);
  const charges = tables['charges']!.columns.flatMap(({ name, values }) =>
    /^q/i.test(name) && values instanceof Float64Array ? [Math.abs(values[0]!)] : [],
  );
  expect(Math.abs(charges[0]! - 1e-3)).toBeLessThan(2e-5);
  expect(statements[0]).toContain('Potential: ewe_V (the working electrode against the reference, "Vf")');
});

test('a log or settings beside data are no measurement of a study', async () => {
  const log = encoder.encode('EC-Lab LOG FILE\n\nCyclic Voltammetry\n\nRun on channel : 1 (SN 1)\n');
  expect((await surveyFile('cell_01_CV_C01.mpl', log)).technique).toBeUndefined();
  expect((await surveyFile('cell.dta', dta(1))).technique).toBe('cv');
});
