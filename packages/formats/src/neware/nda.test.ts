import { type Dataset, findColumn, FormatError, labels, numbers } from '@anodelab/data';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readFile } from '../read-file.ts';
import { ndaReader } from './nda.ts';
import { encodeBts9, type MadeBts9, type MadeBts9Record } from './testing/encode-bts9.ts';
import { encodeNda, type MadeNda, type MadeRecord } from './testing/encode-nda.ts';

const CLOCK = Date.UTC(2020, 2, 25, 11, 16, 21) / 1000;

/** Rest for 20 s, then 30 s of charge with 1 mA: counts of 1e-4 mA. */
const records: readonly MadeRecord[] = Array.from({ length: 6 }, (_, row) => {
  const charging = row >= 3;
  const seconds = charging ? 10 * (row - 2) : 10 * row;
  const charge = charging ? seconds * 10_000 : 0;
  return {
    index: row + 1,
    cycle: 1,
    stepId: charging ? 2 : 1,
    type: charging ? 1 : 4,
    stepCounter: charging ? 2 : 1,
    stepMs: 1000 * seconds,
    voltage: 31_234 + row,
    current: charging ? 10_000 : 0,
    charge,
    discharge: 0,
    chargeEnergy: 3 * charge,
    dischargeEnergy: 0,
    clock: CLOCK + 10 * row,
  };
});
const made = (version: number): MadeNda => ({ version, range: 5, records });

async function read(bytes: Uint8Array): Promise<Dataset> {
  const [dataset] = await readFile(bytes, 'made.nda');
  if (dataset === undefined) throw new Error('nothing read');
  return dataset;
}

const values = (dataset: Dataset, name: string) => [...(numbers(dataset, name) ?? [])];
const codes = (dataset: Dataset) => dataset.findings.map(({ code }) => code);

/** A FormatError with its place, or columns of one length. */
async function survives(bytes: Uint8Array): Promise<void> {
  try {
    const dataset = await read(bytes);
    const rows = dataset.columns[0]?.values.length ?? 0;
    expect(rows).toBeLessThanOrEqual(bytes.length);
    for (const column of dataset.columns) expect(column.values.length).toBe(rows);
  } catch (error) {
    expect(error).toBeInstanceOf(FormatError);
  }
}

describe.each([5, 6, 7, 8, 11, 14, 18, 22, 23, 25, 26, 27, 28, 29])('an .nda of version %d', (version) => {
  it('gives every record in SI, with steps counted and their times added up', async () => {
    const dataset = await read(encodeNda(made(version)));
    expect(dataset.technique).toBe('cycling');
    expect(values(dataset, 'record')).toEqual([1, 2, 3, 4, 5, 6]);
    expect(values(dataset, 'cycle')).toEqual([1, 1, 1, 1, 1, 1]);
    expect(values(dataset, 'stepId')).toEqual([1, 1, 1, 2, 2, 2]);
    expect(values(dataset, 'stepCount')).toEqual([1, 1, 1, 2, 2, 2]);
    expect(labels(dataset, 'stepType')).toEqual(['Rest', 'Rest', 'Rest', 'CC Chg', 'CC Chg', 'CC Chg']);
    expect(values(dataset, 'stepTime_s')).toEqual([0, 10, 20, 10, 20, 30]);
    expect(values(dataset, 'time_s')).toEqual([0, 10, 20, 30, 40, 50]);
    expect(values(dataset, 'voltage_V')).toEqual([3.1234, 3.1235, 3.1236, 3.1237, 3.1238, 3.1239]);
    expect(values(dataset, 'current_A')).toEqual([0, 0, 0, 1e-3, 1e-3, 1e-3]);
    expect(values(dataset, 'qStepChg_C')).toEqual([0, 0, 0, 0.01, 0.02, 0.03]);
    expect(values(dataset, 'qStepDis_C')).toEqual([0, 0, 0, 0, 0, 0]);
    expect(values(dataset, 'eStepChg_J').at(-1)).toBe(0.09);
    const clock = [26, 28, 29].includes(version)
      ? values(dataset, 'dateTime_d').map((days) => Math.round((days - 25_569) * 86_400))
      : values(dataset, 'unix_s');
    expect(clock).toEqual(records.map((record) => record.clock));
  });

  it('tells start, creator and remarks, and no mass where nobody typed one', async () => {
    const { meta } = await read(encodeNda(made(version)));
    expect(meta).toMatchObject({
      startLocal: '2020-03-25T11:16:21',
      creator: 'A. Nybody',
      ndaVersion: version,
    });
    if (version >= 8) expect(meta['activeMass_kg']).toBeNull();
    expect(meta['remarks']).toBe('coated');
  });

  it('keeps the whole records of a file that is still being written', async () => {
    const bytes = encodeNda({ ...made(version), statedLength: 0 });
    const dataset = await read(bytes.subarray(0, bytes.length - 10));
    expect(values(dataset, 'record')).toEqual([1, 2, 3, 4, 5]);
    expect(codes(dataset)).toContain('record-incomplete');
  });

  it('survives every cut and any bytes written over it', async () => {
    const bytes = encodeNda(made(version));
    for (let length = 0; length < bytes.length; length += length < 200 ? 1 : 13) {
      await survives(bytes.subarray(0, length));
    }
    const damage = fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { minLength: 1, maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(damage, async (changes) => {
        const damaged = bytes.slice();
        for (const [at, value] of changes) damaged[at] = value;
        await survives(damaged);
      }),
      { numRuns: 30 },
    );
  });
});

