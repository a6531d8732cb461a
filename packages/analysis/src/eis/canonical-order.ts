import { type Circuit, type CircuitNode, elementsOf, type GroupNode } from './circuit.ts';

/**
 * The same fit with equal arcs in order of time constant, fastest first, so that arcs keep their names from spectrum to
 * spectrum. Arcs are equal when they are parts of one series or parallel connection with the same elements, limits and
 * fixed values; exchanging their parameters does not change the impedance.
 *
 * @param values - of all parameters, SI, in the circuit's order
 */
export function orderEqualArcs(circuit: Circuit, values: Float64Array): Float64Array {
  const ordered = values.slice();
  orderWithin(circuit.root, circuit, ordered);
  return ordered;
}

function orderWithin(node: CircuitNode, circuit: Circuit, values: Float64Array): void {
  if (node.type === 'element') return;
  for (const part of node.parts) orderWithin(part, circuit, values);
  for (const equal of equalParts(node)) {
    const spans = equal.map((part) => span(part, circuit));
    const blocks = spans.map(([from, to]) => values.slice(from, to));
    const order = equal
      .map((part, k) => ({ block: blocks[k]!, tau: timeConstant(part, blocks[k]!) }))
      .sort((a, b) => a.tau - b.tau);
    order.forEach(({ block }, k) => values.set(block, spans[k]![0]));
  }
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
  if (node.type !== 'element') return `${node.type}(${node.parts.map(signature).join(' ')})`;
  const parameters = node.parameters.map((p) => `${p.lower}:${p.upper}:${p.fixed ? p.value : ''}`);
  return `${node.kind.symbol}[${parameters.join(' ')}]`;
}

/** First and last + 1 index of the parameters of a node. */
function span(node: CircuitNode, circuit: Circuit): [number, number] {
  const parameters = elementsOf(node).flatMap((element) => element.parameters);
  const from = circuit.parameters.indexOf(parameters[0]!);
  return [from, from + parameters.length];
}

/**
 * Time constant that arcs are ordered by, s: the first parameter in seconds; else (R Y)^(1/n) of the first resistance and
 * the first capacitance or constant-phase element; else the first value.
 */
function timeConstant(node: CircuitNode, values: Float64Array): number {
  const parameters = elementsOf(node).flatMap((element) => element.parameters);
  const first = (unit: string): number | undefined => {
    const k = parameters.findIndex((p) => p.kind.unit === unit);
    return k < 0 ? undefined : values[k]!;
  };
  const time = first('s');
  if (time !== undefined) return time;
  const r = first('Ohm');
  const storage = first('F') ?? first('S.s^n');
  if (r === undefined || storage === undefined) return values[0]!;
  return (r * storage) ** (1 / (first('F') === undefined ? (first('1') ?? 1) : 1));
}
