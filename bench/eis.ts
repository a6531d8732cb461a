import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { fitCircuit, parseCircuit, type Spectrum } from '@anodelab/analysis';
import { rankCircuits } from '../packages/analysis/src/eis/choose-circuit.ts';
import { compileCircuit } from '../packages/analysis/src/eis/compile-circuit.ts';
import { makeSpectrum } from '../packages/analysis/src/eis/made-spectrum.ts';
import { peerPython, runPeer } from './race/peers.ts';
import { type BenchRow, medianMs } from './race/row.ts';

const requirements = ['impedance==1.7.1', 'numpy==1.26.4', 'pandas==2.2.3']; // its Lin-KK fails with numpy 2; it needs pandas unsaid
const root = process.env['ANODELAB_CORPUS'] ?? fileURLToPath(new URL('../../shared/corpus', import.meta.url));
const example = `${root}/oracles/eis/impedancepy-exampleData.csv`;
const circuit = parseCircuit('R0-p(R1,C1)-p(R2-Wo1,C2)');
/** The start values of the peer's own manual, in the order of the circuit. */
const guess = [0.01, 0.01, 100, 0.01, 0.05, 100, 1];
/** Parameters of the best known fit to the example, for the made spectrum that stands in where the example is absent. */
const known = [0.016505, 0.005336, 0.22039, 0.009145, 0.14001, 1262.2, 2.7653];

const REPEATS = 9;
/** Ours is so short that one timing is the mean of this many calls. */
const CALLS = 20;

interface PeerTimes {
  /** ms */
  readonly fit: number;
  readonly global: number;
  /** sqrt(sum |Z - Zfit|^2 / N), Ohm; of the single and of the global fit. */
  readonly rmse: number;
  readonly globalRmse: number;
}

const program = `
import json, statistics, sys, time
import numpy as np
from impedance.models.circuits import CustomCircuit
from impedance.models.circuits.fitting import circuit_fit

job = json.load(sys.stdin)
f = np.array(job["f"])
Z = np.array(job["re"]) + 1j * np.array(job["im"])

def fit():
    return CustomCircuit(job["circuit"], initial_guess=job["guess"]).fit(f, Z)

def median(work):
    work()
    times = []
    for _ in range(job["repeats"]):
        start = time.perf_counter()
        work()
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)

residual = Z - fit().predict(f)
# one run: it takes a minute
start = time.perf_counter()
found, _ = circuit_fit(f, Z, job["circuit"], job["guess"], global_opt=True, seed=0)
hopping = (time.perf_counter() - start) * 1000
hopped = CustomCircuit(job["circuit"], initial_guess=list(found))
hopped_residual = Z - hopped.predict(f, use_initial=True)
print(json.dumps({
    "fit": median(fit),
    "global": hopping,
    "globalRmse": float(np.sqrt(np.mean(np.abs(hopped_residual) ** 2))),
    "rmse": float(np.sqrt(np.mean(np.abs(residual) ** 2))),
}))
`;

/** pyimpspec's first test circuit with 0.05 % noise; it is fitted by every method and weight of the peer. */
const testCircuit = { text: 'R(RC)(RW)', values: [100, 200, 0.8e-6, 500, 4e-4] };
const autoRequirements = ['pyimpspec==5.1.2'];
const autoProgram = `
import json, sys, time
import numpy as np
import pyimpspec

job = json.load(sys.stdin)
data = pyimpspec.DataSet(np.array(job["f"]), np.array(job["re"]) + 1j * np.array(job["im"]))
best = None
for _ in range(3):
    circuit = pyimpspec.parse_cdc(job["circuit"])
    start = time.perf_counter()
    fit = pyimpspec.fit_circuit(circuit, data, num_procs=1)
    ms = (time.perf_counter() - start) * 1000
    best = ms if best is None else min(best, ms)
values = []
for element in fit.circuit.get_elements():
    fixed = element.are_fixed()
    values.extend(value for key, value in element.get_values().items() if not fixed[key])
print(json.dumps({"ms": best, "values": values}))
`;

