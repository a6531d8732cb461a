import type { ParameterValues } from '../parameters.ts';
import type { Recipe } from '../recipe/recipe.ts';
import type { AuditRow } from './audit-row.ts';
import { auditCapacity } from './capacity.ts';
import { auditCoating } from './coating.ts';
import { auditInstruments } from './instruments.ts';
import { auditTestCell } from './test-cell.ts';

/**
 * The paper's statements against arithmetic, A1 to A19 (docs/methods/recipe.md).
 *
 * @param recipe - of the best sample, nmSi@PCHS-5
 */
export function auditPaper(values: ParameterValues, recipe: Recipe): readonly AuditRow[] {
  const rows = [
    ...auditCoating(values, recipe),
    ...auditCapacity(values),
    ...auditTestCell(values),
    ...auditInstruments(values, recipe),
  ];
  return rows.sort((a, b) => Number(a.id.slice(1)) - Number(b.id.slice(1)));
}
