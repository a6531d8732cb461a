import { type Dataset, FormatError, labels, numbers } from '@anodelab/data';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readFile } from '../../read-file.ts';
import { encodeCex, type MadeCex, type MadeStep } from './testing/encode-cex.ts';

const COUNTS = 16128;
const CLOCK = 1_614_240_000; // 2021-02-25

/** Points of a step of constant current: `amps` counts from `low` to `high` counts of voltage. */
function step(
  mode: MadeStep['mode'],
  clock: number,
  ticks: readonly number[],
  amps: number,
  low = 1000,
  high = 3000,
): MadeStep {
  const last = ticks.at(-1) ?? 1;
  return {
    mode,
    clock,
    points: ticks.map((tick) => ({ tick, volts: Math.round(low + ((high - low) * tick) / last), amps })),
  };
}

const every = (seconds: number, count: number, perTick = 1) =>
  Array.from({ length: count + 1 }, (_, i) => (i * seconds) / perTick);

/** Discharge, rest, charge, rest, twice; the time word starts again with each step. */
function silicon(layout: MadeCex['layout'], tick = 1): MadeCex {
  const one = (start: number): MadeStep[] => [
    step('discharge', start, every(60, 60, tick), 650, 3000, 160),
    step('rest', start + 3601, every(60, 5, tick), 0, 160, 200),
    step('charge', start + 3902, every(60, 50, tick), 650, 200, 3226),
    step('rest', start + 6903, every(60, 5, tick), 0, 3226, 3000),
  ];
  return {
    layout,
    tick,
    rule: 1,
    massGram: 0.00081,
    hasPlan: true,
    steps: [...one(CLOCK), ...one(CLOCK + 7300)],
  };
}

async function read(bytes: Uint8Array): Promise<Dataset> {
  const [dataset] = await readFile(bytes, 'made.cex');
  if (dataset === undefined) throw new Error('nothing read');
  return dataset;
}

const codes = (dataset: Dataset) => dataset.findings.map(({ code }) => code);
const values = (dataset: Dataset, name: string) => [...(numbers(dataset, name) ?? [])];

/** A copy with one word changed. */
function changed(bytes: Uint8Array, change: (view: DataView) => void): Uint8Array {
  const copy = bytes.slice();
  change(new DataView(copy.buffer));
  return copy;
}

/** Byte of the n-th record of control of that kind. */
function controlAt(bytes: Uint8Array, kind: number, n = 0): number {
  const view = new DataView(bytes.buffer);
  const found: number[] = [];
  for (let at = 64; at < bytes.length; at += 16) {
    if (view.getUint32(at, true) === 0xffffcccc && (view.getUint32(at + 4, true) & 0xffff) === kind)
      found.push(at);
  }
  return found[n] ?? -1;
}

describe.each(['00010100', '02010100', '07000400', '01000400', '05000400'] as const)(
  'the layout %s',
  (layout) => {
    it('gives records, cycles and facts in SI, and says that the counters agree', async () => {
      const dataset = await read(encodeCex(silicon(layout)));
      expect(dataset.provenance).toMatchObject({
        reader: 'land-cex',
        instrument: 'LAND machine 3 channel 7',
      });
      expect(values(dataset, 'time_s').slice(0, 3)).toEqual([0, 60, 120]);
      expect(values(dataset, 'current_A')[1]).toBeCloseTo((-650 * 5e-3) / COUNTS, 15);
      expect(values(dataset, 'voltage_V')[0]).toBeCloseTo((3000 * 5) / COUNTS, 12);
      expect(values(dataset, 'qHalf_C')[60]).toBeCloseTo((3600 * 650 * 5e-3) / COUNTS, 6);
      expect(values(dataset, 'eHalf_J')[60]).toBeCloseTo((3600 * 650 * 5e-3 * 1580 * 5) / COUNTS ** 2, 4);
      expect([...new Set(values(dataset, 'cycle'))]).toEqual([1, 2]);
      expect([...new Set(labels(dataset, 'stepType'))]).toEqual(['discharge', 'rest', 'charge']);
      expect(dataset.meta['activeMass_kg']).toBeCloseTo(8.1e-7, 12);
      expect(dataset.meta['startUtc']).toBe('2021-02-25T08:00:00Z');
      expect(codes(dataset)).toEqual(['time-unit-inferred', 'self-checked']);
    });
  },
);

