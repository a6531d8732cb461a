import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Spectrum } from '@anodelab/analysis';
import { showLogSmooth } from '../packages/analysis/src/drt/distribution.ts';
import { logSmoothDrt } from '../packages/analysis/src/drt/log-smooth-drt.ts';
import { cutBand, gaussianBand } from '../packages/analysis/src/drt/posterior-bands.ts';
import { distributionAt } from '../packages/analysis/src/drt/relaxation-basis.ts';
import { relaxationPeaks } from '../packages/analysis/src/drt/relaxation-peaks.ts';
import { tikhonovDrt } from '../packages/analysis/src/drt/tikhonov-drt.ts';
import { makeSpectrum } from '../packages/analysis/src/eis/made-spectrum.ts';
import { peerPython, runPeer } from './race/peers.ts';
import { type BenchRow, medianMs } from './race/row.ts';

const requirements = [
  'pyDRTtools==0.2',
  'numpy==1.26.4',
  'scipy==1.14.1',
  'pandas==2.2.3',
  'matplotlib==3.9.2',
  'cvxopt==1.3.2',
  'scikit-learn==1.5.2',
];
const root = process.env['ANODELAB_CORPUS'] ?? fileURLToPath(new URL('../../shared/corpus', import.meta.url));
const file = `${root}/oracles/eis/pydrttools-2XZARCequal.csv`;
const arcs = [
  { resistance: 50, tau: 1e-4, exponent: 0.8 },
  { resistance: 50, tau: 0.1, exponent: 0.8 },
];
const ABSENT_NOTE = 'a made spectrum of two equal ZARCs';

interface PeerResult {
  /** ms */
  readonly gcv: number;
  readonly sampling: number;
  readonly fine: readonly number[];
  readonly gamma: readonly number[];
  readonly lambda: number;
  readonly mean: readonly number[];
}

/** The package's own first lines load a window system, so its modules are loaded without them. */
const program = `
import contextlib, importlib.util, io, json, statistics, sys, time, types
import numpy as np
where = importlib.util.find_spec("pyDRTtools").submodule_search_locations
package = types.ModuleType("pyDRTtools")
package.__path__ = list(where)
sys.modules["pyDRTtools"] = package
job = json.load(sys.stdin)
f, re, im = (np.array(job[key]) for key in ("f", "re", "im"))
np.random.seed(0)
options = dict(induct_used=0, der_used="2nd order", cv_type="GCV")
with contextlib.redirect_stdout(io.StringIO()):
    from pyDRTtools import runs
    def simple():
        return runs.simple_run(runs.EIS_object(f, re, im), **options)
    def timed(work, repeats):
        times = []
        for _ in range(repeats):
            start = time.perf_counter()
            result = work()
            times.append((time.perf_counter() - start) * 1000)
        return statistics.median(times), result
    simple()
    gcv, drt = timed(simple, 5)
    sampling, band = timed(lambda: runs.Bayesian_run(runs.EIS_object(f, re, im), NMC_sample=2000, **options), 1)
print(json.dumps({
    "gcv": gcv, "sampling": sampling, "fine": drt.out_tau_vec.tolist(), "gamma": drt.gamma.tolist(),
    "lambda": float(np.squeeze(drt.lambda_value)), "mean": band.mean.tolist(),
}))
`;

