import type { AnalysisResult, Finding, Result } from '@anodelab/data';
import { type AuditRow, countGradeD, defaultSwitches, lifeStages, parameters } from '@anodelab/models';
import { formatNumber, formatUnit, UnitError } from '@anodelab/units';
import type { ClaimRow } from '../claims/judge.ts';
import type { Study } from '../schema/study-schema.ts';
import { type Series, seriesId } from '../series.ts';
import { escapeHtml, htmlList, htmlTable } from './html.ts';

/** An analysis with the series that it is of. */
export interface ReportedSeries {
  readonly series: Series;
  readonly result: AnalysisResult;
}

/** A figure of the report: SVG text, or why there is none. */
export interface ReportedFigure {
  readonly id: string;
  readonly title: string;
  readonly caption: string;
  /** What the numbers mean and how they were made. */
  readonly definitions: string;
  readonly width: number;
  readonly svg: string | undefined;
}

/** The table of claims with its count by verdict. */
export function claimsSection(rows: readonly ClaimRow[]): string {
  const cells = rows.map((row) => [
    { text: `“${row.sentence}”`, className: 'quote', under: row.id },
    { text: row.verdict, className: `verdict ${row.verdict.replace(' ', '-')}`, under: row.class ?? '' },
    { text: row.expected, className: 'wide' },
    { text: row.found, className: 'wide' },
    {
      text: [row.reason, row.note ?? '']
        .filter((text) => text !== '')
        .map(sentence)
        .join(' '),
      className: 'wide',
    },
  ]);
  const head = ['The paper says', 'Verdict', 'Expected', 'Found', 'Remark'];
  return `<p>A claim is reproduced when all its conditions hold, contradicted when one fails beyond its interval, and not
testable where the data are missing or their interval decides nothing. <strong>Fitted</strong> and <strong>tuned</strong>
mark modelled data that were adjusted to this claim: agreement there is no evidence. Only <strong>predicted</strong> and
<strong>measured</strong> are.</p>
${htmlTable('Claims of the paper', head, cells)}`;
}

/** The audit: each statement with its arithmetic. */
export function auditSection(rows: readonly AuditRow[]): string {
  const cells = rows.map(({ id, claim, arithmetic, verdict }) => [
    id,
    { text: claim, className: 'wide' },
    {
      text: arithmetic
        .map(({ name, value, unit }) => `${name}: ${significant(value)}${unit === '1' ? '' : ` ${unit}`}`)
        .join('; '),
      className: 'wide',
    },
    { text: verdict, className: 'wide' },
  ]);
  return `<p>Statements of the paper held against arithmetic, without a fit.</p>
${htmlTable('Audit', ['Row', 'Statement', 'Arithmetic', 'What follows'], cells)}`;
}

/** A figure with its caption; definitions and methods fold away on the screen and are open in print. */
export function figureSection({ id, title, caption, definitions, width, svg }: ReportedFigure): string {
  const drawing =
    svg === undefined ? '' : `<div class="paper">${svg.replace(/^<\?xml[^>]*\?>\s*/, '')}</div>\n`;
  const folded =
    definitions === ''
      ? ''
      : `<details><summary>Definitions and methods</summary>${escapeHtml(definitions)}</details>`;
  return `<figure${width < 100 ? ' class="narrow"' : ''}>
${drawing}<figcaption><strong>${escapeHtml(id)}. ${escapeHtml(title)}.</strong> ${escapeHtml(caption)}${folded}</figcaption></figure>`;
}

/** The named numbers of a series, each with interval, basis and definition. */
export function resultSection({ series, result }: ReportedSeries): string {
  const rows = Object.entries(result.results).map(([name, found]) => [
    name,
    { text: valueText(found), className: 'number' },
    { text: intervalText(found), className: 'number' },
    found.basis ?? '–',
    { text: [found.definition, found.verdict].filter(Boolean).join('. '), className: 'wide' },
  ]);
  const kind = series.modelled ? 'modelled' : 'measured';
  const empty = rows.length === 0 ? '<p>No numbers; see the findings.</p>' : '';
  return `<details${series.modelled ? '' : ' open'}><summary>${escapeHtml(seriesId(series))} <span class="soft">(${kind}, ${rows.length} numbers)</span></summary>
${empty}${rows.length > 0 ? htmlTable(seriesId(series), ['Quantity', 'Value', 'Interval', 'Per', 'Definition'], rows) : ''}</details>`;
}

