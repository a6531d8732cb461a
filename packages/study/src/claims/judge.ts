import type { Check, ClaimFields } from '../schema/claim.ts';
import type { QuantityPath } from '../schema/quantity-path.ts';
import { decide, type Verdict } from './decide.ts';
import { describeCheck, describeFound } from './describe-check.ts';
import type { FoundQuantity, Missing } from './found-quantity.ts';

/** How far a claim about modelled data speaks for the model; `measured` where all data were measured. */
export type ClaimClass = 'fitted' | 'tuned' | 'predicted' | 'measured';

/** One row of the table of claims. */
export interface ClaimRow {
  readonly id: string;
  readonly sentence: string;
  readonly expected: string;
  /** What was found, with intervals where there are any. */
  readonly found: string;
  readonly verdict: Verdict;
  readonly class: ClaimClass | null;
  /** Why not testable, which check failed, or what limits the verdict. */
  readonly reason: string;
  readonly note?: string;
}

/** Gives the values of a path, or says why there are none. */
export type Finder = (path: QuantityPath) => readonly FoundQuantity[] | Missing;

interface Judged {
  readonly expected: string;
  readonly found: string;
  readonly verdict: Verdict;
  readonly reason: string;
  readonly modelled: boolean;
}

/** The verdict on a claim: contradicted when one of its checks is, reproduced when all are. */
export function judgeClaim(claim: ClaimFields, find: Finder): ClaimRow {
  const { id, sentence, note } = claim;
  const common = { id, sentence, ...(note === undefined ? {} : { note }) };
  if (claim.checks === undefined || claim.checks.length === 0) {
    const reason = `needs ${claim.needs ?? 'a check'}`;
    return { ...common, expected: '–', found: '–', verdict: 'not testable', class: null, reason };
  }
  const judged = claim.checks.map((check) => judgeCheck(check, find));
  const verdict =
    (['contradicted', 'not testable'] as const).find((each) => judged.some((one) => one.verdict === each)) ??
    'reproduced';
  const modelled = judged.some((one) => one.modelled);
  return {
    ...common,
    expected: judged.map((one) => one.expected).join('; '),
    found: judged.map((one) => one.found).join('; '),
    verdict,
    class: verdict === 'not testable' && !modelled ? null : modelled ? (claim.class ?? 'fitted') : 'measured',
    reason: [
      ...new Set(
        judged.filter((one) => one.verdict === verdict && one.reason !== '').map((one) => one.reason),
      ),
    ].join('; '),
  };
}

function judgeCheck(check: Check, find: Finder): Judged {
  const left = findAll(check.quantity, find);
  const right =
    check.kind === 'trend' || typeof check.reference === 'number' ? [] : findAll(check.reference, find);
  const expected = describeCheck(check);
  const lost = [left, right].find(isMissing);
  if (lost !== undefined || isMissing(left) || isMissing(right)) {
    return {
      expected,
      found: '–',
      verdict: 'not testable',
      reason: `${lost?.path}: ${lost?.missing}`,
      modelled: false,
    };
  }
  const modelled = [...left, ...right].some((quantity) => quantity.modelled);
  const found = [left, right]
    .filter((side) => side.length > 0)
    .map((side) => describeFound(side, check))
    .join(' against ');
  return { expected, found, modelled, ...decide(check, left, right) };
}

function findAll(paths: readonly QuantityPath[], find: Finder): readonly FoundQuantity[] | Missing {
  const all: FoundQuantity[] = [];
  for (const path of paths) {
    const found = find(path);
    if (isMissing(found)) return found;
    all.push(...found);
  }
  return all;
}

function isMissing(found: readonly FoundQuantity[] | Missing): found is Missing {
  return 'missing' in found;
}
