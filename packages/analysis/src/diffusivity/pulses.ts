import { duration, type Stretch } from './records.ts';

/** A current pulse between two rests, as in GITT. */
export interface Pulse {
  readonly pulse: Stretch;
  readonly rest: Stretch;
  /** Potential at the end of the rest before, and at the end of the rest after, V. */
  readonly before: number;
  readonly after: number;
  /** Records that each of them is the mean of, at least. */
  readonly restedRecords: number;
}

/** A short pause of a long constant current, as in ICI. */
export interface Interruption {
  readonly current: Stretch;
  readonly pause: Stretch;
  /** s under current since the run of pauses began. */
  readonly elapsed: number;
  /** Potential under current at the end of the period before, V; undefined for the first of a run. */
  readonly previous: number | undefined;
}

/** A rest shorter than this share of the current before it interrupts it; a longer one lets the particles settle. */
const INTERRUPTS = 0.2;
/** Fewest records of a pulse, a rest or a pause that a law can be seen in. */
const FEWEST = 5;
/** Share of a rest, from its end, whose mean is the rested potential. */
const RESTED = 0.01;
/** A pulse's current stays within this share of its median. */
const STEADY = 0.05;

/** Pulses and interruptions that the records hold, told apart by how long the rests are. */
export function findPulses(found: readonly Stretch[]): {
  readonly pulses: readonly Pulse[];
  readonly interruptions: readonly Interruption[];
} {
  const pulses: Pulse[] = [];
  const interruptions: Interruption[] = [];
  let elapsed = 0;
  found.forEach((current, i) => {
    const [before, rest] = [found[i - 1], found[i + 1]];
    if (current.kind !== 'current' || rest?.kind !== 'rest') return;
    if (current.time.length < FEWEST || rest.time.length < FEWEST || !isSteady(current)) return;
    const isPause = duration(rest) < INTERRUPTS * duration(current);
    const goesOn = isPause && (found[i - 2]?.level ?? 0) * current.level > 0;
    if (!goesOn) elapsed = 0;
    elapsed += duration(current);
    if (isPause)
      interruptions.push({
        current,
        pause: rest,
        elapsed,
        previous: goesOn ? found[i - 2]!.voltage.at(-1)! : undefined,
      });
    else if (before?.kind === 'rest') {
      pulses.push({
        pulse: current,
        rest,
        before: rested(before),
        after: rested(rest),
        restedRecords: Math.min(restedRecords(before), restedRecords(rest)),
      });
    }
  });
  return { pulses, interruptions };
}

function isSteady({ current, level }: Stretch): boolean {
  let outside = 0;
  for (const value of current) if (Math.abs(value - level) > STEADY * Math.abs(level)) outside++;
  return outside <= 0.1 * current.length;
}

function restedRecords({ voltage }: Stretch): number {
  return Math.max(1, Math.floor(RESTED * voltage.length));
}

/** Mean potential at the end of a rest, V. */
function rested(rest: Stretch): number {
  const end = rest.voltage.subarray(rest.voltage.length - restedRecords(rest));
  return end.reduce((sum, value) => sum + value, 0) / end.length;
}
