import type { CircuitNode, ElementNode } from './circuit.ts';
import { group, makeElement, type Scanner, type WrittenParameter } from './circuit-scanner.ts';
import type { ElementKind } from './element.ts';
import { elementSymbols, findElement } from './elements.ts';

const NUMBER = /[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/;

/**
 * Reads a circuit description code: elements one after another are in series, `( )` holds parallel branches, `[ ]` a
 * series branch inside them. Values stand in braces (`R{R=100F/50/200:label}`: value, F for fixed, limits, name) or, as
 * a shorthand, behind the symbol (`Q6.2e-5,0.93`). A leading version mark `!V=1!` is allowed.
 *
 * @throws {InputError} with the column
 */
export function parseCdc(scanner: Scanner): CircuitNode {
  scanner.match(/!V=\d+!/);
  const counts = new Map<string, number>();
  const parts: CircuitNode[] = [];
  while (!scanner.isAtEnd()) parts.push(readItem(scanner, counts));
  if (parts.length === 0) scanner.fail('an element');
  return group('series', parts);
}

function readItem(scanner: Scanner, counts: Map<string, number>): CircuitNode {
  if (scanner.take('(')) return group('parallel', readUntil(scanner, ')', counts));
  if (scanner.take('[')) return group('series', readUntil(scanner, ']', counts));
  return readElement(scanner, counts);
}

function readUntil(scanner: Scanner, end: string, counts: Map<string, number>): CircuitNode[] {
  const parts: CircuitNode[] = [];
  while (!scanner.take(end)) {
    if (scanner.isAtEnd()) scanner.fail(`'${end}'`);
    parts.push(readItem(scanner, counts));
  }
  if (parts.length === 0) scanner.fail(`an element before '${end}'`);
  return parts;
}

function readElement(scanner: Scanner, counts: Map<string, number>): ElementNode {
  const at = scanner.position();
  const symbol = scanner.match(/[A-Z][a-z]*/)?.[0];
  if (symbol === undefined) return scanner.fail("an element, '(' or '['");
  const kind = findElement('CDC', symbol);
  if (kind === undefined) return scanner.fail(`one of ${elementSymbols('CDC').join(' ')}`, at);
  const count = (counts.get(symbol) ?? 0) + 1;
  counts.set(symbol, count);
  const { written, label } = scanner.take('{')
    ? readBraces(scanner, kind)
    : { written: readShorthand(scanner, kind) };
  return makeElement(label ?? `${symbol}${count}`, kind, written);
}

function readShorthand(scanner: Scanner, kind: ElementKind): WrittenParameter[] {
  const written: WrittenParameter[] = [];
  for (const parameter of kind.parameters) {
    if (written.length > 0 && !scanner.take(',')) break;
    const at = scanner.position();
    const text = scanner.match(NUMBER)?.[0];
    if (text === undefined) {
      if (written.length > 0) scanner.fail(`a number for ${parameter.name}`);
      break;
    }
    written.push({ value: positive(scanner, text, at) });
  }
  return written;
}

function readBraces(
  scanner: Scanner,
  kind: ElementKind,
): { written: (WrittenParameter | undefined)[]; label: string | undefined } {
  const written: (WrittenParameter | undefined)[] = kind.parameters.map(() => undefined);
  while (!scanner.sees('}') && !scanner.sees(':')) {
    const at = scanner.position();
    const name = scanner.match(/[A-Za-z_]+/)?.[0];
    const index = kind.parameters.findIndex((parameter) => parameter.name === name);
    if (index < 0)
      scanner.fail(`a parameter of ${kind.symbol} (${kind.parameters.map((p) => p.name).join(', ')})`, at);
    scanner.expect('=');
    written[index] = readAssignment(scanner);
    if (!scanner.take(',')) break;
  }
  const label = scanner.take(':') ? scanner.match(/[^{}]+/)?.[0]?.trim() : undefined;
  scanner.expect('}');
  return { written, label };
}

/** `100`, `100F`, `100/50/200`, `100/50%/inf`: value, F for fixed, limits (a percentage is of the value). */
function readAssignment(scanner: Scanner): WrittenParameter {
  const at = scanner.position();
  const value = positive(scanner, scanner.match(NUMBER)?.[0], at);
  const fixed = scanner.match(/[fF](?![A-Za-z])/) !== undefined;
  const lower = scanner.take('/') ? readLimit(scanner, value) : undefined;
  const upper = scanner.take('/') ? readLimit(scanner, value) : undefined;
  return {
    value,
    ...(fixed ? { fixed } : {}),
    ...(lower === undefined ? {} : { lower }),
    ...(upper === undefined ? {} : { upper }),
  };
}

function readLimit(scanner: Scanner, value: number): number | undefined {
  if (scanner.match(/[+-]?inf/) !== undefined) return undefined;
  const text = scanner.match(NUMBER)?.[0];
  if (text === undefined) return undefined;
  return scanner.take('%') ? (Number(text) / 100) * value : Number(text);
}

function positive(scanner: Scanner, text: string | undefined, at: number): number {
  const value = Number(text ?? NaN);
  if (!(value > 0)) scanner.fail('a number above zero', at);
  return value;
}
