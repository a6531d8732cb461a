import type { Circuit, CircuitParameter } from './circuit.ts';

/** The parameters of a circuit that are expressions of others, at work in logarithms. */
export interface TiedParameters {
  /** Their indices, every one after those that it is made of. */
  readonly indices: readonly number[];
  /** Writes their logarithms; NaN where an expression is not above zero. */
  insert(logValues: Float64Array): void;
  /** Adds what their columns of a Jacobian (Shape (parameters, rows)) say about the parameters that they are made of. */
  carry(logValues: Float64Array, jacobian: Float64Array, rows: number): void;
}

/** True for a parameter that a fit may change by itself. */
export function isFree({ fixed, expression }: CircuitParameter): boolean {
  return !fixed && expression === undefined;
}

/** The tied parameters of a circuit. */
export function tiedParameters({ parameters }: Circuit): TiedParameters {
  const index = new Map(parameters.map(({ name }, k) => [name, k]));
  const order: number[] = [];
  const visit = (name: string): void => {
    const k = index.get(name)!;
    const expression = parameters[k]!.expression;
    if (expression === undefined || order.includes(k)) return;
    expression.uses.forEach(visit);
    order.push(k);
  };
  parameters.forEach(({ name }) => visit(name));
  const valueIn =
    (logValues: Float64Array) =>
    (name: string): number =>
      Math.exp(logValues[index.get(name)!]!);

  return {
    indices: order,
    insert(logValues) {
      const of = valueIn(logValues);
      for (const k of order) logValues[k] = Math.log(parameters[k]!.expression!.value(of));
    },
    carry(logValues, jacobian, rows) {
      const of = valueIn(logValues);
      for (const k of order.toReversed()) {
        const { expression, name } = parameters[k]!;
        for (const used of expression!.uses) {
          const to = index.get(used)!;
          const share = (expression!.slope(used, of) * of(used)) / of(name);
          for (let i = 0; i < rows; i++) jacobian[to * rows + i]! += share * jacobian[k * rows + i]!;
        }
      }
    },
  };
}
