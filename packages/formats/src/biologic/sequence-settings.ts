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
    const { isUnit, quantity, base, unitText } = parseLabel(label);
    if (isUnit) continue;
    if (quantity === 'vs.') {
      out[`${before}Vs`] = value;
      continue;
    }
    before = base;
    const next = settings[index + 1];
    const given = next !== undefined && parseLabel(next.label).isUnit ? String(next.value) : unitText;
    const unit = unitText === 'h:m:s' ? { si: 's', scale: 1, known: true } : fromUnit(given);
    const key = unit.known ? withUnit(before, unit.si) : before;
    out[key] = typeof value === 'number' ? inSi(value, unit.scale) : value === 'pass' ? null : value;
    if (!unit.known && given !== null) out[`${before}Unit`] = given;
  }
  return out;
}

interface ParsedLabel {
  /** `unit Is`, `dunit dI/dt`, `dE/dt unit`: the unit of the setting before. */
  readonly isUnit: boolean;
  readonly quantity: string;
  /** Name in camelCase, without unit. */
  readonly base: string;
  readonly unitText: string | null;
}

/** Labels repeat for every sequence of every file; parsing each once halves the time of a small file. */
const parsed = new Map<string, ParsedLabel>();
const MOST_LABELS = 1000;

function parseLabel(label: string): ParsedLabel {
  const known = parsed.get(label);
  if (known !== undefined) return known;
  const match = /^(.*\S)\s*\(([^)]*)\)$/.exec(label);
  const quantity = match?.[1] ?? label;
  const base = quantity === 'dE/dt' ? 'scanRate' : camelCase(quantity.replaceAll('/', ''));
  const isUnit = /^d?unit /.test(label) || label.endsWith(' unit');
  const fresh = { isUnit, quantity, base, unitText: match?.[2] ?? null };
  if (parsed.size < MOST_LABELS) parsed.set(label, fresh);
  return fresh;
}
