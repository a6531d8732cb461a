import { CellRun, defaultMesh } from '@anodelab/models';
import { raceCell, referenceCell } from '../verification/pybamm-cell.ts';
import {
  convergedHalfCycle,
  errorOf,
  halfCycle,
  type HalfCycle,
  lithiation,
  pointsOf,
  processorMs,
  pybamm,
} from './race/half-cell.ts';
import type { BenchRow } from './race/row.ts';

/** One half cycle of the single-particle cell at default settings against PyBaMM's, called and in a batch. */
export async function run(): Promise<BenchRow[]> {
  const truth = convergedHalfCycle('SPM');
  const cell = referenceCell(raceCell, 'SPM');
  const ours = processorMs(30, 100, () => new CellRun(cell).run(lithiation));
  const found = errorOf(halfCycle(cell, defaultMesh, 3e-4, truth.end), truth);
  const job = { level: 'SPM', times: pointsOf(truth.end) };
  const rows: BenchRow[] = [];
  for (const compiled of [false, true]) {
    const how = compiled ? 'compiled' : 'interpreted';
    const call = pybamm<HalfCycle & { ms: number }>({ ...job, task: 'half_cycle', compiled });
    const batch = pybamm<{ ms: number }>({ ...job, task: 'batch', compiled, threads: 1, members: 1000 });
    const theirs = errorOf(call, truth);
    const common = { unit: 'ms', ours, errorOurs: found.mV, errorPeer: theirs.mV };
    const errors = `errors are mV RMS (capacity: ours ${found.capacity.toExponential(1)}, peer ${theirs.capacity.toExponential(1)})`;
    rows.push(
      {
        ...common,
        name: `model-spm/half cycle against a warm call, ${how}`,
        peer: call.ms,
        ratio: call.ms / ours,
        must: 30,
        note: `1C to 0.01 V, PyBaMM 26.10.1.1 at 20 shells, rtol 1e-4; processor time; ${errors}`,
      },
      {
        ...common,
        name: `model-spm/half cycle against a member of 1,000, ${how}`,
        peer: batch.ms,
        ratio: batch.ms / ours,
        must: 20,
        note: `diffusivity and rate vary there; one thread, processor time; ${errors}`,
      },
    );
  }
  return rows;
}
