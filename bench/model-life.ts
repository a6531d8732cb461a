import {
  type AgeCellOptions,
  type AgeProtocol,
  ageCell,
  type CellLife,
  type CellRunOptions,
  paperRecipes,
  parameterValues,
  prepareSample,
} from '@anodelab/models';
import { raceCell, referenceCell } from '../verification/pybamm-cell.ts';
import { type Level, processorMs, pybamm } from './race/half-cell.ts';
import type { BenchRow } from './race/row.ts';

export const CYCLES = 500;
/** Cycles that PyBaMM is timed for; its time per cycle does not fall in a longer run. */
const PEER_CYCLES = { SPM: 500, DFN: 25 };
const low = 0.01; // V
const high = 0.8;

export const settings: Readonly<Record<Level, CellRunOptions>> = {
  SPM: {},
  DFN: { mesh: { separator: [2], electrode: [3], radial: 5 }, tolerance: 1e-3 },
};
const converged: CellRunOptions = { mesh: { separator: [5], electrode: [8], radial: 12 }, tolerance: 1e-5 };

const values = parameterValues();
const sample = prepareSample(values, paperRecipes.find(({ name }) => name === 'nmSi@C')!, { layers: 'mean' });

/** 500 cycles at 1C with a summary of each: every cycle simulated, and with jumps. */
export async function run(): Promise<BenchRow[]> {
  return (['SPM', 'DFN'] as const).flatMap((level) => {
    const peer = pybamm<{ ms: number }>({ task: 'life', level, low, high, cycles: PEER_CYCLES[level] });
    const theirs = peer.ms * CYCLES;
    const truth = life(level, { jumps: 'none' }, converged);
    return (['none', 'controlled'] as const).map((jumps): BenchRow => {
      const found = life(level, { jumps });
      const ours = processorMs(5, 1, () => life(level, { jumps }));
      return {
        name: `model-life/${level}, ${CYCLES} cycles, ${jumps === 'controlled' ? `${found.plan.length} of them simulated` : 'all simulated'}`,
        unit: 'ms',
        ours,
        peer: theirs,
        ratio: theirs / ours,
        must: level === 'SPM' ? 60 : 23,
        errorOurs: capacityError(found, truth),
        errorPeer: null,
        note: `PyBaMM 26.10.1.1 at 20+20 x 20, rtol 1e-4 (SEI, SEI on cracks, swelling and cracking, stress-driven loss), ${PEER_CYCLES[level]} cycles scaled to ${CYCLES}; processor time; ours with its own laws, lithium kept to ${found.imbalance.toExponential(0)}; the error is the largest of a cycle's capacity over the first one's, against every cycle on a fine mesh`,
      };
    });
  });
}

function capacityError({ cycles }: CellLife, truth: CellLife): number {
  const first = truth.cycles[0]!.capacity;
  return cycles.reduce(
    (most, { capacity }, n) => Math.max(most, Math.abs(capacity - truth.cycles[n]!.capacity) / first),
    0,
  );
}

/** The life of the race; `protocol` asks for more than the bare cycles. */
export function life(
  level: Level,
  protocol: Partial<AgeProtocol>,
  options: AgeCellOptions = settings[level],
): CellLife {
  const bare = {
    steps: [{ currentDensity: raceCell.i1C_A_m2 / values.loading, cycles: CYCLES }],
    lower_V: low,
    upper_V: high,
  };
  const cell = { description: referenceCell(raceCell, level) };
  return ageCell(values, sample, cell, { ...bare, ...protocol }, options);
}
