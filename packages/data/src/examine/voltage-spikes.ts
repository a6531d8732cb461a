import type { Dataset } from '../dataset.ts';
import type { Finding } from '../finding.ts';
import { digits, recorded, recordedVoltage, rowPlace, stepGoesOn } from './recorded.ts';

/** V. A cell at a steady current does not jump by this and back from one record to the next. */
const JUMP = 0.05;
/** The jump over the changes between the neighbours. */
const ALONE = 5;
/** Relative change of the current that counts as none. */
const STEADY = 0.02;

/**
 * Single records whose voltage is far from the two before and the two behind, which agree, while step and current are the
 * same in all five: a contact or a meter failed for a moment. A warning, as one such point makes a peak of dQ/dV or ends a half cycle. Pulses
 * change the current and raise no alarm.
 */
export function voltageSpikes(dataset: Dataset): Finding[] {
  const found = recordedVoltage(dataset);
  const current = recorded(dataset, 'current_A');
  const { technique } = dataset;
  if (found === undefined || (technique !== 'cycling' && technique !== 'cp' && technique !== 'ocv'))
    return [];
  const voltage = found.values;
  const goesOn = stepGoesOn(dataset);
  const isSteady = (row: number) =>
    goesOn(row) &&
    (current === undefined ||
      Math.abs(current[row]! - current[row - 1]!) <= STEADY * Math.abs(current[row]!));
  let count = 0;
  let first = -1;
  for (let row = 2; row + 2 < voltage.length; row++) {
    const up = voltage[row]! - voltage[row - 1]!;
    if (!(Math.abs(up) > JUMP)) continue;
    const down = voltage[row]! - voltage[row + 1]!;
    const jump = Math.min(Math.abs(up), Math.abs(down));
    if (!(up * down > 0) || !(jump > JUMP)) continue;
    const [before, after] = [voltage[row - 1]! - voltage[row - 2]!, voltage[row + 2]! - voltage[row + 1]!];
    if (Math.max(Math.abs(up - down), Math.abs(before), Math.abs(after)) * ALONE > jump) continue;
    if (![row - 1, row, row + 1, row + 2].every(isSteady)) continue;
    if (count++ === 0) first = row;
  }
  if (count === 0) return [];
  const values = `${digits(voltage[first - 1]!)}, ${digits(voltage[first]!)}, ${digits(voltage[first + 1]!)} V`;
  const message = `${count === 1 ? 'one record stands' : `${count} records stand`} alone at a steady current, first ${values}: a contact or the meter failed for a moment; leave ${count === 1 ? 'it' : 'them'} out of dQ/dV and end voltages`;
  return [{ severity: 'warning', code: 'voltage-spikes', message, at: rowPlace(first) }];
}
