import type { Dataset } from '@anodelab/data';
import { describe, expect, test } from 'vitest';
import { analyseDrt } from './analyse-drt.ts';
import { arcSpectrum } from './known-distributions.ts';

const arcs = [
  { resistance: 50, tau: 1e-4, exponent: 0.8 },
  { resistance: 20, tau: 0.1, exponent: 0.8 },
];

function dataset(spectrum: ReturnType<typeof arcSpectrum>): Dataset {
  const column = (name: string, unit: string, values: Float64Array) =>
    ({ name, unit, header: name, origin: 'measured', values }) as const;
  return {
    technique: 'eis',
    columns: [
      column('freq_Hz', 'Hz', spectrum.frequency),
      column('zRe_Ohm', 'Ohm', spectrum.zRe),
      column('zIm_Ohm', 'Ohm', spectrum.zIm),
    ],
    meta: {},
    provenance: { reader: 'test' },
    findings: [],
  } as unknown as Dataset;
}

describe('the analysis of relaxation times', () => {
  test('names peaks from short times with resistance, time constant and intervals', () => {
    const { results, tables, findings } = analyseDrt([dataset(arcSpectrum(arcs, { noise: 0.3 }))]);
    expect(Object.keys(results)).toEqual(expect.arrayContaining(['R0', 'Rpol', 'peak1.tau', 'peak2.R']));
    expect(results['peak3.tau']).toBeUndefined();
    expect(Math.abs(results['peak1.R']!.value - 50)).toBeLessThan(1.5);
    expect(Math.abs(results['peak2.R']!.value - 20)).toBeLessThan(1.5);
    expect(results['peak1.tau']!.interval!.low).toBeLessThan(1e-4);
    expect(results['peak1.tau']!.method).toContain('unit weight');
    expect(tables['drtPeaks']!.columns[0]!.values.length).toBe(2);
    expect(findings).toEqual([]);
  });

  test('takes the noise as a share of |Z| where that is likelier', () => {
    const spectrum = arcSpectrum([{ resistance: 1000, tau: 1e-2, exponent: 0.9 }], { noise: 1 });
    const { frequency, zRe, zIm } = spectrum;
    const exact = arcSpectrum([{ resistance: 1000, tau: 1e-2, exponent: 0.9 }]);
    const size = exact.zRe.map((re, i) => Math.hypot(re, exact.zIm[i]!));
    const relative = {
      frequency,
      zRe: zRe.map((z, i) => exact.zRe[i]! + (z - exact.zRe[i]!) * 1e-3 * size[i]!),
      zIm: zIm.map((z, i) => exact.zIm[i]! + (z - exact.zIm[i]!) * 1e-3 * size[i]!),
      noise: 0,
    };
    expect(analyseDrt([dataset(relative)]).results['R0']!.method).toContain('modulus weight');
  });

  test('an inductive loop is named, and found when negative values are allowed', () => {
    const loop = dataset(arcSpectrum([...arcs, { resistance: -30, tau: 10, exponent: 1 }], { noise: 0.1 }));
    expect(analyseDrt([loop]).findings.map(({ code }) => code)).toContain('inductive-loop');
    const { results, findings } = analyseDrt([loop], { negative: true });
    expect(findings).toEqual([]);
    const peaks = Object.entries(results).filter(([name]) => name.endsWith('.R'));
    expect(Math.min(...peaks.map(([, { value }]) => value))).toBeLessThan(-20);
  });

  test('Tikhonov takes a rule or a number', () => {
    const data = [dataset(arcSpectrum(arcs, { noise: 0.3 }))];
    expect(analyseDrt(data, { lambda: 0.01 }).results['R0']!.method).toContain('lambda 0.0100');
    expect(analyseDrt(data, { method: 'tikhonov', lambda: 'rgcv' }).statements[1]).toContain('cut at zero');
  });
});
