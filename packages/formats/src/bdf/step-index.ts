import { type Column, type Finding, headerMeaning } from '@anodelab/data';

/**
 * Says how the deprecated term `Step Index` was read. Files mean by it the step of the program (so do the format's own
 * reference files); the ontology means a counter of records within the step, which would change from row to row.
 */
export function stepIndexFindings(columns: readonly Column[]): Finding[] {
  return columns.flatMap(({ header, name, values }): Finding[] => {
    const isStepIndex = headerMeaning(header ?? '').term?.machineName === 'step_index';
    if (!isStepIndex || !(values instanceof Float64Array)) return [];
    let changes = 0;
    for (let i = 1; i < values.length; i++) if (values[i] !== values[i - 1]) changes++;
    const counts = changes > values.length / 2;
    const message = counts
      ? `"${header}" changes from row to row: it counts records, although ${name} was read as the program's step`
      : `"${header}" is a deprecated term with two meanings: read as the step of the program`;
    return [{ severity: counts ? 'warning' : 'info', code: 'deprecated-term', message, at: header ?? name }];
  });
}