/** Distributions of relaxation times against pyDRTtools on its own tutorial spectrum, in one run. */
export async function run(): Promise<BenchRow[]> {
  const spectrum = existsSync(file) ? readTutorial() : madeTutorial();
  const data = existsSync(file) ? '2XZARCequal' : ABSENT_NOTE;
  const peer = runPeer<PeerResult>(peerPython(requirements), program, {
    f: [...spectrum.frequency],
    re: [...spectrum.zRe],
    im: [...spectrum.zIm],
  });
  const fine = Float64Array.from(peer.fine);
  const truth = fine.map(trueDistribution);
  const method = (): Float64Array => {
    const drt = tikhonovDrt(spectrum);
    return distributionAt(drt.problem.basis, drt.solution.subarray(1), fine);
  };
  const drt = tikhonovDrt(spectrum);
  const gcv = await medianMs(21, method);
  const closed = await medianMs(9, () => gaussianBand(tikhonovDrt(spectrum), fine));
  const sampling = await medianMs(3, () => cutBand(tikhonovDrt(spectrum), fine, { discard: 501 }));
  const band = cutBand(drt, fine, { discard: 501 });
  const smooth = showLogSmooth(logSmoothDrt(spectrum), 0.95);
  const smoothError = distance(smooth.gamma, smooth.tau.map(trueDistribution));
  const smoothPeaks = relaxationPeaks(smooth, [0, Infinity]);
  const falsePeaks = Math.abs(smoothPeaks.length - arcs.length);
  const smoothTime = await medianMs(5, () => logSmoothDrt(spectrum));
  const errorOurs = distance(method(), truth);
  const errorPeer = distance(Float64Array.from(peer.gamma), truth);
  const l2 = 'error: relative L2 of gamma on 810 points';
  return [
    {
      name: 'drt/Tikhonov, lambda by GCV',
      ours: gcv,
      peer: peer.gcv,
      unit: 'ms',
      ratio: peer.gcv / gcv,
      must: 10,
      errorOurs,
      errorPeer,
      note: `${data}, second derivative, gamma >= 0; lambda ${drt.lambda.toExponential(3)} against ${peer.lambda.toExponential(3)} of pyDRTtools 0.2; ${l2}: ${errorOurs.toFixed(4)} against ${errorPeer.toFixed(4)}`,
    },
    bar('drt/Tikhonov within 30 ms', gcv, 30, 'ms', 'the same'),
    bar('drt/error of gamma', errorOurs, 0.159, '1', l2),
    bar(
      'drt/error of gamma by the default, log-smooth',
      falsePeaks === 0 ? smoothError : Infinity,
      0.159,
      '1',
      `${data}: ${smoothPeaks.length} peaks above 5 % where ${arcs.length} are true (any other number is an infinite error), in ${smoothTime.toPrecision(3)} ms; relative L2 of gamma on its own grid`,
    ),
    bar(
      'drt/Gaussian band in closed form',
      closed,
      30,
      'ms',
      'inversion and 99 % band of the uncut posterior at 810 relaxation times',
    ),
    {
      name: 'drt/2000 samples of the posterior cut at gamma >= 0',
      ours: sampling,
      peer: peer.sampling,
      unit: 'ms',
      ratio: peer.sampling / sampling,
      must: 8,
      errorOurs: distance(band.mean, truth),
      errorPeer: distance(Float64Array.from(peer.mean), truth),
      note: `${data}: inversion, samples by exact Hamiltonian Monte Carlo, 501 dropped, 99 % band at 810 relaxation times; R0 is sampled too, the peer holds it; error: relative L2 of the posterior mean`,
    },
  ];
}

/** A figure of ours against a bar. */
function bar(name: string, ours: number, limit: number, unit: string, note: string): BenchRow {
  return {
    name,
    ours,
    peer: null,
    unit,
    ratio: limit / ours,
    must: 1,
    errorOurs: null,
    errorPeer: null,
    note,
  };
}

function distance(found: Float64Array, truth: Float64Array): number {
  const norm = (values: Float64Array): number => Math.sqrt(values.reduce((sum, v) => sum + v * v, 0));
  return norm(found.map((v, i) => v - truth[i]!)) / norm(truth);
}

function trueDistribution(tau: number): number {
  return arcs.reduce((sum, { resistance, tau: centre, exponent }) => {
    const angle = (1 - exponent) * Math.PI;
    const width = Math.cosh(exponent * Math.log(tau / centre)) - Math.cos(angle);
    return sum + (resistance / (2 * Math.PI)) * (Math.sin(angle) / width);
  }, 0);
}

function readTutorial(): Spectrum {
  const rows = readFileSync(file, 'utf8')
    .trim()
    .split(/\r?\n/)
    .slice(1)
    .map((line) => line.split(',').map(Number))
    .sort((a, b) => b[1]! - a[1]!);
  const pick = (column: number): Float64Array => Float64Array.from(rows, (row) => row[column]!);
  return { frequency: pick(1), zRe: pick(2), zIm: pick(3) };
}

function madeTutorial(): Spectrum {
  console.error('bench: no corpus (ANODELAB_CORPUS): drt runs on a made spectrum');
  return makeSpectrum({
    circuit: 'R0-Zarc1-Zarc2',
    values: [10, ...arcs.flatMap(({ resistance, tau, exponent }) => [resistance, tau, exponent])],
    highest: 1e6,
    decades: 8,
    perDecade: 10,
    noise: 5e-3,
  });
}
