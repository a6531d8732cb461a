import type { Dialect, ElementKind, ParameterKind } from './element.ts';

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
}

/** One element. */
export interface ElementNode {
  readonly type: 'element';
  readonly name: string;
  readonly kind: ElementKind;
  readonly parameters: readonly CircuitParameter[];
}

/** Parts in series (impedances add) or in parallel (admittances add). */
export interface GroupNode {
  readonly type: 'series' | 'parallel';
  readonly parts: readonly CircuitNode[];
}

export type CircuitNode = ElementNode | GroupNode;

/** A circuit as written and as understood. */
export interface Circuit {
  readonly text: string;
  readonly dialect: Dialect;
  readonly root: CircuitNode;
  /** All parameters in the order of the text. */
  readonly parameters: readonly CircuitParameter[];
}

/** All elements of a node in the order of the text. */
export function elementsOf(node: CircuitNode): readonly ElementNode[] {
  return node.type === 'element' ? [node] : node.parts.flatMap(elementsOf);
}
