import type { Finding, Result } from '@anodelab/data';
import { plain, type ResultContext } from './cycling-results.ts';
import type { Estimate, SiliconDelithiation } from './silicon-delithiation.ts';

/** Widest 95 % interval of a share that still tells something. */
const TELLING_WIDTH = 0.3;

/** V: lithiation above it cannot make Li15Si4, which crystallises at 0.05 to 0.06 V (Obrovac and Christensen, Electrochem. Solid-State Lett. 7, A93, 2004). */
const SILICIDE_LIMIT = 0.07;

/**
 * Named numbers of silicon: the largest share of c-Li15Si4, and of the last delithiation in which they can be told, the
 * share of the lower hump (Li3.5Si) and what is left above the window.
 */
export function siliconResults(
  rows: readonly SiliconDelithiation[],
  context: ResultContext,
): Readonly<Record<string, Result>> {
  const results: Record<string, Result> = {};
  const spikes = rows.filter(({ spike }) => spike === 'seen');
  const largest = spikes.reduce(larger, spikes[0]) ?? rows.reduce(larger, rows[0]);
  if (largest !== undefined && !Number.isNaN(largest.spikeShare.high)) {
    results['crystallineSilicideShare'] = {
      ...share(
        context,
        largest.spikeShare,
        `share of the delithiation of cycle ${largest.cycle} in the two-phase peak of c-Li15Si4`,
      ),
      verdict: spikeVerdict(rows, largest),
    };
  }
  const split = rows.findLast(({ lowerShare }) => !Number.isNaN(lowerShare.value));
  if (split !== undefined) {
    const { lowerShare, cycle, lowerTop, upperTop } = split;
    const isTold = lowerShare.high - lowerShare.low <= TELLING_WIDTH;
    results['li35SiShare'] = {
      ...share(
        context,
        lowerShare,
        `share of the delithiation of cycle ${cycle} on the hump at ${lowerTop.toFixed(3)} V (Li3.5Si to Li2Si); the rest is on that at ${upperTop.toFixed(3)} V (Li2Si to Si)`,
      ),
      ...(isTold
        ? {}
        : { verdict: 'cannot be told: the humps overlap so much that the split depends on their shape' }),
    };
  }
  const kept = rows.findLast(({ reservoir }) => !Number.isNaN(reservoir.value));
  if (kept !== undefined) {
    const { reservoir, cycle } = kept;
    const isTold = reservoir.low > 0 && reservoir.high - reservoir.low <= reservoir.value;
    results['reservoirShare'] = {
      ...share(
        context,
        reservoir,
        `charge that the flank of the fitted humps still holds above the last voltage of the delithiation of cycle ${cycle}, over its charge`,
      ),
      verdict: isTold
        ? 'an extrapolation of the flank; lithium that no flank reaches is not in it'
        : 'cannot be told: it depends on the shape given to the flank',
    };
  }
  return results;
}

/** A warning where the peak of c-Li15Si4 is seen although the lithiation before it ended too high for that phase. */
export function siliconFindings(rows: readonly SiliconDelithiation[]): readonly Finding[] {
  const odd = rows.filter(({ spike, lithiationEnd }) => spike === 'seen' && lithiationEnd > SILICIDE_LIMIT);
  if (odd.length === 0) return [];
  return [
    {
      severity: 'warning',
      code: 'silicide-unexpected',
      message: `a narrow peak of delithiation near 0.44 V in cycles ${odd.map(({ cycle }) => cycle).join(', ')} although their lithiation ended above ${SILICIDE_LIMIT} V, where c-Li15Si4 does not form: the potential is not that against lithium, or the peak is another phase's`,
      at: 'silicon',
    },
  ];
}

function larger(best: SiliconDelithiation | undefined, row: SiliconDelithiation): SiliconDelithiation {
  return best !== undefined && best.spikeShare.high >= row.spikeShare.high ? best : row;
}

function spikeVerdict(rows: readonly SiliconDelithiation[], { lithiationEnd }: SiliconDelithiation): string {
  const named = (what: SiliconDelithiation['spike']) =>
    rows.filter(({ spike }) => spike === what).map(({ cycle }) => cycle);
  const parts = (['seen', 'not seen', 'cannot be told'] as const).flatMap((what) => {
    const cycles = named(what);
    return cycles.length === 0 ? [] : [`${what} in cycles ${cycles.join(', ')}`];
  });
  const end = Number.isNaN(lithiationEnd)
    ? ''
    : `; lithiation ended at ${lithiationEnd.toFixed(3)} V (the phase forms below about 0.06 V)`;
  return `c-Li15Si4 ${parts.join(', ')}${end}`;
}

function share(context: ResultContext, { value, low, high }: Estimate, definition: string): Result {
  return {
    ...plain(context, 100 * value, '%', definition),
    interval: { low: 100 * low, high: 100 * high, level: 0.95, kind: 'fit of humps, range over models' },
  };
}
