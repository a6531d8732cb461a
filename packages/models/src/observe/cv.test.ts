import { type Dataset, numbers } from '@anodelab/data';
import { expect, test } from 'vitest';
import { faraday, maximumConcentration } from '../constants.ts';
import { parameterValues } from '../parameters.ts';
import { prepareSample } from '../prepare-sample.ts';
import { paperRecipes } from '../recipe/recipe.ts';
import { observeCv, observeCvInTurns } from './cv.ts';
import { observeEis } from './eis.ts';

const values = parameterValues();
const recipe = Object.values(paperRecipes).find(({ name }) => name === 'PCHS-5')!;
const sample = prepareSample(values, recipe, { layers: 'mean' });
const layered = prepareSample(values, recipe, { layers: 'populations' });
const protocol = { scanRate_V_s: 1e-4, lower_V: 0.01, upper_V: 1.5, cycles: 2, seed: 1 };
const spectrum = { lithiation: 0.5, lowest_Hz: 1e-2, highest_Hz: 1e5, pointsPerDecade: 10, seed: 1 };

function column(dataset: Dataset, name: string): Float64Array {
  return numbers(dataset, name) ?? new Float64Array(0);
}

test('a voltammogram has its columns, its meta and what it rests on', () => {
  const dataset = observeCv(values, layered, protocol);
  expect(dataset.technique).toBe('cv');
  for (const name of ['time_s', 'ewe_V', 'voltage_V', 'current_A', 'cycle', 'control_V']) {
    expect(column(dataset, name).length, name).toBe(2 * 2 * 497 + 1);
  }
  expect(dataset.meta['scanRate_V_s']).toBe(1e-4);
  expect(dataset.meta['workingElectrode']).toBe('anode');
  expect(dataset.meta['activeMass_kg']).toBeCloseTo(9.048e-7, 12);
  expect(dataset.provenance.model?.level).toBe('L1');
  expect(dataset.provenance.model?.gradeD).toBeGreaterThan(10);
});

test('in turns it gives the same records, tells each sweep, and stops when told to', async () => {
  const whole = await observeCvInTurns(values, sample, protocol);
  expect(column(whole, 'current_A')).toEqual(column(observeCv(values, sample, protocol), 'current_A'));
  const stop = new AbortController();
  const seen: number[] = [];
  const cut = observeCvInTurns(
    values,
    sample,
    { ...protocol, cycles: 1000 },
    {
      signal: stop.signal,
      onProgress: ({ cycle }) => {
        seen.push(cycle);
        stop.abort(new Error('enough'));
      },
    },
  );
  await expect(cut).rejects.toThrow('enough');
  expect(seen).toEqual([1]);
});

test('a sample whose particles empty one after the other is swept on to 1.5 V', () => {
  const thin = Object.values(paperRecipes).find(({ name }) => name === 'PCHS-3')!;
  const particles = prepareSample(values, thin, { layers: 'populations' });
  const current = column(observeCv(values, particles, protocol), 'current_A');
  expect(current).toHaveLength(2 * 2 * 497 + 1);
  const peak = Math.max(...current);
  expect(peak).toBeGreaterThan(0);
  expect(Math.abs(current.at(-1)!)).toBeLessThan(0.05 * peak);
});

test('the second cycle delithiates what it lithiates, within the silicon that is there', () => {
  const dataset = observeCv(values, sample, protocol);
  const time = column(dataset, 'time_s');
  const current = column(dataset, 'current_A');
  let lithiated = 0;
  let delithiated = 0;
  for (let i = 2 * 497 + 1; i < time.length; i++) {
    const charge = ((time[i]! - time[i - 1]!) * (current[i]! + current[i - 1]!)) / 2;
    if (charge < 0) lithiated -= charge;
    else delithiated += charge;
  }
  expect(lithiated / delithiated).toBeCloseTo(1, 2);
  const [population] = sample.populations;
  const silicon = values.loading * values.cellArea * population!.siliconFraction;
  const most = (silicon * population!.specificArea * faraday * maximumConcentration * population!.radius) / 3;
  expect(delithiated).toBeLessThan(most);
  expect(delithiated).toBeGreaterThan(0.5 * most);
});

test('the same seed gives the same bits, another seed other noise of the stated size', () => {
  const first = observeCv(values, sample, protocol);
  expect(observeCv(values, sample, protocol)).toEqual(first);
  const other = observeCv(values, sample, { ...protocol, seed: 2 });
  expect(other.provenance.model?.hash).not.toBe(first.provenance.model?.hash);
  const control = column(first, 'control_V');
  let square = 0;
  column(first, 'ewe_V').forEach((value, i) => {
    square += (value - control[i]!) ** 2;
  });
  expect(Math.sqrt(square / control.length)).toBeCloseTo(1e-4, 5);
});

test('an aged cell passes less current and has the larger impedance', () => {
  const state = layered.populations.map(() => ({
    connected: 0.7,
    seiThickness: 60e-9,
    damage: 0.5,
    lithiation: 0.1,
    amorphous: 1,
    additiveCharge: 0,
  }));
  const peak = (dataset: Dataset) => Math.min(...column(dataset, 'current_A'));
  expect(peak(observeCv(values, layered, { ...protocol, state }))).toBeGreaterThan(
    0.8 * peak(observeCv(values, layered, protocol)),
  );
  const end = (dataset: Dataset) => column(dataset, 'zRe_Ohm').at(-1)!;
  expect(end(observeEis(values, layered, { ...spectrum, state }))).toBeGreaterThan(
    1.2 * end(observeEis(values, layered, spectrum)),
  );
  expect(() => observeCv(values, layered, { ...protocol, state: state.slice(1) })).toThrow(/age states/);
});

test('spectra of nmSi and PCHS-5 end at 68 and 63 Ohm cm2 at 10 mHz, as the numpy prototype does', () => {
  const bare = prepareSample(values, Object.values(paperRecipes).find(({ name }) => name === 'nmSi')!, {
    layers: 'mean',
  });
  const end = (dataset: Dataset) => 1e4 * values.cellArea * column(dataset, 'zRe_Ohm').at(-1)!;
  expect(Math.abs(end(observeEis(values, bare, spectrum)) - 68)).toBeLessThan(1);
  expect(Math.abs(end(observeEis(values, sample, spectrum)) - 63)).toBeLessThan(1);
});

test('a spectrum falls from the highest to the lowest frequency with ten points per decade', () => {
  const dataset = observeEis(values, sample, spectrum);
  const frequency = column(dataset, 'freq_Hz');
  expect(frequency.length).toBe(71);
  expect(frequency[0]).toBe(1e5);
  expect(frequency.at(-1)).toBeCloseTo(1e-2, 12);
  expect(Math.max(...column(dataset, 'zIm_Ohm'))).toBeLessThan(0);
});

test('settings that make no experiment are refused with what was found', () => {
  expect(() => observeCv(values, sample, { ...protocol, scanRate_V_s: 0 })).toThrow(RangeError);
  expect(() => observeCv(values, sample, { ...protocol, cycles: 1.5 })).toThrow(/1.5 cycles/);
  expect(() => observeEis(values, sample, { ...spectrum, lithiation: 1 })).toThrow(/lithiation 1/);
  expect(() => observeEis(values, sample, { ...spectrum, lowest_Hz: 1e6 })).toThrow(/points per decade/);
});
