import type { Json } from '@anodelab/data';
import { fromUnit, inSi } from './units.ts';
import { camelCase, withUnit } from './vocabulary.ts';

/** One setting of a sequence under EC-Lab's own label. A code that is known stands as its text, NaN as `pass`. */
export interface Setting {
  readonly label: string;
  readonly value: number | string;
}

/**
 * Settings of one sequence in SI, whatever file they come from: `dE/dt` and `dE/dt unit` become `scanRate_V_s`,
 * `t1 (h:m:s)` becomes `t1_s`, `vs.` is named after the potential before it. A value that the user passed is null.
 */
export function sequenceSettings(settings: readonly Setting[]): Record<string, Json> {
  const out: Record<string, Json> = {};
  let before = '';
  for (const [index, { label, value }] of settings.entries()) {
    if (isUnitLabel(label)) continue;
    const { quantity, unitText } = splitLabel(label);
    if (quantity === 'vs.') {
      out[`${before}Vs`] = value;
      continue;
    }
    before = quantity === 'dE/dt' ? 'scanRate' : camelCase(quantity.replaceAll('/', ''));
    const next = settings[index + 1];
    const given = next !== undefined && isUnitLabel(next.label) ? String(next.value) : unitText;
    const unit = unitText === 'h:m:s' ? { si: 's', scale: 1, known: true } : fromUnit(given);
    const key = unit.known ? withUnit(before, unit.si) : before;
    out[key] = typeof value === 'number' ? inSi(value, unit.scale) : value === 'pass' ? null : value;
    if (!unit.known && given !== null) out[`${before}Unit`] = given;
  }
  return out;
}

/** `unit Is`, `dunit dI/dt`, `dE/dt unit`. */
function isUnitLabel(label: string): boolean {
  return /^d?unit /.test(label) || label.endsWith(' unit');
}

function splitLabel(label: string): { quantity: string; unitText: string | null } {
  const match = /^(.*\S)\s*\(([^)]*)\)$/.exec(label);
  return { quantity: match?.[1] ?? label, unitText: match?.[2] ?? null };
}
