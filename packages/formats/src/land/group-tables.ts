import type { Finding } from '@anodelab/data';
import type { Fragment } from './find-tables.ts';
import type { TableKind } from './header.ts';

/** The fragments of one table of one channel, in order. */
export interface TableGroup {
  readonly kind: TableKind;
  /** Words that tell channels apart: from the sheet's name or the title; empty where nothing does. */
  readonly label: string;
  readonly fragments: readonly Fragment[];
  readonly findings: readonly Finding[];
}

/** The words of sheet names that say what a sheet holds, not which channel. */
const SHEET_WORDS = /(cycle|step|record)s?([-_ ]?(tab|table|list|sheet))?|(循环|工步|记录)(表|数据)?|sheet/gi;

/** Titles that number the cycles of one channel. */
const CYCLE_TITLE = /^(cycle|第)?\s*\d+\s*(循环|cycle)?$/i;

/**
 * Fragments joined to tables: a fragment goes on with the table of its kind whose last count its first count follows
 * (record sheets that continue, layered steps, cycles side by side); what starts again is another channel.
 */
export function groupTables(fragments: readonly Fragment[]): readonly TableGroup[] {
  const groups: { kind: TableKind; label: string; fragments: Fragment[]; findings: Finding[] }[] = [];
  for (const fragment of fragments) {
    const sameKind = groups.filter((group) => group.kind === fragment.kind);
    const label = labelOf(fragment);
    const first = firstCount(fragment);
    const following = sameKind.findLast((group) => first === lastCount(group.fragments) + 1);
    const labelled = sameKind.findLast(
      (group) => group.label === label && first > lastCount(group.fragments),
    );
    const group = following ?? labelled;
    if (group === undefined) {
      groups.push({ kind: fragment.kind, label, fragments: [fragment], findings: [] });
      continue;
    }
    if (following === undefined && fragment.kind === 'records')
      group.findings.push(gap(group.fragments, fragment));
    group.fragments.push(fragment);
  }
  return groups.filter((group) => group.fragments.some(({ rows }) => rows.length > 0));
}

function labelOf({ grid, title }: Fragment): string {
  const sheet = grid.name.replace(SHEET_WORDS, '').replace(/^[\s_\-()[\]]+|[\s_\-()[\]]+$/g, '');
  if (sheet !== '' && !/^\d$/.test(sheet)) return sheet;
  return CYCLE_TITLE.test(title) ? '' : title;
}

/** The count in the first row: of records, cycles or steps. NaN where there is none. */
function firstCount(fragment: Fragment): number {
  return countAt(fragment, fragment.rows[0]);
}

function lastCount(fragments: readonly Fragment[]): number {
  const last = fragments.findLast(({ rows }) => rows.length > 0);
  return last === undefined ? NaN : countAt(last, last.rows.at(-1));
}

function countAt({ grid, columns, left }: Fragment, row: number | undefined): number {
  const column = columns.findIndex(({ quantity }) => quantity?.kind === 'count');
  if (row === undefined || column < 0) return NaN;
  const cell = grid.cell(row, left + column);
  return cell === undefined || cell === '' ? NaN : Number(cell);
}

function gap(before: readonly Fragment[], fragment: Fragment): Finding {
  return {
    severity: 'warning',
    code: 'records-missing',
    message: `record ${firstCount(fragment)} follows record ${lastCount(before)}: the ones between are not in the file`,
    at: fragment.grid.place(fragment.rows[0] ?? 0),
  };
}
