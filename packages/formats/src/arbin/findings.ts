import { type Column, type Finding, findColumn } from '@anodelab/data';
import { findQuantity, headerParts } from '../cycler-table/vocabulary.ts';
import { ARBIN, DATABASE_UNITS } from './vocabulary.ts';

/** The table does not say that its angles are degrees; that matters only where there are any. */
export function impedanceFindings(columns: readonly Column[]): Finding[] {
  const phase = findColumn({ columns }, 'zPhase_rad');
  if (phase === undefined || /deg/i.test(phase.header ?? '')) return [];
  if (!(phase.values instanceof Float64Array) || phase.values.every((value) => !(Math.abs(value) > 0)))
    return [];
  return [
    { severity: 'info', code: 'unit-assumed', message: 'read as degrees', at: phase.header ?? 'zPhase_rad' },
  ];
}

/** Exports with the database's bare column names have its units. */
export function unitFindings(headers: readonly string[]): Finding[] {
  const bare = headers.filter((header) => {
    const parts = headerParts(header);
    return parts.unitText === undefined && DATABASE_UNITS.has(findQuantity(ARBIN, parts)?.base ?? '');
  });
  if (bare.length === 0) return [];
  const units = bare.map((header) => {
    const base = findQuantity(ARBIN, headerParts(header))?.base ?? '';
    return `${header} ${DATABASE_UNITS.get(base)}`;
  });
  const message = `the column names state no units; they are those of Arbin’s results database: ${units.join(', ')}`;
  return [{ severity: 'info', code: 'unit-by-format', message, at: bare[0] ?? '' }];
}
