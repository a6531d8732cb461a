import type { Column, Technique } from '@anodelab/data';

/** What a table holds, as far as its columns tell. */
export function techniqueOf(columns: readonly Column[]): Technique {
  const has = (...names: string[]) => names.every((name) => columns.some((column) => column.name === name));
  if (has('freq_Hz') && (has('zRe_Ohm', 'zIm_Ohm') || has('zAbs_Ohm'))) return 'eis';
  if (has('freq', 'zRe', 'zIm')) return 'eis'; // without units, which the analysis asks about
  const counts = ['cycle', 'stepId', 'stepCount', 'qTestChg_C', 'qStepChg_C', 'capacity_C'];
  const cycler = columns.some((column) => counts.includes(column.name));
  if (has('time_s', 'current_A') && (has('voltage_V') || has('ewe_V')) && cycler) return 'cycling';
  if (has('twoTheta_rad')) return 'xrd';
  if (has('ramanShift_1_m')) return 'raman';
  if (has('temperature_K', 'mass_kg') && !has('current_A')) return 'tg';
  return 'unknown';
}
