import { type Column, type Dataset, findColumn, labels, numbers } from '@anodelab/data';
import { derived } from './derived-column.ts';
import { countCharge, splitHalfCycles } from './half-cycles.ts';
import { joinRecords } from './records.ts';

/** Columns of other makers that LAND's records have too. */
const KEPT = ['temperature_K', 'localTime', 'soc'];

/**
 * A cycling test as LAND records one: capacity and energy unsigned from each change of direction and held in rests, a
 * cycle that opens with the first direction of the test, steps numbered through, and LAND's words for their states.
 * What the dataset has under these names is kept, the rest is computed; `landCycleTable` takes the result.
 *
 * @throws {RangeError} when time, current or voltage is missing
 */
export function landRecords(dataset: Dataset): Dataset {
  const records = joinRecords([dataset]);
  const counted = countCharge(records);
  const halves = splitHalfCycles(counted, 'own');
  const { count, current, voltage, time } = records;
  const charge = new Float64Array(count);
  const energy = new Float64Array(count);
  const cycle = new Float64Array(count);
  const opens = halves[0]?.sign;
  let number = 0;
  let filled = 0;
  let [charged, spent] = [0, 0];
  /** Rests and what else lies between hold the last count. */
  const hold = (end: number) => {
    charge.fill(charged, filled, end);
    energy.fill(spent, filled, end);
    cycle.fill(Math.max(number, 1), filled, end);
    filled = end;
  };
  for (const half of halves) {
    hold(half.segments[0]?.first ?? filled);
    if (half.sign === opens) number++;
    [charged, spent] = [0, 0];
    for (const { first, end } of half.segments) {
      hold(first);
      for (let i = first; i < end; i++) {
        const added = counted.increments[i] ?? 0;
        const before = i > first ? (voltage[i - 1] ?? 0) : (voltage[i] ?? 0);
        charged += added;
        spent += (added * (before + (voltage[i] ?? 0))) / 2;
        charge[i] = charged;
        energy[i] = spent;
        cycle[i] = Math.max(number, 1);
      }
      filled = end;
    }
  }
  hold(count);

  const own = (name: string, unit: string, values: () => Float64Array): Column => {
    const found = findColumn(dataset, name);
    return found?.values instanceof Float64Array ? found : derived(name, unit, values());
  };
  const steps = numbers(dataset, 'stepCount') ?? numberedSteps(counted.segments, count);
  const words = labels(dataset, 'stepType');
  return {
    ...dataset,
    columns: [
      own('record', '1', () => Float64Array.from(time, (_, i) => i + 1)),
      derived('time_s', 's', time),
      own('stepTime_s', 's', () => sinceStep(time, steps)),
      derived('current_A', 'A', current),
      own('qHalf_C', 'C', () => charge),
      derived('voltage_V', 'V', voltage),
      own('eHalf_J', 'J', () => energy),
      own('cycle', '1', () => cycle),
      derived('stepId', '1', steps),
      derived(
        'stepType',
        null,
        Array.from(current, (value, i) => landWord(words?.[i], value)),
      ),
      ...KEPT.map((name) => findColumn(dataset, name)).filter((column) => column !== undefined),
    ],
  };
}

/** LAND's own word where the file has it, else the word for a rest, a charge or a discharge. */
function landWord(word: string | undefined, current: number): string {
  if (word !== undefined && /^(R|RateC|RateD|[CD]_(CC|CV|Rate)|CCCV_[CD])$/.test(word)) return word;
  return current === 0 ? 'R' : current > 0 ? 'RateC' : 'RateD';
}

function numberedSteps(segments: readonly { readonly first: number; readonly end: number }[], count: number) {
  const steps = new Float64Array(count);
  segments.forEach(({ first, end }, i) => steps.fill(i + 1, first, end));
  return steps;
}

/** s since the first record of each step. */
function sinceStep(time: Float64Array, steps: Float64Array): Float64Array {
  let start = 0;
  return time.map((now, i) => {
    if (i === 0 || steps[i] !== steps[i - 1]) start = now;
    return now - start;
  });
}
