import { describe, expect, test } from 'vitest';
import { type Column, labels, numbers, rowCount } from '../column.ts';
import type { Dataset, Json, Technique } from '../dataset.ts';
import { experimentParts, joinExperiment } from './join-experiment.ts';
import { splitMixed } from './split-mixed.ts';

interface Made {
  readonly file: string;
  readonly technique: Technique;
  readonly time: readonly number[];
  readonly meta?: Readonly<Record<string, Json>>;
  readonly columns?: Readonly<Record<string, readonly number[]>>;
}

const START = '2024-01-10T11:00:00.000';

function made({ file, technique, time, meta = {}, columns = {} }: Made): Dataset {
  const column = (name: string, values: readonly number[]): Column => {
    return { name, unit: null, header: name, origin: 'measured', values: Float64Array.from(values) };
  };
  return {
    technique,
    columns: [
      column('time_s', time),
      ...Object.entries(columns).map(([name, values]) => column(name, values)),
    ],
    meta: { startLocal: START, ...meta },
    provenance: { file, sha256: null, bytes: null, reader: 'made', version: '1', instrument: null },
    findings: [],
  };
}

const ocv = made({
  file: 'a_01_OCV_C01.mpr',
  technique: 'ocv',
  time: [0, 10, 20],
  columns: { voltage_V: [3, 3, 3] },
});
const gcpl = made({
  file: 'a_02_GCPL_C01.mpr',
  technique: 'cycling',
  time: [20.1, 30, 40],
  columns: { voltage_V: [3.1, 3.2, 3.3], current_A: [1, 1, 1] },
});

describe('linked techniques joined into one experiment', () => {
  test('stand in order of time whatever order they are given in', () => {
    const joined = joinExperiment([gcpl, ocv]);
    expect(joined).toEqual({ ...joinExperiment([ocv, gcpl]), provenance: joined.provenance });
    expect(numbers(joined, 'time_s')).toEqual(Float64Array.of(0, 10, 20, 20.1, 30, 40));
    expect(numbers(joined, 'part')).toEqual(Float64Array.of(1, 1, 1, 2, 2, 2));
    expect(labels(joined, 'technique')).toEqual(['ocv', 'ocv', 'ocv', 'cycling', 'cycling', 'cycling']);
    expect(numbers(joined, 'current_A')).toEqual(Float64Array.of(NaN, NaN, NaN, 1, 1, 1));
    expect(joined.technique).toBe('cycling');
    expect(joined.findings).toEqual([]);
    expect(joined.meta['parts']).toMatchObject([
      { part: 1, file: 'a_01_OCV_C01.mpr', rows: 3 },
      { part: 2, file: 'a_02_GCPL_C01.mpr', rows: 3 },
    ]);
  });

  test('of different starts are put on the clock of the earliest', () => {
    const later = { ...gcpl, meta: { startLocal: '2024-01-10T12:00:00.000' } };
    const joined = joinExperiment([later, ocv]);
    expect(numbers(joined, 'time_s')?.[3]).toBeCloseTo(3620.1, 9);
    expect(joined.findings).toMatchObject([{ severity: 'info', code: 'gap-between-parts' }]);
    expect(joined.findings[0]?.message).toContain('3600 s');
  });

  test('that were run in turns are taken apart at their loops', () => {
    const looped = { ...ocv, meta: { startLocal: START, loops: [0, 2] } };
    const first = made({
      file: 'a_02_CP_C01.mpr',
      technique: 'cp',
      time: [11, 12, 21],
      meta: { loops: [0, 2] },
    });
    const joined = joinExperiment([looped, first]);
    expect(numbers(joined, 'time_s')).toEqual(Float64Array.of(0, 10, 11, 12, 20, 21));
    expect(numbers(joined, 'part')).toEqual(Float64Array.of(1, 1, 2, 2, 1, 2));
    expect(experimentParts([first, looped]).map((part) => [part.technique, rowCount(part)])).toEqual([
      ['ocv', 2],
      ['cp', 2],
      ['ocv', 1],
      ['cp', 1],
    ]);
  });

  test('that overlap or state different cells are told', () => {
    const other = {
      ...gcpl,
      columns: ocv.columns,
      meta: { startLocal: START, activeMass_kg: 1e-6, channel: 2 },
    };
    const first = { ...ocv, meta: { startLocal: START, activeMass_kg: 2e-6, channel: 1 } };
    const codes = joinExperiment([first, other]).findings.map(({ code, at }) => [code, at]);
    expect(codes).toEqual([
      ['cells-differ', 'channel'],
      ['cells-differ', 'activeMass_kg'],
      ['parts-overlap', 'a_02_GCPL_C01.mpr'],
    ]);
  });

  test('without a start follow each other, with a warning', () => {
    const joined = joinExperiment([ocv, { ...gcpl, meta: {} }]);
    expect(numbers(joined, 'time_s')).toEqual(Float64Array.of(0, 10, 20, 20, 29.9, 39.9));
    expect(joined.findings).toMatchObject([{ severity: 'warning', code: 'start-unknown' }]);
  });

  test('keep Ewe apart from the voltage where another part measures the counter electrode', () => {
    const named = (name: string, header: string, values: readonly number[]): Column => {
      return { name, unit: 'V', header, origin: 'measured', values: Float64Array.from(values) };
    };
    const two = { ...ocv, columns: [...ocv.columns.slice(0, 1), named('voltage_V', 'Ewe/V', [1, 1, 1])] };
    const three = {
      ...gcpl,
      columns: [
        ...gcpl.columns.slice(0, 1),
        named('ewe_V', 'Ewe/V', [2, 2, 2]),
        named('ece_V', 'Ece/V', [5, 5, 5]),
        named('voltage_V', 'Ewe-Ece/V', [-3, -3, -3]),
      ],
    };
    const joined = joinExperiment([two, three]);
    expect(numbers(joined, 'ewe_V')).toEqual(Float64Array.of(1, 1, 1, 2, 2, 2));
    expect(numbers(joined, 'voltage_V')).toEqual(Float64Array.of(NaN, NaN, NaN, -3, -3, -3));
  });

  test('one dataset stays as it is; datasets without rows add nothing', () => {
    const log = { ...ocv, columns: [] };
    expect(joinExperiment([gcpl])).toBe(gcpl);
    expect(joinExperiment([log, gcpl])).toBe(gcpl);
    expect(() => joinExperiment([])).toThrow(RangeError);
  });
});

