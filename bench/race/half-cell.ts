import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type CellDescription, type CellMesh, CellRun, type CellStep, hold } from '@anodelab/models';
import { raceCell, referenceCell } from '../../verification/pybamm-cell.ts';
import { peerPython, runPeer } from './peers.ts';

export type Level = 'SPM' | 'DFN';

/** To 0.01 V at a rate in C. */
export function lithiationAt(rate: number): CellStep {
  return {
    control: hold('current', rate * raceCell.i1C_A_m2),
    duration: Infinity,
    stops: [{ quantity: 'voltage', side: 'below', value: 0.01 }],
  };
}

/** The half cycle of the race: 1C from x = 0.02 to 0.01 V. */
export const lithiation = lithiationAt(1);

/** Voltages are compared at this many equal steps of the charge, up to 99.5 % of the converged capacity. */
const POINTS = 200;

/** Time of termination (s) of a half cycle, and voltages at the points. */
export interface HalfCycle {
  readonly end: number;
  readonly voltage: readonly number[];
}

/** Ours; `reference` is the converged time of termination that sets the points. */
export function halfCycle(
  description: CellDescription,
  mesh: CellMesh,
  tolerance: number,
  reference: number,
): HalfCycle {
  const times = pointsOf(reference);
  const voltage: number[] = [];
  const { duration } = new CellRun(description, { mesh, tolerance }).run(lithiation, (part) => {
    while (voltage.length < POINTS && times[voltage.length]! <= part.to) {
      voltage.push(part.voltageAt(times[voltage.length]!));
    }
  });
  while (voltage.length < POINTS) voltage.push(0.01);
  return { end: duration, voltage };
}

/** Times of the points, s. */
export function pointsOf(reference: number): number[] {
  return Array.from({ length: POINTS }, (_, k) => (0.995 * reference * (k + 1)) / POINTS);
}

/** Four times finer than what is raced, at a tolerance a thousand times tighter. */
export function convergedHalfCycle(level: Level): HalfCycle {
  const cell = referenceCell(raceCell, level);
  const mesh = { separator: [10], electrode: [14], radial: 24 };
  const { end } = halfCycle(cell, mesh, 1e-7, 1);
  return halfCycle(cell, mesh, 1e-7, end);
}

/** Error against a converged half cycle: RMS of the voltage, mV, and of the capacity, relative. */
export function errorOf(
  found: HalfCycle,
  truth: HalfCycle,
): { readonly mV: number; readonly capacity: number } {
  const square = found.voltage.reduce((sum, v, k) => sum + (v - truth.voltage[k]!) ** 2, 0);
  return { mV: 1e3 * Math.sqrt(square / POINTS), capacity: Math.abs(found.end / truth.end - 1) };
}

/** Whether an answer counts: 1 mV RMS and 0.1 % of the capacity. */
export function isGood({ mV, capacity }: { readonly mV: number; readonly capacity: number }): boolean {
  return mV <= 1 && capacity <= 1e-3;
}

/**
 * Median processor time of one call in ms over `samples` of `calls` each, after a third as many to warm up: on a machine
 * with other work wall times compare nothing. The peers of one thread are timed the same way.
 */
export function processorMs(samples: number, calls: number, work: () => unknown): number {
  const times: number[] = [];
  for (let n = -Math.ceil(samples / 3); n < samples; n++) {
    const start = process.cpuUsage();
    for (let call = 0; call < calls; call++) work();
    const { user, system } = process.cpuUsage(start);
    if (n >= 0) times.push((user + system) / 1e3 / calls);
  }
  return times.sort((a, b) => a - b)[samples >> 1]!;
}

const program = fileURLToPath(new URL('../peers/pybamm/half_cell.py', import.meta.url));

/** One job of the PyBaMM peer. */
export function pybamm<T>(job: Readonly<Record<string, unknown>>): T {
  return runPeer<T>(peerPython(['pybamm==26.10.1.1']), readFileSync(program, 'utf8'), job);
}

/** Cells across separator and electrode, shells, their grading, relative tolerance and switches of the native peer. */
export interface NativeSettings {
  readonly cells: readonly [separator: number, electrode: number, shells: number];
  readonly grade: number;
  readonly surface: 0 | 1;
  readonly tolerance: number;
  readonly suppress: 0 | 1;
}

interface NativeHalfCycle extends HalfCycle {
  readonly ms: number;
  readonly steps: number;
  readonly iterations: number;
}

/** Compiles the native peer where SUNDIALS is installed; undefined, with one line that says how to, where it is not. */
export function nativePeer():
  | ((settings: NativeSettings, repeats: number, reference: number) => NativeHalfCycle | undefined)
  | undefined {
  const folder = fileURLToPath(new URL('../peers/ida-half-cell', import.meta.url));
  const built = fileURLToPath(new URL('../../.cache/ida-half-cell', import.meta.url));
  mkdirSync(fileURLToPath(new URL('../../.cache/', import.meta.url)), { recursive: true });
  const made = spawnSync('make', ['-s', '-C', folder, `OUT=${built}`], { encoding: 'utf8' });
  if (made.status !== 0 || !existsSync(built)) {
    console.error(
      'bench: no native peer: it needs a C compiler and, on Debian, apt-get install libsundials-dev libsuitesparse-dev',
    );
    return undefined;
  }
  return ({ cells, grade, surface, tolerance, suppress }, repeats, reference) => {
    const rate = 1;
    const args = [rate, ...cells, grade, surface, tolerance, suppress, repeats, reference].map(String);
    const run = spawnSync(built, args, { encoding: 'utf8' });
    return run.status === 0 ? (JSON.parse(run.stdout) as NativeHalfCycle) : undefined; // a run that fails is no answer
  };
}
