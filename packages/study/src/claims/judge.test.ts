import type { AnalysisResult } from '@anodelab/data';
import { describe, expect, it } from 'vitest';
import { parseStudy } from '../schema/parse-study.ts';
import { findQuantity } from './found-quantity.ts';
import { type ClaimRow, judgeClaim } from './judge.ts';

const mAhPerGram = 3600;

function column(name: string, unit: string, values: readonly number[]) {
  return { name, unit, header: null, origin: 'derived' as const, values: Float64Array.from(values) };
}

function result(tables: AnalysisResult['tables'], modelled: boolean): AnalysisResult {
  const model = modelled ? { model: { level: 'L0', gradeD: 3, hash: 'f' } } : {};
  return { analysis: 'made', results: {}, tables, statements: [], findings: [], ...model };
}

const cycles = (capacities: readonly number[], ce = 0.998) => ({
  columns: [
    column(
      'cycle',
      '1',
      capacities.map((_, i) => i + 1),
    ),
    column(
      'qDelith_C_kg',
      'C/kg',
      capacities.map((q) => q * mAhPerGram),
    ),
    column(
      'ce',
      '1',
      capacities.map(() => ce),
    ),
    column(
      'ceSe',
      '1',
      capacities.map(() => 0.0014),
    ),
  ],
});

const data: Record<string, AnalysisResult> = {
  'a@x/cycling': result({ cycles: cycles([2000, 1950, 1000]) }, true),
  'b/cycling': result({ cycles: cycles([1000, 990, 100]) }, false),
  'a@x/rate': result(
    {
      rate: {
        columns: [
          column('currentDensity_A_kg', 'A/kg', [1000, 5000, 1000]),
          column('q_C_kg', 'C/kg', [7.2e6, 4.3e6, 7.1e6]),
        ],
      },
    },
    true,
  ),
  'a@x/cv': result({ shares: shares([0.2, 0.3, 0.45], 0.01) }, true),
  'b/cv': result({ shares: shares([0.19, 0.2, 0.25], 0.05) }, true),
  'a@x/eis@100': result(
    {
      spectrum: { columns: [column('freq_Hz', 'Hz', [1e5, 1, 0.01]), column('zRe_Ohm', 'Ohm', [5, 40, 70])] },
    },
    false,
  ),
};

function shares(values: readonly number[], width: number) {
  return {
    columns: [
      column('scanRate_V_s', 'V/s', [1e-4, 2e-4, 5e-4].slice(0, values.length)),
      column('shareFree', '1', values),
      column(
        'shareLow',
        '1',
        values.map((v) => v - width),
      ),
      column(
        'shareHigh',
        '1',
        values.map((v) => v + width),
      ),
    ],
  };
}

function judge(checks: string, rest = 'class: predicted'): ClaimRow {
  const study = parseStudy(
    `anodelab: 1\ntitle: t\nsamples: { a@x: { recipe: {} }, b: { recipe: {} } }\nclaims:\n  - id: c\n    sentence: s\n    ${rest}\n    checks: ${checks}\n`,
    'study.yaml',
  );
  const claim = study.claims?.[0];
  if (claim === undefined) throw new Error('no claim');
  return judgeClaim(claim, (path) => {
    const id =
      path.technique === 'eis' ? `${path.sample}/eis@${path.after}` : `${path.sample}/${path.technique}`;
    return findQuantity(path, data[id]);
  });
}

describe('judgeClaim', () => {
  it('reproduces a value within its tolerance and contradicts one outside', () => {
    const row = judge(
      '[{ quantity: a@x/rate/capacity@5A/g, relation: about, value: 1200 mAh/g, tolerance: 5 % }]',
    );
    expect(row).toMatchObject({ verdict: 'reproduced', class: 'predicted' });
    expect(row.expected).toBe('a@x: capacity at 5 A/g about 1200 mAh/g ± 5 %');
    expect(row.found).toBe('1194 mAh/g');
    const strict = judge(
      '[{ quantity: a@x/rate/capacity@5A/g, relation: about, value: 1200 mAh/g, tolerance: 1 mAh/g }]',
    );
    expect(strict.verdict).toBe('contradicted');
  });

  it('finds the second step at the same current', () => {
    const row = judge(
      '[{ quantity: a@x/rate/capacity@1A/g#2, relation: about, value: 1972 mAh/g, tolerance: 1 mAh/g }]',
    );
    expect(row.verdict).toBe('reproduced');
  });

  it('compares samples, times a factor, and says what it compared', () => {
    const row = judge(
      '[{ quantity: a@x/cycling/capacity@1, relation: above, than: b/cycling/capacity@1, times: 1.5 }]',
    );
    expect(row.verdict).toBe('reproduced');
    expect(row.found).toBe('2000 mAh/g against 1000 mAh/g');
    expect(
      judge('[{ quantity: a@x/cycling/capacity@1, relation: below, than: b/cycling/capacity@1 }]').verdict,
    ).toBe('contradicted');
  });

  it('compares two series place by place and leaves a pair within its intervals open', () => {
    const row = judge(
      '[{ quantity: b/cv/capacitiveShare@*, relation: above, than: a@x/cv/capacitiveShare@* }]',
    );
    expect(row.verdict).toBe('contradicted');
    const open = judge(
      '[{ quantity: b/cv/capacitiveShare@0.1mV/s, relation: above, than: a@x/cv/capacitiveShare@0.1mV/s }]',
    );
    expect(open).toMatchObject({
      verdict: 'not testable',
      reason: 'the value lies outside, but its interval reaches inside',
    });
  });

  it('judges a trend over a series', () => {
    expect(judge('[{ quantity: a@x/cv/capacitiveShare@*, relation: increases }]').verdict).toBe('reproduced');
    expect(judge('[{ quantity: a@x/cv/capacitiveShare@*, relation: decreases }]').verdict).toBe(
      'contradicted',
    );
  });

  it('needs every check and gives the reason of the one that failed', () => {
    const row = judge(
      '[{ quantity: a@x/cycling/capacity@1, relation: above, value: 1 mAh/g }, { quantity: a@x/cycling/capacity@9, relation: above, value: 1 mAh/g }]',
    );
    expect(row).toMatchObject({
      verdict: 'not testable',
      reason: 'a@x/cycling/capacity@9: no value at 9; there is 1, 2, 3',
    });
  });

  it('calls data measured when no quantity was modelled, whatever the claim says', () => {
    expect(judge('[{ quantity: b/cycling/capacity@1, relation: above, value: 1 mAh/g }]').class).toBe(
      'measured',
    );
    expect(judge('[{ quantity: a@x/eis@100/resistance@0.01Hz, relation: below, value: 80 Ohm }]').class).toBe(
      'measured',
    );
  });

  it('takes a modelled claim without class as fitted, never as a prediction', () => {
    expect(
      judge('[{ quantity: a@x/cycling/capacity@1, relation: above, value: 1 mAh/g }]', 'note: n').class,
    ).toBe('fitted');
  });

  it('says that an efficiency near 100 % tells little when its interval reaches outside', () => {
    const row = judge('[{ quantity: b/cycling/efficiency@2, relation: above, value: 99.7 % }]');
    expect(row).toMatchObject({ verdict: 'reproduced', reason: 'the interval reaches outside' });
    expect(row.found).toBe('99.80 % [99.53, 100.07]');
  });

  it('calls a claim without data not testable', () => {
    expect(judge('[{ quantity: b/eis@100/resistance@1Hz, relation: below, value: 1 Ohm }]')).toMatchObject({
      verdict: 'not testable',
      class: null,
      reason: 'b/eis@100/resistance@1Hz: there are no data',
    });
  });
});
