import type { CircuitNode, CircuitParameter, ElementKind, ElementNode } from './circuit.ts';
import type { ParameterKind } from './parameter-kind.ts';

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
