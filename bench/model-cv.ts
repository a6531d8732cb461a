import { CellRun, type CellRunOptions, ramp } from '@anodelab/models';
import { raceCell, referenceCell } from '../verification/pybamm-cell.ts';
import { type Level, processorMs, pybamm } from './race/half-cell.ts';
import type { BenchRow } from './race/row.ts';

const rates = [1e-4, 2e-4, 3e-4, 4e-4, 5e-4]; // V/s
const cycles = 2;
const low = 0.01; // V
const high = 0.65;

/** Highest current of each direction and where it flows, A/m2 and V; of the last cycle. */
interface Peaks {
  readonly lithiation: Peak;
  readonly delithiation: Peak;
}
interface Peak {
  readonly current: number;
  readonly voltage: number;
}

const settings: Readonly<Record<Level, CellRunOptions>> = {
  SPM: { tolerance: 1e-3 },
  DFN: { mesh: { separator: [2], electrode: [3], radial: 7 }, tolerance: 1e-3 },
};
const converged: CellRunOptions = {
  mesh: { separator: [6], electrode: [10], radial: 20 },
  tolerance: 1e-6,
};

/** A step for each sweep takes too long to compile, one model for each rate. */
const WAYS = [
  { way: 'steps', compiled: false },
  { way: 'function', compiled: false },
  { way: 'function', compiled: true },
] as const;

/** Cyclic voltammograms of five rates, two cycles each, against both ways to make one with PyBaMM. */
export async function run(): Promise<BenchRow[]> {
  return (['SPM', 'DFN'] as const).flatMap((level) => {
    const truth = rates.map((rate) => peaksOf(level, converged, rate));
    const found = rates.map((rate) => peaksOf(level, settings[level], rate));
    const error = errorOf(found, truth);
    const ours = processorMs(15, 3, () => {
      for (const rate of rates) voltammogram(level, settings[level], rate);
    });
    return WAYS.map(({ way, compiled }): BenchRow => {
      const peer = pybamm<{ ms: number; curves: { current: number[]; voltage: number[] }[] }>({
        task: 'voltammetry',
        way,
        level,
        compiled,
        low,
        high,
        rates,
        cycles,
      });
      const theirs = errorOf(
        peer.curves.map(({ current, voltage }) => readPeaks(current, voltage)),
        truth,
      );
      const isSteps = way === 'steps';
      return {
        name: `model-cv/${level} against ${isSteps ? 'hand-made voltage steps' : 'one function of time'}, ${compiled ? 'compiled' : 'interpreted'}`,
        unit: 'ms',
        ours,
        peer: peer.ms,
        ratio: peer.ms / ours,
        must: isSteps ? 12 : 1,
        errorOurs: error.current,
        errorPeer: theirs.current,
        note: `5 rates x 2 cycles, ${low} to ${high} V, PyBaMM 26.10.1.1 at 20+20 x 20, rtol 1e-4, warm; processor time; errors are relative, of the peak currents (peak potentials: ours ${mV(error)} mV, peer ${mV(theirs)} mV at its own steps)`,
      };
    });
  });
}

function mV({ voltage }: { readonly voltage: number }): string {
  return (1e3 * voltage).toFixed(2);
}

/** Runs both cycles; `read` is called with every current and voltage at so many equal parts of each step of the solver. */
function voltammogram(
  level: Level,
  options: CellRunOptions,
  rate: number,
  read?: (current: number, voltage: number) => void,
): void {
  const run = new CellRun(referenceCell(raceCell, level), options);
  const duration = (high - low) / rate;
  for (let cycle = 0; cycle < cycles; cycle++) {
    for (const [from, slope] of [
      [high, -rate],
      [low, rate],
    ] as const) {
      const end = run.run({ control: ramp('voltage', from, slope, 0), duration, stops: [] }, (part) => {
        if (read === undefined || cycle < cycles - 1) return;
        for (let k = 1; k <= PARTS; k++) {
          const t = part.from + ((part.to - part.from) * k) / PARTS;
          read(part.currentAt(t), part.voltageAt(t));
        }
      });
      if (end.status === 'failed') throw new Error(`voltammogram: ${end.cause}`);
    }
  }
}

const PARTS = 100;

function peaksOf(level: Level, options: CellRunOptions, rate: number): Peaks {
  const current: number[] = [];
  const voltage: number[] = [];
  voltammogram(level, options, rate, (i, v) => {
    current.push(i);
    voltage.push(v);
  });
  return readPeaks(current, voltage, 0);
}

/** Of the second half of the readings, which holds the last cycle, unless `from` says otherwise. */
function readPeaks(
  current: readonly number[],
  voltage: readonly number[],
  from = current.length >> 1,
): Peaks {
  let highest = from;
  let lowest = from;
  for (let k = from; k < current.length; k++) {
    if (current[k]! > current[highest]!) highest = k;
    if (current[k]! < current[lowest]!) lowest = k;
  }
  const at = (k: number): Peak => ({ current: current[k]!, voltage: voltage[k]! });
  return { lithiation: at(highest), delithiation: at(lowest) };
}

function errorOf(found: readonly Peaks[], truth: readonly Peaks[]): Peak {
  let current = 0;
  let voltage = 0;
  found.forEach((each, k) => {
    for (const side of ['lithiation', 'delithiation'] as const) {
      current = Math.max(current, Math.abs(each[side].current / truth[k]![side].current - 1));
      voltage = Math.max(voltage, Math.abs(each[side].voltage - truth[k]![side].voltage));
    }
  });
  return { current, voltage };
}
