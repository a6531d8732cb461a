import { InputError } from '@anodelab/data';
import type { CircuitNode, CircuitParameter, ElementNode } from './circuit.ts';
import type { ElementKind, ParameterKind } from './element.ts';

/** A position in the text of a circuit; white space never counts. */
export interface Scanner {
  /** 0-based offset of the next character that counts. */
  position(): number;
  isAtEnd(): boolean;
  /** The text from the position on begins with this; nothing is consumed. */
  sees(text: string): boolean;
  /** Consumes this text if it is next. */
  take(text: string): boolean;
  /** Consumes what this sticky pattern matches; its groups, or undefined. */
  match(pattern: RegExp): readonly (string | undefined)[] | undefined;
  /** @throws {InputError} at the position unless this text is next */
  expect(text: string): void;
  /** @throws {InputError} what was expected and what stands there instead */
  fail(expected: string, at?: number): never;
}

/** A scanner at the start of a circuit, or further on in it. */
export function scanCircuit(text: string, from = 0): Scanner {
  let offset = from;

  function position(): number {
    while (offset < text.length && /\s/.test(text[offset]!)) offset++;
    return offset;
  }
  function sees(expected: string): boolean {
    return text.startsWith(expected, position());
  }
  function take(expected: string): boolean {
    if (!sees(expected)) return false;
    offset += expected.length;
    return true;
  }
  function match(pattern: RegExp): readonly (string | undefined)[] | undefined {
    const sticky = new RegExp(pattern.source, 'y');
    sticky.lastIndex = position();
    const found = sticky.exec(text);
    if (found === null) return undefined;
    offset += found[0].length;
    return found;
  }
  function fail(expected: string, at = position()): never {
    const found = at < text.length ? `'${text.slice(at, at + 12)}'` : 'the end';
    throw new InputError(`circuit:${at + 1}: expected ${expected}, found ${found}`, 'circuit', 1, at + 1);
  }
  return {
    position,
    isAtEnd: () => position() >= text.length,
    sees,
    take,
    match,
    expect: (expected) => {
      if (!take(expected)) fail(`'${expected}'`);
    },
    fail,
  };
}

/** A group of these parts, or the part itself where there is only one; nested groups of one type become one. */
export function group(type: 'series' | 'parallel', parts: readonly CircuitNode[]): CircuitNode {
  const flat = parts.flatMap((part) => (part.type === type ? part.parts : [part]));
  return flat.length === 1 ? flat[0]! : { type, parts: flat };
}

/** What a circuit says about one parameter beyond its kind. */
export interface WrittenParameter {
  readonly value?: number;
  readonly fixed?: boolean;
  readonly lower?: number;
  readonly upper?: number;
}

/** An element with what was written about its parameters, in the order of its kind. */
export function makeElement(
  name: string,
  kind: ElementKind,
  written: readonly (WrittenParameter | undefined)[] = [],
): ElementNode {
  return {
    type: 'element',
    name,
    kind,
    parameters: kind.parameters.map((p, k) => parameterOf(name, kind, p, written[k])),
  };
}

function parameterOf(
  element: string,
  kind: ElementKind,
  parameter: ParameterKind,
  written?: WrittenParameter,
): CircuitParameter {
  const name = kind.parameters.length === 1 ? element : `${element}.${parameter.name}`;
  return makeParameter(name, parameter, written);
}

/** A parameter with what was written about it. */
export function makeParameter(
  name: string,
  parameter: ParameterKind,
  written: WrittenParameter = {},
): CircuitParameter {
  return {
    name,
    kind: parameter,
    value: written.value ?? parameter.fixedAt,
    fixed: written.fixed ?? parameter.fixedAt !== undefined,
    lower: written.lower ?? 0,
    upper: written.upper ?? parameter.upper ?? Infinity,
  };
}
