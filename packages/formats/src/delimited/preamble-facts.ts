import { headerMeaning, type Json } from '@anodelab/data';

/** Facts that stay text even where they look like a number. */
const TEXTS = new Set(['sample', 'instrument', 'operator']);

/**
 * The facts that stand as `# quantity / unit: value` or `# name: text` above a table: numbers with a unit in SI under
 * their canonical name, others as they are.
 */
export function preambleFacts(lines: readonly string[]): Record<string, Json> {
  const facts: Record<string, Json> = {};
  for (const line of lines) {
    const [, key = '', text = ''] = /^#\s*([^:]{1,60}?)\s*:\s+(\S.*?)\s*$/.exec(line) ?? [];
    if (key === '') continue;
    const { names, factor, offset } = headerMeaning(key);
    const name = names[0] ?? key;
    const value = TEXTS.has(name) ? NaN : Number(text);
    if (name in facts) continue;
    facts[name] = Number.isFinite(value) ? value * factor + offset : text;
  }
  return facts;
}
