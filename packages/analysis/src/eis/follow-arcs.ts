import { equalArcs } from './canonical-order.ts';
import type { CircuitFit } from './fit-circuit.ts';

/** A parameter is expected to go on as it went, by no more than this factor. */
const LARGEST_TREND = 2;

/**
 * The same fit with its equal arcs in the order in which they continue those of the fits before: the order with the
 * smallest sum of squared distances of time constant and of every parameter, all in logarithms, from where their last
 * change would lead. So an arc keeps its name when it overtakes another one.
 *
 * @param fits - of the series so far, the last one before this at the end
 */
export function followArcs(fit: CircuitFit, fits: readonly CircuitFit[]): CircuitFit {
  const before = fits.at(-1);
  if (before === undefined) return fit;
  const values = fit.values.slice();
  const standardErrors = fit.standardErrors.slice();
  const old = equalArcs(before.circuit, expected(before, fits.at(-2)));
  old.forEach((known, set) => {
    const now = equalArcs(fit.circuit, values)[set]!;
    const cost = known.blocks.map((block, a) =>
      now.blocks.map((other, b) => distance(block, other) + Math.log(known.taus[a]! / now.taus[b]!) ** 2),
    );
    const order = cheapest(cost);
    const errors = now.spans.map(([from, to]) => standardErrors.slice(from, to));
    order.forEach((from, to) => {
      values.set(now.blocks[from]!, now.spans[to]![0]);
      standardErrors.set(errors[from]!, now.spans[to]![0]);
    });
  });
  return { ...fit, values, standardErrors };
}

function expected({ values }: CircuitFit, earlier: CircuitFit | undefined): Float64Array {
  return values.map((value, k) => {
    const trend = value / (earlier?.values[k] ?? value);
    return value * Math.min(LARGEST_TREND, Math.max(1 / LARGEST_TREND, trend));
  });
}

function distance(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, value, k) => sum + Math.log(value / b[k]!) ** 2, 0);
}

/** The assignment of columns to rows with the smallest sum, by trying all; circuits have few arcs. */
function cheapest(cost: readonly (readonly number[])[]): readonly number[] {
  let best: readonly number[] = [];
  let smallest = Infinity;
  const assign = (chosen: readonly number[], sum: number): void => {
    if (sum >= smallest) return;
    if (chosen.length === cost.length) {
      best = chosen;
      smallest = sum;
      return;
    }
    cost[chosen.length]!.forEach((price, column) => {
      if (!chosen.includes(column)) assign([...chosen, column], sum + price);
    });
  };
  assign([], 0);
  return best;
}
