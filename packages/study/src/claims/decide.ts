import type { Check, Comparison } from '../schema/claim.ts';
import type { FoundQuantity } from './found-quantity.ts';

export type Verdict = 'reproduced' | 'contradicted' | 'not testable';

/** A verdict with the reason where it needs one. */
interface Decision {
  readonly verdict: Verdict;
  readonly reason: string;
}

/** Whether a check holds for the values found: `left` are its quantities, `right` those that it compares with. */
export function decide(
  check: Check,
  left: readonly FoundQuantity[],
  right: readonly FoundQuantity[],
): Decision {
  if (check.kind === 'trend') {
    if (left.length < 2) return { verdict: 'not testable', reason: 'a series needs two values' };
    const sign = check.relation === 'increases' ? 1 : -1;
    const pairs = left.slice(1).map((quantity, i) => [quantity, left[i] ?? quantity] as const);
    return overall(
      pairs.map(([later, earlier]) => compare(scaled(later, sign), scaled(earlier, sign), 0, Infinity)),
    );
  }
  if (typeof check.reference === 'number') {
    const value = check.reference * check.times;
    const reference = { value, low: value, high: value };
    return overall(left.map((quantity) => compare(quantity, reference, ...bounds(check, value))));
  }
  const pairs = pairUp(left, right);
  if (pairs === undefined)
    return { verdict: 'not testable', reason: 'the two series have no places in common' };
  return overall(
    pairs.map(([one, other]) => {
      const reference = scaled(other, check.times);
      return compare(one, reference, ...bounds(check, reference.value));
    }),
  );
}

/** Series against series by place (`@0.1mV/s` with `@0.1mV/s`); one against many each with each. */
function pairUp(left: readonly FoundQuantity[], right: readonly FoundQuantity[]) {
  if (left.length === 1 || right.length === 1) {
    return left.flatMap((one) => right.map((other) => [one, other] as const));
  }
  const place = ({ path }: FoundQuantity) => path.slice(path.lastIndexOf('@'));
  const pairs = left.flatMap((one) =>
    right.filter((other) => place(other) === place(one)).map((other) => [one, other] as const),
  );
  return pairs.length === 0 ? undefined : pairs;
}

/** Range of `left - right` in which the relation holds. */
function bounds(check: Comparison, reference: number): [number, number] {
  if (check.relation === 'above') return [0, Infinity];
  if (check.relation === 'below') return [-Infinity, 0];
  const width =
    'absolute' in check.tolerance ? check.tolerance.absolute : check.tolerance.relative * Math.abs(reference);
  return [-width, width];
}

interface Range {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** Reproduced where the difference lies within, contradicted where all of its interval lies outside. */
function compare(
  left: FoundQuantity | Range,
  right: FoundQuantity | Range,
  low: number,
  high: number,
): Decision {
  const [one, other] = [rangeOf(left), rangeOf(right)];
  const difference = {
    value: one.value - other.value,
    low: one.low - other.high,
    high: one.high - other.low,
  };
  const slack = 1e-9 * Math.max(Math.abs(one.value), Math.abs(other.value));
  const within = difference.value >= low - slack && difference.value <= high + slack;
  const excluded = difference.high < low || difference.low > high;
  const certain = difference.low >= low - slack && difference.high <= high + slack;
  if (within) return { verdict: 'reproduced', reason: certain ? '' : 'the interval reaches outside' };
  if (excluded) return { verdict: 'contradicted', reason: '' };
  return { verdict: 'not testable', reason: 'the value lies outside, but its interval reaches inside' };
}

function overall(parts: readonly Decision[]): Decision {
  const order: readonly Verdict[] = ['contradicted', 'not testable', 'reproduced'];
  const verdict = order.find((each) => parts.some((part) => part.verdict === each)) ?? 'not testable';
  return {
    verdict,
    reason: parts.find((part) => part.verdict === verdict && part.reason !== '')?.reason ?? '',
  };
}

function rangeOf(quantity: FoundQuantity | Range): Range {
  if ('low' in quantity) return quantity;
  const { value, interval } = quantity;
  return { value, low: interval?.low ?? value, high: interval?.high ?? value };
}

function scaled(quantity: FoundQuantity | Range, factor: number): Range {
  const { value, low, high } = rangeOf(quantity);
  const ends = [factor * low, factor * high];
  return { value: factor * value, low: Math.min(...ends), high: Math.max(...ends) };
}
