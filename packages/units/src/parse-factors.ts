import { PREFIXES, SMALL_PREFIXES, UNITS, type UnitSymbol } from './unit-symbols.ts';
import { UnitError } from './unit-error.ts';

/** One factor of a unit, such as the `cm^-2` of `mA cm^-2`. */
export interface UnitFactor {
  readonly prefix: string;
  readonly symbol: UnitSymbol;
  readonly exponent: number;
}

/** A symbol; `wt.%` and its like count as one. */
const SYMBOL = /(?:wt|at|vol|mol)\.?\s?%|℃|°[CF]?|[\p{Script=Latin}µΩ]+|[%‰]|1(?!\d|\.\d)/uy;
/** `^2`, `^-0.5`, `^(1/2)`, `**2`, `2` or `-2` right behind the symbol. */
const EXPONENT =
  /(?:\^|\*\*)\s*(?:\(\s*([+-]?\d+)\s*\/\s*(\d+)\s*\)|\(\s*([+-]?\d+(?:\.\d+)?)\s*\)|([+-]?\d+(?:\.\d+)?))|([+-]?\d+)(?!\d|\.\d)/y;
const PRODUCT = /\s*[*·]\s*|\s*\.(?!\d)\s*|\s+/y;
const QUOTIENT = /\s*\/\s*/y;

/**
 * The factors of a unit in the order written. Products are blanks, `.`, `·` or `*`; a quotient is `/` and takes one
 * factor or a parenthesis (`J/(kg K)`; `J/kg K` is refused because people read it in two ways); several quotients
 * divide one after the other.
 *
 * @throws {UnitError} with the position in `text`
 */
export function parseFactors(text: string): readonly UnitFactor[] {
  const parser = new FactorParser(text);
  return parser.whole();
}

/** The text with one spelling for each sign, character by character so that positions stay. */
function oneSpelling(text: string): string {
  return Array.from(text, (letter) => SPELLINGS.get(letter) ?? letter).join('');
}

const SPELLINGS = new Map([
  ['μ', 'µ'],
  ['\u2126', 'Ω'],
  ['\u212B', 'Å'],
  ['º', '°'],
  ['−', '-'],
  ['–', '-'],
  ['⋅', '·'],
  ['∙', '·'],
  ['×', '*'],
  ['／', '/'],
  ['\u00A0', ' '],
  ['\u202F', ' '],
]);

const SUPERSCRIPT_DIGITS = '⁰¹²³⁴⁵⁶⁷⁸⁹';

class FactorParser {
  private readonly given: string;
  private readonly text: string;
  private at = 0;

  constructor(given: string) {
    this.given = given;
    const spelt = oneSpelling(given);
    this.text = spelt
      .replaceAll(/[⁺⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+/g, (power) =>
        Array.from(power, (c) => (c === '⁻' ? '-' : c === '⁺' ? '+' : SUPERSCRIPT_DIGITS.indexOf(c))).join(
          '',
        ),
      )
      .replace(/\s+vs\.?\s.*$/, '')
      .trimEnd();
  }

  whole(): readonly UnitFactor[] {
    this.take(/\s*/y);
    const factors = this.product();
    if (this.at < this.text.length) this.fail('expected the end of the unit');
    return factors;
  }

  private product(): UnitFactor[] {
    const factors = [...this.factor(1)];
    let divided = false;
    while (this.at < this.text.length && this.text[this.at] !== ')') {
      const before = this.at;
      if (this.take(QUOTIENT)) {
        factors.push(...this.factor(-1));
        divided = true;
      } else if (this.take(PRODUCT)) {
        if (divided) this.fail('expected parentheses around what is divided by', before);
        factors.push(...this.factor(1));
      } else break;
    }
    return factors;
  }

  private factor(sign: 1 | -1): UnitFactor[] {
    if (this.text[this.at] === '(') {
      this.at++;
      this.take(/\s*/y);
      const inner = this.product();
      this.take(/\s*/y);
      if (this.text[this.at] !== ')') this.fail('expected ")"');
      this.at++;
      const power = sign * this.exponent();
      return inner.map((factor) => ({ ...factor, exponent: factor.exponent * power }));
    }
    const start = this.at;
    const written = this.take(SYMBOL)?.[0];
    if (written === undefined) this.fail('expected a unit');
    const found = findSymbol(written.replaceAll(/[.\s]/g, ''));
    if (found === undefined) this.fail('expected a known unit', start);
    const power = written === '1' ? 1 : this.exponent();
    return [{ ...found, exponent: sign * power }];
  }

  private exponent(): number {
    const match = this.take(EXPONENT);
    if (match === null) return 1;
    const [, over, under, inParentheses, decimal, plain] = match;
    return over !== undefined ? Number(over) / Number(under) : Number(inParentheses ?? decimal ?? plain);
  }

  private take(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.at;
    const match = pattern.exec(this.text);
    if (match !== null) this.at += match[0].length;
    return match;
  }

  private fail(expected: string, position = this.at): never {
    const rest = this.text.slice(position);
    throw new UnitError(
      this.given,
      position + 1,
      `${expected}, found ${rest === '' ? 'the end' : `"${rest}"`}`,
    );
  }
}

/** A symbol as it stands, else the longest prefix that leaves one. */
function findSymbol(written: string): { prefix: string; symbol: UnitSymbol } | undefined {
  const plain = UNITS.get(written);
  if (plain !== undefined) return { prefix: '', symbol: plain };
  for (const length of [2, 1]) {
    const prefix = written.slice(0, length);
    const symbol = UNITS.get(written.slice(length));
    if (symbol === undefined || symbol.prefixes === 'none' || !PREFIXES.has(prefix)) continue;
    if (symbol.prefixes === 'thousands' && SMALL_PREFIXES.has(prefix)) continue;
    return { prefix: prefix === 'u' ? 'µ' : prefix, symbol };
  }
  return undefined;
}
