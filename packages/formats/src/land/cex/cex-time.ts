import { type Finding, FormatError } from '@anodelab/data';
import type { CexRecords } from './cex-records.ts';
import type { CexContent, CexStep } from './cex-walk.ts';
import { type StepSums, total } from './step-sums.ts';

/** s: units that the time word of a cycler may count. */
const UNITS = [1e-3, 0.01, 0.1, 1, 60];

/** Share by which a coulomb count and a capacity may differ, beyond what rounding explains. */
const AGREES = 0.05;

/** The clock has whole seconds and runs on in pauses: it chooses among units, no more. */
const CLOCK_FACTOR = 1.5;

/** s: shortest step whose clock is compared. */
const SHORTEST = 20;

/**
 * Seconds of one count of the time word. The coulomb count decides (charge of the capacity words over the integral of
 * the current), and the clock of the step starts; both must name the same unit.
 *
 * @throws {FormatError} when they name different units, or the coulomb count none
 */
export function timeUnit(
  records: CexRecords,
  content: CexContent,
  sums: readonly StepSums[],
  file: string,
  findings: Finding[],
): number {
  const counted = unitByCount(sums, file);
  const byCount = counted?.isProof === true ? counted : undefined;
  const byClock = unitByClock(records, content.steps);
  if (byCount === undefined && byClock.unit === undefined) {
    findings.push({
      severity: 'warning',
      code: 'time-unit-assumed',
      message:
        counted === undefined
          ? 'neither a coulomb count nor the clock tells the unit of the time word: taken as 1 s, as another reader does'
          : `too little charge flows to prove the unit of the time word and the clock does not tell it: taken as ${counted.unit} s, which fits the charge best`,
    });
    return counted?.unit ?? 1;
  }
  if (byCount !== undefined && byClock.unit !== undefined && byCount.unit !== byClock.unit) {
    throw new FormatError(
      file,
      `the coulomb count makes the time word ${byCount.ratio.toPrecision(4)} s, the clock ${byClock.ratio.toPrecision(4)} s: one of current, capacity and time is misread`,
      `byte ${content.steps[0]?.at ?? 0}`,
    );
  }
  const unit = byCount?.unit ?? byClock.unit ?? 1;
  if (byClock.ratio < unit / CLOCK_FACTOR) {
    findings.push({
      severity: 'warning',
      code: 'clock-too-slow',
      message: `the clock of the step starts makes the time word ${byClock.ratio.toPrecision(3)} s, less than its unit of ${unit} s: it was set back, or the time is misread`,
    });
  }
  const evidence = [
    byCount && `the coulomb count gives ${byCount.ratio.toPrecision(5)} s`,
    byClock.unit !== undefined && `the clock of ${byClock.steps} steps ${byClock.ratio.toPrecision(3)} s`,
  ].filter((part) => typeof part === 'string');
  findings.push({
    severity: 'info',
    code: 'time-unit-inferred',
    message: `the file does not state the unit of its time word; read as ${unit} s: ${evidence.join(', ')}`,
  });
  return unit;
}

/** What the charge says; no proof where its rounding is as large as itself. Undefined where none was counted. */
function unitByCount(
  sums: readonly StepSums[],
  file: string,
): { unit: number; ratio: number; isProof: boolean } | undefined {
  const charge = total(sums, (sum) => sum.charge);
  const ampTicks = total(sums, (sum) => sum.ampTicks);
  if (!(charge > 0) || !(ampTicks > 0)) return undefined;
  const ratio = charge / ampTicks;
  const unit = nearest(ratio);
  const slack = unit * total(sums, (sum) => sum.ampTicksError) + total(sums, (sum) => sum.chargeError);
  if (slack > charge / 2) return { unit, ratio, isProof: false };
  if (Math.abs(charge - unit * ampTicks) <= AGREES * charge + slack) return { unit, ratio, isProof: true };
  throw new FormatError(
    file,
    `the capacity words gain ${charge / 3.6} mAh, the current makes ${ampTicks / 3.6} mA h per 1 s of the time word: it would have to be ${ratio.toPrecision(4)} s, expected one of ${UNITS.join(', ')} s`,
    `byte ${sums[0]?.step.at ?? 0}`,
  );
}

function unitByClock(
  { ticks }: CexRecords,
  steps: readonly CexStep[],
): { unit: number | undefined; ratio: number; steps: number } {
  const ratios: number[] = [];
  steps.forEach((step, i) => {
    const next = steps[i + 1];
    if (next === undefined) return;
    const clock = next.clock - step.clock;
    const duration = (ticks[step.end - 1] ?? 0) - (ticks[step.first] ?? 0);
    if (step.end - step.first > 2 && clock >= SHORTEST && duration > 0) ratios.push(clock / duration);
  });
  const ratio = ratios.sort((a, b) => a - b)[ratios.length >> 1] ?? NaN;
  const unit = nearest(ratio);
  const near = ratio < unit * CLOCK_FACTOR && ratio > unit / CLOCK_FACTOR;
  return { unit: near ? unit : undefined, ratio, steps: ratios.length };
}

function nearest(ratio: number): number {
  const apart = (unit: number) => Math.abs(Math.log(unit / ratio));
  return UNITS.reduce((best, unit) => (apart(unit) < apart(best) ? unit : best), 1);
}

/** s since the start of the test and since the start of the step. */
export interface CexTimes {
  readonly time: Float64Array;
  readonly stepTime: Float64Array;
}

/** A start of a step that the clock puts this many seconds before the end of the one before is doubted. */
const CLOCK_SLACK = 2;

/**
 * Times of all records. A time word that starts again with a step is counted from the clock of that step, one that runs
 * on is kept.
 */
export function timesOf(
  records: CexRecords,
  steps: readonly CexStep[],
  unit: number,
  findings: Finding[],
): CexTimes {
  const { ticks } = records;
  const filled = steps.filter(({ first, end }) => end > first);
  const restarts = filled.map((step, i) => {
    const before = filled[i - 1];
    return before !== undefined && (ticks[step.first] ?? 0) + 1 < (ticks[before.end - 1] ?? 0);
  });
  const startsAgain = 2 * restarts.filter(Boolean).length >= filled.length - 1;
  const time = new Float64Array(ticks.length);
  const stepTime = new Float64Array(ticks.length);
  const start = filled[0]?.clock ?? 0;
  let base = 0;
  let last = 0;
  let behind: { step: CexStep; seconds: number } | undefined;
  filled.forEach((step, i) => {
    const first = (ticks[step.first] ?? 0) * unit;
    const before = filled[i - 1];
    const goesOn =
      before !== undefined &&
      base + first >= last &&
      before.marker === step.marker &&
      before.mode === step.mode;
    const again = i > 0 && (restarts[i] === true || (startsAgain && !goesOn));
    if (again) {
      const clock = step.clock - start;
      if (clock < last - CLOCK_SLACK) behind ??= { step, seconds: last - clock };
      base = Math.max(clock, last - first);
    }
    const stepStart = again || i === 0 ? base : last;
    for (let row = step.first; row < step.end; row++) {
      const now = base + (ticks[row] ?? 0) * unit;
      time[row] = now;
      stepTime[row] = now - stepStart;
      if (now > last) last = now;
    }
  });
  if (behind !== undefined) {
    findings.push({
      severity: 'warning',
      code: 'clock-behind',
      message: `the clock puts a step ${behind.seconds.toPrecision(4)} s before the end of the one before it; it follows that end`,
      at: `byte ${behind.step.at}`,
    });
  }
  return { time, stepTime };
}
