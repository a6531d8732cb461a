import type { Table } from '@anodelab/data';
import { derived } from '../cycling/derived-column.ts';
import type { GriddedSweep } from './common-grid.ts';
import type { RatedCycle } from './cycles-by-rate.ts';
import type { Peak } from './peaks.ts';
import { powerLaws } from './power-law.ts';
import type { Share, SplitSweep } from './shares.ts';
import type { Direction } from './sweeps.ts';

/** Name and units of currents: per kg with a mass. */
export interface CurrentUnits {
  readonly name: 'current_A' | 'current_A_kg';
  readonly current: string;
  readonly k1: string;
  readonly k2: string;
  readonly charge: string;
  /** kg, or 1. */
  readonly divisor: number;
}

/** Units of all tables for a mass in kg, or without one. */
export function currentUnits(mass: number | undefined): CurrentUnits {
  return mass === undefined
    ? { name: 'current_A', current: 'A', k1: 'F', k2: 'A s^0.5/V^0.5', charge: 'C', divisor: 1 }
    : {
        name: 'current_A_kg',
        current: 'A/kg',
        k1: 'F/kg',
        k2: 'A s^0.5/(V^0.5 kg)',
        charge: 'C/kg',
        divisor: mass,
      };
}

/**
 * The records of the cycles that were used, in the order of time. With a resistance (Ohm) `voltage_V` is E - iR and
 * `measured_V` what the file has.
 */
export function voltammogramTable(
  cycles: readonly RatedCycle[],
  units: CurrentUnits,
  resistance: number,
): Table {
  const parts = cycles.flatMap(({ scanRate, cathodic, anodic }) => [
    { scanRate, sweep: cathodic },
    { scanRate, sweep: anodic },
  ]);
  const rows = parts.reduce((sum, { sweep }) => sum + sweep.voltage.length, 0);
  const rate = new Float64Array(rows);
  const measured = new Float64Array(rows);
  const current = new Float64Array(rows);
  const directions: Direction[] = [];
  let row = 0;
  for (const { scanRate, sweep } of parts) {
    const end = row + sweep.voltage.length;
    rate.fill(scanRate, row, end);
    measured.set(sweep.voltage, row);
    current.set(sweep.current, row);
    for (; row < end; row++) directions.push(sweep.direction);
  }
  const voltage = measured.slice();
  for (let i = 0; i < rows; i++) {
    voltage[i]! -= resistance * current[i]!;
    current[i]! /= units.divisor;
  }
  return {
    columns: [
      derived('scanRate_V_s', 'V/s', rate),
      derived('sweep', null, directions),
      derived('voltage_V', 'V', voltage),
      ...(resistance === 0 ? [] : [derived('measured_V', 'V', measured)]),
      derived(units.name, units.current, current),
    ],
  };
}

/** k1 and k2 by potential, free and constrained; `bound` is 1 where a bound binds. */
export function splitTable(parts: readonly SplitSweep[], units: CurrentUnits): Table {
  const join = (pick: (part: SplitSweep) => Float64Array) => concatenate(parts.map(pick));
  return {
    columns: [
      derived('sweep', null, sweepLabels(parts.map(({ sweep }) => sweep))),
      derived(
        'voltage_V',
        'V',
        join(({ sweep }) => sweep.voltage),
      ),
      derived(
        'k1',
        units.k1,
        join(({ split }) => split.k1),
      ),
      derived(
        'k1Se',
        units.k1,
        join(({ split }) => split.k1Error),
      ),
      derived(
        'k2',
        units.k2,
        join(({ split }) => split.k2),
      ),
      derived(
        'r2',
        '1',
        join(({ split }) => split.r2),
      ),
      derived(
        'k1Constrained',
        units.k1,
        join(({ split }) => split.k1Constrained),
      ),
      derived(
        'k2Constrained',
        units.k2,
        join(({ split }) => split.k2Constrained),
      ),
      derived(
        'bound',
        '1',
        join(({ split }) => split.bound),
      ),
    ],
  };
}