describe('a table that holds spectra among other records', () => {
  const mixed = made({
    file: 'mb.mpr',
    technique: 'mixed',
    time: [0, 1, 2, 3, 4, 5, 6, 7],
    columns: {
      voltage_V: [3, 3.1, 3.2, 3.2, 3.3, 3.4, 3.4, 3.4],
      freq_Hz: [0, 0, 100, 10, 0, 100, 10, 1],
      zRe_Ohm: [0, 0, 1, 2, 0, 3, 4, 5],
    },
  });

  test('is taken apart into records and spectra, each with the state before it', () => {
    const [cycling, ...spectra] = splitMixed(mixed);
    expect(cycling?.technique).toBe('cycling');
    expect(cycling?.columns.map(({ name }) => name)).toEqual(['time_s', 'voltage_V']);
    expect(numbers(cycling!, 'time_s')).toEqual(Float64Array.of(0, 1, 4));
    expect(spectra.map(({ technique, meta }) => [technique, meta['spectrum'], meta['stateBefore']])).toEqual([
      ['eis', 1, { time_s: 1, voltage_V: 3.1 }],
      ['eis', 2, { time_s: 4, voltage_V: 3.3 }],
    ]);
    expect(numbers(spectra[1]!, 'zRe_Ohm')).toEqual(Float64Array.of(3, 4, 5));
    const rows = rowCount(cycling!) + spectra.reduce((sum, spectrum) => sum + rowCount(spectrum), 0);
    expect(rows).toBe(rowCount(mixed));
  });

  test('keeps the first rows of its loops among the rows that are left', () => {
    const [cycling, spectrum] = splitMixed({ ...mixed, meta: { loops: [0, 1, 4, 6] } });
    expect(cycling?.meta['loops']).toEqual([0, 1, 2]);
    expect(spectrum?.meta['loops']).toEqual([]);
  });

  test('a sweep that turns back begins the next spectrum', () => {
    const columns = { freq_Hz: [100, 10, 1, 10, 100, 0, 0, 0] };
    const [, first, second] = splitMixed(
      made({ ...mixed.meta, file: 'x', technique: 'mixed', time: [0, 1, 2, 3, 4, 5, 6, 7], columns }),
    );
    expect(numbers(first!, 'freq_Hz')).toEqual(Float64Array.of(100, 10, 1));
    expect(numbers(second!, 'freq_Hz')).toEqual(Float64Array.of(10, 100));
  });

  test('without a spectrum is cycling; other techniques stay as they are', () => {
    const none = made({ file: 'x', technique: 'mixed', time: [0, 1], columns: { freq_Hz: [0, 0] } });
    expect(splitMixed(none).map(({ technique }) => technique)).toEqual(['cycling']);
    expect(splitMixed(gcpl)).toEqual([gcpl]);
  });
});
