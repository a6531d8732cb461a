import type { Dataset } from '../dataset.ts';
import { findColumn } from '../column.ts';
import type { Finding } from '../finding.ts';
import { recordedCharge } from './charge-counter.ts';
import { digits, isGalvanostatic, recorded, recordedVoltage, rowPlace } from './recorded.ts';
import type { Scans } from './scans.ts';

/** V. Packs of vehicles end at 1000 V; 2000 and more is a cell in mV. */
const HIGHEST_VOLTAGE = 1500;
/** K. No cell is tested below -100 or above 200 °C; molten-salt and solid-oxide cells are not what cyclers run. */
const COLDEST = 173.15;
const HOTTEST = 473.15;
const ZERO_CELSIUS = 273.15;
/** C/kg. Lithium metal has 13.9e6 (3861 mA h/g), silicon 12.9e6 (3579): above 20e6 the mass is not the active one. */
const MOST_SPECIFIC = 20e6;
/** C/kg. 0.5 mA h/g, a fiftieth of a poor capacitor. */
const LEAST_SPECIFIC = 1800;

/**
 * Values that no cell has: a voltage above 1500 V (mV read as V), a temperature outside -100 to 200 °C (K and °C mixed up),
 * a capacity per active mass above that of lithium metal. Warnings, as a unit or the mass is wrong. A capacity per mass of
 * next to nothing and a temperature of exactly 0 °C throughout, the number of a missing sensor, are information.
 */
export function plausibleRange(dataset: Dataset, scans: Scans): Finding[] {
  return [
    ...voltageRange(dataset, scans),
    ...temperatures(dataset, scans),
    ...specificCapacity(dataset, scans),
  ];
}

function voltageRange(dataset: Dataset, scans: Scans): Finding[] {
  const voltage = recordedVoltage(dataset);
  if (voltage === undefined) return [];
  const { least, most } = scans.column(voltage.values);
  if (!(Math.max(most, -least) > HIGHEST_VOLTAGE)) return [];
  const row = voltage.values.findIndex((value) => Math.abs(value) > HIGHEST_VOLTAGE);
  const message = `the voltage is ${digits(voltage.values[row]!)} V: mV may have been read as V; give the column its unit and read again (${rowPlace(row)})`;
  return [{ severity: 'warning', code: 'voltage-implausible', message, at: voltage.name }];
}

function temperatures(dataset: Dataset, scans: Scans): Finding[] {
  if (dataset.technique === 'tg') return []; // a furnace, not a cell
  return dataset.columns.flatMap(({ name, unit, origin }): Finding[] => {
    if (unit !== 'K' || origin === 'derived') return [];
    const values = recorded(dataset, name);
    if (values === undefined || values.length === 0) return [];
    const { least, most, missing } = scans.column(values);
    const at = findColumn(dataset, name)?.header ?? name;
    if (least < COLDEST || most > HOTTEST) {
      let outside = 0;
      let first = -1;
      for (let row = 0; row < values.length; row++) {
        if (!(values[row]! < COLDEST || values[row]! > HOTTEST)) continue;
        if (outside++ === 0) first = row;
      }
      const message = `${outside} of ${values.length} temperatures are outside -100 to 200 °C, first ${digits(values[first]! - ZERO_CELSIUS)} °C: no sensor, or K and °C mixed up; do not correct for temperature with them (${rowPlace(first)})`;
      return [{ severity: 'warning', code: 'temperature-implausible', message, at }];
    }
    const isZero = least === ZERO_CELSIUS && most === ZERO_CELSIUS && missing === 0;
    if (!isZero || values.length < 3) return [];
    const message = 'the temperature is exactly 0 °C in every row: probably no sensor was connected';
    return [{ severity: 'info', code: 'temperature-zero', message, at }];
  });
}

function specificCapacity(dataset: Dataset, scans: Scans): Finding[] {
  const mass = dataset.meta['activeMass_kg'];
  if (!isGalvanostatic(dataset) || typeof mass !== 'number' || !(mass > 0)) return [];
  const most = largestHalfCycle(dataset);
  const specific = most / mass;
  const isHigh = specific > MOST_SPECIFIC;
  const isImplied = dataset.findings.some(({ code }) => code === 'mass-implied');
  if (!isHigh && (specific >= LEAST_SPECIFIC || most === 0 || isImplied || !isReversed(dataset, scans)))
    return [];
  const what = `the largest capacity in one direction, ${digits(most)} C, over the active mass of ${digits(mass * 1e6)} mg is ${digits(specific / 3600)} mA h/g`;
  const message = isHigh
    ? `${what}: the mass is wrong or in another unit; give the right one`
    : `${what}: the cell took no charge, or the mass is in another unit`;
  return [{ severity: isHigh ? 'warning' : 'info', code: 'mass-implausible', message, at: 'activeMass_kg' }];
}

/** Whether the current reversed: a step that is still going on, or a test of a few seconds, has no capacity yet. */
function isReversed(dataset: Dataset, scans: Scans): boolean {
  const current = recorded(dataset, 'current_A');
  if (current === undefined) return false;
  const { least, most } = scans.column(current);
  return most > 0 && least < 0;
}

/** C: most charge that was counted without a change of direction. */
function largestHalfCycle(dataset: Dataset): number {
  const current = recorded(dataset, 'current_A');
  const counter = recordedCharge(dataset);
  if (current === undefined || counter === undefined) return 0;
  let most = 0;
  let sum = 0;
  let direction = 0;
  for (let row = 1; row < current.length; row++) {
    const sign = Math.sign(current[row]!);
    if (sign !== 0 && sign !== direction) {
      direction = sign;
      sum = 0;
    }
    const passed = counter.passed(row);
    if (passed > 0) sum += passed;
    if (sum > most) most = sum;
  }
  return most;
}
