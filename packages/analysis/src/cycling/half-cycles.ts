import { counterIncrements } from './counter-increments.ts';
import type { CycleRule, Integration } from './cycling-options.ts';
import type { Records } from './records.ts';
import { type Segment, segmentRecords } from './segments.ts';

/** Charge that flowed one way until the current turned; rests inside belong to it. */
export interface HalfCycle {
  /** 1 charges the cell, -1 discharges it. */
  readonly sign: 1 | -1;
  /** The pieces with current, in order; never empty. */
  readonly segments: readonly Segment[];
  /** The vendor's cycle of its first record, NaN without one. */
  readonly vendorCycle: number;
  /** C, unsigned: by the cycler's counter where there is one, else by coulomb count. */
  readonly charge: number;
  /** C, unsigned: integral of the current. */
  readonly coulombs: number;
  /** J, unsigned: integral of voltage over the charge. */
  readonly energy: number;
  /** A, unsigned: current of the record at which half the charge has flowed. */
  readonly current: number;
  /** C, unsigned: what of `charge` flowed at held voltage. */
  readonly heldCharge: number;
  /** V at which half of the charge has flowed, between two records by the share of their charge. */
  readonly medianVoltage: number;
  /** V at its first record. */
  readonly startVoltage: number;
  /** V at the last record of its last piece that is more than a transient (0.1 % of the charge). */
  readonly endVoltage: number;
  /** False for a last half cycle that the file cuts off: see docs/methods/cycling.md, "Complete". */
  readonly complete: boolean;
}

/** The records of a test in pieces, with the charge that each record adds by the better measure there is. */
export interface CountedRecords {
  readonly records: Records;
  readonly segments: readonly Segment[];
  /** C per record, unsigned: integral of the current. */
  readonly coulombs: Float64Array;
  /** C per record, unsigned, zero in rests. */
  readonly increments: Float64Array;
  /** True where `increments` come from the cycler's counter. */
  readonly counted: boolean;
}

/** Cuts records into pieces and counts their charge: by the cycler's counter where there is one, else by the current. */
export function countCharge(records: Records, integration?: Integration): CountedRecords {
  const { segments, coulombs } = segmentRecords(records, integration);
  const counter = counterIncrements(records, segments);
  return { records, segments, coulombs, increments: counter ?? coulombs, counted: counter !== undefined };
}

/**
 * Half cycles in order: all records between two changes of the current's sign. By the vendor's rule a half cycle also
 * ends where the vendor's cycle number changes.
 */
export function splitHalfCycles(counted: CountedRecords, rule: CycleRule): readonly HalfCycle[] {
  const { records, segments } = counted;
  const halves = groupSegments(records, segments, rule).map((group) => measure(group, counted));
  const last = halves.pop();
  if (last !== undefined) halves.push({ ...last, complete: isComplete(records, last, halves) });
  return halves;
}

function groupSegments(records: Records, segments: readonly Segment[], rule: CycleRule): Segment[][] {
  const groups: Segment[][] = [];
  let last: Segment | undefined;
  for (const segment of segments) {
    if (segment.rest) continue;
    const continues =
      last !== undefined &&
      last.sign === segment.sign &&
      (rule === 'own' || records.cycle?.[last.first] === records.cycle?.[segment.first]);
    if (continues) groups.at(-1)?.push(segment);
    else groups.push([segment]);
    last = segment;
  }
  return groups;
}

/** A piece with less than this share of its half cycle's charge is a switching transient: it does not end it. */
const TRANSIENT_SHARE = 1e-3;

function measure(segments: readonly Segment[], counted: CountedRecords): HalfCycle {
  const { records, increments, coulombs } = counted;
  const { voltage, current, cycle } = records;
  let charge = 0;
  let integral = 0;
  let energy = 0;
  let heldCharge = 0;
  for (const { first, end, hold } of segments) {
    for (let i = first; i < end; i++) {
      const increment = increments[i] ?? 0;
      const before = i > first ? (voltage[i - 1] ?? 0) : (voltage[i] ?? 0);
      charge += increment;
      integral += coulombs[i] ?? 0;
      energy += (increment * (before + (voltage[i] ?? 0))) / 2;
      if (i >= hold) heldCharge += increment;
    }
  }
  const firstRecord = segments[0]?.first ?? 0;
  const lastPiece =
    segments.findLast((segment) => segment.charge >= TRANSIENT_SHARE * integral) ?? segments.at(-1);
  const middle = middleOfCharge(segments, increments, charge / 2);
  const below = voltage[middle.before] ?? NaN;
  return {
    sign: segments[0]?.sign === -1 ? -1 : 1,
    segments,
    vendorCycle: cycle?.[firstRecord] ?? NaN,
    charge,
    coulombs: integral,
    energy,
    heldCharge,
    current: Math.abs(current[middle.at] ?? NaN),
    medianVoltage: below + middle.share * ((voltage[middle.at] ?? NaN) - below),
    startVoltage: voltage[firstRecord] ?? NaN,
    endVoltage: voltage[(lastPiece?.end ?? 0) - 1] ?? NaN,
    complete: true,
  };
}

/**
 * Where that much charge has flowed: `share` of the way from record `before` to record `at`, the first one with no less.
 */
function middleOfCharge(segments: readonly Segment[], increments: Float64Array, target: number) {
  let charge = 0;
  for (const { first, end } of segments) {
    for (let i = first; i < end; i++) {
      const increment = increments[i] ?? 0;
      charge += increment;
      if (charge >= target) {
        const share = increment > 0 ? 1 - (charge - target) / increment : 1;
        return { at: i, before: i > first ? i - 1 : i, share };
      }
    }
  }
  const last = (segments.at(-1)?.end ?? 1) - 1;
  return { at: last, before: last, share: 1 };
}

/** V within which two half cycles ended at the same limit. */
const SAME_LIMIT = 0.01;

/** The last half cycle of a file is complete when a rest follows it or it ends where one before it ended. */
function isComplete(records: Records, half: HalfCycle, before: readonly HalfCycle[]): boolean {
  const end = half.segments.at(-1)?.end ?? 0;
  if (end < records.count) return true;
  const reference = before.findLast((other) => other.sign === half.sign);
  return reference !== undefined && half.sign * (half.endVoltage - reference.endVoltage) > -SAME_LIMIT;
}
