import { quantileT } from '@anodelab/numerics';
import { FILLING, type Shape } from './constant-flux.ts';
import { riseTable } from './rise-table.ts';

/** D/size^2 of one pulse or rest, 1/s, with what the data bound; an end is null where they do not. */
export interface RateFit {
  readonly rate: number;
  readonly low: number | null;
  readonly high: number | null;
  /** Root mean square of the residuals, V. */
  readonly rmse: number;
}

/** A response to be fitted: potentials at times after the beginning of a pulse that lasted `length`. */
export interface Response {
  /** s since the beginning of the pulse. */
  readonly time: Float64Array;
  /** V. */
  readonly voltage: Float64Array;
  /** s; records after it are relaxation. */
  readonly length: number;
  /** Change of the rested potential by the pulse, V. */
  readonly change: number;
  /** Records that each rested potential is the mean of. */
  readonly restedRecords: number;
}

/** Range of D length/size^2 that is searched, in logarithms, and points of a first look. */
const [LOWEST, HIGHEST] = [Math.log(1e-7), Math.log(1e3)];
const LOOKS = 16;
const STEPS = 40;
/** A change of ln D that ends the search. */
const SETTLED = 1e-6;
/** Bins in the root of time that the search works on: their width bends no response by more than 3e-6 of itself. */
const BINS = 128;
const COARSE = 32;
const SAMPLED = 200;
/** An end of an interval further away than this factor is open. */
const OPEN = Math.log(1e3);

/** Points of a response: roots of the time since the beginning and since the end of the pulse over its length. */
interface Points {
  readonly sinceStart: Float64Array;
  /** 0 during the pulse. */
  readonly sinceEnd: Float64Array;
  /** V. */
  readonly voltage: Float64Array;
  readonly weight: Float64Array;
}

/** What the points say at one theta. */
interface Look {
  /** About the best offset, V^2. */
  readonly squares: number;
  /** Of ln theta. */
  readonly information: number;
  /** Of ln theta, by Gauss-Newton. */
  readonly step: number;
  /** By how much ln theta moves per relative change of `change`. */
  readonly leverage: number;
}

/**
 * Fits the exact response of diffusion to a constant current, E = E0 + change * rise(theta)/(filling theta_pulse), with
 * the offset E0 (ohmic and charge-transfer drop) and D free and dE/dc from the change of the rested potential; after the
 * pulse, the rise less the one that the missing current takes back. Gauss-Newton in ln D from the best of a coarse scan,
 * on bins in the root of time; the interval
 * is from the scatter of the records, in the transient and in both rested potentials. Undefined where the potential did not change.
 */
export function fitRate(shape: Shape, response: Response): RateFit | undefined {
  const { length, change } = response;
  const count = response.time.length;
  if (count < 4 || !(length > 0) || !(Math.abs(change) > 0)) return undefined;

  const fine = binned(response);
  const coarse = coarsened(fine);
  let at = LOWEST;
  let least = Infinity;
  for (let k = 0; k < LOOKS; k++) {
    const candidate = LOWEST + ((HIGHEST - LOWEST) * k) / (LOOKS - 1);
    const { squares } = look(shape, change, coarse, candidate);
    if (squares < least) [least, at] = [squares, candidate];
  }
  let here = look(shape, change, fine, at);
  for (let k = 0; k < STEPS; k++) {
    let move = Math.min(Math.max(here.step, -1), 1);
    if (!(Math.abs(move) > SETTLED)) break;
    let there = look(shape, change, fine, at + move);
    for (let half = 0; half < 6 && !(there.squares <= here.squares); half++) {
      move /= 2;
      there = look(shape, change, fine, at + move);
    }
    if (!(there.squares <= here.squares)) break;
    at += move;
    here = there;
  }
  const sample = sampled(response);
  const share = count / sample.voltage.length;
  const { squares, information, leverage } = look(shape, change, sample, at);
  const variance = squares / (sample.voltage.length - 2);
  const ofChange = (2 * variance) / response.restedRecords / change ** 2; // both potentials, relative
  const error = Math.sqrt(variance / (share * information) + leverage ** 2 * ofChange) * tQuantile(count - 2);
  const rate = Math.exp(at) / length;
  const isOpen = !(error < OPEN);
  return {
    rate,
    low: isOpen ? null : rate * Math.exp(-error),
    high: isOpen ? null : rate * Math.exp(error),
    rmse: Math.sqrt(squares / sample.voltage.length),
  };
}