/** Impedance fits against impedance.py on its own first example, unit weights, in one run. */
export async function run(): Promise<BenchRow[]> {
  const spectrum = existsSync(example) ? readExample() : makeExample();
  const data = existsSync(example) ? "impedance.py's example" : 'a made spectrum of the same circuit';
  const peer = runPeer<PeerTimes>(peerPython(requirements), program, {
    f: [...spectrum.frequency],
    re: [...spectrum.zRe],
    im: [...spectrum.zIm],
    circuit: circuit.text,
    guess,
    repeats: REPEATS,
  });
  const start = Object.fromEntries(circuit.parameters.map(({ name }, k) => [name, guess[k]!]));
  const global = await time(() => fitCircuit(circuit, spectrum, { weight: 'unit' }));
  const single = await time(() => fitCircuit(circuit, spectrum, { weight: 'unit', start }));
  const common = { unit: 'ms', errorPeer: peer.rmse };
  const made = makeSpectrum({
    circuit: testCircuit.text,
    values: [...testCircuit.values, 0.5],
    highest: 1e4,
    decades: 4,
    perDecade: 10,
    noise: 5e-4,
  });
  const auto = runPeer<{ ms: number; values: number[] }>(peerPython(autoRequirements), autoProgram, {
    f: [...made.frequency],
    re: [...made.zRe],
    im: [...made.zIm],
    circuit: testCircuit.text,
  });
  const bare = parseCircuit(testCircuit.text);
  const automatic = await time(() => fitCircuit(bare, made));
  const ranking = await medianMs(5, () => rankCircuits(made, 'modulus'));
  return [
    {
      ...common,
      name: 'eis/fit from no start values',
      ours: global.ms,
      peer: peer.fit,
      ratio: peer.fit / global.ms,
      must: 5,
      errorOurs: global.last.rmse,
      note: `${data}: our global fit against impedance.py 1.7.1's single fit; errors are RMSE in Ohm`,
    },
    {
      ...common,
      name: "eis/fit from the peer's start values",
      ours: single.ms,
      peer: peer.fit,
      ratio: peer.fit / single.ms,
      must: 30,
      errorOurs: single.last.rmse,
      note: `${data}: one fit each from the same start; errors are RMSE in Ohm`,
    },
    {
      ...common,
      name: 'eis/global fit',
      ours: global.ms,
      peer: peer.global,
      ratio: peer.global / global.ms,
      must: 300,
      errorOurs: global.last.rmse,
      errorPeer: peer.globalRmse,
      note: `${data}: our fit from no start values against one run of impedance.py's basin hopping; errors are RMSE in Ohm`,
    },
    {
      name: 'eis/automatic fit',
      unit: 'ms',
      ours: automatic.ms,
      peer: auto.ms,
      ratio: auto.ms / automatic.ms,
      must: 50,
      errorOurs: largestDeviation(automatic.last.values),
      errorPeer: largestDeviation(auto.values),
      note: "pyimpspec 5.1.2's Circuit 1 with 0.05 % noise, all its methods and weights in one process, best of 3; errors are the largest relative deviation from the truth",
    },
    {
      name: 'eis/circuit chosen',
      unit: 'ms',
      ours: ranking,
      peer: null,
      ratio: 1000 / ranking,
      must: 1,
      errorOurs: null,
      errorPeer: null,
      note: 'the same spectrum without a circuit: up to 28 circuits fitted, simplified and cross-validated; the bar is 1 s',
    },
  ];
}

function largestDeviation(values: ArrayLike<number>): number {
  return Math.max(...testCircuit.values.map((truth, k) => Math.abs(values[k]! / truth - 1)));
}

async function time<T>(work: () => T): Promise<{ ms: number; last: T }> {
  let last = work();
  for (let i = 0; i < CALLS; i++) last = work();
  const ms = await medianMs(REPEATS, () => {
    for (let i = 0; i < CALLS; i++) last = work();
  });
  return { ms: ms / CALLS, last };
}

/** The rows with Im Z < 0, as the peer's manual takes them. */
function readExample(): Spectrum {
  const rows = readFileSync(example, 'utf8')
    .trim()
    .split('\n')
    .map((line) => line.split(',').map(Number))
    .filter((row) => row[2]! < 0);
  const pick = (column: number): Float64Array => Float64Array.from(rows, (row) => row[column]!);
  return { frequency: pick(0), zRe: pick(1), zIm: pick(2) };
}

function makeExample(): Spectrum {
  const frequency = Float64Array.from({ length: 57 }, (_, i) => 1258.9 * 10 ** (-i / 10));
  const model = compileCircuit(circuit, frequency);
  model.evaluate(Float64Array.from(known, Math.log));
  return { frequency, zRe: model.impedance.slice(0, 57), zIm: model.impedance.slice(57) };
}
