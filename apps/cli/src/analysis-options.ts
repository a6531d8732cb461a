import { parseQuantity } from '@anodelab/units';
import { UsageError } from './errors.ts';

/** How the value of one `--set key=value` is read: in a unit, as words of a list, as whole numbers, or as it stands. */
export interface OptionKind {
  /** Name of the analysis option that the key sets. */
  readonly option: string;
  readonly unit?: string;
  readonly words?: readonly string[];
  /** Whole numbers separated by commas; `single` takes one. */
  readonly integers?: 'single' | 'list';
  /** Shown when a key is unknown. */
  readonly example: string;
}

/**
 * Options of an analysis from `key=value` texts.
 *
 * @throws {UsageError} on an unknown key (with the known ones), a missing `=`, or a value that the key cannot take
 */
export function parseOptions(
  pairs: readonly string[],
  kinds: Readonly<Record<string, OptionKind>>,
): Record<string, unknown> {
  const options: Record<string, unknown> = {};
  for (const pair of pairs) {
    const equals = pair.indexOf('=');
    const key = equals < 0 ? pair : pair.slice(0, equals).trim();
    const kind = kinds[key];
    if (equals < 0 || kind === undefined) {
      const known = Object.entries(kinds).map(([name, { example }]) => `${name}=${example}`);
      throw new UsageError(`--set ${pair}: expected one of ${known.join(', ')}`);
    }
    options[kind.option] = parseValue(key, pair.slice(equals + 1).trim(), kind);
  }
  return options;
}

function parseValue(key: string, text: string, kind: OptionKind): unknown {
  if (kind.unit !== undefined) return parseQuantity(text, kind.unit).value;
  if (kind.words !== undefined && !kind.words.includes(text)) {
    throw new UsageError(`--set ${key}: expected ${kind.words.join(' or ')}, found ${text}`);
  }
  if (kind.integers === undefined) return text;
  const integers = text.split(',').map(Number);
  if (!integers.every(Number.isInteger) || (kind.integers === 'single' && integers.length > 1)) {
    throw new UsageError(`--set ${key}: expected ${kind.example}, found ${text}`);
  }
  return kind.integers === 'single' ? integers[0] : integers;
}
