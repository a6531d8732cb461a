import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { linKk, type Spectrum } from '@anodelab/analysis';
import { findDeparture } from '../packages/analysis/src/kramers-kronig/departure.ts';
import { kramersKronig } from '../packages/analysis/src/kramers-kronig/kramers-kronig.ts';
import { judgeValidity } from '../packages/analysis/src/kramers-kronig/validity.ts';
import { peerPython, runPeer } from './race/peers.ts';
import { type BenchRow, medianMs } from './race/row.ts';

const impedancePy = ['impedance==1.7.1', 'numpy==1.26.4', 'pandas==2.2.3'];
const pyimpspec = ['pyimpspec==5.1.3', 'numpy==2.4.1', 'scipy==1.17.0'];
const root = process.env['ANODELAB_CORPUS'] ?? fileURLToPath(new URL('../../shared/corpus', import.meta.url));
const example = `${root}/oracles/eis/impedancepy-exampleData.csv`;
/** Stated noise of the mock spectra, relative to |Z|. */
const NOISE = 5e-4;

interface Spectra {
  readonly f: readonly number[];
  readonly re: readonly number[];
  readonly im: readonly number[];
}

interface PeerTest extends Spectra {
  readonly name: string;
  /** ms */
  readonly time: number;
  /** Relative to |Z|. */
  readonly noise: number;
  readonly elements: number;
}

const testProgram = `
import json, statistics, sys, time
import numpy as np
from pyimpspec import generate_mock_data, perform_kramers_kronig_test
job = json.load(sys.stdin)
out = []
for name in job["names"]:
    data = generate_mock_data(name, noise=100 * job["noise"], seed=42)[0]
    times = []
    for _ in range(job["repeats"]):
        start = time.perf_counter()
        result = perform_kramers_kronig_test(data, num_procs=1)
        times.append((time.perf_counter() - start) * 1000)
    Z = data.get_impedances()
    out.append({
        "name": name, "time": statistics.median(times), "noise": result.get_estimated_percent_noise() / 100,
        "elements": result.num_RC, "f": data.get_frequencies().tolist(), "re": Z.real.tolist(), "im": Z.imag.tolist(),
    })
print(json.dumps(out))
`;

const drawProgram = `
import json, sys
from pyimpspec import generate_mock_data
job = json.load(sys.stdin)
out = []
for seed in job["seeds"]:
    for data in generate_mock_data("*", noise=100 * job["noise"], seed=seed):
        Z = data.get_impedances()
        out.append({"name": data.get_label(), "f": data.get_frequencies().tolist(), "re": Z.real.tolist(), "im": Z.imag.tolist()})
print(json.dumps(out))
`;

const linKkProgram = `
import contextlib, io, json, statistics, sys, time
import numpy as np
from impedance.validation import linKK
job = json.load(sys.stdin)
f = np.array(job["f"])
Z = np.array(job["re"]) + 1j * np.array(job["im"])
def test():
    with contextlib.redirect_stdout(io.StringIO()):
        return linKK(f, Z, c=0.85, max_M=100, fit_type="complex", add_cap=True)
_, _, _, re, im = test()
times = []
for _ in range(9):
    start = time.perf_counter()
    test()
    times.append((time.perf_counter() - start) * 1000)
print(json.dumps({"time": statistics.median(times), "residual": float(np.max(np.hypot(re, im)))}))
`;

/** Draws of the noise on which verdicts are counted. */
const seeds = [42, 1, 2, 3, 4];
const names = [1, 2, 3, 5].flatMap((id) => [`CIRCUIT_${id}`, `CIRCUIT_${id}_INVALID`]);

/** Kramers-Kronig tests against impedance.py (Lin-KK) and pyimpspec (everything chosen), in one run. */
export async function run(): Promise<BenchRow[]> {
  const tests = runPeer<PeerTest[]>(peerPython(pyimpspec), testProgram, { names, noise: NOISE, repeats: 3 });
  const rows = [await linKkRow(existsSync(example) ? readExample() : asSpectrum(tests[0]!))];
  for (const peer of tests) {
    const spectrum = asSpectrum(peer);
    const found = kramersKronig(spectrum, { extension: 'search' });
    const isDrifting = peer.name.endsWith('INVALID');
    const isValid = obeys(spectrum);
    const ours = await medianMs(9, () => kramersKronig(spectrum, { extension: 'search' }));
    rows.push({
      name: `kk/everything chosen, ${peer.name}`,
      ours,
      peer: peer.time,
      unit: 'ms',
      ratio: peer.time / ours,
      must: 10,
      errorOurs: found.noise,
      errorPeer: peer.noise,
      note: `Z and Y, range of time constants, RC elements (${found.fit.elements}; pyimpspec 5.1.3, one process: ${peer.elements}), the real part fitted by both; errors are the noise estimates relative to |Z|, true noise ${NOISE}${isDrifting ? ', drifting' : ''}; our verdict: ${isValid ? 'valid' : 'not valid'}`,
    });
  }
  rows.push(verdictRow());
  return rows;
}

function obeys(spectrum: Spectrum): boolean {
  return judgeValidity(findDeparture(spectrum, 0)).grade === 'obeys';
}

function verdictRow(): BenchRow {
  const drawn = runPeer<(Spectra & { name: string })[]>(peerPython(pyimpspec), drawProgram, {
    seeds,
    noise: NOISE,
  });
  const isWrong = (each: Spectra & { name: string }): boolean =>
    obeys(asSpectrum(each)) === each.name.includes('invalid');
  const wrong = drawn.filter(isWrong).length;
  return {
    name: 'kk/right verdicts on all mock spectra and their drifting twins',
    ours: wrong,
    peer: null,
    unit: 'wrong',
    ratio: 1 - wrong / drawn.length,
    must: 1,
    errorOurs: null,
    errorPeer: null,
    note: `${drawn.length} spectra: all of pyimpspec's own mock data, ${seeds.length} draws of ${100 * NOISE} % noise; it gives no verdict, and ours is told no noise`,
  };
}

async function linKkRow(spectrum: Spectrum): Promise<BenchRow> {
  const peer = runPeer<{ time: number; residual: number }>(peerPython(impedancePy), linKkProgram, {
    f: [...spectrum.frequency],
    re: [...spectrum.zRe],
    im: [...spectrum.zIm],
  });
  const test = () => linKk(spectrum, { c: 0.85, addCapacitance: true });
  const { residualRe, residualIm } = test();
  const ours = await medianMs(51, test);
  return {
    name: 'kk/Lin-KK',
    ours,
    peer: peer.time,
    unit: 'ms',
    ratio: peer.time / ours,
    must: 10,
    errorOurs: Math.max(...residualRe.map((re, i) => Math.hypot(re, residualIm[i]!))),
    errorPeer: peer.residual,
    note: 'against impedance.py 1.7.1: complex variant with capacitance, c = 0.85; errors are the largest residual relative to |Z|',
  };
}

function asSpectrum({ f, re, im }: Spectra): Spectrum {
  return { frequency: Float64Array.from(f), zRe: Float64Array.from(re), zIm: Float64Array.from(im) };
}

/** impedance.py's example, the rows with Im Z < 0, as its manual takes them. */
function readExample(): Spectrum {
  const rows = readFileSync(example, 'utf8')
    .trim()
    .split('\n')
    .map((line) => line.split(',').map(Number))
    .filter((row) => row[2]! < 0);
  const pick = (column: number): number[] => rows.map((row) => row[column]!);
  return asSpectrum({ f: pick(0), re: pick(1), im: pick(2) });
}
