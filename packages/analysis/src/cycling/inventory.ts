import type { Finding, Result } from '@anodelab/data';
import { capacityUnit, plain, type ResultContext } from './cycling-results.ts';
import type { Cumulative } from './cumulative-table.ts';

/** Half width of a 95 % interval in standard errors. */
const NORMAL_95 = 1.96;

/** The cycle between whose end and that of a later one most charge came back, C, and its standard error. */
interface Returned {
  readonly from: Cumulative;
  readonly to: Cumulative;
  readonly charge: number;
  readonly error: number;
}

/**
 * What the electrode took and did not give: the net charge after the last cycle, and how much of an earlier net charge
 * came back later, which therefore was not lost when it went in.
 */
export function inventoryResults(
  rows: readonly Cumulative[],
  context: ResultContext,
): Readonly<Record<string, Result>> {
  const last = rows.findLast(({ givenEnd }) => !Number.isNaN(givenEnd));
  if (last === undefined || context.isTable) return {};
  const isAnode = context.orientation.electrode === 'anode';
  const { unit, value } = capacityUnit(context);
  const interval = (charge: number, error: number) => ({
    low: value(charge - NORMAL_95 * error),
    high: value(charge + NORMAL_95 * error),
    level: 0.95,
    kind: 'propagated current accuracy',
  });
  const net = last.givenEnd;
  const results: Record<string, Result> = {
    chargeNotReturned: {
      ...plain(
        context,
        value(net),
        unit,
        `charge taken less charge given back, from the start to the end of cycle ${last.cycle}`,
      ),
      basis: context.basis,
      interval: interval(net, last.endError),
      verdict: netVerdict(net, last.endError, isAnode),
    },
  };
  const back = largestReturn(rows);
  if (back !== undefined && back.charge > NORMAL_95 * back.error) {
    results['chargeReturnedLater'] = {
      ...plain(
        context,
        value(back.charge),
        unit,
        `net charge that came back between the ends of cycles ${back.from.cycle} and ${back.to.cycle}`,
      ),
      basis: context.basis,
      interval: interval(back.charge, back.error),
      verdict:
        'at least so much of what had not come back by then was not lost, or the currents differ by more than stated',
    };
  }
  return results;
}

/** A warning where more charge came back than ever went in, beyond what the current accuracy explains. */
export function inventoryFindings(rows: readonly Cumulative[]): readonly Finding[] {
  const least = rows.reduce<Cumulative | undefined>(
    (best, row) => (Number.isNaN(row.givenEnd) || row.givenEnd >= (best?.givenEnd ?? Infinity) ? best : row),
    undefined,
  );
  if (least === undefined || !(least.givenEnd < -NORMAL_95 * least.endError)) return [];
  return [
    {
      severity: 'warning',
      code: 'inventory-negative',
      message: `by cycle ${least.cycle} more charge had come back than went in since the start (${(-least.givenEnd).toPrecision(3)} C, 95 % within ${(NORMAL_95 * least.endError).toPrecision(2)} C by the current accuracy): it is not lithium of this test; a side reaction, an electrode that was not empty, or a wrong current`,
      at: 'cumulative',
    },
  ];
}

function netVerdict(net: number, error: number, isAnode: boolean): string {
  if (Math.abs(net) <= NORMAL_95 * error) return 'cannot be told from zero with this accuracy of the current';
  if (net < 0) return 'more came back than went in: not lithium of this test';
  return isAnode
    ? 'in the SEI, in silicon or lithium that is not reached any more, or in the electrode still: the charge alone cannot tell which'
    : 'side reactions, and lithium that has moved to where it does not come back: the charge alone cannot tell which';
}

/** The largest fall of the net charge from the end of one cycle to that of a later one, by one pass. */
function largestReturn(rows: readonly Cumulative[]): Returned | undefined {
  let best: Returned | undefined;
  let top: Cumulative | undefined;
  for (const row of rows) {
    if (Number.isNaN(row.givenEnd)) continue;
    if (top === undefined || row.givenEnd > top.givenEnd) top = row;
    const charge = top.givenEnd - row.givenEnd;
    if (charge > (best?.charge ?? 0))
      best = { from: top, to: row, charge, error: row.endError - top.endError };
  }
  return best;
}
