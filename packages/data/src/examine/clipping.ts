import type { Dataset } from '../dataset.ts';
import type { Finding } from '../finding.ts';
import { digits, isGalvanostatic, recorded, recordedVoltage, rowPlace } from './recorded.ts';
import type { ColumnScan, Scans } from './scans.ts';

/** Rows in a row at the extreme from which a meter may be at its end. */
const RUN = 5;
/** Rows over which the slope before or behind the run is taken. */
const REACH = 3;
/** Share of the signal's span that it would have moved during the run, had it gone on. */
const MOVED = 0.05;
/** Relative change of what was set that counts as none. */
const STEADY = 1e-3;

/**
 * A signal cut off at the end of a meter's range: five rows and more exactly at its largest or smallest value, entered
 * or left with a slope that would have carried it on by 5 % of its span. Of the voltage while the current stands (a
 * hold has a current that decays), of the current while the potential moves or is held. A peak is left alone: its slope
 * goes to zero; so is the box of a capacitor, which jumps; so is a current that the program set. A warning: what lies above the end of the range is lost.
 */
export function clipping(dataset: Dataset, scans: Scans): Finding[] {
  const current = recorded(dataset, 'current_A');
  const voltage = recordedVoltage(dataset);
  if (current === undefined || voltage === undefined) return [];
  if (isGalvanostatic(dataset)) {
    const isSet = (from: number, to: number) =>
      current[from] !== 0 && Math.abs(current[to]! - current[from]!) <= STEADY * Math.abs(current[from]!);
    return clipped(voltage.values, scans.column(voltage.values), 'voltage', voltage.name, isSet);
  }
  if (dataset.technique === 'cv' || dataset.technique === 'lsv' || dataset.technique === 'ca')
    return clipped(current, scans.column(current), 'current', 'current_A', () => true);
  return [];
}

function clipped(
  values: Float64Array,
  { least, most }: ColumnScan,
  word: 'voltage' | 'current',
  at: string,
  isDriven: (from: number, to: number) => boolean,
): Finding[] {
  const span = most - least;
  if (!(span > 0)) return [];
  let count = 0;
  let first = -1;
  // A run that is long enough holds a row whose number is a multiple of its length.
  for (let row = 0; row < values.length; row += RUN) {
    const value = values[row]!;
    if (value !== most && value !== least) continue;
    let start = row;
    while (start > 0 && values[start - 1] === value) start--;
    let end = row + 1;
    while (end < values.length && values[end] === value) end++;
    const length = end - start;
    const slope = Math.max(slopeInto(values, start - 1, -1), slopeInto(values, end, 1));
    if (length >= RUN && slope * length >= MOVED * span && isDriven(start, end - 1)) {
      count += length;
      if (first < 0) first = start;
    }
    while (row + RUN < end) row += RUN;
  }
  if (count === 0) return [];
  const unit = word === 'voltage' ? 'V' : 'A';
  const message = `the ${word} stands at exactly ${digits(values[first]!)} ${unit} in ${count} rows that it enters or leaves steeply: the meter was at the end of its range; leave these rows out or measure in a wider range (${rowPlace(first)})`;
  return [{ severity: 'warning', code: `${word}-clipped`, message, at }];
}

/** Slope per row of the rows that lead away from a run, without the step into it: a box has none, and its jump is no end. */
function slopeInto(values: Float64Array, from: number, way: 1 | -1): number {
  const change = Math.abs((values[from] ?? NaN) - (values[from + way * REACH] ?? NaN)) / REACH;
  return change > 0 ? change : 0;
}