describe('an .nda of BTS 4 to 7', () => {
  it('gives an unsigned counter to the direction of its step', async () => {
    const discharging = records.map((record) => ({ ...record, type: 2, current: -record.current }));
    const dataset = await read(encodeNda({ version: 8, range: 5, records: discharging }));
    expect(values(dataset, 'qStepDis_C').at(-1)).toBe(0.03);
    expect(values(dataset, 'qStepChg_C').at(-1)).toBe(0);
  });

  it('sorts records and keeps the first of equal numbers', async () => {
    const [a, b, c, ...rest] = records as [MadeRecord, MadeRecord, MadeRecord, ...MadeRecord[]];
    const dataset = await read(
      encodeNda({ version: 29, range: 5, records: [a, c, b, ...rest, { ...b, voltage: 0 }] }),
    );
    expect(values(dataset, 'record')).toEqual([1, 2, 3, 4, 5, 6]);
    expect(values(dataset, 'voltage_V')[1]).toBe(3.1235);
    expect(codes(dataset)).toContain('records-sorted');
  });

  it('joins auxiliary records by the number of the record', async () => {
    const aux = [
      { index: 5, voltage: 12_345, temperature: 251 },
      { index: 2, voltage: -12_345, temperature: 249 },
    ];
    const dataset = await read(encodeNda({ version: 29, range: 5, records, aux }));
    expect(values(dataset, 'auxVoltage3_V')).toEqual([NaN, -1.2345, NaN, NaN, 1.2345, NaN]);
    expect(values(dataset, 'temperature_K')[4]).toBeCloseTo(298.25, 10);
    expect(findColumn(dataset, 'temperature_K')?.header).toBe('T3');
  });

  it('takes the fixed range where a record states none', async () => {
    const bytes = encodeNda({ version: 29, range: 0, records });
    new DataView(bytes.buffer).setInt32(480, -1000, true);
    expect(values(await read(bytes), 'current_A').at(-1)).toBe(0.1);
  });

  it('doubts a factor that makes currents larger than their range', async () => {
    const dataset = await read(
      encodeNda({ version: 29, range: 5, records: records.map((each) => ({ ...each, current: 1e6 })) }),
    );
    const found = dataset.findings.find(({ code }) => code === 'current-beyond-range');
    expect(found?.message).toContain('0.1000 A in a range of 0.005 A');
    expect(codes(await read(encodeNda({ version: 29, range: -1e8, records })))).toContain(
      'range-factor-doubtful',
    );
  });

  it('says with numbers where the counters contradict the current', async () => {
    const charging = records.at(-1) as MadeRecord;
    const long = Array.from({ length: 20 }, (_, row) => ({
      ...charging,
      index: row + 1,
      stepMs: 10_000 * row,
      charge: 10 * 100_000 * row,
      clock: CLOCK + 10 * row,
    }));
    const { findings } = await read(encodeNda({ version: 29, range: 5, records: long }));
    const found = findings.find(({ code }) => code === 'charge-contradicts-current');
    expect(found?.message).toContain('(ratio 10)');
  });

  it('names a version that is not known', async () => {
    for (const version of [1, 9, 10, 19, 21, 77]) {
      await expect(read(encodeNda(made(version)))).rejects.toThrow(`found ${version}`);
    }
  });

  it('refuses the first bytes of a file, whoever asks', async () => {
    for (let length = 0; length < 160; length++) {
      const cut = encodeNda(made(29)).subarray(0, length);
      await expect(async () => ndaReader.read(cut, 'made.nda', {})).rejects.toBeInstanceOf(FormatError);
    }
  });

  it('refuses a header that points beyond the end, with both places', async () => {
    const bytes = encodeNda(made(29));
    new DataView(bytes.buffer).setUint32(64, 0x7fffffff, true);
    await expect(read(bytes)).rejects.toThrow(/byte 2147483647/);
  });
});

