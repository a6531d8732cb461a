import { fromSI } from '@anodelab/units';
import type { Check, Comparison } from '../schema/claim.ts';
import type { FoundQuantity } from './found-quantity.ts';

const display: Readonly<Record<string, { readonly unit: string; readonly digits: number }>> = {
  specificCapacity: { unit: 'mAh/g', digits: 0 },
  ratio: { unit: '%', digits: 2 },
  resistance: { unit: 'Ohm', digits: 1 },
};

/** `PCHS-5/rate/capacity@5A/g about 1200 mAh/g ± 5 %`. */
export function describeCheck(check: Check): string {
  const subject = paths(check.quantity);
  if (check.kind === 'trend') return `${subject} ${check.relation}`;
  const times = check.times === 1 ? '' : `${check.times} × `;
  const object =
    typeof check.reference === 'number' ? written(check.reference, check) : paths(check.reference);
  const width = check.relation === 'about' ? ` ± ${tolerance(check)}` : '';
  return `${subject} ${check.relation} ${times}${object}${width}`;
}

/** The values in the unit of the check's quantity, each with its interval where it has one. */
export function describeFound(found: readonly FoundQuantity[], check: Check): string {
  return found
    .map(({ value, interval }) =>
      interval === undefined || interval.low === null || interval.high === null
        ? written(value, check)
        : `${written(value, check)} [${bare(interval.low, check)}, ${bare(interval.high, check)}]`,
    )
    .join(', ');
}

function tolerance(check: Comparison): string {
  return 'absolute' in check.tolerance
    ? written(check.tolerance.absolute, check)
    : `${Number((100 * check.tolerance.relative).toPrecision(3))} %`;
}

function paths(list: Check['quantity']): string {
  return list.map((path) => path.text).join(', ');
}

function written(value: number, check: Check): string {
  return `${bare(value, check)} ${displayOf(check).unit}`;
}

function bare(value: number, check: Check): string {
  const { unit, digits } = displayOf(check);
  return fromSI(value, unit).toFixed(digits);
}

function displayOf(check: Check): { readonly unit: string; readonly digits: number } {
  return display[check.quantity[0]?.kind ?? ''] ?? { unit: '1', digits: 4 };
}
