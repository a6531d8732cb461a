import type { Scanner } from './circuit-scanner.ts';

/** A value made of the parameters of a circuit. */
export interface Expression {
  /** Names of the parameters in it, each once. */
  readonly uses: readonly string[];
  /** @param of - value of a parameter by its name */
  value(of: (name: string) => number): number;
  /** Derivative with respect to one parameter. */
  slope(name: string, of: (name: string) => number): number;
}

const NUMBER = /(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/;

/** Functions of one argument with their derivatives. */
const FUNCTIONS: Readonly<Record<string, readonly [(x: number) => number, (x: number) => number]>> = {
  sqrt: [Math.sqrt, (x) => 0.5 / Math.sqrt(x)],
  exp: [Math.exp, Math.exp],
  ln: [Math.log, (x) => 1 / x],
};

/**
 * Reads sums, products, powers (`^`), `sqrt`, `exp`, `ln`, `pi`, numbers and names of parameters, with the usual
 * precedence: `2*R1`, `tau/(R1 + R2)`, `-0.5` is a sum that begins with a minus.
 *
 * @param names - of the parameters that may stand in it
 * @throws {InputError} with the column
 */
export function parseExpression(scanner: Scanner, names: readonly string[]): Expression {
  const first = scanner.take('-') ? negative(readProduct(scanner, names)) : readProduct(scanner, names);
  let sum = first;
  for (;;) {
    if (scanner.take('+')) sum = added(sum, readProduct(scanner, names));
    else if (scanner.take('-')) sum = added(sum, negative(readProduct(scanner, names)));
    else return sum;
  }
}

function readProduct(scanner: Scanner, names: readonly string[]): Expression {
  let product = readPower(scanner, names);
  for (;;) {
    if (scanner.take('*')) product = multiplied(product, readPower(scanner, names));
    else if (scanner.take('/'))
      product = multiplied(product, raised(readPower(scanner, names), constant(-1)));
    else return product;
  }
}

function readPower(scanner: Scanner, names: readonly string[]): Expression {
  const base = readAtom(scanner, names);
  if (!scanner.take('^')) return base;
  const isNegative = scanner.take('-');
  const exponent = readPower(scanner, names);
  return raised(base, isNegative ? negative(exponent) : exponent);
}

function readAtom(scanner: Scanner, names: readonly string[]): Expression {
  if (scanner.take('(')) return closed(scanner, names);
  const number = scanner.match(NUMBER)?.[0];
  if (number !== undefined) return constant(Number(number));
  const name = takeName(scanner, names);
  if (name !== undefined) return parameter(name);
  const at = scanner.position();
  const word = scanner.match(/[A-Za-z]+/)?.[0] ?? '';
  const found = FUNCTIONS[word];
  if (found !== undefined) {
    scanner.expect('(');
    return applied(found, closed(scanner, names));
  }
  if (word === 'pi') return constant(Math.PI);
  return scanner.fail(`a number, '(', sqrt, exp, ln, pi or one of ${names.join(' ')}`, at);
}

function closed(scanner: Scanner, names: readonly string[]): Expression {
  const inside = parseExpression(scanner, names);
  scanner.expect(')');
  return inside;
}

/** Consumes the longest of these names that is next and does not go on. */
export function takeName(scanner: Scanner, names: readonly string[]): string | undefined {
  const next = names
    .filter((name) => scanner.sees(name))
    .reduce((longest, name) => (name.length > longest.length ? name : longest), '');
  if (next === '') return undefined;
  const escaped = next.replaceAll(/[^\w ]/g, String.raw`\$&`);
  return scanner.match(new RegExp(`${escaped}(?![\\w.])`)) === undefined ? undefined : next;
}

function constant(value: number): Expression {
  return { uses: [], value: () => value, slope: () => 0 };
}

function parameter(name: string): Expression {
  return { uses: [name], value: (of) => of(name), slope: (by) => (by === name ? 1 : 0) };
}

function negative(a: Expression): Expression {
  return { uses: a.uses, value: (of) => -a.value(of), slope: (by, of) => -a.slope(by, of) };
}

function added(a: Expression, b: Expression): Expression {
  return {
    uses: union(a, b),
    value: (of) => a.value(of) + b.value(of),
    slope: (by, of) => a.slope(by, of) + b.slope(by, of),
  };
}

function multiplied(a: Expression, b: Expression): Expression {
  return {
    uses: union(a, b),
    value: (of) => a.value(of) * b.value(of),
    slope: (by, of) => a.slope(by, of) * b.value(of) + a.value(of) * b.slope(by, of),
  };
}

function raised(a: Expression, b: Expression): Expression {
  return {
    uses: union(a, b),
    value: (of) => a.value(of) ** b.value(of),
    slope: (by, of) => {
      const [base, exponent] = [a.value(of), b.value(of)];
      const inExponent = b.slope(by, of);
      return (
        exponent * base ** (exponent - 1) * a.slope(by, of) +
        (inExponent === 0 ? 0 : base ** exponent * Math.log(base) * inExponent)
      );
    },
  };
}

function applied([f, slope]: (typeof FUNCTIONS)[string], a: Expression): Expression {
  return {
    uses: a.uses,
    value: (of) => f(a.value(of)),
    slope: (by, of) => slope(a.value(of)) * a.slope(by, of),
  };
}

function union(a: Expression, b: Expression): readonly string[] {
  return [...new Set([...a.uses, ...b.uses])];
}
