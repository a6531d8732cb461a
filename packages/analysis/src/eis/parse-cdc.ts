import {
  type CircuitNode,
  type ElementNode,
  LINE_PLACES,
  type LineNode,
  type LinePlace,
  type ElementKind,
} from './circuit.ts';
import { group, makeElement, makeParameter, type WrittenParameter } from './make-element.ts';
import type { Scanner } from './circuit-scanner.ts';
import { length } from './parameter-kind.ts';
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

function readElement(scanner: Scanner, counts: Map<string, number>): ElementNode | LineNode {
  const at = scanner.position();
  const symbol = scanner.match(/[A-Z][a-z]*/)?.[0];
  if (symbol === undefined) return scanner.fail("an element, '(' or '['");
  if (symbol === 'Tlm') return readLine(scanner, counts, at);
  const kind = findElement('CDC', symbol);
  if (kind === undefined) return scanner.fail(`one of ${elementSymbols('CDC').join(' ')} Tlm`, at);
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
  const label = readLabel(scanner);
  scanner.expect('}');
  return { written, label };
}

/**
 * `Tlm{X_1=[R], X_2=short, Z_A=open, Z_B=[RQ], Zeta=[(RQ)], L=1F}`: places left out are as in `Tlm` alone, a phase of
 * resistance, the other of none, open ends, a constant-phase element between them.
 */
function readLine(scanner: Scanner, counts: Map<string, number>, at: number): LineNode {
  const count = (counts.get('Tlm') ?? 0) + 1;
  counts.set('Tlm', count);
  const places: Partial<Record<LinePlace, CircuitNode | 'open' | 'short'>> = {};
  let written: WrittenParameter | undefined;
  let label: string | undefined;
  if (scanner.take('{')) {
    while (!scanner.sees('}') && !scanner.sees(':')) {
      const place = LINE_PLACES.find((name) => scanner.take(name));
      if (place === undefined && !scanner.take('L')) scanner.fail(`one of ${LINE_PLACES.join(', ')}, L`);
      scanner.expect('=');
      if (place === undefined) written = readAssignment(scanner);
      else places[place] = readPlace(scanner, place, counts);
      if (!scanner.take(',')) break;
    }
    label = readLabel(scanner);
    scanner.expect('}');
  }
  const one = (symbol: string): ElementNode => countedElement(symbol, counts);
  const full = {
    X_1: places.X_1 ?? one('R'),
    X_2: places.X_2 ?? 'short',
    Z_A: places.Z_A ?? 'open',
    Z_B: places.Z_B ?? 'open',
    Zeta: places.Zeta ?? one('Q'),
  };
  if (full.X_1 === 'short' && full.X_2 === 'short') scanner.fail('one phase that is not short', at);
  const name = label ?? `Tlm${count}`;
  return { type: 'line', name, places: full, length: makeParameter(`${name}.L`, length('L'), written) };
}

/** A circuit in `[ ]`, or `short` (also `zero`) or `open` (also `inf`) where the place may be so. */
function readPlace(
  scanner: Scanner,
  place: LinePlace,
  counts: Map<string, number>,
): CircuitNode | 'open' | 'short' {
  if (scanner.take('[')) return group('series', readUntil(scanner, ']', counts));
  const at = scanner.position();
  const isEnd = place.startsWith('Z_');
  if (place !== 'Zeta' && scanner.match(/short|zero/) !== undefined) return 'short';
  if (isEnd && scanner.match(/open|inf/) !== undefined) return 'open';
  const words = isEnd ? "'[', 'short' or 'open'" : place === 'Zeta' ? "'['" : "'[' or 'short'";
  return scanner.fail(words, at);
}

function countedElement(symbol: string, counts: Map<string, number>): ElementNode {
  const count = (counts.get(symbol) ?? 0) + 1;
  counts.set(symbol, count);
  return makeElement(`${symbol}${count}`, findElement('CDC', symbol)!);
}

function readLabel(scanner: Scanner): string | undefined {
  return scanner.take(':') ? scanner.match(/[^{}]+/)?.[0]?.trim() : undefined;
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
