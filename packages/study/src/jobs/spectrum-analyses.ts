import { analyseDrt, analyseKramersKronig } from '@anodelab/analysis';
import type { AnalysisResult, Dataset } from '@anodelab/data';
import type { Study } from '../schema/study-schema.ts';

/**
 * An impedance analysis and what else the study asks of the same spectrum: distribution of relaxation times (`drt`), and the
 * Kramers-Kronig test with the study's own options, whose verdict and residuals then stand for those of the defaults.
 */
export function withSpectrumAnalyses(
  eis: AnalysisResult,
  { analyses }: Study,
  datasets: readonly Dataset[],
): AnalysisResult {
  const { cycle, weight } = analyses?.eis ?? {};
  const same = { ...(cycle !== undefined && { cycle }) };
  const test = analyses?.['kramers-kronig'];
  const tested =
    test === undefined
      ? eis
      : join(withoutVerdict(eis), 'kk', analyseKramersKronig(datasets, { ...same, ...test }));
  const drt = analyses?.drt;
  const known = weight === 'unit' || weight === 'modulus' ? { weight } : {};
  return drt === undefined
    ? tested
    : join(tested, 'drt', analyseDrt(datasets, { ...same, ...known, ...drt }));
}

/** Without the verdict of the defaults. */
function withoutVerdict(eis: AnalysisResult): AnalysisResult {
  const findings = eis.findings.filter(({ code }) => !code.startsWith('kramers-kronig-'));
  return { ...eis, findings };
}

function join(first: AnalysisResult, prefix: string, second: AnalysisResult): AnalysisResult {
  const results = Object.entries(second.results).map(
    ([name, result]) => [`${prefix}.${name}`, result] as const,
  );
  return {
    ...first,
    results: { ...first.results, ...Object.fromEntries(results) },
    tables: { ...first.tables, ...second.tables },
    statements: [
      ...first.statements.filter((own) => !second.statements.some((other) => other.startsWith(own))),
      ...second.statements,
    ],
    findings: [...first.findings, ...second.findings],
  };
}
