import type { Table } from '@anodelab/data';
import { derived } from './derived-column.ts';
import type { CountedRecords, HalfCycle } from './half-cycles.ts';
import type { Segment } from './segments.ts';
import type { StepType } from './step-shape.ts';

/** A step between rests with less than this share of its half cycle's charge can be a pulse. */
const PULSE_SHARE = 0.1;

/** s up to which such a step is a pulse by itself (pulse power tests); a longer one is where its half cycle is of many pieces. */
const SHORT_PULSE = 120;
const MANY_PIECES = 5;

/**
 * One row per step of the records: rests as one row each, steps with current wherever the vendor's step, its cycle or the
 * sign of the current changes. `type` is told from the records (docs/methods/cycling.md, "Steps"); `stepId` and `vendorType`
 * are the vendor's own. Charge and energy are unsigned; `halfCycle` counts by our rule and is NaN in rests; `qHeld_C` is
 * the part of the charge at held voltage.
 */
export function stepTable(counted: CountedRecords, halves: readonly HalfCycle[]): Table {
  const { records, increments } = counted;
  const { time, voltage, current, stepWords } = records;
  const steps = mergeRests(counted);
  const halfOf = new Map(halves.flatMap((half, i) => half.segments.map((segment) => [segment.first, i + 1])));
  const each = (name: string, unit: string, read: (step: Segment) => number) =>
    derived(name, unit, Float64Array.from(steps, read));
  const sum = (step: Segment, from: number, add: (record: number) => number): number => {
    if (step.rest) return 0;
    let total = 0;
    for (let i = from; i < step.end; i++) total += add(i);
    return total;
  };
  const energyOf = (step: Segment) => (i: number) => {
    const before = i > step.first ? (voltage[i - 1] ?? NaN) : (voltage[i] ?? NaN);
    return ((increments[i] ?? 0) * (before + (voltage[i] ?? NaN))) / 2;
  };
  const startOf = ({ first }: Segment) => (first === 0 ? (time[0] ?? NaN) : (time[first - 1] ?? NaN));
  const durationOf = (step: Segment) => (time[step.end - 1] ?? NaN) - startOf(step);
  return {
    columns: [
      derived(
        'step',
        '1',
        Float64Array.from(steps.keys(), (i) => i + 1),
      ),
      each('halfCycle', '1', (step) => (step.rest ? NaN : (halfOf.get(step.first) ?? NaN))),
      each('cycle', '1', (step) => records.cycle?.[step.first] ?? NaN),
      each('stepId', '1', (step) => records.stepId?.[step.first] ?? NaN),
      ...(stepWords
        ? [
            derived(
              'vendorType',
              null,
              steps.map((step) => stepWords[step.first] ?? ''),
            ),
          ]
        : []),
      derived(
        'type',
        null,
        steps.map((step, i) =>
          typeOf(
            step,
            steps[i - 1],
            steps[i + 1],
            halves[(halfOf.get(step.first) ?? 0) - 1],
            durationOf(step),
          ),
        ),
      ),
      derived(
        'direction',
        null,
        steps.map((step) => (step.rest ? '' : step.sign > 0 ? 'charge' : 'discharge')),
      ),
      each('points', '1', (step) => step.end - step.first),
      each('timeStart_s', 's', startOf),
      each('duration_s', 's', durationOf),
      each('vStart_V', 'V', (step) => voltage[step.first] ?? NaN),
      each('vEnd_V', 'V', (step) => voltage[step.end - 1] ?? NaN),
      each('iStart_A', 'A', (step) => current[step.first] ?? NaN),
      each('iEnd_A', 'A', (step) => current[step.end - 1] ?? NaN),
      each('q_C', 'C', (step) => sum(step, step.first, (i) => increments[i] ?? 0)),
      each('qHeld_C', 'C', (step) => sum(step, step.hold, (i) => increments[i] ?? 0)),
      each('e_J', 'J', (step) => sum(step, step.first, energyOf(step))),
    ],
  };
}

/** The segments with neighbouring rests of one vendor step and cycle made one: noise around zero has either sign. */
function mergeRests({ records, segments }: CountedRecords): readonly Segment[] {
  const steps: Segment[] = [];
  for (const segment of segments) {
    const before = steps.at(-1);
    const continues =
      before?.rest === true &&
      segment.rest &&
      records.step?.[before.first] === records.step?.[segment.first] &&
      records.cycle?.[before.first] === records.cycle?.[segment.first];
    if (continues && before) steps[steps.length - 1] = { ...before, end: segment.end, hold: segment.end };
    else steps.push(segment);
  }
  return steps;
}

function typeOf(
  step: Segment,
  before: Segment | undefined,
  after: Segment | undefined,
  half: HalfCycle | undefined,
  duration: number,
): StepType {
  const isBetweenRests = (before?.rest ?? true) && (after?.rest ?? true);
  const isSmall = half !== undefined && step.charge < PULSE_SHARE * half.coulombs;
  const isPulse =
    isBetweenRests && isSmall && (duration <= SHORT_PULSE || half.segments.length >= MANY_PIECES);
  return step.type === 'CC' && isPulse ? 'pulse' : step.type;
}
