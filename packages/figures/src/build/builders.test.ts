import type { AnalysisResult, Table } from '@anodelab/data';
import { expect, it } from 'vitest';
import { curvesSample, cvSample, cyclingSample, eisSample, rateSample } from '../golden/samples.ts';
import { layout } from '../layout.ts';
import {
  capacityAndEfficiencyFigure,
  capacityFigure,
  diffusivityFigure,
  exponentFigure,
  linkkFigure,
  nyquistFigure,
  rateFigure,
  shareFigure,
  voltageCurvesFigure,
  voltammogramFigure,
  zHitFigure,
} from './builders.ts';
import { paperFigure2, paperFigure5 } from './paper-figures.ts';
import type { FigureSample } from './sample.ts';

function made(label: string, tables: Record<string, Record<string, number[]>>): FigureSample {
  const asTable = (columns: Record<string, number[]>): Table => ({
    columns: Object.entries(columns).map(([name, values]) => ({
      name,
      unit: null,
      header: null,
      origin: 'derived',
      values: Float64Array.from(values),
    })),
  });
  const result: AnalysisResult = {
    analysis: 'test',
    results: {},
    statements: [],
    findings: [],
    tables: Object.fromEntries(Object.entries(tables).map(([name, columns]) => [name, asTable(columns)])),
  };
  return { label, modelled: false, result };
}

it('draws capacities in mAh per gram and leaves out half cycles that were cut short', () => {
  const sample = made('A', {
    cycles: { cycle: [1, 2], qDelith_C_kg: [3600 * 1234, 3600 * 50], complete: [1, 0] },
  });
  const spec = capacityFigure([sample]);
  expect(spec.tables['A cycles']?.['qDelith_C_kg']?.values).toEqual([1234, null]);
  expect(spec.panels[0]?.y.label).toBe('Delithiation capacity (mAh g⁻¹)');
});

it('draws capacities per cell where a mass is missing', () => {
  const withMass = made('A', { cycles: { cycle: [1], qDelith_C_kg: [3600], qDis_C: [3.6], qChg_C: [3.6] } });
  const without = made('B', { cycles: { cycle: [1], qDis_C: [7.2], qChg_C: [7.2] } });
  const spec = capacityFigure([withMass, without]);
  expect(spec.tables['B cycles']?.['qDis_C']?.values).toEqual([2]);
  expect(spec.panels[0]?.y.label).toBe('Discharge capacity (mAh)');
  expect(spec.caption).toContain('per cell');
});

it('calls the charge of a half cell without a mass its delithiation', () => {
  const half = made('A', { cycles: { cycle: [1], qDis_C: [7.2], qChg_C: [3.6] } });
  const direction = {
    name: 'direction',
    unit: null,
    header: null,
    origin: 'derived',
    values: ['delithiation'],
  } as const;
  const tables = { ...half.result.tables, curves: { columns: [direction] } };
  const spec = capacityFigure([{ ...half, result: { ...half.result, tables } }]);
  expect(spec.tables['A cycles']?.['qChg_C']?.values).toEqual([1]);
  expect(spec.panels[0]?.y.label).toBe('Delithiation capacity (mAh)');
});

it('labels whole cycles only', () => {
  const sample = made('A', { cycles: { cycle: [1, 2], qDis_C: [7.2, 7.1], qChg_C: [7.2, 7.1] } });
  expect(layout(capacityFigure([sample])).panels[0]?.ticks.x).toEqual([0, 1, 2]);
});

it('says in one line what it misses', () => {
  expect(() => capacityFigure([made('A', { rate: {} })])).toThrow(
    'capacity figure of A: expected a capacity that all samples have, found none',
  );
  expect(() => linkkFigure([made('A', { fit: {} })])).toThrow(
    'figure of A: expected a result table "linkk", found fit',
  );
  expect(() =>
    nyquistFigure([made('A', { spectrum: { zRe_Ohm: [1] } }), made('B', { spectrum: { zRe_Ohm_m2: [1] } })]),
  ).toThrow(/one unit/);
});

