/** dQ/dV on a uniform grid of voltages. */
export interface DifferentialCapacity {
  /** V, rising, evenly spaced. */
  readonly voltage: Float64Array;
  /** C/V; its sum times the spacing is the charge. */
  readonly dQdV: Float64Array;
}

/** Grid points per standard deviation of the smoothing. */
const POINTS_PER_DEVIATION = 5;

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
  const density = smooth(spread(voltage, increments, start, spacing, count), deviation / spacing);
  const grid = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    grid[i] = start + i * spacing;
    density[i] = (density[i] ?? 0) / spacing;
  }
  return { voltage: grid, dQdV: density };
}

/** Charge per cell of the grid; cell i reaches half a spacing to both sides of its voltage. */
function spread(
  voltage: Float64Array,
  increments: Float64Array,
  start: number,
  spacing: number,
  count: number,
): Float64Array {
  const cells = new Float64Array(count);
  const edge = start - spacing / 2;
  let before = voltage[0] ?? 0;
  for (let i = 0; i < voltage.length; i++) {
    const now = voltage[i] ?? NaN;
    if (Number.isNaN(now)) continue;
    const charge = increments[i] ?? 0;
    const from = (Math.min(before, now) - edge) / spacing;
    const to = (Math.max(before, now) - edge) / spacing;
    before = now;
    const first = Math.floor(from);
    const last = Math.floor(to);
    if (first === last) {
      cells[first] = (cells[first] ?? 0) + charge;
      continue;
    }
    const perCell = charge / (to - from);
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
  const smoothed = new Float64Array(cells.length);
  for (let i = 0; i < cells.length; i++) {
    const charge = (cells[i] ?? 0) / total;
    if (charge === 0) continue;
    const first = Math.max(0, i - reach);
    const last = Math.min(cells.length - 1, i + reach);
    for (let j = first; j <= last; j++) {
      smoothed[j] = (smoothed[j] ?? 0) + charge * (weights[j - i + reach] ?? 0);
    }
  }
  return smoothed;
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
