import { FormatError, numbers } from '@anodelab/data';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readFile } from '../read-file.ts';
import { encodeMpr, float32, join, type MadeFile, uint32 } from './testing/encode-mpr.ts';

const GCPL = 0x04;
const time = [0, 10, 20, 30, 1000, 1010];
const charging: MadeFile = {
  long: true,
  techniqueId: GCPL,
  columns: [
    { id: 1, values: [3, 1, 1, 1, 1, 1] },
    { id: 2, values: [0, 1, 1, 1, 0, 0] },
    { id: 4, values: time },
    { id: 7, values: [0, 0.01, 0.01, 0.01, -0.005, -0.01] }, // mA.h
    { id: 5, values: [0, 3.6, 3.6, 3.6, -3.6, -3.6] }, // mA
    { id: 6, values: [3, 3.1, 3.2, 3.3, 3.2, 3.1] },
    { id: 467, values: [0, 0.01, 0.02, 0.03, -0.005, -0.015] },
    { id: 468, values: [0, 0, 0, 0, 1, 1] },
    { id: 131, values: [0, 1, 1, 1, 2, 2] },
  ],
  loops: [0, 4],
  startOle: 45292.5, // 2024-01-01 12:00
};

async function read(bytes: Uint8Array) {
  const [dataset] = await readFile(bytes, 'made.mpr');
  if (dataset === undefined) throw new Error('nothing read');
  return dataset;
}

function codes(dataset: { findings: readonly { code: string }[] }): string[] {
  return dataset.findings.map((finding) => finding.code);
}

/** Reads damaged bytes: a FormatError with its place, or a dataset whose columns have one length, with a finding. */
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

describe.each([
  ['short headers of EC-Lab before 11.50', false],
  ['long headers of EC-Lab from 11.50 on', true],
])('an .mpr with %s', (_, long) => {
  const file = { ...charging, long };

  it('gives every column in SI under its name in EC-Lab', async () => {
    const dataset = await read(encodeMpr(file));
    expect(dataset.technique).toBe('cycling');
    expect([...(numbers(dataset, 'time_s') ?? [])]).toEqual(time);
    expect(numbers(dataset, 'qIncrement_C')?.[1]).toBeCloseTo(0.036, 15);
    expect([...(numbers(dataset, 'mode') ?? [])]).toEqual([3, 1, 1, 1, 1, 1]);
    expect([...(numbers(dataset, 'oxRed') ?? [])]).toEqual([0, 1, 1, 1, 0, 0]);
    expect([...(numbers(dataset, 'stepId') ?? [])]).toEqual([0, 1, 1, 1, 2, 2]);
    const headers = dataset.columns.map((column) => column.header).filter((header) => header !== null);
    expect(headers).toEqual([
      'mode',
      'ox/red',
      'time/s',
      'dq/mA.h',
      'control/V/mA',
      'Ewe/V',
      'Q charge/discharge/mA.h',
      'half cycle',
      'Ns',
    ]);
  });

  it('derives the current from the charge, and takes the set one where a loop left a gap', async () => {
    const current = numbers(await read(encodeMpr(file)), 'current_A') ?? [];
    const expected = [0, 3.6e-3, 3.6e-3, 3.6e-3, -3.6e-3, -3.6e-3];
    expected.forEach((value, row) => expect(current[row]).toBeCloseTo(value, 9));
  });

  it('derives the columns that EC-Lab adds on export', async () => {
    const dataset = await read(encodeMpr(file));
    const at = (name: string) => [...(numbers(dataset, name) ?? [])];
    expect(at('cycle')).toEqual([0, 0, 0, 0, 0, 0]);
    expect(at('efficiency').at(-1)).toBeCloseTo(50, 10);
    expect(at('qHalf_C').at(-1)).toBeCloseTo(0.054, 12);
    expect(at('qHalfDis_C').slice(0, 4)).toEqual([0, 0, 0, 0]);
    expect(at('control_V').every(Number.isNaN)).toBe(true);
    expect(at('power_W')[1]).toBeCloseTo(3.1 * 3.6e-3, 8);
  });

  it('tells the start, the loops and the device of the log', async () => {
    const { meta } = await read(encodeMpr(file));
    expect(meta).toMatchObject({
      startLocal: '2024-01-01T12:00:00.000',
      loops: [0, 4],
      channel: 5,
      deviceSerial: '0815',
      ecLabVersion: '11.50',
    });
  });

  it('keeps the whole records of a file that was cut, and says so', async () => {
    const { loops: _, startOle: __, ...dataOnly } = file;
    const whole = encodeMpr(dataOnly);
    const dataset = await read(whole.subarray(0, whole.length - 1));
    expect(numbers(dataset, 'time_s')?.length).toBe(time.length - 1);
    expect(codes(dataset)).toEqual(expect.arrayContaining(['file-cut', 'records-missing']));
  });

  it('survives a cut at every byte of its data and log', async () => {
    const bytes = encodeMpr(file);
    for (let length = 0; length < bytes.length; length += length < 200 || length > 6500 ? 1 : 97) {
      await survives(bytes.subarray(0, length));
    }
  });

  it.each([0, 0.01, 0.25, 0.5, 0.99])('survives a cut at %d of its length', async (share) => {
    const bytes = encodeMpr(file);
    await survives(bytes.subarray(0, Math.floor(share * bytes.length)));
  });

  it('survives any bytes written over it', async () => {
    const bytes = encodeMpr(file);
    const damage = fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { minLength: 1, maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(damage, async (changes) => {
        const damaged = bytes.slice();
        for (const [at, value] of changes) damaged[at] = value;
        await survives(damaged);
      }),
      { numRuns: 300 },
    );
  });

  it('allocates nothing for records that the file does not have', async () => {
    const bytes = encodeMpr(file);
    const rowsAt = bytes.length - tailLength(bytes, 'VMP data');
    bytes.set(uint32(0xffffffff), rowsAt);
    const dataset = await read(bytes);
    expect(numbers(dataset, 'time_s')?.length).toBe(time.length);
    expect(codes(dataset)).toContain('records-missing');
  });

  it('keeps an unknown column where one width alone fills the records', async () => {
    const columns = [
      { id: 4, values: time },
      { id: 999, values: time, width: 8 as const },
    ];
    const dataset = await read(encodeMpr({ long, columns }));
    expect(numbers(dataset, 'id999')).toEqual(Float64Array.from(time));
    expect(codes(dataset)).toContain('column-id-unknown');
  });

  it('takes another width for an id that only other readers report, where that one alone fills the records', async () => {
    const columns = (width?: 8) => [
      { id: 4, values: time },
      { id: 26, values: time, ...(width && { width }) },
    ];
    const reported = await read(encodeMpr({ long, columns: columns() }));
    expect(reported.columns.map(({ header }) => header)).toContain('Rapp/Ohm');
    expect(codes(reported)).toContain('column-id-not-verified');
    const other = await read(encodeMpr({ long, columns: columns(8) }));
    expect(numbers(other, 'id26')).toEqual(Float64Array.from(time));
    expect(codes(other)).toContain('column-id-unknown');
  });

  it('refuses unknown columns whose widths cannot be told apart', async () => {
    const columns = [4, 998, 999].map((id) => ({
      id,
      values: time,
      ...(id !== 4 && { width: id === 998 ? (8 as const) : (4 as const) }),
    }));
    await expect(read(encodeMpr({ long, columns }))).rejects.toThrow(
      /unknown column id 998, 999; 2 widths fill .*/,
    );
  });

  it.each([
    [4, '|Ece h2|/V'],
    [8, 'Q charge/mA.h'],
  ] as const)('takes the contested id 498 with %d bytes as %s', async (width, header) => {
    const columns = [
      { id: 4, values: time },
      { id: 498, values: time, width },
    ];
    const dataset = await read(encodeMpr({ long, columns }));
    expect(dataset.columns.map((column) => column.header)).toContain(header);
    expect(codes(dataset)).toContain('column-id-not-verified');
  });
});

