import type { Integration } from './cycling-options.ts';
import type { Records } from './records.ts';
import { type StepType, stepShape } from './step-shape.ts';

/** A run of records within one step and one vendor cycle whose current has one sign. */
export interface Segment {
  /** Index of the first record. */
  readonly first: number;
  /** Index after the last record. */
  readonly end: number;
  /** Sign of the current: 1, -1 or 0. */
  readonly sign: -1 | 0 | 1;
  /** Largest |I|, A. */
  readonly amplitude: number;
  /** Integral of |I| dt, C. */
  readonly charge: number;
  /** True where the current is zero or too small to count: see `markRests`. */
  readonly rest: boolean;
  /** What it held. */
  readonly type: StepType;
  /** Index of the first record at held voltage, `end` where there is none. */
  readonly hold: number;
}

/** Segments in order, and the charge (C, unsigned) that each record adds since the one before it. */
export interface SegmentedRecords {
  readonly segments: readonly Segment[];
  readonly coulombs: Float64Array;
}

/** A segment is a rest when its current and its charge are both below this share of a neighbouring segment's. */
const REST_SHARE = 0.01;

/**
 * Cuts records where the sign of the current, the step or the vendor's cycle changes, integrates the current of each
 * piece, and marks the rests (docs/methods/cycling.md, "Half cycles").
 */
export function segmentRecords(
  records: Records,
  integration: Integration = records.currentIsMean ? 'hold' : 'trapezoid',
): SegmentedRecords {
  const coulombs = new Float64Array(records.count);
  const segments: Segment[] = [];
  const { current, step, cycle } = records;
  let first = 0;
  for (let end = 1; end <= records.count; end++) {
    const same =
      end < records.count &&
      sign(current[end]) === sign(current[first]) &&
      step?.[end] === step?.[first] &&
      cycle?.[end] === cycle?.[first];
    if (same) continue;
    segments.push(integrateSegment(records, first, end, segments.at(-1), integration, coulombs));
    first = end;
  }
  return { segments: markRests(segments), coulombs };
}

function sign(current: number | undefined): -1 | 0 | 1 {
  return current === undefined || current === 0 ? 0 : current > 0 ? 1 : -1;
}

/**
 * The segment [first, end), its charge increments written to `coulombs`. Before the first record the step's own clock
 * says how long its current has flowed; without one the first interval counts if the current flowed before it too, or is
 * taken as held.
 */
function integrateSegment(
  records: Records,
  first: number,
  end: number,
  before: Segment | undefined,
  integration: Integration,
  coulombs: Float64Array,
): Segment {
  const { time, current, stepTime } = records;
  const direction = sign(current[first]);
  if (direction === 0) {
    return { first, end, sign: 0, amplitude: 0, charge: 0, rest: true, type: 'rest', hold: end };
  }
  let previous = Math.abs(current[first] ?? 0);
  let amplitude = previous;
  let charge = firstCharge(first, previous);
  coulombs[first] = charge;
  for (let i = first + 1; i < end; i++) {
    const now = Math.abs(current[i] ?? 0);
    const mean = integration === 'hold' ? now : (previous + now) / 2;
    const increment = mean * ((time[i] ?? 0) - (time[i - 1] ?? 0));
    coulombs[i] = increment;
    charge += increment;
    if (now > amplitude) amplitude = now;
    previous = now;
  }
  const shape = stepShape(records.voltage, current, first, end);
  return { first, end, sign: direction, amplitude, charge, rest: false, ...shape };

  function firstCharge(at: number, now: number): number {
    const gap = at === 0 ? Infinity : (time[at] ?? 0) - (time[at - 1] ?? 0);
    const flowedBefore = before !== undefined && before.sign === direction;
    const earlier = flowedBefore ? Math.abs(current[at - 1] ?? 0) : 0;
    const sameStep = before !== undefined && records.step?.[at] === records.step?.[at - 1];
    if (stepTime === undefined || (flowedBefore && sameStep)) {
      if (integration === 'hold') return at === 0 ? 0 : gap * now;
      return flowedBefore ? (gap * (earlier + now)) / 2 : 0;
    }
    const held = Math.min(Math.max(stepTime[at] ?? 0, 0) || 0, gap);
    return now * held + (flowedBefore ? earlier * (gap - held) : 0);
  }
}

/**
 * The segments with `rest` set where both current and charge are below 1 % of those of the nearest segment, on either
 * side, that has more than a hundred times its current. The charge is asked for too, so that a slow half cycle beside
 * a fast one is not lost.
 */
function markRests(segments: readonly Segment[]): Segment[] {
  const forward = nearestDominating(segments);
  const backward = nearestDominating(segments.toReversed()).reverse();
  const isSmallBeside = (segment: Segment, other: Segment | undefined) =>
    other !== undefined && segment.charge < REST_SHARE * other.charge;
  return segments.map(
    (segment, i): Segment =>
      segment.rest || isSmallBeside(segment, forward[i]) || isSmallBeside(segment, backward[i])
        ? { ...segment, rest: true, type: 'rest', hold: segment.end }
        : segment,
  );
}

/** For each segment the nearest earlier one whose current it is below 1 % of. Keeps a stack of falling amplitudes. */
function nearestDominating(segments: readonly Segment[]): (Segment | undefined)[] {
  const stack: Segment[] = [];
  return segments.map((segment) => {
    while (stack.length > 0 && (stack.at(-1)?.amplitude ?? 0) <= segment.amplitude) stack.pop();
    const found = stack.findLast((earlier) => segment.amplitude < REST_SHARE * earlier.amplitude);
    stack.push(segment);
    return found;
  });
}