it('the plan gives its name, its comment in Chinese, its rows and limits', async () => {
  const { meta } = await read(encodeCex(silicon('float')));
  expect(meta['plans']).toEqual([
    {
      version: 0x37,
      retentionSetting: 0,
      name: 'silicon',
      comment: '电池硅碳',
      steps: [
        { step: 1, mode: 'rest', next: 'next', conditions: [{ sign: '>=', time_s: 3600 }], logEvery_s: 60 },
        {
          step: 2,
          mode: 'charge at constant current',
          next: 'next',
          conditions: [{ sign: '>=', voltage_V: (3226 * 5) / COUNTS }],
          logEvery_s: 60,
        },
        { step: 3, mode: 'if', next: 'end', conditions: [{ sign: '>=', cycles: 50 }], logEvery_s: 60 },
      ],
    },
  ]);
});

describe('the unit of the time word', () => {
  it.each([1, 0.1, 0.01, 0.001])('of %d s is found by the coulomb count and by the clock', async (tick) => {
    const dataset = await read(encodeCex(silicon('counter', tick)));
    expect(values(dataset, 'time_s')[1]).toBeCloseTo(60, 9);
    const message = dataset.findings.find(({ code }) => code === 'time-unit-inferred')?.message;
    expect(message).toContain(`read as ${tick} s`);
    expect(message).toContain('the clock of 7 steps');
  });

  it('is an assumption, and said to be one, where nothing tells', async () => {
    const dataset = await read(
      encodeCex({ layout: 'counter', tick: 1, steps: [step('rest', CLOCK, every(60, 3), 0)] }),
    );
    expect(codes(dataset)).toEqual(['time-unit-assumed', 'not-checked']);
  });

  it('is the one that fits a charge of a few counts, which proves nothing', async () => {
    const short = {
      ...step('discharge', CLOCK, [0, 3], 20),
      points: [0, 3].map((tick) => ({ tick, volts: 0, amps: 20 })),
    };
    const dataset = await read(encodeCex({ layout: '02010100', tick: 0.1, steps: [short] }));
    expect(values(dataset, 'time_s')[1]).toBeCloseTo(0.3, 12);
    expect(dataset.findings.find(({ code }) => code === 'time-unit-assumed')?.message).toContain(
      'taken as 0.1 s',
    );
  });

  it('on which clock and coulomb count disagree is a refusal with both numbers', async () => {
    const file = silicon('counter');
    const steps = file.steps.map((each, i) => ({ ...each, clock: CLOCK + 36 * i }));
    await expect(read(encodeCex({ ...file, steps }))).rejects.toThrow(
      /coulomb count makes the time word 1\.000 s, the clock 0\.01/,
    );
  });
});

it('a time word that runs on through the steps is kept', async () => {
  const steps = [
    step('charge', CLOCK, every(60, 10), 600),
    step(
      'rest',
      CLOCK + 600,
      every(60, 5).map((tick) => 600 + tick),
      0,
    ),
    step(
      'discharge',
      CLOCK + 900,
      every(60, 8).map((tick) => 900 + tick),
      600,
    ),
  ];
  const dataset = await read(encodeCex({ layout: 'float', tick: 1, steps }));
  expect(values(dataset, 'time_s').at(-1)).toBe(1380);
  expect(values(dataset, 'stepTime_s').at(-1)).toBe(480);
});

it('steps are placed by the clock, pauses between them included', async () => {
  const dataset = await read(encodeCex(silicon('counter')));
  const count = values(dataset, 'stepCount');
  expect(values(dataset, 'time_s')[count.indexOf(5)]).toBe(7300);
});

