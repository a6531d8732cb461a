import { fromSI } from '@anodelab/units';
import type { Check, Comparison } from '../schema/claim.ts';
import { describeQuantities, describeQuantity } from './describe-quantity.ts';
import type { FoundQuantity } from './found-quantity.ts';

/** `PCHS-5: capacity at 5 A/g about 1200 mAh/g ± 5 %`, `PCHS-5: capacity in cycle 500 above that of nmSi, nmSi@C`. */
export function describeCheck(check: Check): string {
  const subject = describeQuantities(check.quantity);
  if (check.kind === 'trend') return `${subject} ${check.relation}`;
  const times = check.times === 1 ? '' : `${check.times} × `;
  const width = check.relation === 'about' ? ` ± ${tolerance(check)}` : '';
  return `${subject} ${check.relation} ${times}${object(check)}${width}`;
}

/** What it is compared with; only the samples where the quantity is the same, only the quantity where the sample is. */
function object({ quantity, reference, ...rest }: Comparison): string {
  if (typeof reference === 'number') return written(reference, { quantity, reference, ...rest });
  const all = [...quantity, ...reference];
  const first = all[0];
  if (first === undefined) return '';
  if (all.every((path) => describeQuantity(path) === describeQuantity(first))) {
    return `that of ${reference.map(({ sample }) => sample).join(', ')}`;
  }
  return all.every(({ sample }) => sample === first.sample)
    ? `its ${reference.map(describeQuantity).join(', ')}`
    : describeQuantities(reference);
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

function written(value: number, check: Check): string {
  return `${bare(value, check)} ${displayOf(check).unit}`;
}

function bare(value: number, check: Check): string {
  const { unit, digits } = displayOf(check);
  return fromSI(value, unit).toFixed(digits);
}

/** Unit and decimals of a quantity: efficiencies need two decimals, shares and retentions do not have them. */
function displayOf(check: Check): { readonly unit: string; readonly digits: number } {
  const { kind = '', name = '' } = check.quantity[0] ?? {};
  if (kind === 'specificCapacity') return { unit: 'mAh/g', digits: 0 };
  if (kind === 'resistance') return { unit: 'Ohm', digits: 1 };
  return { unit: '%', digits: name === 'efficiency' ? 2 : 1 };
}
