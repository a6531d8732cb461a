/**
 * What a step held: current (`CC`), voltage (`CV`), first one then the other (`CCCV`), power (`CP`), nothing of these
 * (`other`, also where it has too few records to tell), or no current (`rest`). A `pulse` is a short `CC` between rests.
 */
export type StepType = 'CC' | 'CV' | 'CCCV' | 'CP' | 'other' | 'rest' | 'pulse';

/** What the records of a step with current say about its control. */
export interface StepShape {
  readonly type: StepType;
  /** Index of the first record at held voltage; the index after the last record where there is none. */
  readonly hold: number;
}

/** V within which a held voltage stays: regulation and resolution of common cyclers. */
const HELD_VOLTAGE = 0.005;

/** Share within which a held current or power stays. */
const HELD_SHARE = 0.02;

/** A current that has fallen by less than this share until the end was not falling. */
const LEAST_FALL = 0.1;

/** Fewest records that show what was held. */
const LEAST_RECORDS = 3;

/**
 * The shape of the records [first, end), which have current of one sign. A hold is a tail that stays within 5 mV of the
 * last voltage while |I| falls by a tenth or more; a held current or power stays within 2 % of that of its middle record,
 * one record in fifty (at least one) excepted.
 */
export function stepShape(
  voltage: Float64Array,
  current: Float64Array,
  first: number,
  end: number,
): StepShape {
  if (end - first < LEAST_RECORDS) return { type: 'other', hold: end };
  const hold = findHold(voltage, current, first, end);
  if (hold - first < LEAST_RECORDS && hold < end) return { type: 'CV', hold: first };
  if (isHeld(first, hold, (i) => current[i] ?? NaN)) return { type: hold < end ? 'CCCV' : 'CC', hold };
  if (hold < end) return { type: 'other', hold };
  const isPower = isHeld(first, end, (i) => (voltage[i] ?? NaN) * (current[i] ?? NaN));
  return { type: isPower ? 'CP' : 'other', hold: end };
}

/** The last record of a step may have been taken while the cycler switched off: it does not end a hold. */
function findHold(voltage: Float64Array, current: Float64Array, first: number, end: number): number {
  const held = middleOf(voltage[end - 3] ?? NaN, voltage[end - 2] ?? NaN, voltage[end - 1] ?? NaN);
  const isHeldAt = (i: number) => Math.abs((voltage[i] ?? NaN) - held) <= HELD_VOLTAGE;
  const last = isHeldAt(end - 1) ? end - 1 : end - 2;
  let tail = last;
  while (tail > first && isHeldAt(tail - 1)) tail--;
  const before = Math.abs(current[tail] ?? NaN);
  if (!(Math.abs(current[last] ?? NaN) < (1 - LEAST_FALL) * before)) return end;
  let hold = last;
  while (hold > tail && Math.abs(current[hold - 1] ?? NaN) < (1 - HELD_SHARE) * before) hold--;
  return end - hold < LEAST_RECORDS ? end : hold;
}

function middleOf(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}

function isHeld(first: number, end: number, read: (index: number) => number): boolean {
  const middle = read((first + end) >> 1);
  const allowed = Math.max(1, Math.floor(HELD_SHARE * (end - first)));
  let strays = 0;
  for (let i = first; i < end && strays <= allowed; i++) {
    if (!(Math.abs(read(i) - middle) <= HELD_SHARE * Math.abs(middle))) strays++;
  }
  return strays <= allowed;
}
