import { readFileSync } from 'node:fs';
import { readFile } from '@anodelab/formats';
import { describe, expect, test } from 'vitest';
import { corpusFiles, corpusPath } from './manifest.ts';

/** Warnings that a file of the corpus deserves, one per table, and why each is true. Every other file has none. */
const DESERVED: Readonly<Record<string, readonly [codes: string, why: string]>> = {
  'bdf/arbin_example.bdf.csv': [
    'columns-contradict unit-missing unit-missing unit-missing unit-missing',
    'columns of the cycler stand beside those of the format, without units; "Current / A" holds a thousandth of "Current"',
  ],
  'biologic-mpt/case-multiple-spectra.mpt': [
    'start-unknown start-unknown',
    'the dates were replaced by the words DD/MM/YYYY before it was published',
  ],
  'biologic-mpt/yadg_peis.issue_225.with_ece.mpt': [
    'columns-without-values',
    'the line of column names has 63, the rows have 61 cells',
  ],
  'biologic-mpt/yadg_vsp_ocv_with.mpt': ['technique-inferred', 'the header names no technique'],
  'gamry-dta/chronoa_data.dta': ['records-missing', 'shortened by hand: 10 of 5258 announced rows'],
  'gamry-dta/chronoa_de_data.dta': ['records-missing', 'shortened by hand: 10 of 5258 announced rows'],
  'gamry-dta/cv_data.dta': [
    'scan-rate-contradicted '.repeat(5).trim(),
    'the scan rate was replaced by 1.23456 mV/s; the potential of all five curves moves by 10 mV/s',
  ],
  'gamry-dta/cv_data_incompleteheader.dta': ['no-table', 'it ends within its header'],
  'gamry-dta/eispot_data.dta': ['lines-left-out', 'four lines behind the rows are no rows'],
  'gamry-dta/squarewave_data.dta': ['records-missing', 'aborted: 10 of 251 announced rows'],
  'maccor-csv/sample_data_maccor.csv': [
    'current-sign-unknown unit-missing unit-missing',
    'no column states its unit, and no state says whether the cell was charged',
  ],
  'maccor-txt/maccor_two.txt': ['ragged-row', 'its last row is cut'],
  'neware-ndax/Unit27_Example_Corrupt.ndax': [
    'aux-list-damaged',
    'its list of auxiliary channels is empty, their files are there',
  ],
  'neware-ndax/scrubbed_ndc2.ndax': [
    'temperature-implausible',
    'a sensor rises from 97 to 217 °C in a chamber at 25 °C, in a test without current',
  ],
  'powersuite-txt/exampleDataPowersuite.txt': ['unit-missing', 'the export states no units'],
  'zplot-z/exampleDataZPlot.z': ['records-missing', '21 of 56 announced points'],
};

/** Findings that tell what the examination, not a reader, saw in real files; each was looked up in the file. */
const SEEN: readonly (readonly [file: string, code: string, words: string])[] = [
  ['maccor-txt/PredictionDiagnostics_000151_paused.052', 'clock-jumps', 'the test was paused'],
  ['maccor-txt/PredictionDiagnostics_000151_paused.052', 'record-numbers-missing', '249834 and 249836'],
  ['bdf/SINTEF__LiGrR2032__2024-04-30__25degC__Landt.bdf.csv', 'current-coarse', '25 % of it'],
  ['bdf/SINTEF__LiGrR2032__2024-04-30__25degC__Landt.bdf.csv', 'temperature-zero', '0 °C in every row'],
  ['bdf/SINTEF__LiGrR2032__2024-04-30__25degC__Landt.bdf.csv', 'counter-resets', 'row 16046'],
  ['arbin-csv/arbin_example.csv', 'counter-resets', 'from 3859 C to 0 C (row 861)'],
  ['biologic-mpt/case-multiple-spectra.mpt', 'modulus-zero', 'not filled'],
  ['neware-csv/neware_uio.csv', 'times-repeat', '67 of 9065'],
];

const findingsOf = async (file: string) =>
  (await readFile(new Uint8Array(readFileSync(`${corpusPath}/${file}`)), file)).flatMap(
    ({ findings }) => findings,
  );

describe.skipIf(corpusPath === undefined)('quality at the door', () => {
  test('every file of the corpus warns of what is wrong with it and of nothing else', async () => {
    const warned: Record<string, string> = {};
    for (const { file } of corpusFiles()) {
      const codes = (await findingsOf(file))
        .filter(({ severity }) => severity === 'warning')
        .map(({ code }) => code);
      if (codes.length > 0) warned[file] = codes.sort().join(' ');
    }
    expect(warned).toEqual(
      Object.fromEntries(Object.entries(DESERVED).map(([file, [codes]]) => [file, codes])),
    );
  }, 60_000);

  test.each(SEEN)('%s: %s', async (file, code, words) => {
    const found = (await findingsOf(file)).find((finding) => finding.code === code);
    expect(found).toMatchObject({ severity: 'info', message: expect.stringContaining(words) });
  });

  test('no fact is told twice of one table', async () => {
    for (const { file } of corpusFiles()) {
      for (const { findings } of await readFile(
        new Uint8Array(readFileSync(`${corpusPath}/${file}`)),
        file,
      )) {
        const lines = findings.map(({ code, at, message }) => `${code} ${at} ${message}`);
        expect(new Set(lines).size, file).toBe(lines.length);
      }
    }
  }, 60_000);
});
