import type { AuditRow } from '@anodelab/models';
import type { ClaimRow } from '../claims/judge.ts';
import type { Study } from '../schema/study-schema.ts';
import { escapeHtml } from './html.ts';
import {
  auditSection,
  claimsSection,
  figureSection,
  findingsSection,
  methodsSection,
  parametersSection,
  type ReportedFigure,
  type ReportedSeries,
  resultSection,
} from './report-sections.ts';
import { reportStyle } from './style.ts';

/** What a report shows. */
export interface ReportParts {
  readonly study: Study;
  readonly claims: readonly ClaimRow[];
  readonly audit: readonly AuditRow[];
  readonly figures: readonly ReportedFigure[];
  readonly series: readonly ReportedSeries[];
}

interface Section {
  readonly id: string;
  readonly title: string;
  readonly html: string;
}

/** The report as one HTML page that needs nothing else: readable offline, printable, light and dark. */
export function reportHtml(parts: ReportParts): string {
  const { study } = parts;
  const sections = sectionsOf(parts);
  const links = sections
    .map(({ id, title }) => `<li><a href="#${id}">${escapeHtml(title)}</a></li>`)
    .join('');
  const body = sections.map(
    ({ id, title, html }) =>
      `<section aria-labelledby="${id}"><h2 id="${id}">${escapeHtml(title)}</h2>\n${html}</section>`,
  );
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><link rel="icon" href="data:,"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(study.title)}</title><style>${reportStyle}</style></head>
<body><header><h1>${escapeHtml(study.title)}</h1>
${paperLine(study)}${study.description === undefined ? '' : `<p>${escapeHtml(study.description)}</p>`}
${tiles(parts)}</header>
<nav aria-label="Sections"><ul>${links}</ul></nav>
<main>
${body.join('\n')}
</main>
<footer>Made by Anodelab 0.1.0 from <code>study.yaml</code>, which lies beside this page with datasets, results and figures.</footer>
</body></html>
`;
}

function sectionsOf({ study, claims, audit, figures, series }: ReportParts): readonly Section[] {
  const modelled = series.some((each) => each.series.modelled);
  const all: readonly (Section & { readonly shown: boolean })[] = [
    { id: 'claims', title: 'Claims', html: claimsSection(claims), shown: claims.length > 0 },
    {
      id: 'figures',
      title: 'Figures',
      html: figures.map(figureSection).join('\n'),
      shown: figures.length > 0,
    },
    { id: 'audit', title: 'Audit', html: auditSection(audit), shown: audit.length > 0 },
    { id: 'results', title: 'Results', html: series.map(resultSection).join('\n'), shown: true },
    { id: 'findings', title: 'Findings', html: findingsSection(series), shown: true },
    { id: 'methods', title: 'Methods', html: methodsSection(series), shown: true },
    { id: 'parameters', title: 'Parameters', html: parametersSection(study), shown: modelled },
  ];
  return all.filter(({ shown }) => shown);
}

function paperLine({ paper }: Study): string {
  if (paper === undefined) return '';
  const where = [paper.journal, paper.year].filter(Boolean).join(' ');
  const parts = [paper.authors?.join(', '), paper.title, where, paper.doi].filter(Boolean).map(String);
  return `<p class="soft">On: ${parts.map((part) => escapeHtml(part)).join('. ')}.</p>\n`;
}

function tiles({ claims, series, audit }: ReportParts): string {
  const count = (verdict: ClaimRow['verdict']) => claims.filter((row) => row.verdict === verdict).length;
  const evidence = claims.filter(
    (row) => row.verdict === 'reproduced' && (row.class === 'predicted' || row.class === 'measured'),
  ).length;
  const warnings = series
    .flatMap(({ result }) => result.findings)
    .filter(({ severity }) => severity === 'warning').length;
  const entries: readonly (readonly [number, string])[] = [
    [new Set(series.map((each) => each.series.sample)).size, 'samples'],
    ...(claims.length === 0
      ? []
      : ([
          [count('reproduced'), `claims reproduced, ${evidence} of them predicted or measured`],
          [count('contradicted'), 'contradicted'],
          [count('not testable'), 'not testable'],
        ] as const)),
    ...(audit.length === 0 ? [] : ([[audit.length, 'statements audited']] as const)),
    [warnings, 'warnings'],
  ];
  return `<ul class="tiles">${entries.map(([number, text]) => `<li><strong>${number}</strong>${escapeHtml(text)}</li>`).join('')}</ul>`;
}
