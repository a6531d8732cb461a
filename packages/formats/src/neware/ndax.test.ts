import { type Dataset, describeDataset, findColumn, FormatError, labels, numbers } from '@anodelab/data';
import fc from 'fast-check';
import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { readFile } from '../read-file.ts';
import { concat, f32, text, u16, u8 } from './testing/bytes.ts';
import { encodeNdax, type MadeNdax, ndaxParts, pages, testInfoXml } from './testing/encode-ndax.ts';

const START = Date.UTC(2024, 0, 1) / 1000;

/** Rest of four records, then a charge with 1 mA of 1200; entries at the ends of the steps and one in between. */
const REST = 4;
const ROWS = 1204;
const entry = (record: number, stepCount: number, second: number, charge: number) => ({
  record,
  stepCount,
  stepMs: 1000 * second,
  intervalMs: 10_000,
  unix: START + 10 * (record - 1),
  ms: 250,
  charge,
  discharge: 0,
  chargeEnergy: 4 * charge,
  dischargeEnergy: 0,
});
const made = (version: MadeNdax['version']): MadeNdax => ({
  version,
  voltage: Array.from({ length: ROWS }, () => 4),
  current: Array.from({ length: ROWS }, (_, row) => (row < REST ? 0 : 2 ** -10)),
  entries: [entry(1, 1, 0, 0), entry(4, 1, 30, 0), entry(5, 2, 10, 2 ** -10 * 10), entry(105, 2, 1010, 1)],
  steps: [
    { cycle: 1, stepId: 1, type: 4, firstRecord: 1 },
    { cycle: 2, stepId: 2, type: 1, firstRecord: 5 },
  ],
});

async function read(bytes: Uint8Array): Promise<Dataset> {
  const [dataset] = await readFile(bytes, 'made.ndax');
  if (dataset === undefined) throw new Error('nothing read');
  return dataset;
}

const values = (dataset: Dataset, name: string) => [...(numbers(dataset, name) ?? [])];
const codes = (dataset: Dataset) => dataset.findings.map(({ code }) => code);

async function survives(bytes: Uint8Array): Promise<Dataset | undefined> {
  try {
    const dataset = await read(bytes);
    const rows = dataset.columns[0]?.values.length ?? 0;
    for (const column of dataset.columns) expect(column.values.length).toBe(rows);
    return dataset;
  } catch (error) {
    expect(error).toBeInstanceOf(FormatError);
    return undefined;
  }
}

describe.each([11, 14, 16, 17] as const)('an .ndax of version %d', (version) => {
  it('joins steps, keeps entries and fills in the rows between by the rule of the maker', async () => {
    const file = made(version);
    const dataset = await read(encodeNdax(file));
    expect(describeDataset(dataset)).toMatchObject({ format: 'neware-ndax', rows: ROWS, cycles: 2 });
    expect(values(dataset, 'interpolated').filter((each) => each === 0)).toHaveLength(file.entries.length);
    expect(values(dataset, 'stepCount').slice(2, 6)).toEqual([1, 1, 2, 2]);
    expect(values(dataset, 'cycle').slice(2, 6)).toEqual([1, 1, 2, 2]);
    expect(labels(dataset, 'stepType')?.slice(3, 5)).toEqual(['Rest', 'CC Chg']);
    expect(values(dataset, 'stepTime_s').slice(0, 7)).toEqual([0, 10, 20, 30, 10, 20, 30]);
    expect(values(dataset, 'time_s').slice(0, 7)).toEqual([0, 10, 20, 30, 40, 50, 60]);
    // The entry of record 105 says 1 A s; 20 rows later the current adds 20 times 10 s.
    const charge = values(dataset, 'qStepChg_C');
    expect(charge[104]).toBeCloseTo(1, 6);
    expect(charge[124]).toBeCloseTo(1 + 20 * 10 * 2 ** -10, 6);
    expect(values(dataset, 'eStepChg_J')[124]).toBeCloseTo(4 + 4 * 20 * 10 * 2 ** -10, 5);
    expect(values(dataset, 'qStepDis_C').every((each) => each === 0)).toBe(true);
    expect(values(dataset, 'unix_s')[124]).toBeCloseTo(START + 1040.25 + 200, 6);
    expect(findColumn(dataset, 'time_s')?.origin).toBe('interpolated');
    expect(findColumn(dataset, 'voltage_V')?.origin).toBe('measured');
    expect(codes(dataset)).toContain('rows-interpolated');
  });

  it('has no mark and no finding where every row is an entry', async () => {
    const file = made(version);
    const entries = Array.from({ length: ROWS }, (_, row) =>
      row < REST
        ? entry(row + 1, 1, 10 * row, 0)
        : entry(row + 1, 2, 10 * (row - 3), (row - 3) * 10 * 2 ** -10),
    );
    const dataset = await read(encodeNdax({ ...file, entries }));
    expect(findColumn(dataset, 'interpolated')).toBeUndefined();
    expect(codes(dataset)).not.toContain('rows-interpolated');
    expect(findColumn(dataset, 'time_s')?.origin).toBe('measured');
  });

  it('begins a step where the table of steps says, though its first record has no entry', async () => {
    const file = made(version);
    const dataset = await read(
      encodeNdax({ ...file, entries: file.entries.filter(({ record }) => record !== 5) }),
    );
    expect(values(dataset, 'stepCount').slice(2, 6)).toEqual([1, 1, 2, 2]);
    expect(values(dataset, 'stepTime_s').slice(3, 6)).toEqual([30, 0, 10]);
    expect(values(dataset, 'qStepChg_C')[5]).toBeCloseTo(10 * 2 ** -10, 9);
    expect(codes(dataset)).toContain('step-start-filled');
  });

  it('still gives voltage and current where the run info is missing', async () => {
    const { 'data_runInfo.ndc': _, ...parts } = ndaxParts(made(version));
    const dataset = await read(zipSync(parts));
    expect(dataset.columns.map(({ name }) => name)).toEqual(['record', 'current_A', 'voltage_V']);
    expect(codes(dataset)).toContain('no-run-info');
  });
});

