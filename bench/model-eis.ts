import { type CellImpedance, cellImpedance, CellRun } from '@anodelab/models';
import { raceCell, referenceCell } from '../verification/pybamm-cell.ts';
import { type Level, processorMs, pybamm } from './race/half-cell.ts';
import type { BenchRow } from './race/row.ts';

const frequencies = Float64Array.from({ length: 60 }, (_, k) => 10 ** (5 - (7 * k) / 59));
/** Of PyBaMM's cell, m2: its impedances are in Ohm. */
const AREA = 1e-4;

/** 60 frequencies from 1e5 to 1e-2 Hz of the whole linearised cell at rest at x = 0.5. */
export async function run(): Promise<BenchRow[]> {
  return (['SPM', 'DFN'] as const).map(row);
}

function row(level: Level): BenchRow {
  const { system, state } = new CellRun(referenceCell({ ...raceCell, x0: 0.5 }, level, 0.2));
  const truth = cellImpedance(system, state, frequencies, { refinement: 4 });
  const found = cellImpedance(system, state, frequencies);
  const ours = processorMs(30, 20, () => cellImpedance(system, state, frequencies));
  const peer = pybamm<{ ms: number; re: number[]; im: number[] }>({
    task: 'impedance',
    level,
    x0: 0.5,
    frequencies: [...frequencies],
  });
  const scale = (values: readonly number[]) => Float64Array.from(values, (value) => value * AREA);
  return {
    name: `model-eis/${level}, 60 frequencies`,
    unit: 'ms',
    ours,
    peer: peer.ms,
    ratio: peer.ms / ours,
    must: 60,
    errorOurs: largestError(found, truth),
    errorPeer: largestError({ real: scale(peer.re), imaginary: scale(peer.im) }, truth),
    note: 'PyBaMM 26.10.1.1 at 20+20 x 20; processor time; errors are the largest |dZ|/|Z| against our own mesh refined four times',
  };
}

function largestError(found: CellImpedance, truth: CellImpedance): number {
  let worst = 0;
  frequencies.forEach((_, k) => {
    const error = Math.hypot(found.real[k]! - truth.real[k]!, found.imaginary[k]! - truth.imaginary[k]!);
    worst = Math.max(worst, error / Math.hypot(truth.real[k]!, truth.imaginary[k]!));
  });
  return worst;
}