/** Means over bins of equal width in the root of the time since the last change of current. */
function binned({ time, voltage, length }: Response): Points {
  const count = time.length;
  const origin = time[count - 1]! > length ? length : 0;
  const first = Math.sqrt(Math.max(time[0]! - origin, 0));
  const scale = BINS / (Math.sqrt(time[count - 1]! - origin) - first);
  const clock = new Float64Array(BINS);
  const potential = new Float64Array(BINS);
  const weight = new Float64Array(BINS);
  for (let i = 0; i < count; i++) {
    const root = Math.sqrt(Math.max(time[i]! - origin, 0));
    const bin = Math.min(BINS - 1, Math.floor((root - first) * scale));
    weight[bin]!++;
    clock[bin]! += root;
    potential[bin]! += voltage[i]!;
  }
  const sinceStart = new Float64Array(BINS);
  const sinceEnd = new Float64Array(BINS);
  let kept = 0;
  for (let bin = 0; bin < BINS; bin++) {
    const size = weight[bin]!;
    if (size === 0) continue;
    const since = (clock[bin]! / size) ** 2;
    sinceStart[kept] = Math.sqrt((origin + since) / length);
    sinceEnd[kept] = origin > 0 ? Math.sqrt(since / length) : 0;
    potential[kept] = potential[bin]! / size;
    weight[kept] = size;
    kept++;
  }
  return {
    sinceStart: sinceStart.subarray(0, kept),
    sinceEnd: sinceEnd.subarray(0, kept),
    voltage: potential.subarray(0, kept),
    weight: weight.subarray(0, kept),
  };
}

/** Every so many-th point. */
function coarsened({ sinceStart, sinceEnd, voltage, weight }: Points): Points {
  const stride = Math.ceil(voltage.length / COARSE);
  const thin = (values: Float64Array) => {
    const out = new Float64Array(Math.ceil(values.length / stride));
    for (let k = 0; k < out.length; k++) out[k] = values[k * stride]!;
    return out;
  };
  return {
    sinceStart: thin(sinceStart),
    sinceEnd: thin(sinceEnd),
    voltage: thin(voltage),
    weight: thin(weight),
  };
}

/** Some hundreds of the records themselves, for what they scatter. */
function sampled({ time, voltage, length }: Response): Points {
  const stride = Math.ceil(time.length / SAMPLED);
  const size = Math.ceil(time.length / stride);
  const sinceStart = new Float64Array(size);
  const sinceEnd = new Float64Array(size);
  const potential = new Float64Array(size);
  for (let k = 0; k < size; k++) {
    const t = time[k * stride]!;
    sinceStart[k] = Math.sqrt(t / length);
    sinceEnd[k] = t > length ? Math.sqrt((t - length) / length) : 0;
    potential[k] = voltage[k * stride]!;
  }
  return { sinceStart, sinceEnd, voltage: potential, weight: new Float64Array(size).fill(1) };
}

function look(shape: Shape, change: number, points: Points, logTheta: number): Look {
  const { rise, slope } = riseTable(shape);
  const { sinceStart, sinceEnd, voltage, weight } = points;
  const theta = Math.exp(logTheta);
  const root = Math.sqrt(theta);
  const scale = change / (FILLING[shape] * theta);
  let count = 0;
  let sumR = 0;
  let sumRR = 0;
  let sumG = 0;
  let sumGG = 0;
  let sumRG = 0;
  let sumM = 0;
  let sumMG = 0;
  const origin = voltage[0]!;
  for (let i = 0; i < voltage.length; i++) {
    let u = root * sinceStart[i]!;
    let f = rise(u);
    let g = (u / 2) * slope(u);
    if (sinceEnd[i]! > 0) {
      u = root * sinceEnd[i]!;
      f -= rise(u);
      g -= (u / 2) * slope(u);
    }
    const w = weight[i]!;
    const model = scale * f;
    const residual = voltage[i]! - origin - model;
    const derivative = scale * (g - f);
    count += w;
    sumR += w * residual;
    sumRR += w * residual * residual;
    sumG += w * derivative;
    sumGG += w * derivative * derivative;
    sumRG += w * residual * derivative;
    sumM += w * model;
    sumMG += w * model * derivative;
  }
  const information = sumGG - (sumG * sumG) / count;
  return {
    squares: Math.max(0, sumRR - (sumR * sumR) / count),
    information,
    step: (sumRG - (sumR * sumG) / count) / information,
    leverage: -(sumMG - (sumM * sumG) / count) / information,
  };
}

const quantiles = new Map<number, number>();

function tQuantile(freedom: number): number {
  const known = quantiles.get(freedom);
  if (known !== undefined) return known;
  const value = quantileT(0.975, freedom);
  quantiles.set(freedom, value);
  return value;
}
