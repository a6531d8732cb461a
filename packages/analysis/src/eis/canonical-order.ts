import {
  type Circuit,
  type CircuitNode,
  type GroupNode,
  type LineNode,
  parametersOf,
  partsOf,
} from './circuit.ts';

/**
 * The same fit with equal arcs in order of time constant, fastest first, so that arcs keep their names from spectrum to
 * spectrum. Arcs are equal when they are parts of one series or parallel connection with the same elements, limits and
 * fixed values, none tied to another parameter; exchanging their parameters does not change the impedance.
 *
 * @param values - of all parameters, SI, in the circuit's order
 */
export function orderEqualArcs(circuit: Circuit, values: Float64Array): Float64Array {
  const ordered = values.slice();
  for (const { spans, blocks, taus } of equalArcs(circuit, ordered)) {
    const order = [...taus.keys()].sort((a, b) => taus[a]! - taus[b]!);
    order.forEach((from, k) => ordered.set(blocks[from]!, spans[k]![0]));
  }
  return ordered;
}

/** Arcs that could exchange their parameters: first and last + 1 index, values and time constant (s) of each. */
export interface EqualArcs {
  readonly spans: readonly (readonly [number, number])[];
  readonly blocks: readonly Float64Array[];
  readonly taus: readonly number[];
}

/** Every set of equal arcs of a circuit, inner ones first. */
export function equalArcs(circuit: Circuit, values: Float64Array): readonly EqualArcs[] {
  const tied = new Set(
    circuit.parameters.flatMap((p) => (p.expression === undefined ? [] : [p.name, ...p.expression.uses])),
  );
  return equalPartsWithin(circuit.root)
    .filter(([first]) => !parametersOf(first!).some((p) => tied.has(p.name)))
    .map((parts) => {
      const spans = parts.map((part) => span(part, circuit));
      const blocks = spans.map(([from, to]) => values.slice(from, to));
      return { spans, blocks, taus: parts.map((part, k) => timeConstant(part, blocks[k]!)) };
    });
}

function equalPartsWithin(node: CircuitNode): CircuitNode[][] {
  if (node.type === 'element') return [];
  const inside = partsOf(node).flatMap(equalPartsWithin);
  return node.type === 'line' ? inside : [...inside, ...equalParts(node)];
}

function equalParts(node: GroupNode): CircuitNode[][] {
  const groups = new Map<string, CircuitNode[]>();
  for (const part of node.parts) {
    const key = signature(part);
    groups.set(key, [...(groups.get(key) ?? []), part]);
  }
  return [...groups.values()].filter((parts) => parts.length > 1);
}

function signature(node: CircuitNode): string {
  if (node.type === 'line') return lineSignature(node);
  if (node.type !== 'element') return `${node.type}(${node.parts.map(signature).join(' ')})`;
  const parameters = node.parameters.map((p) => `${p.lower}:${p.upper}:${p.fixed ? p.value : ''}`);
  return `${node.kind.symbol}[${parameters.join(' ')}]`;
}

/** First and last + 1 index of the parameters of a node. */
function span(node: CircuitNode, circuit: Circuit): [number, number] {
  const parameters = parametersOf(node);
  const from = circuit.parameters.indexOf(parameters[0]!);
  return [from, from + parameters.length];
}

/**
 * Time constant that arcs are ordered by, s: the first parameter in seconds; else (R Y)^(1/n) of the first resistance and
 * the first capacitance or constant-phase element, (R/(sqrt(2) A))^2 of a Warburg element; else the first value.
 */
export function timeConstant(node: CircuitNode, values: Float64Array): number {
  const parameters = parametersOf(node);
  const first = (unit: string): number | undefined => {
    const k = parameters.findIndex((p) => p.kind.unit === unit);
    return k < 0 ? undefined : values[k]!;
  };
  const time = first('s');
  if (time !== undefined) return time;
  const r = first('Ohm');
  const capacitance = first('F');
  const constantPhase = first('S.s^n');
  const warburg = first('Ohm.s^-0.5');
  if (r === undefined) return values[0]!;
  if (capacitance !== undefined) return r * capacitance;
  if (constantPhase !== undefined) return (r * constantPhase) ** (1 / (first('1') ?? 1));
  return warburg === undefined ? values[0]! : (r / (Math.SQRT2 * warburg)) ** 2;
}

function lineSignature(node: LineNode): string {
  const places = Object.values(node.places).map((held) =>
    typeof held === 'string' ? held : signature(held),
  );
  return `line(${places.join(' ')})`;
}
