import type { Expression } from './expression.ts';
import type { Kernel } from './kernels.ts';
import type { ParameterKind } from './parameter-kind.ts';

/** The two ways of writing circuits: `R0-p(R1,C1)` (impedance.py) and `R(RC)` (circuit description code, CDC). */
export type Dialect = 'impedance.py' | 'CDC';

/** One parameter of one element in a circuit. */
export interface CircuitParameter {
  /** `R1`, or `Wo1.tau` for an element with several parameters. Unique in its circuit. */
  readonly name: string;
  readonly kind: ParameterKind;
  /** Value written in the circuit; undefined where it gives none. SI. */
  readonly value: number | undefined;
  /** A fixed parameter keeps its value in every fit. */
  readonly fixed: boolean;
  /** Limits written in the circuit, or those of its kind. */
  readonly lower: number;
  readonly upper: number;
  /** What it is made of other parameters; it is then not free. */
  readonly expression?: Expression;
  /** How it goes through a series of spectra; every spectrum has its own value when left out. */
  readonly link?: SeriesLink;
}

/**
 * One value for all spectra of a series, or values that are expected to change by this share (standard deviation) from
 * one spectrum to the next.
 */
type SeriesLink = 'shared' | { readonly change: number };

/** An element of a dialect: its parameters and what they make. */
export type ElementKind = FormulaElement | AssembledElement;

/** An element whose parameters become the arguments of a kernel. */
export interface FormulaElement {
  readonly symbol: string;
  readonly parameters: readonly ParameterKind[];
  readonly kernel: Kernel;
  /**
   * Writes the kernel's arguments and their derivatives with respect to the logarithms of the parameters.
   *
   * @param p - parameter values in SI. Shape (parameters)
   * @param a - Shape (kernel.arguments)
   * @param d - zero where nothing is written. Shape (kernel.arguments, parameters), row-major
   */
  map(p: Float64Array, a: Float64Array, d: Float64Array): void;
}

/** An element that is a small circuit with these parameters. */
export interface AssembledElement {
  readonly symbol: string;
  readonly parameters: readonly ParameterKind[];
  assemble(parameters: readonly CircuitParameter[]): CircuitNode;
}

/** One element. */
export interface ElementNode {
  readonly type: 'element';
  readonly name: string;
  readonly kind: ElementKind;
  readonly parameters: readonly CircuitParameter[];
}

/** The places of a transmission line that hold a circuit: both phases, both ends, and between the phases. */
export const LINE_PLACES = ['X_1', 'X_2', 'Z_A', 'Z_B', 'Zeta'] as const;
export type LinePlace = (typeof LINE_PLACES)[number];

/** A transmission line whose places hold circuits of their own (docs/methods/eis-circuits.md). */
export interface LineNode {
  readonly type: 'line';
  readonly name: string;
  readonly places: Readonly<Record<LinePlace, CircuitNode | 'open' | 'short'>>;
  /** 1 when left out. */
  readonly length?: CircuitParameter;
}

/** Parts in series (impedances add) or in parallel (admittances add). */
export interface GroupNode {
  readonly type: 'series' | 'parallel';
  readonly parts: readonly CircuitNode[];
}

export type CircuitNode = ElementNode | GroupNode | LineNode;

/** A circuit as written and as understood. */
export interface Circuit {
  readonly text: string;
  readonly dialect: Dialect;
  readonly root: CircuitNode;
  /** All parameters in the order of the text. */
  readonly parameters: readonly CircuitParameter[];
}

/** All elements of a node in the order of the text, those inside transmission lines too. */
export function elementsOf(node: CircuitNode): readonly ElementNode[] {
  return node.type === 'element' ? [node] : partsOf(node).flatMap(elementsOf);
}

/** All parameters of a node in the order of the text; the length of a transmission line follows what it holds. */
export function parametersOf(node: CircuitNode): readonly CircuitParameter[] {
  if (node.type === 'element') return node.parameters;
  const inside = partsOf(node).flatMap(parametersOf);
  return node.type === 'line' && node.length !== undefined ? [...inside, node.length] : inside;
}

/** What a group or a transmission line is made of. */
export function partsOf(node: GroupNode | LineNode): readonly CircuitNode[] {
  if (node.type !== 'line') return node.parts;
  return LINE_PLACES.flatMap((place) => {
    const held = node.places[place];
    return typeof held === 'string' ? [] : [held];
  });
}

/** The same node with every parameter replaced. */
export function mapParameters(
  node: CircuitNode,
  change: (parameter: CircuitParameter) => CircuitParameter,
): CircuitNode {
  const map = (part: CircuitNode): CircuitNode => mapParameters(part, change);
  if (node.type === 'element') return { ...node, parameters: node.parameters.map(change) };
  if (node.type !== 'line') return { ...node, parts: node.parts.map(map) };
  const places = LINE_PLACES.map((place) => {
    const held = node.places[place];
    return [place, typeof held === 'string' ? held : map(held)] as const;
  });
  return {
    ...node,
    places: Object.fromEntries(places) as LineNode['places'],
    ...(node.length === undefined ? {} : { length: change(node.length) }),
  };
}
