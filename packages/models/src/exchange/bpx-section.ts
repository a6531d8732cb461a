import { FormatError } from '@anodelab/data';
import { ExpressionError, type Law, parseExpression } from './expression.ts';
import { tableLaw } from './table-law.ts';

/** A value that BPX lets be a number, an expression of x or a table. */
export interface BpxLaw {
  readonly law: Law;
  /** The value where it is one number. */
  readonly constant: number | undefined;
}

/** One object of a BPX file, read key by key; each error names its path, what was expected and what was found. */
export class BpxSection {
  readonly path: string;
  private readonly values: Readonly<Record<string, unknown>>;
  private readonly file: string;
  private readonly read = new Set<string>();

  /** @throws {FormatError} when the value is no object */
  constructor(value: unknown, path: string, file: string) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw new FormatError(file, `expected an object, found ${describe(value)}`, path || 'top');
    }
    this.values = value as Record<string, unknown>;
    this.path = path;
    this.file = file;
  }

  has(key: string): boolean {
    this.read.add(key);
    return Object.hasOwn(this.values, key) && this.values[key] !== null;
  }

  keys(): readonly string[] {
    return Object.keys(this.values);
  }

  section(key: string): BpxSection {
    this.require(key, 'an object');
    return new BpxSection(this.values[key], this.pathOf(key), this.file);
  }

  optionalSection(key: string): BpxSection | undefined {
    return this.has(key) ? this.section(key) : undefined;
  }

  text(key: string): string {
    this.require(key, 'a text');
    const value = this.values[key];
    if (typeof value !== 'string') return this.fail(key, 'a text');
    return value;
  }

  isText(key: string): boolean {
    return this.has(key) && typeof this.values[key] === 'string';
  }

  number(key: string): number {
    this.require(key, 'a number');
    const value = this.values[key];
    return typeof value === 'number' && Number.isFinite(value) ? value : this.fail(key, 'a number');
  }

  positive(key: string): number {
    const value = this.number(key);
    return value > 0 ? value : this.fail(key, 'a number above 0');
  }

  /** A share, from 0 to 1. */
  share(key: string): number {
    const value = this.number(key);
    return value >= 0 && value <= 1 ? value : this.fail(key, 'a number from 0 to 1');
  }

  optionalNumber(key: string): number | undefined {
    return this.has(key) ? this.number(key) : undefined;
  }

  /** A number, or one for each material: that of `material`. */
  numberOf(key: string, material: string | undefined): number | undefined {
    if (!this.has(key)) return undefined;
    if (material === undefined || typeof this.values[key] === 'number') return this.number(key);
    return this.section(key).optionalNumber(material);
  }

  law(key: string): BpxLaw {
    this.require(key, 'a number, an expression of x or a table {"x": [...], "y": [...]}');
    const value = this.values[key];
    if (typeof value === 'number') {
      const constant = this.number(key);
      return {
        constant,
        law: (_x, out) => {
          out[0] = constant;
          out[1] = 0;
        },
      };
    }
    if (typeof value === 'string') return { constant: undefined, law: this.expression(key, value) };
    return { constant: undefined, law: this.table(key) };
  }

  optionalLaw(key: string): BpxLaw | undefined {
    return this.has(key) ? this.law(key) : undefined;
  }

  /** @throws {FormatError} for a key that BPX does not know here */
  end(): void {
    const unknown = Object.keys(this.values).find((key) => !this.read.has(key));
    if (unknown === undefined) return;
    const known = [...this.read].join(', ');
    throw new FormatError(
      this.file,
      `expected one of ${known}; found "${unknown}"`,
      this.path === '' ? 'top' : this.path,
    );
  }

  fail(key: string, expected: string): never {
    throw new FormatError(
      this.file,
      `expected ${expected}, found ${describe(this.values[key])}`,
      this.pathOf(key),
    );
  }

  private pathOf(key: string): string {
    return this.path === '' ? key : `${this.path} / ${key}`;
  }

  private require(key: string, expected: string): void {
    if (!this.has(key)) this.fail(key, expected);
  }

  private expression(key: string, text: string): Law {
    try {
      return parseExpression(text);
    } catch (error) {
      if (!(error instanceof ExpressionError)) throw error;
      throw new FormatError(this.file, error.message, `${this.pathOf(key)} / column ${error.column}`);
    }
  }

  private table(key: string): Law {
    const table = this.section(key);
    const [x, y] = [table.list('x'), table.list('y')];
    table.end();
    if (x.length !== y.length || x.length === 0) {
      this.fail(key, `as many x as y, at least one of each (${x.length} and ${y.length} are there)`);
    }
    if (x.every((value, i) => i === 0 || value > x[i - 1]!)) return tableLaw({ x, y });
    const order = x.map((_, i) => i).sort((a, b) => x[a]! - x[b]!);
    const sorted = order.map((i) => x[i]!);
    const twice = sorted.find((value, i) => i > 0 && value === sorted[i - 1]);
    if (twice !== undefined) this.fail(key, `each x once (${twice} is there twice)`);
    return tableLaw({ x: sorted, y: order.map((i) => y[i]!) });
  }

  private list(key: string): readonly number[] {
    this.require(key, 'a list of numbers');
    const value = this.values[key];
    if (!Array.isArray(value)) return this.fail(key, 'a list of numbers');
    const odd = value.findIndex((item) => typeof item !== 'number' || !Number.isFinite(item));
    if (odd >= 0) {
      throw new FormatError(
        this.file,
        `expected a number, found ${describe(value[odd])}`,
        `${this.pathOf(key)} / ${odd}`,
      );
    }
    return value as number[];
  }
}

function describe(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'object' && value !== null) return 'an object';
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}..."` : text;
}