describe('an .ndax', () => {
  it('tells the test, the mass and the plan, and what was set in each row', async () => {
    const dataset = await read(encodeNdax(made(14)));
    expect(dataset.meta).toMatchObject({
      startLocal: '2024-01-01T01:00:03',
      barcode: 'A&B',
      remarks: 'coated',
      creator: 'A. Nybody',
      channel: '21-0-79',
      stepFile: 'plan.xml',
      currentRange_A: 0.1,
      activeMass_kg: 8.1e-7,
      ndcVersion: 14,
      stepPlan: [
        { stepId: 1, stepType: 'Rest', time_s: 30, record_s: 10 },
        { stepId: 2, stepType: 'CC Chg', current_A: 1e-3, stopVoltage_V: 4.2 },
        { stepId: 3, stepType: 'CV Chg', current_A: 1e-3, voltage_V: 4.2, stopCurrent_A: 1e-4 },
        { stepId: 4, stepType: 'End' },
      ],
    });
    expect(values(dataset, 'control_A').slice(2, 6)).toEqual([0, 0, 1e-3, 1e-3]);
    expect(values(dataset, 'control_V').every(Number.isNaN)).toBe(true);
    expect(dataset.findings.find(({ code }) => code === 'zone-hint')?.message).toContain('1 h');
  });

  const channel = (rows: readonly Uint8Array[], version = 14) => pages(5, version, rows);
  const floats = (value: number) => channel(Array.from({ length: ROWS }, (_, row) => f32(value + row)));

  it('names auxiliary channels by the list of the test, in the order of the numbers of the parts', async () => {
    const parts = {
      'data_AUX_10_3_1.ndc': floats(30),
      'data_AUX_9_3_1.ndc': floats(20),
      'TestInfo.xml': testInfoXml(['AuxID="7" ChlType="103"', 'AuxID="8" ChlType="102"']),
    };
    const dataset = await read(encodeNdax({ ...made(14), parts }));
    expect(values(dataset, 'temperature_K').slice(0, 2)).toEqual([293.15, 294.15]);
    expect(values(dataset, 'auxVoltage8_V').slice(0, 2)).toEqual([30, 31]);
    expect(findColumn(dataset, 'temperature_K')?.header).toBe('T7');
  });

  it('keeps auxiliary channels without name and unit where the list does not fit', async () => {
    const parts = { 'data_1.ndc': floats(20), 'data_2.ndc': floats(30), 'TestInfo.xml': testInfoXml() };
    const dataset = await read(encodeNdax({ ...made(14), parts }));
    expect(findColumn(dataset, 'aux1')).toMatchObject({ unit: null, header: 'data_1.ndc' });
    expect(values(dataset, 'aux2')[0]).toBe(30);
    expect(codes(dataset)).toContain('aux-list-damaged');
  });

  it('reads voltage and temperature of one channel', async () => {
    const rows = Array.from({ length: ROWS }, () => concat([u8(0x65), f32(12_345), u16(251)]));
    const parts = {
      'data_1.ndc': channel(rows, 16),
      'TestInfo.xml': testInfoXml(['AuxID="1" ChlType="6"']),
    };
    const dataset = await read(encodeNdax({ ...made(16), parts }));
    expect(values(dataset, 'auxVoltage1_V')[3]).toBeCloseTo(1.2345, 6);
    expect(values(dataset, 'temperature_K')[3]).toBeCloseTo(298.25, 9);
  });

  it('is empty where there are no records', async () => {
    const dataset = await read(encodeNdax({ ...made(14), voltage: [], current: [], entries: [], steps: [] }));
    expect(describeDataset(dataset)).toMatchObject({ rows: 0, cycles: null, technique: 'unknown' });
    expect(codes(dataset)).toContain('no-records');
  });

  it('names a version that is not known, and an archive without data', async () => {
    const parts = { 'data.ndc': pages(1, 99, [f32(0)]) };
    await expect(read(encodeNdax({ ...made(14), parts }))).rejects.toThrow(/version 2, 5, 11.*found 99/);
    await expect(read(zipSync({ 'data_log.ndc': pages(9, 14, []) }))).rejects.toThrow(/data\.ndc/);
  });

  it('gives its data where the list of the archive is damaged or cut off', async () => {
    const whole = encodeNdax(made(14));
    const list = lastIndexOf(whole, [0x50, 0x4b, 0x01, 0x02]);
    const expected = values(await read(whole), 'qStepChg_C');
    const wrongOffsets = whole.slice();
    wrongOffsets[list + 42] = 1;
    for (const damaged of [whole.slice(0, list), wrongOffsets]) {
      const dataset = await read(damaged);
      expect(values(dataset, 'qStepChg_C')).toEqual(expected);
      expect(codes(dataset)).toContain('zip-list-damaged');
    }
  });

  it('uses what can be unpacked of a damaged part, and claims no times after it', async () => {
    const file = {
      ...made(14),
      entries: Array.from({ length: 600 }, (_, i) => entry(i + 1, 1, 10 * i, Math.sin(i))),
    };
    const { 'data_runInfo.ndc': run = new Uint8Array(), ...others } = ndaxParts(file);
    const whole = zipSync({ ...others, 'data_runInfo.ndc': run });
    const cut = whole.slice(0, lastIndexOf(whole, [0x50, 0x4b, 0x03, 0x04]) + 9000);
    const dataset = await read(cut);
    expect(codes(dataset)).toEqual(
      expect.arrayContaining(['zip-list-damaged', 'part-damaged', 'times-unknown']),
    );
    const times = values(dataset, 'stepTime_s');
    const known = times.findIndex(Number.isNaN);
    expect(known).toBeGreaterThan(50);
    expect(times.slice(0, known)).toEqual(Array.from({ length: known }, (_, i) => 10 * i));
    expect(times.slice(known).every(Number.isNaN)).toBe(true);
    expect(values(dataset, 'voltage_V').every((each) => each === 4)).toBe(true);
  });

  it('refuses a bomb before it unpacks anything', async () => {
    const zeros = new Uint8Array(1 << 28);
    const bomb = zipSync({ 'data.ndc': zeros }, { level: 6 });
    expect(bomb.length).toBeLessThan(1 << 20);
    await expect(read(bomb)).rejects.toThrow(/expected parts of at most/);
    const lying = encodeNdax(made(14));
    const list = lastIndexOf(lying, [0x50, 0x4b, 0x01, 0x02]);
    lying.set([0xff, 0xff, 0xff, 0x7f], list + 24);
    await expect(read(lying)).rejects.toThrow(/expected parts of at most/);
  });

  it('refuses XML that declares entities', async () => {
    const laughs = Array.from({ length: 9 }, (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`);
    const xml = text(
      `<?xml version="1.0"?><!DOCTYPE l [<!ENTITY l0 "ha">${laughs.join('')}]><root>&l9;</root>`,
    );
    for (const name of ['Step.xml', 'TestInfo.xml', 'EditStep.xml']) {
      await expect(read(encodeNdax({ ...made(14), parts: { [name]: xml } }))).rejects.toThrow(
        /document type/,
      );
    }
  });

  it('does without XML that is damaged', async () => {
    const parts = { 'Step.xml': text('<root><config'), 'TestInfo.xml': text('\u0000\u0001<<>>') };
    const dataset = await read(encodeNdax({ ...made(14), parts }));
    expect(values(dataset, 'record')).toHaveLength(ROWS);
    expect(dataset.meta['stepPlan']).toEqual([]);
  });

  it('survives cuts and any bytes written over it', async () => {
    const bytes = encodeNdax(made(14));
    for (let length = 0; length < bytes.length; length += 61) await survives(bytes.subarray(0, length));
    const stored = zipSync(ndaxParts(made(14)), { level: 0 });
    const place = fc.oneof(fc.nat(400), fc.nat(stored.length - 1));
    const damage = fc.array(fc.tuple(place, fc.nat(255)), { minLength: 1, maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(damage, async (changes) => {
        const damaged = stored.slice();
        for (const [at, value] of changes) damaged[at] = value;
        await survives(damaged);
      }),
      { numRuns: 150 },
    );
  });

  it('survives any bytes as parts, and counts and steps of any size', async () => {
    const part = fc.uint8Array({ maxLength: 9000 });
    await fc.assert(
      fc.asyncProperty(part, part, part, async (data, run, step) => {
        data.set([1, 0, 14].slice(0, data.length));
        run.set([18, 0, 14].slice(0, run.length));
        step.set([7, 0, 14].slice(0, step.length));
        const parts = { 'data.ndc': data, 'data_runInfo.ndc': run, 'data_step.ndc': step };
        await survives(encodeNdax({ ...made(14), parts }));
      }),
      { numRuns: 60 },
    );
  });
});

function lastIndexOf(bytes: Uint8Array, wanted: readonly number[]): number {
  for (let at = bytes.length - wanted.length; at >= 0; at--) {
    if (wanted.every((byte, i) => bytes[at + i] === byte)) return at;
  }
  throw new Error('not found');
}
