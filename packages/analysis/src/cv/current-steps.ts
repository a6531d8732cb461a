import { type Dataset, numbers } from '@anodelab/data';
import type { RatedCycle } from './cycles-by-rate.ts';
import { type Direction, potentialOf, type Sweep } from './sweeps.ts';

/** Steps in one direction that make a staircase. */
const FEWEST = 4;
/** Potential that moves by less than this share of the common step within a plateau belongs to it. */
const STILL = 0.2;
/** Records that a plateau must have before the end of the shortest time averaged. */
const RECORDS = 3;

/** The current after one step of potential. */
interface Plateau {
  /** V, before and after the step. */
  readonly from: number;
  readonly to: number;
  /** s since the step. */
  readonly time: Float64Array;
  /** A. */
  readonly current: Float64Array;
}

/**
 * Voltammograms rebuilt from chronoamperometry on a staircase of potentials (MUSCA: Shao et al., Chem. Mater. 2020, 32,
 * 5208): at the rate v the mean current over the first |step|/v of each plateau, at the middle of the step. The ohmic
 * drop is over early in a plateau, so that it hardly counts at low rates. A rate that some plateau is too short or too
 * coarsely recorded for is left out, as are data without a staircase down and one up.
 *
 * @param scanRate - V/s
 */
export function cyclesFromSteps(datasets: readonly Dataset[], scanRate: Float64Array): readonly RatedCycle[] {
  const plateaus = datasets.flatMap(findPlateaus);
  const down = staircase(plateaus, 'cathodic');
  const up = staircase(plateaus, 'anodic');
  if (down.length < FEWEST || up.length < FEWEST) return [];
  return Array.from(scanRate).flatMap((rate): RatedCycle[] => {
    const cathodic = sweepOf(down, rate, 'cathodic');
    const anodic = sweepOf(up, rate, 'anodic');
    return cathodic === undefined || anodic === undefined
      ? []
      : [{ scanRate: rate, number: 1, available: 1, cathodic, anodic }];
  });
}

/** Plateaus of the potential, without the first, whose step is not in the record. */
function findPlateaus(dataset: Dataset): readonly Plateau[] {
  const time = numbers(dataset, 'time_s');
  const current = numbers(dataset, 'current_A');
  const voltage = numbers(dataset, 'control_V') ?? potentialOf(dataset);
  if (time === undefined || current === undefined || voltage === undefined) return [];
  const threshold = stepSize(voltage) * (1 - STILL);
  const starts: number[] = [0];
  for (let row = 1; row < voltage.length; row++) {
    if (Math.abs(voltage[row]! - voltage[row - 1]!) > threshold) starts.push(row);
  }
  return starts.slice(1).map((start, i) => {
    const end = starts[i + 2] ?? voltage.length;
    const before = starts[i]!;
    return {
      from: median(voltage.subarray(before, start)),
      to: median(voltage.subarray(start, end)),
      time: time.slice(start, end).map((t) => t - time[start - 1]!),
      current: current.slice(start, end),
    };
  });
}

/** The step that a staircase takes: the median of the changes that exceed a tenth of the largest one. */
function stepSize(voltage: Float64Array): number {
  const changes = voltage.subarray(1).map((value, i) => Math.abs(value - voltage[i]!));
  const largest = changes.reduce((high, value) => Math.max(high, value), 0);
  const steps = changes.filter((value) => value > largest / 10);
  return steps.length > 0 ? median(steps) : Infinity;
}

/** The longest run of plateaus in one direction. */
function staircase(plateaus: readonly Plateau[], direction: Direction): readonly Plateau[] {
  const sign = direction === 'anodic' ? 1 : -1;
  let best: readonly Plateau[] = [];
  let run: Plateau[] = [];
  for (const plateau of plateaus) {
    if (sign * (plateau.to - plateau.from) > 0) run.push(plateau);
    else run = [];
    if (run.length > best.length) best = [...run];
  }
  return best;
}

function sweepOf(steps: readonly Plateau[], rate: number, direction: Direction): Sweep | undefined {
  const voltage = Float64Array.from(steps, ({ from, to }) => (from + to) / 2);
  const current = Float64Array.from(steps, (step) => meanCurrent(step, Math.abs(step.to - step.from) / rate));
  if (current.some(Number.isNaN)) return undefined;
  return { direction, voltage, current, scanRate: rate, complete: true };
}

/**
 * Mean of the current from the step to `duration` (s) after it, by trapezoids of i t^(1/2) over t^(1/2): exact for a
 * constant current and for one that falls as t^(-1/2), which is taken to hold before the first record. NaN where the
 * records do not reach.
 */
function meanCurrent({ time, current }: Plateau, duration: number): number {
  const last = time.findIndex((t) => t >= duration * (1 - 1e-9));
  if (last < RECORDS) return NaN;
  const stop = Math.sqrt(duration);
  let root = Math.sqrt(time[0]!);
  let product = current[0]! * root;
  let charge = 2 * product * root;
  for (let i = 1; i <= last; i++) {
    const nextRoot = Math.sqrt(time[i]!);
    const nextProduct = current[i]! * nextRoot;
    const end = Math.min(nextRoot, stop);
    const atEnd = product + ((nextProduct - product) * (end - root)) / (nextRoot - root);
    charge += (end - root) * (product + atEnd);
    root = nextRoot;
    product = nextProduct;
  }
  return charge / duration;
}

function median(values: Float64Array): number {
  const sorted = values.slice().sort();
  return sorted[sorted.length >> 1]!;
}
