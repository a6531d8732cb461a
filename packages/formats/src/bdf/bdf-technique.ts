import type { Column, Technique } from '@anodelab/data';
import { techniqueOf } from '../delimited/technique.ts';

/** The format is for cyclers: time, voltage and current are cycling unless there are spectra. */
export function bdfTechnique(columns: readonly Column[]): Technique {
  const technique = techniqueOf(columns);
  if (technique !== 'unknown') return technique;
  const isCycling = ['time_s', 'voltage_V', 'current_A'].every((name) =>
    columns.some((column) => column.name === name),
  );
  return isCycling ? 'cycling' : 'unknown';
}