describe('the settings of an .mpr', () => {
  const cvRow = join([
    float32(0),
    uint32(0),
    float32(0.1),
    Uint8Array.of(1),
    float32(1.5),
    uint32(4),
    Uint8Array.of(50),
    uint32(10),
    float32(0),
    float32(10),
    Uint8Array.of(0, 1, 2, 3, 5),
    float32(0.01),
    uint32(4),
    uint32(4),
    uint32(1),
    float32(Number.NaN),
    uint32(0),
  ]);
  const sweep: MadeFile = {
    long: true,
    columns: [
      { id: 4, values: time },
      { id: 19, values: time.map((t) => 1.5 - 1e-4 * t) },
      { id: 11, values: time },
    ],
    sequences: { parameters: 21, rows: [cvRow] },
    settings: [
      [0x107, float32(1.39)],
      [0x211, float32(113.1)],
      [0x250, Uint8Array.of(3)],
      [0x24c, float32(0.001)],
      [0x251, Uint8Array.of(1)],
    ],
  };

  it('are in SI, null where the user typed nothing or passed', async () => {
    const { meta, technique } = await read(encodeMpr(sweep));
    expect(technique).toBe('cv');
    expect(meta).toMatchObject({
      activeMass_kg: 1.39e-6,
      area_m2: 1.131e-4,
      characteristicMass_kg: null,
      scanRate_V_s: 1e-4,
    });
    expect(meta['sequences']).toMatchObject([{ e1_V: 1.5, e1Vs: 'Ref', ncCycles: 4, ef_V: null }]);
  });

  it('are contradicted by data that sweep at another rate', async () => {
    const faster = sweep.columns.map((each) =>
      each.id === 19 ? { ...each, values: time.map((t) => 1e-3 * t) } : each,
    );
    expect(codes(await read(encodeMpr({ ...sweep, columns: faster })))).toContain('scan-rate-contradicted');
  });

  it('never cost the data: the rate then comes from the slope', async () => {
    const { sequences: _, ...unset } = sweep;
    const dataset = await read(encodeMpr(unset));
    expect(dataset.meta).toMatchObject({ scanRate_V_s: 1e-4, sequences: null });
    expect(codes(dataset)).toEqual(expect.arrayContaining(['settings-unknown', 'scan-rate-from-data']));
  });

  it('keep a number whose unit has an unknown code without a unit', async () => {
    const settings = [...(sweep.settings ?? []), [0x250, Uint8Array.of(9)] as const];
    const dataset = await read(encodeMpr({ ...sweep, settings }));
    expect(dataset.meta).toMatchObject({ area_m2: null, areaRaw: 113.1, areaUnitCode: 9 });
    expect(codes(dataset)).toContain('unit-unknown');
  });

  it('name the analog input by its external device', async () => {
    const columns = [
      { id: 4, values: time },
      { id: 16, values: time },
    ];
    const dataset = await read(encodeMpr({ long: false, columns, analogIn1: 'Force/N' }));
    expect(dataset.columns[1]).toMatchObject({ name: 'force_N', unit: 'N', header: 'Analog IN 1/V' });
  });
});

/** Bytes from the data of the named module to the end of the file. */
function tailLength(bytes: Uint8Array, name: string): number {
  const text = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  const at = text.indexOf(`MODULE${name}`) + 6;
  const long = bytes[at + 35] === 0xff && bytes[at + 38] === 0xff;
  return bytes.length - (at + (long ? 59 : 51));
}
