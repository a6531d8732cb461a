import { FormatError } from '@anodelab/data';
import { describe, expect, test } from 'vitest';
import { CellRun } from '../porous-cell/cell-run.ts';
import type { CellDescription } from '../porous-cell/cell-description.ts';
import { hold } from '../porous-cell/control.ts';
import { landesfeind } from '../porous-cell/electrolyte.ts';
import { constantCounter, saltCounter } from '../porous-cell/foil.ts';
import { madeCell } from '../porous-cell/testing/made-cell.ts';
import { bpxHalfCell } from './bpx-half-cell.ts';
import { readBpx } from './read-bpx.ts';
import { writeBpx } from './write-bpx.ts';

const options = { title: 'made', area: 1.131e-4, lowerVoltage: 0.01, upperVoltage: 1.5 };
const again = (cell: CellDescription): CellDescription =>
  bpxHalfCell(readBpx(JSON.stringify(writeBpx(cell, options).file), 'made.json'), { electrode: 'positive' })
    .cell;

/** Lithiation and delithiation at 1C: voltages at even charges. */
function curve(cell: CellDescription): readonly number[] {
  const run = new CellRun(cell, { tolerance: 1e-5 });
  const voltages: number[] = [];
  for (const current of [44.7, -44.7]) {
    const end = current > 0 ? 2900 : 2300;
    let next = 0;
    const began = run.time;
    run.run({ control: hold('current', current), duration: end, stops: [] }, (advance) => {
      for (; next <= end && began + next <= advance.to; next += 50)
        voltages.push(advance.voltageAt(began + next));
    });
  }
  return voltages;
}

const hysteretic = { hysteresisRange: 0.03, filmResistance: 0.01, capacitance: 0.1 };
const blend = (level: CellDescription['level']): CellDescription => {
  const [first] = madeCell(level, {}, hysteretic).populations;
  return madeCell(level, {
    electrolyte: landesfeind(),
    counter: saltCounter(3.5e-8, 0),
    populations: [
      { ...first!, areaRatio: 160 },
      { ...first!, areaRatio: 60, size: 100e-9, filmResistance: 0.05, hysteresis: 1, lithiation: 0.1 },
    ],
  });
};

describe('a cell written and read again', () => {
  for (const [name, cell] of [
    ['SPM', madeCell('SPM', {}, hysteretic)],
    ['SPMe', madeCell('SPMe', { counter: constantCounter(20, 0.1), seriesResistance: 5e-4 })],
    ['DFN', madeCell('DFN', {}, hysteretic)],
    ['DFN of two populations', blend('DFN')],
  ] as const) {
    test(`${name}: the same voltages within 0.1 mV`, () => {
      const [first, second] = [curve(cell), curve(again(cell))];
      expect(first.length).toBeGreaterThan(90);
      expect(second.length).toBe(first.length);
      for (const [i, voltage] of first.entries())
        expect(Math.abs(second[i]! - voltage), `${i}`).toBeLessThan(1e-4);
    });
  }
});

test('an exchange current of another shape and power of the salt comes back', () => {
  const reaction = (x: number, c: number, out: Float64Array) => {
    out[0] = 0.2 * (1 + x) * (c / 1000) ** 0.3;
    out[1] = 0.2 * (c / 1000) ** 0.3;
    out[2] = (0.3 * out[0]!) / c;
  };
  const back = again(madeCell('DFN', {}, { reaction })).populations[0]!.reaction;
  const [expected, found] = [new Float64Array(3), new Float64Array(3)];
  for (const x of [0.01, 0.3, 0.8, 0.99]) {
    for (const c of [300, 1000, 1700]) {
      reaction(x, c, expected);
      back(x, c, found);
      expect(Math.abs(found[0]! / expected[0]! - 1)).toBeLessThan(3e-4);
      expect(Math.abs(found[2]! / expected[2]! - 1)).toBeLessThan(3e-3);
    }
  }
});

const particle = {
  'Minimum stoichiometry': 0.1,
  'Maximum stoichiometry': 0.9,
  'Maximum concentration [mol.m-3]': 30000,
  'Particle radius [m]': 5e-6,
  'Surface area per unit volume [m-1]': 4e5,
  'Diffusivity [m2.s-1]': 3e-14,
  'Diffusivity activation energy [J.mol-1]': 30000,
  'OCP [V]': '0.6 - 0.5 * x',
  'Entropic change coefficient [V.K-1]': -1e-4,
  'Reaction rate constant [mol.m-2.s-1]': 5e-6,
  'Reaction rate constant activation energy [J.mol-1]': 50000,
  'Thickness [m]': 50e-6,
};
const spm = (negative: object = particle, state?: object) => ({
  Header: { BPX: '1.1.0', Model: 'SPM' },
  Parameterisation: {
    Cell: {
      'Electrode area [m2]': 0.01,
      'Number of electrode pairs connected in parallel to make a cell': 3,
      'Lower voltage cut-off [V]': 2.7,
      'Upper voltage cut-off [V]': 4.2,
      'Nominal cell capacity [A.h]': 1,
      'Reference temperature [K]': 298.15,
    },
    'Negative electrode': negative,
    'Positive electrode': particle,
  },
  ...(state === undefined ? {} : { State: state }),
});
const read = (value: object) => readBpx(JSON.stringify(value), 'a.json');