/** What readers and analyses noticed; equal findings of several series in one row. */
export function findingsSection(all: readonly ReportedSeries[]): string {
  const merged = new Map<string, { finding: Finding; where: Set<string> }>();
  for (const { series, result } of all) {
    for (const finding of result.findings) {
      const key = `${finding.severity} ${finding.code} ${finding.message}`;
      const entry = merged.get(key) ?? { finding, where: new Set() };
      entry.where.add(seriesId(series));
      merged.set(key, entry);
    }
  }
  if (merged.size === 0) return '<p>Nothing had to be assumed or repaired.</p>';
  const order = [...merged.values()].sort((a, b) =>
    a.finding.severity < b.finding.severity ? 1 : a.finding.severity > b.finding.severity ? -1 : 0,
  );
  const rows = order.map(({ finding, where }) => [
    { text: finding.severity, className: finding.severity === 'warning' ? 'contradicted' : 'not-testable' },
    { text: finding.message, className: 'wide' },
    { text: [...where].join(', '), className: 'wide' },
  ]);
  return htmlTable('Findings', ['Severity', 'What was noticed', 'Where'], rows);
}

/** How the numbers were made: each statement and method once. */
export function methodsSection(all: readonly ReportedSeries[]): string {
  const statements = new Set(all.flatMap(({ result }) => result.statements));
  const methods = new Set(
    all.flatMap(({ result }) => Object.values(result.results).map(({ method }) => method)),
  );
  return `${htmlList([...statements])}<h3>Methods of the numbers</h3>${htmlList([...methods].sort())}`;
}

/** Every number of the model with its grade, source and status. */
export function parametersSection(study: Study): string {
  const changed: Partial<Record<string, number>> = study.model?.parameters ?? {};
  const rows = Object.entries(parameters).map(([name, { value, unit, source, grade, status }]) => [
    name,
    { text: significant(changed[name] ?? value), className: 'number' },
    unit,
    { text: grade, className: grade === 'D' ? 'contradicted' : '' },
    changed[name] === undefined ? status : `${status}, changed in this study`,
    { text: source, className: 'wide' },
  ]);
  return `<p>Grade A: established; B: good to about 30 %; C: within a factor of 3 to 10; D: placeholder. SI units. ${switchesText(study)}</p>
<details><summary>${rows.length} parameters</summary>${htmlTable('Parameters of the model', ['Name', 'Value', 'Unit', 'Grade', 'Status', 'Source'], rows)}</details>`;
}

/** Which mechanisms and explanations beyond the default the study chose, and how many placeholders they bring. */
function switchesText({ model }: Study): string {
  const switches = model?.switches ?? defaultSwitches;
  const on = Object.entries(switches)
    .filter(
      ([name, value]) =>
        JSON.stringify(value) !== JSON.stringify(defaultSwitches[name as keyof typeof switches]),
    )
    .map(([name, value]) => (typeof value === 'string' ? `${name}: ${value}` : name));
  const more =
    countGradeD([
      ...lifeStages(switches, true),
      ...(switches.pyrolysisHeat ? (['pyrolysis heat'] as const) : []),
      ...(switches.coreFracture ? (['core fracture'] as const) : []),
    ]) - countGradeD(lifeStages(defaultSwitches, true));
  const added = on.length === 0 ? '' : `Switched on: ${on.join(', ')}, on ${more} placeholders more. `;
  const chosen = Object.entries(model?.rivals ?? {}).map(([question, rival]) => `${question}: ${rival}`);
  return `${added}${chosen.length === 0 ? '' : `Rival explanations: ${chosen.join(', ')}.`}`;
}

function valueText({ value, unit }: Result): string {
  return `${significant(value)}${unit === '1' ? '' : ` ${printedUnit(unit)}`}`;
}

/** In journal style where it is a product of units; a unit such as `S.s^n` stays as it is written. */
function printedUnit(unit: string): string {
  try {
    return formatUnit(unit);
  } catch (error) {
    if (error instanceof UnitError) return unit;
    throw error;
  }
}

function intervalText({ interval }: Result): string {
  if (interval === undefined) return '–';
  const [low, high] = [interval.low, interval.high].map((end) => (end === null ? 'open' : significant(end)));
  return `${low} to ${high} (${Math.round(100 * interval.level)} %, ${interval.kind})`;
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

function significant(value: number): string {
  return formatNumber(value, 4);
}
