import { type Column, type Raster, writeBdfCsv, writeBdfParquet } from '@anodelab/data';
import { findReader, readFile, writeMpt, writeMsa, writeTiff } from '@anodelab/formats';
import { encodeMpr } from '../packages/formats/src/biologic/testing/encode-mpr.ts';
import { madeSteps } from '../packages/formats/src/cycler-table/testing/made-steps.ts';
import { encodeCex } from '../packages/formats/src/land/cex/testing/encode-cex.ts';
import { madeRecords } from '../packages/formats/src/land/testing/made-records.ts';
import { newRecordSheet, workbookBytes } from '../packages/formats/src/land/testing/made-sheets.ts';
import { bareRows, textBytes } from '../packages/formats/src/land/testing/made-texts.ts';
import { encodeNdax } from '../packages/formats/src/neware/testing/encode-ndax.ts';
import { flatText, oldWorkbook } from '../packages/formats/src/neware/testing/made-exports.ts';
import { encodeIsm } from '../packages/formats/src/zahner/testing/encode-ism.ts';
import type { Seed } from './seed.ts';

/** Files that the project's own writers make, so that readers are tried where no real file is. */
export async function madeSeeds(): Promise<readonly Seed[]> {
  const ramp = Array.from({ length: 40 }, (_, i) => i);
  const records = madeRecords(2);
  const cycling = textBytes(bareRows(records), '\t');
  const files: (readonly [name: string, bytes: Uint8Array])[] = [
    [
      'made.mpr',
      encodeMpr({
        long: true,
        columns: [
          { id: 4, values: ramp },
          { id: 6, values: ramp.map((i) => 0.1 * i) },
          { id: 8, values: ramp },
        ],
      }),
    ],
    [
      'made.cex',
      encodeCex({
        layout: 'float',
        tick: 1,
        steps: (['discharge', 'charge'] as const).map((mode, s) => ({
          mode,
          clock: 1_700_000_000 + 4000 * s,
          points: ramp.map((i) => ({ tick: 60 * i, volts: 3000 + 40 * (s === 0 ? 40 - i : i), amps: 3000 })),
        })),
        hasPlan: true,
      }),
    ],
    ['made.txt', cycling],
    ['made.xlsx', workbookBytes({ 'Record-Tab': newRecordSheet(records) })],
    ['made-neware.csv', flatText(madeSteps(2))],
    [
      'made.ndax',
      encodeNdax({
        version: 14,
        voltage: ramp.map((i) => 3 + 0.01 * i),
        current: ramp.map(() => 0.001),
        entries: ramp.slice(0, 4).map((i) => ({
          record: 1 + 13 * i,
          stepCount: 1,
          stepMs: 1000 * i,
          intervalMs: 100,
          unix: 1_700_000_000 + i,
          ms: 0,
          charge: 0.001 * i,
          discharge: 0,
          chargeEnergy: 0.003 * i,
          dischargeEnergy: 0,
        })),
        steps: [{ cycle: 1, stepId: 1, type: 1, firstRecord: 1 }],
      }),
    ],
    ['made-neware.xls', oldWorkbook(madeSteps(1), 'xls', 100)],
    [
      'made-maccor.xlsx',
      workbookBytes({
        Data: [
          ["Today's Date 04/28/2021"],
          [
            'Rec#',
            'Cyc#',
            'Step',
            'TestTime',
            'StepTime',
            'Amp-hr',
            'Watt-hr',
            'Amps',
            'Volts',
            'State',
            'ES',
          ],
          ...ramp.map((i) => [
            i + 1,
            0,
            1,
            i / 1440,
            i / 1440,
            1e-5 * i,
            3e-5 * i,
            6e-4,
            3 + 0.01 * i,
            'C',
            1,
          ]),
        ],
      }),
    ],
    ['made.par', new TextEncoder().encode(VERSASTUDIO)],
    [
      'made-nova.txt',
      textBytes(
        [
          ['Potential applied (V)', 'Time (s)', 'WE(1).Current (A)', 'WE(1).Potential (V)'],
          ...ramp.map((i) => [0.01 * i, i, 1e-6 * i, 0.01 * i]),
        ],
        '\t',
      ),
    ],
    [
      'made.csv',
      textBytes([['Time/s', 'Voltage/V', 'Current/mA'], ...ramp.map((i) => [i, 3 + 0.01 * i, 1.5])], ','),
    ],
    [
      'made.ism',
      encodeIsm({
        frequency: ramp.map((i) => 10 ** (5 - i / 8)),
        modulus: ramp.map((i) => 10 + i),
        phase: ramp.map((i) => -0.01 * i),
      }),
    ],
  ];
  const [dataset] = await readFile(cycling, 'made.txt');
  if (dataset !== undefined) {
    files.push(['made.bdf.csv', writeBdfCsv(dataset)]);
    files.push(['made.bdf.parquet', new Uint8Array(writeBdfParquet(dataset))]);
    files.push(['made.mpt', writeMpt(dataset)]);
    const picture = { ...dataset, columns: [], raster: RASTER };
    files.push(['made.tif', writeTiff(picture)]);
    const spectrum = { ...dataset, columns: SPECTRUM };
    files.push(['made.msa', writeMsa(spectrum, { title: 'made', owner: 'nobody', date: new Date(0) })]);
  }
  const seeds: Seed[] = [];
  for (const [name, bytes] of files) {
    const reader = (await findReader(bytes))?.id;
    if (reader === undefined) throw new Error(`fuzz: no reader takes the made file ${name}`);
    seeds.push({ name, reader, bytes });
  }
  return seeds;
}

const RASTER: Raster = {
  width: 16,
  height: 12,
  pixelSize_m: 1e-9,
  channels: [
    {
      name: 'SE',
      unit: null,
      origin: 'measured',
      values: Uint16Array.from({ length: 192 }, (_, i) => 300 * i),
    },
  ],
};

const SPECTRUM: readonly Column[] = [
  ['energy_eV', 'eV', (i: number) => 10 * i] as const,
  ['counts', 'counts', (i: number) => (7 * i) % 100] as const,
].map(([name, unit, law]) => ({
  name,
  unit,
  header: null,
  origin: 'measured',
  values: Float64Array.from({ length: 64 }, (_, i) => law(i)),
}));

const VERSASTUDIO = [
  '<Application>',
  'Version=2.66.2.0',
  '</Application>',
  '<Instrument>',
  'Model=PMC-1000',
  '</Instrument>',
  '<Action1>',
  'Name=Constant Current',
  '</Action1>',
  '<Segment1>',
  'Type=2',
  'Definition=Segment #, Point #, E(V), I(A), Elapsed Time(s), ActionId, 0',
  ...Array.from({ length: 30 }, (_, i) => `0,${i},${3 + i / 100},-0.006,${i},1`),
  '</Segment1>',
  '',
].join('\r\n');