it('a pause may step back by a tick, repeat a moment and leave a record of zeros', async () => {
  const points = every(60, 10).map((tick) => ({ tick, volts: 2000, amps: 600 }));
  const zero = { tick: 0, volts: 0, amps: 0 };
  const paused = [...points.slice(0, 6), { tick: 299, volts: 2000, amps: 600 }, ...points.slice(6)];
  const bytes = encodeCex({
    layout: 'counter',
    tick: 1,
    steps: [{ mode: 'charge', clock: CLOCK, points: paused, pausedAt: 6 }],
  });
  const dataset = await read(bytes);
  expect(codes(dataset)).toContain('test-resumed');
  expect(values(dataset, 'time_s').slice(5, 8)).toEqual([300, 299, 360]);

  const withZero = [zero, ...points.slice(1, 4), zero, ...points.slice(4)];
  const steps: MadeStep[] = [{ mode: 'rest', clock: CLOCK, points: withZero, pausedAt: 5 }];
  const rested = await read(encodeCex({ layout: 'counter', tick: 1, steps }));
  expect(codes(rested)).toContain('empty-record');
  expect(values(rested, 'time_s')).toHaveLength(withZero.length - 1);
});

it('a last record with the current of the next step gets the one before it, with a finding', async () => {
  const bytes = encodeCex(silicon('counter'));
  const last = controlAt(bytes, 0x22, 1) - 16;
  const dataset = await read(changed(bytes, (view) => view.setInt16(last + 6, 0, true)));
  expect(codes(dataset)).toContain('current-of-next-step');
  expect(values(dataset, 'current_A')[60]).toBeCloseTo((-650 * 5e-3) / COUNTS, 15);
});

describe('what is refused, with its byte', () => {
  const bytes = encodeCex(silicon('float'));
  const firstRecord = controlAt(bytes, 0x22) + 16;
  const cases: readonly (readonly [string, (view: DataView) => void, RegExp])[] = [
    [
      'an unknown layout',
      (view) => view.setUint8(4, 9),
      /byte 4: expected one of the layouts .*found 09000400/,
    ],
    ['an unknown flag of a range', (view) => view.setUint16(24, 0x4005, true), /byte 24: .*0x4005/],
    [
      'a range that the capacity disproves',
      (view) => view.setUint16(26, 0xc014, true),
      /capacity words gain/,
    ],
    [
      'a voltage range that the energy disproves',
      (view) => view.setUint16(24, 10, true),
      /energy word gains/,
    ],
    ['an unknown signature', (view) => view.setUint32(firstRecord, 0xffff1234, true), /found FFFF1234/],
    [
      'an unknown kind of control',
      (view) => view.setUint16(controlAt(bytes, 0x88) + 4, 0x77, true),
      /kind 0x77/,
    ],
    [
      'a block that is not closed',
      (view) => view.setUint16(66 + 4, 64, true),
      /expected the end of the block/,
    ],
    [
      'a marker against its step',
      (view) => view.setUint8(controlAt(bytes, 0x44) + 8, 0),
      /expected a charge/,
    ],
    [
      'a current against its step',
      (view) => view.setInt16(firstRecord + 16 + 6, 650, true),
      /sign of a discharge/,
    ],
    ['a capacity that falls', (view) => view.setFloat32(firstRecord + 160 + 8, 1, true), /capacity falls/],
    ['a capacity that is none', (view) => view.setFloat32(firstRecord + 8, NaN, true), /expected a capacity/],
    [
      'a time that falls',
      (view) => view.setUint32(firstRecord + 160, 5, true),
      /time word falls from 540 to 5/,
    ],
    [
      'a last capacity that does not fit',
      (view) => {
        const last = controlAt(bytes, 0x22, 1) - 16;
        view.setFloat32(last + 8, 1.2 * view.getFloat32(last + 8, true), true);
      },
      /one of them is misread/,
    ],
  ];
  it.each(cases)('%s', async (_, change, message) => {
    await expect(read(changed(bytes, change))).rejects.toThrow(message);
  });

  it('a range that nobody has seen, unless the counters prove it', async () => {
    const seen = await read(encodeCex({ ...silicon('float'), currentRange: 10 }));
    expect(seen.findings.find(({ code }) => code === 'self-checked')?.message).toContain(
      'this proves the ranges, 5 V and 10 mA',
    );
    await expect(read(encodeCex({ ...silicon('counter'), currentRange: 10 }))).rejects.toThrow(
      'found 5 V and 10 mA',
    );
  });
});

