import type { AgedCycle } from '../ageing/cycle-rates.ts';
import type { Direction } from '../cell/half-cell.ts';
import type { Population } from '../sample.ts';

/** One population in one cycle. */
export interface CyclingPopulation {
  readonly population: Population;
  readonly cycle: AgedCycle;
}

/** Charge per composite mass that has flowed when the cell comes to a voltage, along one half cycle. */
export interface HalfCycleCurve {
  /** V, from the first to the cut-off. */
  readonly voltage: Float64Array;
  /** C/kg, rising from 0. */
  readonly charge: Float64Array;
}

/**
 * The half cycle of a sample, recorded each time the voltage has moved by `step` V. Populations take the same current
 * per mass and are added up at common voltages, q(V) = sum of w q(V); so the last charge is the average of theirs.
 * Carbon and side reactions have no curve of their own: they stretch the silicon's (docs/methods/half-cell.md).
 */
export function halfCycleCurve(
  populations: readonly CyclingPopulation[],
  direction: Direction,
  cutOff: number,
  step: number,
): HalfCycleCurve {
  const sign = direction === 'lithiation' ? 1 : -1;
  const starts = populations.map((part) => beginning(part, direction));
  const first = starts.reduce(
    (far, { voltage }) => (sign * (voltage - far) > 0 ? voltage : far),
    starts[0]!.voltage,
  );
  const voltage = voltageGrid(first, cutOff, sign, step);
  const charge = new Float64Array(voltage.length);
  populations.forEach((part, i) => addCharge(part, direction, starts[i]!.lithiation, voltage, charge));
  return { voltage, charge };
}

/** Lithiation and voltage with which a population begins a half cycle. */
function beginning(
  { cycle }: CyclingPopulation,
  direction: Direction,
): { lithiation: number; voltage: number } {
  const lithiation = direction === 'lithiation' ? cycle.start : cycle.swing.high;
  return { lithiation, voltage: cycle.cells[direction].voltage(cycle.load, direction, lithiation) };
}

/** The first voltage, the multiples of `step` on the way, and the cut-off; a cell past its cut-off gives two points. */
function voltageGrid(first: number, cutOff: number, sign: 1 | -1, step: number): Float64Array {
  const grid = [first];
  let index = sign > 0 ? Math.ceil(first / step) - 1 : Math.floor(first / step) + 1;
  for (; sign * (index * step - cutOff) > step / 10; index -= sign) {
    if (sign * (first - index * step) > step / 10) grid.push(index * step);
  }
  grid.push(sign * (first - cutOff) > 0 ? cutOff : first);
  return Float64Array.from(grid);
}

function addCharge(
  { population, cycle }: CyclingPopulation,
  direction: Direction,
  from: number,
  voltage: Float64Array,
  charge: Float64Array,
): void {
  const cell = cycle.cells[direction];
  const swung = cycle.swing.high - cycle.swing.low;
  if (!(swung > 0)) return;
  const total = direction === 'lithiation' ? cycle.capacity / cycle.efficiency : cycle.capacity;
  const end = direction === 'lithiation' ? cycle.swing.high : cycle.swing.low;
  const perLithiation = (population.weight * total) / Math.abs(end - from);
  let surface = from;
  for (let i = 1; i < voltage.length; i++) {
    surface = cell.surfaceAt(cycle.load, direction, surface, voltage[i]!);
    if (surface !== from)
      charge[i]! += perLithiation * Math.abs(cell.meanAt(cycle.load, from, surface) - from);
  }
}
