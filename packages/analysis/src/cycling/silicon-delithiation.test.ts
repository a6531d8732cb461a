import { type AnalysisResult, labels, numbers } from '@anodelab/data';
import { createRandom } from '@anodelab/numerics';
import { expect, test } from 'vitest';
import { analyseCycling } from './analyse-cycling.ts';
import { madeRecords } from './testing/made-test.ts';
import { analyseDelithiation } from './silicon-delithiation.ts';

interface MadeHump {
  readonly share: number;
  readonly top: number;
  readonly flank: number;
}

/** Humps whose charge below V is share (2/pi) atan(exp((V - top)/flank)): the symmetric form of the fitted ones. */
const amorphous: readonly MadeHump[] = [
  { share: 0.45, top: 0.27, flank: 0.04 },
  { share: 0.55, top: 0.48, flank: 0.045 },
];
const spike: MadeHump = { share: 0.2, top: 0.44, flank: 0.006 };

/** A delithiation of 10 C from 0.05 V to `end` V in steps of 2 mV. */
function delithiation(humps: readonly MadeHump[], end = 1, noise = 0) {
  const random = createRandom(7);
  const whole = humps.reduce((sum, { share }) => sum + share, 0);
  const voltage = Float64Array.from(
    { length: Math.round((end - 0.05) / 0.002) + 1 },
    (_, i) => 0.05 + 0.002 * i,
  );
  const charge = voltage.map((v) =>
    humps.reduce(
      (sum, { share, top, flank }) =>
        sum + (10 * share * 2 * Math.atan(Math.exp((v - top) / flank))) / Math.PI / whole,
      0,
    ),
  );
  const increments = charge.map((q, i) =>
    i === 0 ? 0 : (q - (charge[i - 1] ?? 0)) * (1 + noise * (2 * random.uniform() - 1)),
  );
  return { voltage, increments };
}

function analyse(...made: Parameters<typeof delithiation>) {
  return analyseDelithiation(
    { cycle: 1, sign: 1, direction: 'delithiation', ...delithiation(...made) },
    0.05,
  );
}

test('two humps are split as they were made, and the interval holds the truth', () => {
  const found = analyse(amorphous, 1, 0.1);
  expect(found.lowerTop).toBeCloseTo(0.27, 2);
  expect(found.upperTop).toBeCloseTo(0.48, 2);
  expect(found.lowerShare.value).toBeCloseTo(0.45, 2);
  expect(found.lowerShare.low).toBeLessThan(0.45);
  expect(found.lowerShare.high).toBeGreaterThan(0.45);
  expect(found.spike).toBe('not seen');
  expect(found.spikeShare.high).toBeLessThan(0.03);
});

test('a narrow peak at 0.44 V is seen with its share, beside humps that are then not split', () => {
  const found = analyse([...amorphous, spike], 1, 0.05);
  expect(found.spike).toBe('seen');
  expect(found.spikeTop).toBeCloseTo(0.44, 2);
  expect(found.spikeWidth).toBeLessThan(0.025);
  expect(found.spikeShare.low).toBeLessThan(1 / 6);
  expect(found.spikeShare.high).toBeGreaterThan(1 / 6 - 0.01);
  expect(found.spikeShare.value).toBeCloseTo(1 / 6, 2);
  expect(found.lowerShare.value).toBeNaN();
});

test('a narrow peak elsewhere is not called c-Li15Si4', () => {
  expect(analyse([...amorphous, { ...spike, top: 0.39 }]).spike).toBe('cannot be told');
});

test('what the window cuts off is the reservoir', () => {
  const found = analyse(amorphous, 0.6);
  const beyond = 1 - (2 / Math.PI) * Math.atan(Math.exp((0.6 - 0.48) / 0.045));
  const given = delithiation(amorphous, 0.6).increments.reduce((sum, value) => sum + value, 0);
  expect(found.reservoir.value).toBeCloseTo((10 * 0.55 * beyond) / given, 3);
});

test('one hump, few points or no charge tell nothing and throw nothing', () => {
  const one = analyse([{ share: 1, top: 0.4, flank: 0.1 }]);
  expect(one.lowerShare.value).toBeNaN();
  for (const voltage of [new Float64Array(0), Float64Array.of(0.3), new Float64Array(9).fill(0.4)]) {
    const curve = {
      cycle: 1,
      sign: 1 as const,
      direction: 'delithiation',
      voltage,
      increments: voltage.map(() => 0),
    };
    expect(analyseDelithiation(curve, NaN).spike).toBe('cannot be told');
  }
});

/** A half cell that is lithiated at 1 mA by a straight line to `end` V and delithiated as made. */
function cell(humps: readonly MadeHump[], end: number): AnalysisResult {
  const { voltage, increments } = delithiation(humps);
  const rows: [time: number, current: number, voltage: number][] = [];
  for (let i = 0; i <= 100; i++) rows.push([100.5 * i, -1e-3, 0.9 + ((end - 0.9) * i) / 100]);
  let time = 10050;
  voltage.forEach((value, i) => rows.push([(time += (increments[i] ?? 0) / 1e-3), 1e-3, value]));
  rows.push([time, 0, 0.9], [time + 60, 0, 0.9]);
  return analyseCycling([madeRecords(rows)]);
}

test('an anode with the delithiation voltage of silicon has a table of it, with a finding that says so', () => {
  const result = cell(amorphous, 0.05);
  expect(labels(result.tables['silicon'] ?? { columns: [] }, 'spike')).toEqual(['not seen']);
  expect(numbers(result.tables['silicon'] ?? { columns: [] }, 'vEndLith_V')?.[0]).toBeCloseTo(0.05, 6);
  expect(result.findings.map(({ code }) => code)).toContain('silicon-assumed');
  expect(result.results['li35SiShare']?.interval?.low).toBeLessThan(45);
  expect(cell([{ share: 1, top: 0.15, flank: 0.02 }], 0.01).tables['silicon']).toBeUndefined();
});

test('a peak of c-Li15Si4 after a lithiation that ended too high for it is a warning', () => {
  const codes = (end: number) => cell([...amorphous, spike], end).findings.map(({ code }) => code);
  expect(codes(0.12)).toContain('silicide-unexpected');
  expect(codes(0.05)).not.toContain('silicide-unexpected');
});
