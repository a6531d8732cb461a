/** dQ/dV on a uniform grid of voltages. */
export interface DifferentialCapacity {
  /** V, rising, evenly spaced. */
  readonly voltage: Float64Array;
  /** C/V; its sum times the spacing is the charge. */
  readonly dQdV: Float64Array;
}

/** Grid points per standard deviation of the smoothing. */
const POINTS_PER_DEVIATION = 5;

/** The same for dV/dQ, which has no narrow peaks. */
const POINTS_PER_CHARGE_DEVIATION = 3;

/** Reach of the Gaussian in standard deviations; less than 1e-6 of it lies beyond, and the rest is normalised. */
const REACH = 5;

/** Largest grid; a wider range gets a coarser grid instead of more memory. */
const MAX_POINTS = 200_000;

/**
 * Differential capacity as a density: the charge between two records is spread evenly over the voltages between them,
 * and the density is convolved with a Gaussian. The integral is the charge to rounding, whatever the smoothing, and
 * noise that makes the voltage go back cannot make poles, as a quotient of differences would.
 *
 * @param voltage - V at each record
 * @param increments - C that each record adds, of any sign; the first one counts at its own voltage
 * @param deviation - standard deviation of the Gaussian, V, above 0
 * @throws {RangeError} when the lengths differ or `deviation` is not above 0
 */
export function differentialCapacity(
  voltage: Float64Array,
  increments: Float64Array,
  deviation: number,
): DifferentialCapacity {
  if (voltage.length !== increments.length) {
    throw new RangeError(`${voltage.length} voltages for ${increments.length} charges`);
  }
  if (!(deviation > 0)) throw new RangeError(`smoothing must be above 0 V, got ${deviation}`);
  let low = Infinity;
  let high = -Infinity;
  for (const value of voltage) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (!(high >= low)) return { voltage: new Float64Array(0), dQdV: new Float64Array(0) };
  const spacing = Math.max(deviation / POINTS_PER_DEVIATION, (high - low) / MAX_POINTS);
  const margin = Math.ceil((REACH * deviation) / spacing) + 1;
  const start = low - margin * spacing;
  const count = Math.ceil((high - low) / spacing) + 2 * margin + 1;
  const density = smooth(spreadIncrements(voltage, increments, start, spacing, count), deviation / spacing);
  const grid = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    grid[i] = start + i * spacing;
    density[i] = (density[i] ?? 0) / spacing;
  }
  return { voltage: grid, dQdV: density };
}

/**
 * What of `increments` falls in each of `count` cells of a grid, each increment spread evenly over the interval of `places`
 * that it belongs to; cell i reaches half a spacing to both sides of start + i spacing. All places must lie on the grid.
 */
export function spreadIncrements(
  places: Float64Array,
  increments: Float64Array,
  start: number,
  spacing: number,
  count: number,
): Float64Array {
  const cells = new Float64Array(count);
  const edge = start - spacing / 2;
  let before = places[0] ?? 0;
  for (let i = 0; i < places.length; i++) {
    const now = places[i] ?? NaN;
    if (Number.isNaN(now)) continue;
    const increment = increments[i] ?? 0;
    const from = (Math.min(before, now) - edge) / spacing;
    const to = (Math.max(before, now) - edge) / spacing;
    before = now;
    const first = Math.floor(from);
    const last = Math.floor(to);
    if (first === last) {
      cells[first] = (cells[first] ?? 0) + increment;
      continue;
    }
    const perCell = increment / (to - from);
    cells[first] = (cells[first] ?? 0) + perCell * (first + 1 - from);
    for (let cell = first + 1; cell < last; cell++) cells[cell] = (cells[cell] ?? 0) + perCell;
    cells[last] = (cells[last] ?? 0) + perCell * (to - last);
  }
  return cells;
}

/** Convolution with a normalised Gaussian; `deviation` in cells. */
function smooth(cells: Float64Array, deviation: number): Float64Array {
  const reach = Math.ceil(REACH * deviation);
  const weights = new Float64Array(2 * reach + 1);
  let total = 0;
  for (let k = -reach; k <= reach; k++) {
    const weight = Math.exp(-0.5 * (k / deviation) ** 2);
    weights[k + reach] = weight;
    total += weight;
  }
  for (let k = 0; k < weights.length; k++) weights[k]! /= total;
  const smoothed = new Float64Array(cells.length);
  for (let i = 0; i < cells.length; i++) {
    const charge = cells[i]!;
    if (charge === 0) continue;
    const first = Math.max(0, i - reach);
    const last = Math.min(cells.length - 1, i + reach);
    for (let j = first, k = first - i + reach; j <= last; j++, k++) smoothed[j]! += charge * weights[k]!;
  }
  return smoothed;
}