/** Shares of k1 v by scan rate, and those found in other ways where they exist. */
export function shareTable(
  shares: readonly Share[],
  boundShare: number,
  others: Readonly<Record<string, Float64Array>>,
): Table {
  const column = (name: string, pick: (share: Share) => number) =>
    derived(name, '1', Float64Array.from(shares, pick));
  return {
    columns: [
      derived(
        'scanRate_V_s',
        'V/s',
        Float64Array.from(shares, (share) => share.scanRate),
      ),
      column('shareFree', (share) => share.free),
      column('shareLow', (share) => share.low),
      column('shareHigh', (share) => share.high),
      column('shareConstrained', (share) => share.constrained),
      column('boundShare', () => boundShare),
      ...Object.entries(others).map(([name, values]) => derived(name, '1', values)),
    ],
  };
}

/** b of i = a v^b by potential. */
export function exponentTable(sweeps: readonly GriddedSweep[], scanRate: Float64Array): Table {
  const laws = sweeps.map(({ current }) => powerLaws(current, scanRate));
  return {
    columns: [
      derived('sweep', null, sweepLabels(sweeps)),
      derived('voltage_V', 'V', concatenate(sweeps.map(({ voltage }) => voltage))),
      derived('b', '1', concatenate(laws.map(({ b }) => b))),
      derived('bSe', '1', concatenate(laws.map(({ error }) => error))),
    ],
  };
}

/** A peak with where it was found. */
export interface FoundPeak extends Peak {
  readonly scanRate: number;
  readonly direction: Direction;
  /** True for the one whose exponent is reported. */
  readonly tracked: boolean;
}

/** All peaks; `tracked` is 1 for the one that is followed through the rates. */
export function peakTable(peaks: readonly FoundPeak[], units: CurrentUnits): Table {
  return {
    columns: [
      derived(
        'scanRate_V_s',
        'V/s',
        Float64Array.from(peaks, (peak) => peak.scanRate),
      ),
      derived(
        'sweep',
        null,
        peaks.map((peak) => peak.direction),
      ),
      derived(
        'voltage_V',
        'V',
        Float64Array.from(peaks, (peak) => peak.voltage),
      ),
      derived(
        units.name,
        units.current,
        Float64Array.from(peaks, (peak) => peak.current),
      ),
      derived(
        'tracked',
        '1',
        Float64Array.from(peaks, (peak) => (peak.tracked ? 1 : 0)),
      ),
    ],
  };
}

/** Charge passed per scan rate and sweep: integral of |i| dE / v over the common potentials. */
export function chargeTable(
  sweeps: readonly GriddedSweep[],
  scanRate: Float64Array,
  units: CurrentUnits,
): Table {
  const rows = sweeps.flatMap((sweep) =>
    Array.from(scanRate, (v, rate) => ({
      v,
      direction: sweep.direction,
      charge: sweepCharge(sweep, rate, v),
    })),
  );
  return {
    columns: [
      derived(
        'scanRate_V_s',
        'V/s',
        Float64Array.from(rows, ({ v }) => v),
      ),
      derived(
        'sweep',
        null,
        rows.map(({ direction }) => direction),
      ),
      derived(
        units.divisor === 1 ? 'q_C' : 'q_C_kg',
        units.charge,
        Float64Array.from(rows, ({ charge }) => charge),
      ),
    ],
  };
}

/** Integral of |i| dE / v over one gridded sweep, C or C/kg. */
export function sweepCharge(sweep: GriddedSweep, rate: number, scanRate: number): number {
  const current = sweep.current[rate]!;
  let sum = 0;
  for (let p = 1; p < current.length; p++) {
    const width = sweep.voltage[p]! - sweep.voltage[p - 1]!;
    sum += (width * (Math.abs(current[p]!) + Math.abs(current[p - 1]!))) / 2;
  }
  return sum / scanRate;
}

function sweepLabels(sweeps: readonly GriddedSweep[]): readonly string[] {
  return sweeps.flatMap(({ direction, voltage }) => Array.from(voltage, () => direction));
}

function concatenate(parts: readonly Float64Array[]): Float64Array {
  const out = new Float64Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}
