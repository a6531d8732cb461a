import type { Records } from './records.ts';
import type { Segment } from './segments.ts';

/** A counter that falls below this share of its last value was reset; a smaller fall is rounding. */
const RESET_SHARE = 0.5;

/**
 * The charge that the cycler's counter adds with each record of the current-carrying segments, C, unsigned; zero in
 * rests. Undefined where the records have no counter. What a counter of each kind starts from is in
 * docs/methods/cycling.md, "Capacity by counter".
 */
export function counterIncrements(records: Records, segments: readonly Segment[]): Float64Array | undefined {
  const { counter, count } = records;
  if (counter === undefined) return undefined;
  const increments = new Float64Array(count);
  let active: Segment | undefined;
  for (const segment of segments) {
    if (segment.rest) continue;
    const values = segment.sign > 0 ? counter.charge : counter.discharge;
    const turned = active?.sign !== segment.sign;
    const fromZero = counter.kind === 'step' || (counter.kind === 'half' && turned);
    let last = fromZero ? 0 : lastFinite(values, segment.first - 1);
    for (let i = segment.first; i < segment.end; i++) {
      const value = values[i] ?? NaN;
      if (Number.isNaN(value)) continue;
      increments[i] = counter.kind === 'net' ? segment.sign * (value - last) : unsignedIncrement(value, last);
      last = value;
    }
    active = segment;
  }
  return increments;
}

function unsignedIncrement(value: number, last: number): number {
  const now = Math.abs(value);
  const before = Math.abs(last);
  return now < RESET_SHARE * before ? now : now - before;
}

function lastFinite(values: Float64Array, from: number): number {
  for (let i = from; i >= 0; i--) {
    const value = values[i] ?? NaN;
    if (!Number.isNaN(value)) return value;
  }
  return 0;
}
