import { type AgeCellOptions, type CellImpedance, cellImpedance, CellRun } from '@anodelab/models';
import { impedanceByVolumes } from '../verification/impedance-volumes.ts';
import { raceCell, referenceCell } from '../verification/pybamm-cell.ts';
import { CYCLES, life, settings } from './model-life.ts';
import { lithiation, type Level, processorMs, pybamm } from './race/half-cell.ts';
import type { BenchRow } from './race/row.ts';

const frequencies = Float64Array.from({ length: 60 }, (_, k) => 10 ** (5 - (7 * k) / 59));
/** Of PyBaMM's cell, m2: its impedances are in Ohm. */
const AREA = 1e-4;
/** F/m2. */
const DOUBLE_LAYER = 0.2;
const source = 'PyBaMM 26.10.1.1 at 20+20 x 20; processor time; errors are the largest |dZ|/|Z|';

interface Peer extends CellImpedance {
  readonly ms: number;
}

/** 60 frequencies from 1e5 to 1e-2 Hz of the whole linearised cell: at rest, in a half cycle, and along a life. */
export async function run(): Promise<BenchRow[]> {
  const peers = { SPM: peerAtRest('SPM'), DFN: peerAtRest('DFN') };
  return [atRest('SPM', peers.SPM), atRest('DFN', peers.DFN), underCurrent(peers.DFN), alongLife()];
}

function peerAtRest(level: Level): Peer {
  const { ms, re, im } = pybamm<{ ms: number; re: number[]; im: number[] }>({
    task: 'impedance',
    level,
    x0: 0.5,
    frequencies: [...frequencies],
  });
  const scale = (values: readonly number[]) => Float64Array.from(values, (value) => value * AREA);
  return { ms, real: scale(re), imaginary: scale(im) };
}

function atRest(level: Level, peer: Peer): BenchRow {
  const cell = referenceCell({ ...raceCell, x0: 0.5 }, level, DOUBLE_LAYER);
  const { system, state } = new CellRun(cell);
  const found = cellImpedance(system, state, frequencies);
  const truth = level === 'DFN' ? byVolumes() : found;
  const ours = processorMs(30, 20, () => cellImpedance(system, state, frequencies));
  return {
    name: `model-eis/${level}, 60 frequencies`,
    unit: 'ms',
    ours,
    peer: peer.ms,
    ratio: peer.ms / ours,
    must: 60,
    errorOurs: largestError(found, truth),
    errorPeer: largestError(peer, truth),
    note: `${source} against ${level === 'DFN' ? '160+160 finite volumes' : 'the closed form'}`,
  };

  function byVolumes(): CellImpedance {
    const values = Array.from(frequencies, (frequency) => impedanceByVolumes(cell, 2 * Math.PI * frequency));
    return {
      real: Float64Array.from(values, ([re]) => re),
      imaginary: Float64Array.from(values, ([, im]) => im),
    };
  }
}

/** At 0.01 V with the current on, where nothing is even; the peer's time does not depend on the state. */
function underCurrent(peer: Peer): BenchRow {
  const run = new CellRun(referenceCell(raceCell, 'DFN', DOUBLE_LAYER));
  run.run(lithiation);
  const { system, state } = run;
  const found = cellImpedance(system, state, frequencies);
  const ours = processorMs(30, 20, () => cellImpedance(system, state, frequencies));
  return {
    name: 'model-eis/DFN, 60 frequencies, at the end of a half cycle',
    unit: 'ms',
    ours,
    peer: peer.ms,
    ratio: peer.ms / ours,
    must: 60,
    errorOurs: largestError(found, cellImpedance(system, state, frequencies, { refinement: 4 })),
    errorPeer: null,
    note: `${source} against four times the layers; PyBaMM at rest`,
  };
}

/** A life with jumps in which every tenth cycle is asked for, with a spectrum of each and without. */
function alongLife(): BenchRow {
  const requested = Array.from({ length: CYCLES / 10 }, (_, n) => 10 * (n + 1));
  let spectra = 0;
  const withSpectra: AgeCellOptions = {
    ...settings.DFN,
    onCycle: ({ cycle }, { system, state }) => {
      if (cycle % 10 > 0) return;
      cellImpedance(system, state, frequencies);
      spectra++;
    },
  };
  const work = {
    bare: () => life('DFN', {}),
    without: () => life('DFN', { requested }),
    ours: () => {
      spectra = 0;
      life('DFN', { requested }, withSpectra);
    },
  };
  // in turns, since the machine's pace may change between one and the next
  const rounds = Array.from({ length: 7 }, () => ({
    bare: processorMs(1, 1, work.bare),
    without: processorMs(1, 1, work.without),
    ours: processorMs(1, 1, work.ours),
  }));
  const median = (of: (round: (typeof rounds)[number]) => number) =>
    rounds.map(of).sort((x, y) => x - y)[rounds.length >> 1]!;
  return {
    name: `model-eis/DFN, ${spectra} spectra along ${CYCLES} cycles with jumps`,
    unit: 'ms',
    ours: median(({ ours }) => ours),
    peer: null,
    ratio: median(({ without, ours }) => (1.2 * without) / ours),
    must: 1,
    errorOurs: null,
    errorPeer: null,
    note: `processor time, medians of rounds in turns; the bar is 1.2 times the same life without spectra, ${median(({ without }) => without).toPrecision(4)} ms; ${median(({ bare }) => bare).toPrecision(4)} ms where no cycle is asked for`,
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
