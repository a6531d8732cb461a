import type { Column, Technique } from '@anodelab/data';

/**
 * What a table of Arbin's holds: records, the vendor's cycles or, as `unknown`, its steps. Statistics are told from
 * records by the columns that only they have, or by the name of their sheet.
 */
export function techniqueOf(columns: readonly Column[], sheet: string): Technique {
  if (/statistic.*step/i.test(sheet)) return 'unknown';
  const statistics = columns.some(({ name }) => /^(vMax_V|chargeTime_s|dischargeTime_s)$/.test(name));
  return statistics || /statistic/i.test(sheet) ? 'cycle-table' : 'cycling';
}
