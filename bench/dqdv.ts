import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { differentialCapacity } from '../packages/analysis/src/cycling/differential-capacity.ts';
import { peerPython, runPeer } from './race/peers.ts';
import { type BenchRow, medianMs } from './race/row.ts';

const requirements = ['navani==0.1.22', 'numpy==1.26.4', 'pandas==2.2.3', 'scipy==1.15.3']; // with scipy 1.17 its splines lose the curve
const root = process.env['ANODELAB_CORPUS'] ?? fileURLToPath(new URL('../../shared/corpus', import.meta.url));
const cell = `${root}/oracles/gcd/cellpy-si-half-cell.csv`;

const REPEATS = 9;
/** Ours is so short that one timing is the mean of this many calls. */
const CALLS = 50;
/** Longest time of one half cycle, ms. */
const BAR = 0.5;

interface PeerTimes {
  /** ms */
  readonly time: number;
  /** Integral of dQ/dV by the trapezoid rule over the peer's own points, in the unit of the capacities. */
  readonly integral: number;
}

const program = `
import json, statistics, sys, time
import numpy as np
import pandas as pd
from navani.echem import dqdv_single_cycle

job = json.load(sys.stdin)
capacity = pd.Series(job["capacity"])
voltage = pd.Series(job["voltage"])

def work():
    return dqdv_single_cycle(capacity, voltage)

v, dqdv, _ = work()
times = []
for _ in range(job["repeats"]):
    start = time.perf_counter()
    work()
    times.append((time.perf_counter() - start) * 1000)
print(json.dumps({"time": statistics.median(times), "integral": float(np.trapz(dqdv, v))}))
`;

/** dQ/dV of one half cycle against navani's, each with its defaults; the error is that of the integral. */
export async function run(): Promise<BenchRow[]> {
  const { voltage, capacity } = existsSync(cell) ? readDelithiation() : makeDelithiation();
  const data = existsSync(cell)
    ? `first delithiation of the silicon cell, ${voltage.length} records`
    : `a made delithiation, ${voltage.length} records`;
  const peer = runPeer<PeerTimes>(peerPython(requirements), program, {
    voltage: [...voltage],
    capacity: [...capacity],
    repeats: REPEATS,
  });
  const increments = capacity.map((q, i) => q - (i === 0 ? 0 : (capacity[i - 1] ?? 0)));
  let last = differentialCapacity(voltage, increments, 0.005);
  const ours =
    (await medianMs(REPEATS, () => {
      for (let i = 0; i < CALLS; i++) last = differentialCapacity(voltage, increments, 0.005);
    })) / CALLS;
  const whole = capacity.at(-1) ?? NaN;
  const spacing = (last.voltage[1] ?? NaN) - (last.voltage[0] ?? NaN);
  const integral = spacing * last.dQdV.reduce((sum, value) => sum + value, 0);
  const errors = {
    errorOurs: Math.abs(integral / whole - 1),
    errorPeer: Math.abs(peer.integral / whole - 1),
  };
  return [
    {
      name: 'dqdv/half cycle',
      unit: 'ms',
      ours,
      peer: peer.time,
      ratio: peer.time / ours,
      must: 15,
      ...errors,
      note: `${data}: ours smoothed by 5 mV, navani 0.1.22's dqdv_single_cycle with its defaults; errors are of the integral relative to the capacity (ours ${errors.errorOurs.toExponential(1)}, navani ${errors.errorPeer.toExponential(1)})`,
    },
    {
      name: 'dqdv/half cycle within 0.5 ms',
      unit: 'ms',
      ours,
      peer: null,
      ratio: BAR / ours,
      must: 1,
      errorOurs: errors.errorOurs,
      errorPeer: null,
      note: data,
    },
  ];
}

/** Step 6 of cycle 1: voltage in V and the charge from its start in mAh (the peer's smoothing is made for such numbers). */
function readDelithiation() {
  const [header = '', ...lines] = readFileSync(cell, 'utf8').trim().split('\n');
  const names = header.trim().split(',');
  const at = (name: string) => names.indexOf(name);
  const [step, of, voltage, charge] = [
    at('step_index'),
    at('cycle_index'),
    at('voltage_V'),
    at('charge_capacity_Ah'),
  ];
  const cycle = lines
    .map((line) => line.split(',').map(Number))
    .filter((row) => row[step] === 6 && row[of] === 1);
  const start = cycle[0]?.[charge] ?? 0;
  return {
    voltage: Float64Array.from(cycle, (row) => row[voltage] ?? NaN),
    capacity: Float64Array.from(cycle, (row) => 1000 * ((row[charge] ?? NaN) - start)),
  };
}

function makeDelithiation() {
  const voltage = Float64Array.from({ length: 360 }, (_, i) => 0.05 + (0.95 * i) / 359);
  const capacity = voltage.map(
    (v) => Math.atan(Math.exp((v - 0.27) / 0.04)) + Math.atan(Math.exp((v - 0.47) / 0.05)),
  );
  const start = capacity[0] ?? 0;
  return { voltage, capacity: capacity.map((q) => q - start) };
}