/** dV/dQ on a uniform grid of charges. */
export interface SmoothVoltageSlope {
  /** C from the first point on, evenly spaced from 0 to the whole charge. */
  readonly charge: Float64Array;
  /** V/C; its integral by the trapezoid rule is the change of the voltage. */
  readonly dVdQ: Float64Array;
}

/**
 * dV/dQ as a density of voltage over charge, convolved with a Gaussian that is reflected at both ends, so that its integral
 * is the change of the voltage to rounding and a straight line keeps its slope to the ends.
 *
 * @param voltage - V at each record
 * @param increments - C that each record adds; the first one is where the charge starts
 * @param deviation - standard deviation of the Gaussian, C, above 0
 * @throws {RangeError} when the lengths differ or `deviation` is not above 0
 */
export function smoothVoltageSlope(
  voltage: Float64Array,
  increments: Float64Array,
  deviation: number,
): SmoothVoltageSlope {
  if (voltage.length !== increments.length) {
    throw new RangeError(`${voltage.length} voltages for ${increments.length} charges`);
  }
  if (!(deviation > 0)) throw new RangeError(`smoothing must be above 0 C, got ${deviation}`);
  const places = new Float64Array(voltage.length);
  const changes = new Float64Array(voltage.length);
  let total = 0;
  for (let i = 1; i < voltage.length; i++) {
    total = Math.max(total, total + (increments[i] ?? 0));
    places[i] = total;
    changes[i] = (voltage[i] ?? 0) - (voltage[i - 1] ?? 0);
  }
  const intervals = Math.min(MAX_POINTS, Math.ceil((POINTS_PER_CHARGE_DEVIATION * total) / deviation));
  if (!(intervals > 0)) return { charge: new Float64Array(0), dVdQ: new Float64Array(0) };
  const spacing = total / intervals;
  const margin = Math.ceil(REACH * (deviation / spacing));
  const padded = new Float64Array(intervals + 1 + 2 * margin);
  const cells = spreadIncrements(places, changes, 0, spacing, intervals + 1);
  // The first and last cell lie half outside: doubled they are densities like the others, and whole in the trapezoid rule.
  cells[0] = 2 * (cells[0] ?? 0);
  cells[intervals] = 2 * (cells[intervals] ?? 0);
  for (let i = 0; i < padded.length; i++) {
    const place = Math.abs(i - margin) % (2 * intervals);
    padded[i] = cells[place > intervals ? 2 * intervals - place : place] ?? 0;
  }
  const smoothed = smooth(padded, deviation / spacing).subarray(margin, margin + intervals + 1);
  return {
    charge: Float64Array.from(smoothed.keys(), (i) => i * spacing),
    dVdQ: Float64Array.from(smoothed, (value) => value / spacing),
  };
}

/**
 * dV/dQ at each point by the parabola through it and its two neighbours (exact for a parabola, second order for any
 * spacing); NaN at the two ends and where charge stands still.
 *
 * @param charge - C, one direction
 * @param voltage - V
 * @throws {RangeError} when the lengths differ
 */
export function differentialVoltage(charge: Float64Array, voltage: Float64Array): Float64Array {
  if (voltage.length !== charge.length) {
    throw new RangeError(`${voltage.length} voltages for ${charge.length} charges`);
  }
  const slope = new Float64Array(charge.length).fill(NaN);
  for (let i = 1; i + 1 < charge.length; i++) {
    const left = (charge[i] ?? NaN) - (charge[i - 1] ?? NaN);
    const right = (charge[i + 1] ?? NaN) - (charge[i] ?? NaN);
    if (left === 0 || right === 0) continue;
    const before = ((voltage[i] ?? NaN) - (voltage[i - 1] ?? NaN)) / left;
    const after = ((voltage[i + 1] ?? NaN) - (voltage[i] ?? NaN)) / right;
    slope[i] = (before * right + after * left) / (left + right);
  }
  return slope;
}