test('rates, potential and state follow temperature and state of charge', () => {
  const file = read(
    spm(particle, {
      'Initial conditions': { 'Initial temperature [K]': 308.15, 'Initial state-of-charge': 0.25 },
    }),
  );
  const { cell, area, capacity } = bpxHalfCell(file, { electrode: 'negative' });
  const [population] = cell.populations;
  expect(area).toBeCloseTo(0.03, 12);
  expect(cell.temperature).toBe(308.15);
  // exp(30000/8.314463 (1/298.15 - 1/308.15))
  expect((population!.diffusivity as number) / 3e-14).toBeCloseTo(1.481, 3);
  const out = new Float64Array(3);
  population!.reaction(0.5, 1000, out);
  // 96485.33 * 5e-6 * 0.5 * exp(50000/8.314463 (1/298.15 - 1/308.15))
  expect(out[0]).toBeCloseTo(0.241213 * 1.92438, 3);
  population!.potential.lithiation(0.5, out);
  expect(out[0]).toBeCloseTo(0.35 - 1e-3, 12);
  expect(population!.lithiation).toBeCloseTo(0.3, 12);
  expect(bpxHalfCell(file, { electrode: 'positive' }).cell.populations[0]!.lithiation).toBeCloseTo(0.7, 12);
  // a thickness R/3 F cmax 0.8
  expect(capacity).toBeCloseTo(4e5 * 50e-6 * (5e-6 / 3) * 96485.33 * 30000 * 0.8, 3);
});

test('lost active material leaves less surface', () => {
  const lost = { LLI: 0, 'LAM: Positive electrode': 0, 'LAM: Negative electrode': 0.2 };
  const { cell } = bpxHalfCell(read(spm(particle, { Degradation: lost })), { electrode: 'negative' });
  expect(cell.populations[0]!.areaRatio).toBeCloseTo(16, 10);
});

test('the stoichiometry in use is kept, and with it what a C-rate means', () => {
  const first = bpxHalfCell(read(spm()), { electrode: 'negative' });
  const { file } = writeBpx(first.cell, { ...options, limits: first.limits });
  const second = bpxHalfCell(readBpx(JSON.stringify(file), 'b.json'), { electrode: 'positive' });
  expect(second.limits).toEqual([[0.1, 0.9]]);
  expect(second.capacity).toBeCloseTo(first.capacity, 8);
  expect(second.cell.level).toBe('SPM');
});

test('every error names its place, what was expected and what was found', () => {
  for (const [value, message] of [
    [[], 'a.json:top: expected an object, found a list of 0'],
    [{}, 'a.json:Header: expected an object, found nothing'],
    [{ Header: { BPX: '2.0', Model: 'SPM' } }, 'a.json:Header / BPX: expected version 0 or 1, found "2.0"'],
    [
      { Header: { BPX: '1.1', Model: 'P2D' } },
      'a.json:Header / Model: expected SPM, SPMe, DFN, Partial, found "P2D"',
    ],
    [
      spm({ ...particle, 'Particle radius [m]': '5 um' }),
      'a.json:Parameterisation / Negative electrode / Particle radius [m]: expected a number, found "5 um"',
    ],
    [
      spm({ ...particle, 'OCP [V]': '0.6 - os.system(x)' }),
      'a.json:Parameterisation / Negative electrode / OCP [V] / column 7: expected x or one of exp, tanh, cosh, sinh, log, sqrt, found "os"',
    ],
    [
      spm({ ...particle, 'OCP [V]': { x: [0, 1], y: [1, null] } }),
      'a.json:Parameterisation / Negative electrode / OCP [V] / y / 1: expected a number, found null',
    ],
    [
      spm({ ...particle, Radius: 1 }),
      /^a\.json:Parameterisation \/ Negative electrode: expected one of .*; found "Radius"$/,
    ],
    [
      { ...spm(), Header: { BPX: '1.1.0', Model: 'DFN' } },
      'a.json:Parameterisation / Electrolyte: expected an object (only "Partial" files may leave this out), found nothing',
    ],
  ] as const) {
    expect(() => read(value)).toThrow(FormatError);
    expect(() => read(value)).toThrow(message);
  }
  expect(() => readBpx('{"Header": ', 'a.json')).toThrow(/^a\.json: expected JSON/);
});

test('an electrode that is not there, or a level that the file cannot feed, is refused in words', () => {
  expect(() => bpxHalfCell(read(spm()), { electrode: 'positive', level: 'DFN' })).toThrow(
    /only what SPM needs/,
  );
  const partial = {
    Header: { BPX: '1.1.0', Model: 'Partial' },
    Parameterisation: { 'Negative electrode': particle },
  };
  expect(() => bpxHalfCell(read(partial), { electrode: 'positive' })).toThrow(
    'the file has no positive electrode',
  );
  expect(bpxHalfCell(read(partial), { electrode: 'negative' }).cell.level).toBe('SPM');
});
