/**
 * The canonical name of a quantity: its base and its SI unit, `specificCapacity` in `C/kg` is `specificCapacity_C_kg`;
 * the base alone for plain numbers, per cent and quantities whose unit nobody states.
 */
export function canonicalName(base: string, unit: string | null): string {
  return unit === null || unit === '1' || unit === '%' ? base : `${base}_${unitSuffix(unit)}`;
}

/** The base of a canonical name, given its unit. */
export function baseName(name: string, unit: string | null): string {
  if (unit === null) return name;
  const suffix = `_${unitSuffix(unit)}`;
  return name.endsWith(suffix) && name.length > suffix.length ? name.slice(0, -suffix.length) : name;
}

/** `C/kg` as it stands in a name. */
export function unitSuffix(unit: string): string {
  return unit.replaceAll(/[^A-Za-z0-9]+/g, '_').replaceAll(/^_|_$/g, '');
}

/** Words of a header as one camel-case name: `Step Index` is `stepIndex`, `dQ/dV` is `dqDv`, `|Z|` is `z`. */
export function camelCase(words: string): string {
  const parts = words.match(/[\p{L}\p{N}]+/gu) ?? [];
  return parts
    .map((part, i) => {
      const low = /^[\p{Lu}\p{N}]+$/u.test(part) || i === 0 ? lowerFirstRun(part) : part;
      return i === 0 ? low : low.charAt(0).toUpperCase() + low.slice(1);
    })
    .join('');
}

/** `TestTime` to `testTime`, `ID` to `id`, `SOCx` to `socx`, `dQ` stays. */
function lowerFirstRun(word: string): string {
  const capitals = /^\p{Lu}+/u.exec(word)?.[0] ?? '';
  const lowered = capitals.length > 1 && capitals.length < word.length ? capitals.slice(0, -1) : capitals;
  return lowered.toLowerCase() + word.slice(lowered.length);
}

/** A header without case, blanks and signs, for look-ups: `Test Time (s)` is `testtimes`. */
export function slug(text: string): string {
  return text.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '');
}
