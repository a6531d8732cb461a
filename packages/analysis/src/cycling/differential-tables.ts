import type { Table } from '@anodelab/data';
import { cumulated, type Curve, stack } from './curves.ts';
import { differentialCapacity, differentialVoltage, smoothVoltageSlope } from './differential-capacity.ts';

/** A maximum of |dQ/dV| counts when it stands out by this share of the curve's largest value. */
const LEAST_PROMINENCE = 0.05;

/**
 * dQ/dV of all curves below each other, positive for charge and negative for discharge; per mass where there is one.
 * With `smoothing` (V) 0 it is the reciprocal of dV/dQ at the records, NaN where the voltage stands still; noise can
 * then turn its sign.
 */
export function dqdvTable(curves: readonly Curve[], smoothing: number, mass: number | undefined): Table {
  const parts = curves.map((curve) => {
    if (smoothing === 0) {
      const charge = cumulated(curve.increments, curve.sign * (mass ?? 1));
      const slope = differentialVoltage(charge, curve.voltage);
      return { curve, columns: [curve.voltage, slope.map((value) => (value === 0 ? NaN : 1 / value))] };
    }
    const { voltage, dQdV } = differentialCapacity(curve.voltage, curve.increments, smoothing);
    const scale = curve.sign / (mass ?? 1);
    return { curve, columns: [voltage, dQdV.map((value) => value * scale)] };
  });
  const unit = mass === undefined ? (['dqdv_C_V', 'C/V'] as const) : (['dqdv_C_V_kg', 'C/(V kg)'] as const);
  return stack(parts, [['voltage_V', 'V'], unit]);
}

/**
 * dV/dQ of all curves below each other against the charge from the start of each, negative where the voltage falls; per
 * mass where there is one. With `smoothing` (share of the curve's charge) 0 it is taken at the records.
 */
export function dvdqTable(curves: readonly Curve[], smoothing: number, mass: number | undefined): Table {
  const scale = mass ?? 1;
  const parts = curves.map((curve) => {
    const charge = cumulated(curve.increments, scale);
    if (smoothing === 0) return { curve, columns: [charge, differentialVoltage(charge, curve.voltage)] };
    const deviation = smoothing * scale * (charge.at(-1) ?? 0);
    if (!(deviation > 0)) return { curve, columns: [new Float64Array(0), new Float64Array(0)] };
    const smooth = smoothVoltageSlope(curve.voltage, curve.increments, deviation);
    return {
      curve,
      columns: [smooth.charge.map((q) => q / scale), smooth.dVdQ.map((slope) => slope * scale)],
    };
  });
  return mass === undefined
    ? stack(parts, [
        ['q_C', 'C'],
        ['dvdq_V_C', 'V/C'],
      ])
    : stack(parts, [
        ['q_C_kg', 'C/kg'],
        ['dvdq_V_kg_C', 'V kg/C'],
      ]);
}

/**
 * Maxima of smoothed |dQ/dV| that stand out by 5 % of the largest one of their curve or more: voltage by the parabola
 * through the top, height, prominence (height above the higher of the two valleys beside it, signed like dQ/dV), and the
 * charge between the lowest points that separate it from its neighbours.
 */
export function peakTable(curves: readonly Curve[], smoothing: number, mass: number | undefined): Table {
  const parts = curves.map((curve) => {
    const { voltage, dQdV } = differentialCapacity(curve.voltage, curve.increments, smoothing);
    const peaks = findPeaks(dQdV, LEAST_PROMINENCE);
    const spacing = (voltage[1] ?? NaN) - (voltage[0] ?? NaN);
    const scale = curve.sign / (mass ?? 1);
    return {
      curve,
      columns: [
        Float64Array.from(peaks, ({ top }) => (voltage[0] ?? NaN) + top * spacing),
        Float64Array.from(peaks, ({ height }) => height * scale),
        Float64Array.from(peaks, ({ prominence }) => prominence * scale),
        Float64Array.from(peaks, ({ area }) => Math.abs(area * spacing * scale)),
      ],
    };
  });
  const [slope, charge] = mass === undefined ? ['C/V', 'C'] : ['C/(V kg)', 'C/kg'];
  const suffix = mass === undefined ? '' : '_kg';
  return stack(parts, [
    ['voltage_V', 'V'],
    [`height_C_V${suffix}`, slope],
    [`prominence_C_V${suffix}`, slope],
    [`q_C${suffix}`, charge],
  ]);
}

interface Peak {
  /** Place of the maximum, in points. */
  readonly top: number;
  readonly height: number;
  readonly prominence: number;
  /** Sum of the values from the lowest point between it and the peak before to that after it. */
  readonly area: number;
}

function findPeaks(values: Float64Array, least: number): readonly Peak[] {
  const largest = values.reduce((high, value) => Math.max(high, value), 0);
  const peaks: (Omit<Peak, 'area'> & { at: number })[] = [];
  for (let i = 1; i + 1 < values.length; i++) {
    const height = values[i] ?? NaN;
    const before = values[i - 1] ?? NaN;
    const after = values[i + 1] ?? NaN;
    if (!(height > before && height >= after) || height < least * largest) continue;
    const left = valley(values, i, -1);
    const right = valley(values, i, 1);
    const prominence = height - Math.max(values[left] ?? 0, values[right] ?? 0);
    if (prominence < least * largest) continue;
    const bend = before - 2 * height + after;
    const top = bend < 0 ? i + (before - after) / (2 * bend) : i;
    peaks.push({ at: i, top, height, prominence });
  }
  return peaks.map((peak, i) => {
    const from = i === 0 ? 0 : lowest(values, peaks[i - 1]?.at ?? 0, peak.at);
    const to = i === peaks.length - 1 ? values.length - 1 : lowest(values, peak.at, peaks[i + 1]?.at ?? 0);
    return { ...peak, area: sum(values, from, to) };
  });
}

/** Index of the lowest point on that side before the values rise above the peak. */
function valley(values: Float64Array, peak: number, side: 1 | -1): number {
  let least = peak;
  for (let i = peak + side; i >= 0 && i < values.length; i += side) {
    if ((values[i] ?? 0) > (values[peak] ?? 0)) break;
    if ((values[i] ?? 0) < (values[least] ?? 0)) least = i;
  }
  return least;
}

/** Index of the lowest value between two indexes. */
function lowest(values: Float64Array, from: number, to: number): number {
  let at = from;
  for (let i = from; i <= to; i++) if ((values[i] ?? 0) < (values[at] ?? 0)) at = i;
  return at;
}

function sum(values: Float64Array, from: number, to: number): number {
  let total = ((values[from] ?? 0) + (values[to] ?? 0)) / 2;
  for (let i = from + 1; i < to; i++) total += values[i] ?? 0;
  return total;
}
