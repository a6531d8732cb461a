import { FormatError } from '@anodelab/data';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readFile } from '../read-file.ts';

const encoder = new TextEncoder();
const column = (label: string, ...values: string[]) =>
  [label, ...values].map((text) => text.padEnd(20)).join('');

const settings = [
  'EC-LAB SETTING FILE',
  '',
  'Number of linked techniques : 3',
  '',
  'EC-LAB for windows v11.52 (software)',
  'Internet server v11.52 (firmware)',
  'Command interpretor v11.52 (firmware)',
  '',
  'Filename : C:\\data\\OCV-CV.mps',
  '',
  'Device : SP-300',
  'Electrode surface area : 0,785 cm2'.replace('cm2', 'cm²'),
  'Characteristic mass : 0,001 g',
  '',
  'Technique : 1',
  'Open Circuit Voltage',
  column('tR (h:m:s)', '0:00:10,0000'),
  column('record', 'Ewe'),
  '',
  'Technique : 2',
  'Cyclic Voltammetry',
  column('Ns', '0', '1'),
  column('Ei (V)', '0,000', '0,100'),
  column('vs.', 'Eoc', 'Ref'),
  column('dE/dt', '20,000', '50,000'),
  column('dE/dt unit', 'mV/s', 'mV/s'),
  '',
  'Technique : 3',
  'External Application',
  column('App Name', 'pump.exe'),
  '',
].join('\r\n');

describe('an EC-Lab settings file', () => {
  test('gives each linked technique with its sequences, decimal commas included', async () => {
    const [dataset, ...others] = await readFile(encoder.encode(settings), 'made.mps');
    expect(others).toEqual([]);
    expect(dataset).toMatchObject({
      technique: 'mixed',
      columns: [],
      meta: {
        area_m2: 7.85e-5,
        characteristicMass_kg: null,
        device: 'SP-300',
        linkedTechniques: 3,
        techniques: [
          { number: 1, code: 'OCV', sequences: [{ tR_s: 10, record: 'Ewe' }] },
          {
            number: 2,
            code: 'CV',
            sequences: [
              { ei_V: 0, eiVs: 'Eoc', scanRate_V_s: 0.02 },
              { ei_V: 0.1, eiVs: 'Ref', scanRate_V_s: 0.05 },
            ],
          },
          { number: 3, code: null, name: 'External Application' },
        ],
      },
    });
    expect(dataset?.findings.map(({ code }) => code)).toEqual(['no-rows']);
  });

  test('that was cut says how many techniques are missing', async () => {
    const bytes = encoder.encode(settings.slice(0, settings.indexOf('Technique : 3')));
    const [dataset] = await readFile(bytes, 'cut.mps');
    expect(dataset?.findings).toContainEqual(
      expect.objectContaining({ severity: 'warning', code: 'file-cut' }),
    );
  });
});

const log = [
  'BT-Lab LOG FILE',
  '',
  'Galvanostatic Cycling with Potential Limitation',
  '',
  'Run on channel : D8 (SN 0892)',
  'Acquisition started on : 01/16/2025 14:05:54.213',
  'Saved on :',
  '\tFile : cell_01_GCPL_CD8.mpr',
  'Device : BCS-805 (SN 0709)',
  'Command interpretor v1.79 (firmware)',
  'Comments : rest 12 h',
  'Comments : formation',
  'Mass of active material : 17.233 mg',
  column('Ns', '0', '1'),
  column('Is', '0.000', '130.000'),
  column('unit Is', 'mA', 'mA'),
  '',
].join('\n');

describe('an EC-Lab log', () => {
  test('gives the facts of its .mpr file', async () => {
    const [dataset] = await readFile(encoder.encode(log), 'made.mpl');
    expect(dataset).toMatchObject({
      technique: 'cycling',
      columns: [],
      meta: {
        techniqueCode: 'GCPL',
        channel: 32,
        startLocal: '2025-01-16T14:05:54.213',
        dataFile: 'cell_01_GCPL_CD8.mpr',
        comments: 'rest 12 h\nformation',
        activeMass_kg: 1.7233e-5,
        sequences: [{ is_A: 0 }, { is_A: 0.13 }],
      },
    });
  });

  test.each([
    ['log', log],
    ['settings', settings],
  ])('%s: cut or overwritten it gives a dataset or a FormatError', async (_, text) => {
    const whole = encoder.encode(text);
    const change = fc.tuple(fc.nat(whole.length - 1), fc.nat(255));
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length), fc.array(change, { maxLength: 6 }), async (length, changes) => {
        const bytes = whole.slice();
        for (const [at, byte] of changes) bytes[at] = byte;
        try {
          await readFile(bytes.subarray(0, length), 'x');
        } catch (error) {
          expect(error).toBeInstanceOf(FormatError);
        }
      }),
      { numRuns: 300 },
    );
  });
});