it('a small contradiction is a warning with its numbers', async () => {
  const bytes = encodeCex(silicon('float'));
  const last = controlAt(bytes, 0x22, 1) - 16;
  const dataset = await read(
    changed(bytes, (view) => view.setFloat32(last + 8, 1.03 * view.getFloat32(last + 8, true), true)),
  );
  expect(codes(dataset)).toContain('counters-differ');
});

it('random tests come back as they were made', async () => {
  const madeStep = fc.record({
    mode: fc.constantFrom('rest' as const, 'charge' as const, 'discharge' as const),
    gaps: fc.array(fc.integer({ min: 1, max: 600 }), { minLength: 1, maxLength: 12 }),
    amps: fc.integer({ min: 20, max: 16128 }),
    volts: fc.array(fc.integer({ min: -200, max: 16128 }), { minLength: 13, maxLength: 13 }),
  });
  const layouts = fc.constantFrom('02010100' as const, '07000400' as const, '05000400' as const);
  await fc.assert(
    fc.asyncProperty(
      layouts,
      fc.constantFrom(1, 0.1),
      fc.array(madeStep, { minLength: 1, maxLength: 6 }),
      async (layout, tick, made) => {
        let clock = CLOCK;
        const steps = made.map(({ mode, gaps, amps, volts }): MadeStep => {
          let at = 0;
          const ticks = [0, ...gaps.map((gap) => (at += gap))];
          const own = {
            mode,
            clock,
            points: ticks.map((time, i) => ({ tick: time, volts: volts[i] ?? 0, amps })),
          };
          clock += Math.ceil(at * tick) + 1;
          return own;
        });
        const dataset = await read(encodeCex({ layout, tick, steps }));
        const points = steps.flatMap((each) => each.points.map((point) => ({ ...point, mode: each.mode })));
        const sign = { rest: 0, charge: 1, discharge: -1 };
        expect(values(dataset, 'voltage_V')).toEqual(points.map(({ volts }) => volts * (5 / COUNTS)));
        expect(values(dataset, 'current_A')).toEqual(
          points.map(({ amps, mode }) => sign[mode] * amps * (5 / 1000 / COUNTS) || 0),
        );
        const time = values(dataset, 'time_s');
        expect(time.every((now, row) => now >= (time[row - 1] ?? 0))).toBe(true);
      },
    ),
    { numRuns: 200 },
  );
});

it('a file cut anywhere gives its whole records, or an error with its place', async () => {
  const bytes = encodeCex(silicon('counter'));
  let kept = 0;
  for (let length = 0; length < bytes.length; length += 7) {
    try {
      const dataset = await read(bytes.subarray(0, length));
      expect(values(dataset, 'time_s').length).toBeGreaterThanOrEqual(kept);
      kept = values(dataset, 'time_s').length;
      if (length % 16 !== 0) expect(codes(dataset)).toContain('file-cut');
    } catch (error) {
      expect(error).toBeInstanceOf(FormatError);
    }
  }
  expect(kept).toBeGreaterThan(200);
});

it('changed bytes give an error or columns of one length', async () => {
  const made = [encodeCex(silicon('counter')), encodeCex(silicon('float'))];
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...made),
      fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 4 }),
      async (whole, changes) => {
        const bytes = whole.slice();
        for (const [at, byte] of changes) bytes[at % bytes.length] = byte;
        try {
          const dataset = await read(bytes);
          expect(new Set(dataset.columns.map((column) => column.values.length)).size).toBe(1);
        } catch (error) {
          expect(error).toBeInstanceOf(FormatError);
        }
      },
    ),
    { numRuns: 500 },
  );
});