it('draws the drift of the modulus in per cent', () => {
  const zhit = { freq_Hz: [100, 10, 1], residual: [0, Math.log(1.01), Math.log(0.98)] };
  const { tables } = zHitFigure([made('A', { zhit })]);
  const [drawn] = Object.values(tables);
  const percent = drawn?.['departure']?.values.map(Number) ?? [];
  expect(percent.map((value) => value.toFixed(6))).toEqual(['0.000000', '1.000000', '-2.000000']);
});

it('says under every modelled panel what it rests on', () => {
  const figures = [
    capacityFigure([cyclingSample('A', 2000, 1000)]),
    capacityAndEfficiencyFigure([cyclingSample('A', 2000, 1000)]),
    rateFigure([rateSample('A', 2000)]),
    voltageCurvesFigure([curvesSample('A')]),
    voltammogramFigure([cvSample('A', 1)]),
    shareFigure([cvSample('A', 1)]),
    nyquistFigure([eisSample('A', 50)]),
    linkkFigure([eisSample('A', 50)]),
  ];
  for (const { panels } of figures) {
    for (const { notes } of panels) expect(notes).toContain('Modelled (L0), rests on 23 D-grade parameters.');
  }
});

it('says which samples are modelled where measured ones stand beside them', () => {
  const spec = capacityFigure([
    cyclingSample('A', 2000, 1000, false),
    { ...cyclingSample('B', 1000, 500), gradeD: 1 },
  ]);
  expect(spec.panels[0]?.notes).toEqual(['Modelled (L0), rests on 1 D-grade parameter: B. Measured: A.']);
  const labels = spec.panels[0]?.marks.map((mark) => ('label' in mark ? mark.label : undefined));
  expect(labels).toEqual(['B (modelled)', 'B (modelled)', 'A', 'A']);
});

it('counts D-grade parameters by sample where they differ', () => {
  const samples = [cyclingSample('A', 2000, 1000), { ...cyclingSample('B', 1000, 500), gradeD: 12 }];
  expect(capacityFigure(samples).panels[0]?.notes).toEqual([
    'Modelled (L0), rests on D-grade parameters: A 23, B 12.',
  ]);
});

it('says each thing once in the caption of several panels', () => {
  const { caption } = voltammogramFigure([cvSample('A', 1), cvSample('B', 0.8)]);
  expect(caption).toBe(
    'Cyclic voltammograms at the scan rates of the legend: (a) A; (b) B. Shares are integrated over both sweeps, vertices included.',
  );
});

it('has no note about models where all is measured', () => {
  expect(capacityFigure([cyclingSample('A', 2000, 1000, false)]).panels[0]?.notes).toEqual([]);
});

it('never speaks of pseudocapacitance without saying that a share is no evidence of it', () => {
  const spec = shareFigure([cvSample('A', 1), cvSample('B', 0.8, false)]);
  const strings: string[] = [];
  JSON.stringify(spec, (_, value: unknown) => {
    if (typeof value === 'string') strings.push(value);
    return value;
  });
  for (const each of strings.filter((text) => /pseudo/i.test(text)))
    expect(each).toMatch(/not evidence of pseudocapacitance/);
  for (const { notes } of spec.panels) expect(notes[0]).toMatch(/not evidence of pseudocapacitance/);
});

it('lifts the pen between sweeps and half cycles', () => {
  const spec = voltammogramFigure([cvSample('A', 1)]);
  const values = spec.tables['A (modelled) CV 0.1 mV s⁻¹']?.['potential']?.values ?? [];
  expect(values).toHaveLength(301 + 1 + 301);
  expect(values[301]).toBeNull();
});

it('draws impedance per area in ohm square centimetres', () => {
  const sample = made('A', { spectrum: { freq_Hz: [1], zRe_Ohm_m2: [0.01], zIm_Ohm_m2: [-0.005] } });
  const spec = nyquistFigure([sample]);
  expect(spec.tables['A impedance']?.['re']?.values).toEqual([100]);
  expect(spec.tables['A impedance']?.['minusIm']?.values).toEqual([50]);
  expect(spec.panels[0]?.x.label).toContain('Ω cm²');
});

