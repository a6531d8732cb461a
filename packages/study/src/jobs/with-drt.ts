import { analyseDrt, type DrtOptions } from '@anodelab/analysis';
import type { AnalysisResult, Dataset } from '@anodelab/data';
import type { Study } from '../schema/study-schema.ts';

/** An impedance analysis and, where the study asks for one, the distribution of relaxation times of the same spectrum. */
export function withDrt(eis: AnalysisResult, study: Study, datasets: readonly Dataset[]): AnalysisResult {
  const options = study.analyses?.drt;
  if (options === undefined) return eis;
  const drt = analyseDrt(datasets, { ...spectrumOf(study), ...options });
  const results = Object.entries(drt.results).map(([name, result]) => [`drt.${name}`, result] as const);
  return {
    ...eis,
    results: { ...eis.results, ...Object.fromEntries(results) },
    tables: { ...eis.tables, ...drt.tables },
    statements: [...eis.statements, ...drt.statements],
    findings: [...eis.findings, ...drt.findings],
  };
}

/** Both analyses look at one spectrum, under one weight. */
function spectrumOf(study: Study): DrtOptions {
  const { cycle, weight } = study.analyses?.eis ?? {};
  return {
    ...(cycle !== undefined && { cycle }),
    ...(weight === 'unit' || weight === 'modulus' ? { weight } : {}),
  };
}