/** Charge for 20 s, then discharge for 20 s. */
const bts9: readonly MadeBts9Record[] = Array.from({ length: 6 }, (_, row) => {
  const discharging = row >= 3;
  const step = 10 * (row % 3);
  return {
    index: row + 1,
    cycle: 1,
    stepId: discharging ? 2 : 1,
    type: discharging ? 2 : 1,
    time: step + (discharging ? 20 : 0),
    voltage: 3.5,
    current: discharging ? -2 : 2,
    charge: (discharging ? -2 : 2) * step,
    energy: (discharging ? -7 : 7) * step,
    clock: CLOCK + 10 * row,
    temperature: 25,
  };
});

describe.each([52, 56, 60, 88] as const)('a BTS 9 .nda with records of %d bytes', (length) => {
  const stepTimes = bts9.map((record) => ({ ...record, time: 10 * ((record.index - 1) % 3) }));
  const file: MadeBts9 = { length, blocks: [length === 88 ? stepTimes : bts9] };

  it('gives every record in SI with its step time', async () => {
    const dataset = await read(encodeBts9(file));
    expect(values(dataset, 'stepCount')).toEqual([1, 1, 1, 2, 2, 2]);
    expect(values(dataset, 'stepTime_s')).toEqual([0, 10, 20, 0, 10, 20]);
    expect(values(dataset, 'time_s')).toEqual([0, 10, 20, 20, 30, 40]);
    expect(values(dataset, 'current_A')).toEqual([2e-3, 2e-3, 2e-3, -2e-3, -2e-3, -2e-3]);
    expect(values(dataset, 'qStepChg_C')).toEqual([0, 0.02, 0.04, 0, 0, 0]);
    expect(values(dataset, 'qStepDis_C')).toEqual([0, 0, 0, 0, 0.02, 0.04]);
    expect(values(dataset, 'eStepDis_J').at(-1)).toBe(0.14);
    expect(values(dataset, 'unix_s')[5]).toBe(CLOCK + 50);
    expect(values(dataset, 'temperature_K')[0]).toBe(length === 56 || length === 60 ? 298.15 : undefined);
    expect(numbers(dataset, 'cycle')?.[0]).toBe(length === 88 ? undefined : 1);
  });

  it('reads several blocks as one', async () => {
    const [records = []] = file.blocks;
    const dataset = await read(encodeBts9({ length, blocks: [records.slice(0, 2), records.slice(2)] }));
    expect(values(dataset, 'record')).toEqual([1, 2, 3, 4, 5, 6]);
    expect(values(dataset, 'stepCount')).toEqual([1, 1, 1, 2, 2, 2]);
  });

  it('keeps the whole records of a file that was cut', async () => {
    const bytes = encodeBts9(file);
    const dataset = await read(bytes.subarray(0, bytes.length - 1));
    expect(values(dataset, 'record')).toEqual([1, 2, 3, 4, 5]);
    expect(codes(dataset)).toEqual(expect.arrayContaining(['file-cut', 'record-incomplete']));
  });

  it('survives every cut and any bytes written over it', async () => {
    const bytes = encodeBts9({ length, blocks: [bts9.slice(0, 3), bts9.slice(3)] });
    for (let end = 0; end < bytes.length; end += 11) await survives(bytes.subarray(0, end));
    const damage = fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { minLength: 1, maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(damage, async (changes) => {
        const damaged = bytes.slice();
        for (const [at, value] of changes) damaged[at] = value;
        await survives(damaged);
      }),
      { numRuns: 100 },
    );
  });
});