it('keeps one colour for one sample in all panels of figure 2', () => {
  const sample = (label: string) => [cyclingSample(label, 2000, 1000, true, 20)];
  const best = sample('P5');
  const spec = paperFigure2({
    bare: sample('Si'),
    polymer: sample('PPy'),
    carbon: sample('C'),
    flashed: [...sample('P3'), ...best],
    best,
  });
  const colors = new Map<string, Set<string>>();
  for (const mark of spec.panels.slice(0, 5).flatMap(({ marks }) => marks)) {
    if (mark.type !== 'points') continue;
    colors.set(mark.table, (colors.get(mark.table) ?? new Set()).add(`${mark.color} ${mark.shape}`));
  }
  expect([...colors.values()].map((set) => set.size)).toEqual([1, 1, 1, 1, 1]);
  expect(new Set([...colors.values()].flatMap((set) => [...set])).size).toBe(5);
  expect(spec.panels).toHaveLength(6);
});

it('draws what there is of figure 5', () => {
  const spec = paperFigure5({ initial: [], aged: [], agedTitle: '', cv: [cvSample('A', 1)] });
  expect(spec.panels).toHaveLength(2);
  expect(layout(spec).width).toBe(170);
});

/** The sample with a column of labels in one of its tables. */
function labelled(
  sample: FigureSample,
  table: string,
  name: string,
  values: readonly string[],
): FigureSample {
  const found = sample.result.tables[table] ?? { columns: [] };
  const column = { name, unit: null, header: null, origin: 'derived' as const, values };
  const tables = { ...sample.result.tables, [table]: { columns: [column, ...found.columns] } };
  return { ...sample, result: { ...sample.result, tables } };
}

it('draws what diffusivity methods find: valid filled, not valid open, bounds as dotted lines', () => {
  const estimates = made('A', {
    estimates: {
      voltage_V: [0.1, 0.2, 0.1, NaN],
      rate_1_s: [1e-4, 2e-4, 5e-5, NaN],
      rateLow_1_s: [9e-5, 1e-4, 4e-5, NaN],
      rateHigh_1_s: [2e-4, 3e-4, 6e-5, 1e-3],
      isValid: [1, 1, 0, 0],
    },
  });
  const methods = ['GITT exact', 'GITT exact', 'GITT square-root law', 'EIS'];
  const [panel] = diffusivityFigure([labelled(estimates, 'estimates', 'method', methods)]).panels;
  const drawn = panel?.marks.flatMap((mark) =>
    mark.type === 'points'
      ? [`${mark.label} ${mark.fill}`]
      : mark.type === 'line'
        ? [mark.label, mark.dash]
        : [],
  );
  expect(drawn).toEqual([
    'GITT exact solid',
    'GITT square-root law, not valid open',
    'EIS, upper bound',
    'dotted',
  ]);
  expect(panel?.y).toEqual({ label: '*D*/size² (s⁻¹)', scale: 'log' });
});

it('draws exponents of both sweeps between the rules of diffusion and capacitance', () => {
  const exponents = made('A', {
    exponents: { voltage_V: [0.1, 0.2, 0.1, 0.2], b: [0.5, 0.6, 0.9, 1], bSe: [0.1, 0.1, 0.1, 0.1] },
  });
  const sweeps = ['cathodic', 'cathodic', 'anodic', 'anodic'];
  const spec = exponentFigure([labelled(exponents, 'exponents', 'sweep', sweeps)]);
  const rules = spec.panels[0]?.marks.flatMap((mark) => (mark.type === 'rule' ? [mark.value] : []));
  expect(rules).toEqual([0.5, 1]);
  expect(spec.tables['A b anodic']?.['high']?.values).toEqual([1, 1.1]);
});
