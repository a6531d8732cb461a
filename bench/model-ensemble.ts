import { type CellRunOptions, type EnsembleResult, runEnsemble } from '@anodelab/models';
import { EnsembleThreads } from '@anodelab/models/node';
import { ensemble } from './race/ensemble-members.ts';
import { type Level, pybamm } from './race/half-cell.ts';
import { type BenchRow, medianMs } from './race/row.ts';

const THREADS = 2;
const MEMBERS = 10_000;
/** Members of PyBaMM's one call, its best way; each takes as long in a longer one. */
const PEER_MEMBERS = { SPM: 1000, DFN: 100 };
const REPEATS = { SPM: 25, DFN: 3 };
/** PyBaMM returns voltage and current at its own steps, 68 to 84 of a half cycle. */
const READINGS = 85;
/** Members that are run again on a fine mesh. */
const SAMPLE = 40;

const settings: Readonly<Record<Level, CellRunOptions>> = {
  SPM: {},
  DFN: { mesh: { separator: [2], electrode: [2], radial: 5 }, tolerance: 2e-3 },
};
const fine: CellRunOptions = { mesh: { separator: [8], electrode: [12], radial: 20 }, tolerance: 1e-6 };

/** 10,000 half cycles with their own diffusivity and rate on two threads. */
export async function run(): Promise<BenchRow[]> {
  const threads = new EnsembleThreads(new URL('./race/ensemble-members.ts', import.meta.url), THREADS);
  try {
    const rows: BenchRow[] = [];
    for (const level of ['SPM', 'DFN'] as const) {
      const options = { ...settings[level], readings: READINGS };
      const work = () => threads.run({ level, members: MEMBERS }, options);
      await work(); // compiled by then
      const before = await times(REPEATS[level], work);
      const peers = [false, true].map((compiled) => ({
        compiled,
        ...pybamm<Times>({
          task: 'batch',
          level,
          compiled,
          threads: THREADS,
          members: PEER_MEMBERS[level],
        }),
      }));
      const after = await times(REPEATS[level], work);
      const ours = (before.ms + after.ms) / 2;
      const processor = (before.cpu + after.cpu) / 2;
      const result = await work();
      const { mV, capacity } = largestError(level, result);
      for (const { compiled, ms, cpu } of peers) {
        rows.push({
          name: `model-ensemble/${level}, a member of ${MEMBERS}, PyBaMM ${compiled ? 'compiled' : 'interpreted'}`,
          unit: 'ms',
          ours,
          peer: ms,
          ratio: ms / ours,
          must: level === 'SPM' ? 40 : 9,
          errorOurs: mV,
          errorPeer: null,
          note: `half cycles with ${READINGS} voltages and currents each on ${THREADS} threads, wall time (processor time of both: ${processor.toPrecision(3)} ms, peer ${cpu.toPrecision(3)} ms, ratio ${(cpu / processor).toPrecision(3)}), ${result.failures.length} failed; PyBaMM 26.10.1.1: ${PEER_MEMBERS[level]} in one call, rtol 1e-4, voltage and current at its own 68 to 84 steps; our error is the largest of ${SAMPLE} members, mV RMS (capacity: ${capacity.toExponential(1)})`,
        });
      }
    }
    return rows;
  } finally {
    await threads.close();
  }
}

/** Of a member, ms: wall time, and processor time of all threads, which other work on the machine does not lengthen. */
interface Times {
  readonly ms: number;
  readonly cpu: number;
}

/** Medians over calls for all members. */
async function times(calls: number, work: () => Promise<unknown>): Promise<Times> {
  const cpu: number[] = [];
  const ms = await medianMs(calls, async () => {
    const start = process.cpuUsage();
    await work();
    const { user, system } = process.cpuUsage(start);
    cpu.push((user + system) / 1e3 / MEMBERS);
  });
  return { ms: ms / MEMBERS, cpu: cpu.sort((a, b) => a - b)[cpu.length >> 1]! };
}

/** Against the fine mesh: RMS of the voltage at the same share of the half cycle, mV, and of the capacity, relative. */
function largestError(level: Level, { voltage, charge }: EnsembleResult): { mV: number; capacity: number } {
  const { member } = ensemble({ level, members: MEMBERS });
  const truth = runEnsemble({ members: SAMPLE, member }, { ...fine, readings: READINGS });
  let mV = 0;
  let capacity = 0;
  for (let n = 0; n < SAMPLE; n++) {
    let square = 0;
    for (let k = n * READINGS; k < (n + 1) * READINGS; k++) square += (voltage[k]! - truth.voltage[k]!) ** 2;
    mV = Math.max(mV, 1e3 * Math.sqrt(square / READINGS));
    capacity = Math.max(capacity, Math.abs(charge[n]! / truth.charge[n]! - 1));
  }
  return { mV, capacity };
}
