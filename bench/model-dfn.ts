import { type CellMesh, CellRun } from '@anodelab/models';
import { raceCell, referenceCell } from '../verification/pybamm-cell.ts';
import {
  convergedHalfCycle,
  errorOf,
  halfCycle,
  type HalfCycle,
  isGood,
  lithiation,
  nativePeer,
  type NativeSettings,
  pointsOf,
  processorMs,
  pybamm,
} from './race/half-cell.ts';
import type { BenchRow } from './race/row.ts';

/** Every lane is read at its cheapest mesh and tolerance that hold 1 mV RMS and 0.1 % of the capacity. */
export async function run(): Promise<BenchRow[]> {
  const truth = convergedHalfCycle('DFN');
  const cell = referenceCell(raceCell, 'DFN');
  const best = cheapest(
    oursToTry(),
    ({ mesh, tolerance }) => errorOf(halfCycle(cell, mesh, tolerance, truth.end), truth),
    (settings) => processorMs(5, 20, () => new CellRun(cell, settings).run(lithiation)),
  )!;
  const ours = processorMs(30, 20, () => new CellRun(cell, best.settings).run(lithiation));
  const { mesh, tolerance } = best.settings;
  const mine = `ours at degrees ${mesh.separator.join('+')} | ${mesh.electrode.join('+')} x ${mesh.radial}, tolerance ${tolerance}`;
  const rows: BenchRow[] = [];
  const row = (name: string, peer: number, error: ReturnType<typeof errorOf>, must: number, note: string) => {
    rows.push({
      name: `model-dfn/half cycle against ${name}`,
      unit: 'ms',
      ours,
      peer,
      ratio: peer / ours,
      must,
      errorOurs: best.error.mV,
      errorPeer: error.mV,
      note: `1C to 0.01 V, processor time, ${mine}; ${note}; errors are mV RMS (capacity: ours ${best.error.capacity.toExponential(1)}, peer ${error.capacity.toExponential(1)})`,
    });
  };
  for (const compiled of [false, true]) {
    const job = { level: 'DFN', times: pointsOf(truth.end), compiled };
    const call = pybamm<HalfCycle & { ms: number }>({ ...job, task: 'half_cycle' });
    row(
      `PyBaMM, ${compiled ? 'compiled' : 'interpreted'}`,
      call.ms,
      errorOf(call, truth),
      12,
      'PyBaMM 26.10.1.1 at 20+20 x 20, rtol 1e-4, the cheapest of its meshes that holds 0.1 %',
    );
  }
  const native = nativePeer();
  if (native === undefined) return rows;
  const rival = cheapest(
    nativeToTry(),
    (settings) => {
      const found = native(settings, 0, truth.end);
      return found === undefined ? { mV: Infinity, capacity: Infinity } : errorOf(found, truth);
    },
    (settings) => native(settings, 5, truth.end)!.ms,
  )!;
  const { cells, grade } = rival.settings;
  const at = native(rival.settings, 30, truth.end)!;
  row(
    'native IDA at its best mesh',
    at.ms,
    rival.error,
    2,
    `SUNDIALS IDA and KLU in C at ${cells[0]}+${cells[1]} x ${cells[2]}, grading ${grade}, rtol ${rival.settings.tolerance}, ${at.steps} steps`,
  );
  return rows;
}

/** The settings that take the least time among those whose error is good. */
function cheapest<S>(
  all: readonly S[],
  errorAt: (settings: S) => ReturnType<typeof errorOf>,
  msAt: (settings: S) => number,
): { settings: S; error: ReturnType<typeof errorOf> } | undefined {
  let best: { settings: S; error: ReturnType<typeof errorOf>; ms: number } | undefined;
  for (const settings of all) {
    const error = errorAt(settings);
    if (!isGood(error)) continue;
    const ms = msAt(settings);
    if (best === undefined || ms < best.ms) best = { settings, error, ms };
  }
  return best;
}

function oursToTry(): { mesh: CellMesh; tolerance: number }[] {
  return [1, 2, 3].flatMap((separator) =>
    [2, 3, 5].flatMap((electrode) =>
      [3, 4, 5, 7].flatMap((radial) =>
        [1e-3, 2e-3, 4e-3, 8e-3, 1.6e-2, 3.2e-2].map((tolerance) => ({
          mesh: { separator: [separator], electrode: [electrode], radial },
          tolerance,
        })),
      ),
    ),
  );
}

function nativeToTry(): NativeSettings[] {
  return (
    [
      [2, 3],
      [3, 4],
      [4, 6],
      [6, 8],
    ] as const
  ).flatMap(([separator, electrode]) =>
    [6, 8, 10].flatMap((shells) =>
      [1, 1.5, 2].flatMap((grade) =>
        ([0, 1] as const).flatMap((surface) =>
          [8e-3, 4e-3, 2e-3, 1e-3, 3e-4].flatMap((tolerance) =>
            ([0, 1] as const).map((suppress) => ({
              cells: [separator, electrode, shells] as const,
              grade,
              surface,
              tolerance,
              suppress,
            })),
          ),
        ),
      ),
    ),
  );
}
