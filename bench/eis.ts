import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { fitCircuit, linKk, parseCircuit, type Spectrum } from '@anodelab/analysis';
import { compileCircuit } from '../packages/analysis/src/eis/compile-circuit.ts';
import { peerPython, runPeer } from './peers.ts';
import { type BenchRow, medianMs } from './row.ts';

const requirements = ['impedance==1.7.1', 'numpy==1.26.4', 'pandas==2.2.3']; // numpy 2 breaks its Lin-KK; it needs pandas unsaid
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
  readonly linKk: number;
  /** sqrt(sum |Z - Zfit|^2 / N), Ohm. */
  readonly rmse: number;
  /** Largest |Z - Zmodel|/|Z| of Lin-KK. */
  readonly residual: number;
}

const program = `
import contextlib, io, json, statistics, sys, time
import numpy as np
from impedance.models.circuits import CustomCircuit
from impedance.validation import linKK

job = json.load(sys.stdin)
f = np.array(job["f"])
Z = np.array(job["re"]) + 1j * np.array(job["im"])

def fit():
    return CustomCircuit(job["circuit"], initial_guess=job["guess"]).fit(f, Z)

def test():
    with contextlib.redirect_stdout(io.StringIO()):
        return linKK(f, Z, c=0.85, max_M=100, fit_type="complex", add_cap=True)

def median(work):
    work()
    times = []
    for _ in range(job["repeats"]):
        start = time.perf_counter()
        work()
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)

residual = Z - fit().predict(f)
_, _, _, re, im = test()
print(json.dumps({
    "fit": median(fit),
    "linKk": median(test),
    "rmse": float(np.sqrt(np.mean(np.abs(residual) ** 2))),
    "residual": float(np.max(np.hypot(re, im))),
}))
`;

/** Impedance fits and Lin-KK against impedance.py on its own first example, unit weights, in one run. */
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
  const test = await time(() => linKk(spectrum, { c: 0.85, addCapacitance: true }));
  const largest = Math.max(...test.last.residualRe.map((re, i) => Math.hypot(re, test.last.residualIm[i]!)));
  const common = { unit: 'ms', errorPeer: peer.rmse };
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
      name: 'eis/Lin-KK',
      unit: 'ms',
      ours: test.ms,
      peer: peer.linKk,
      ratio: peer.linKk / test.ms,
      must: 10,
      errorOurs: largest,
      errorPeer: peer.residual,
      note: `${data}: complex variant with capacitance, c = 0.85; errors are the largest residual relative to |Z|`,
    },
  ];
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
