import type { Cell } from '../workbook/grid.ts';
import {
  CSV_WORDS,
  CYCLE_WORDS,
  type Quantity,
  REC_WORDS,
  RECORD_WORDS,
  STEP_WORDS,
} from './header-words.ts';
import { type UnitWord, unitWord } from './units.ts';

/** What a table holds. */
export type TableKind = 'records' | 'cycles' | 'steps';

/** A header cell, understood as far as it can be. */
export interface HeaderColumn {
  /** The file's own text; empty for a blank cell. */
  readonly text: string;
  /** Undefined for a column that is not known. */
  readonly quantity: Quantity | undefined;
  /** Undefined where the header states no unit, or one that is not known. */
  readonly unit: UnitWord | undefined;
  /** The unit as written, empty without one. */
  readonly unitText: string;
}

/** One way to write headers, and how to tell that a row is such a header. */
interface HeaderStyle {
  readonly kind: TableKind;
  readonly words: readonly Quantity[];
  /** The word and the unit of a header text. */
  readonly split: (text: string) => readonly [word: string, unit: string];
  /** Canonical bases that every header of this style has. */
  readonly needs: readonly (readonly string[])[];
}

const STYLES: readonly HeaderStyle[] = [
  { kind: 'records', words: RECORD_WORDS, split: atSlash, needs: [['time'], ['voltage'], ['current']] },
  { kind: 'cycles', words: CYCLE_WORDS, split: atSlash, needs: [['cycle'], ['qChg', 'qDis']] },
  { kind: 'steps', words: STEP_WORDS, split: atSlash, needs: [['stepId'], ['stepType'], ['duration']] },
  {
    kind: 'records',
    words: CSV_WORDS,
    split: atLowLine,
    needs: [['record'], ['time'], ['localTime'], ['current']],
  },
  {
    kind: 'records',
    words: REC_WORDS,
    split: inBrackets,
    needs: [['record'], ['time'], ['localTime'], ['current']],
  },
];

/** The columns of a header row and what they are, or undefined where the row is no header that LAND writes. */
export function readHeader(
  cells: readonly Cell[],
): { kind: TableKind; columns: readonly HeaderColumn[] } | undefined {
  if (cells.some((cell) => typeof cell === 'number')) return undefined;
  const texts = cells.map((cell) => String(cell ?? '').trim());
  for (const style of STYLES) {
    const columns = texts.map((text) => readColumn(text, style));
    const bases = new Set(columns.map((column) => column.quantity?.base));
    if (style.needs.every((either) => either.some((base) => bases.has(base)))) {
      return { kind: style.kind, columns };
    }
  }
  return undefined;
}

function readColumn(text: string, style: HeaderStyle): HeaderColumn {
  const [word, unitText] = style.split(text);
  const unit = unitText === '' ? undefined : unitWord(unitText);
  const candidates = style.words.filter((quantity) => quantity.words.includes(word));
  const quantity = candidates.find((candidate) => candidate.unit === unit?.unit) ?? candidates[0];
  return { text, quantity, unit, unitText };
}

function plain(word: string): string {
  return word.normalize('NFKC').toLowerCase().replace(/\s+/g, '').replace(/\.$/, '');
}

/** `SpeCap/mAh/g`: the unit follows the first slash that is not part of dQ/dV. BDF's ` / ` is another format's. */
function atSlash(text: string): readonly [string, string] {
  if (text.includes(' / ')) return ['', ''];
  const at = text.indexOf('/', /^dQ\/dV/i.test(text) ? 3 : 0);
  return at < 0 ? [plain(text), ''] : [plain(text.slice(0, at)), text.slice(at + 1)];
}

/** `discharge_capacity_Ah`: the unit follows the last low line, unless the whole is a word. */
function atLowLine(text: string): readonly [string, string] {
  const whole = plain(text);
  if (CSV_WORDS.some((quantity) => quantity.unit === undefined && quantity.words.includes(whole)))
    return [whole, ''];
  const at = text.lastIndexOf('_');
  return at < 0 ? [whole, ''] : [plain(text.slice(0, at)), text.slice(at + 1)];
}

const UNITS_IN_WORDS: Readonly<Record<string, string>> = {
  'amp-hr': 'Ah',
  'watt-hr': 'Wh',
  amps: 'A',
  volts: 'V',
};

/** `Test (Sec)`, and words that are units: `Amp-hr`. */
function inBrackets(text: string): readonly [string, string] {
  const match = /^(.*?)\s*\((.*)\)$/.exec(text);
  if (match !== null) return [plain(match[1] ?? ''), match[2] ?? ''];
  const word = plain(text);
  return [word, UNITS_IN_WORDS[word] ?? ''];
}
