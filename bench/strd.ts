import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { fitCovariance, fitLeastSquares } from '@anodelab/numerics';
import { readStrdSet, rightDigits, type StrdSet, strdNames } from '../packages/numerics/src/strd-sets.ts';
import { peerPython, runPeer } from './race/peers.ts';
import { type BenchRow, medianMs } from './race/row.ts';

const requirements = ['lmfit==1.3.4', 'numpy==1.26.4', 'scipy==1.14.1'];
const root = process.env['ANODELAB_CORPUS'] ?? fileURLToPath(new URL('../../shared/corpus', import.meta.url));
const folder = `${root}/oracles/strd`;
const REPEATS = 15;

/** lmfit with its defaults: leastsq, parameters without bounds, standard errors from the covariance. */
const program = `
import json, statistics, sys, time, warnings
import numpy as np
from numpy import arctan, cos, exp, pi, sin
from lmfit import Parameters, minimize

warnings.simplefilter("ignore")
np.seterr(all="ignore")

def gauss(b, x, _):
    return b[0]*exp(-b[1]*x) + b[2]*exp(-((x-b[3])/b[4])**2) + b[5]*exp(-((x-b[6])/b[7])**2)
def lanczos(b, x, _):
    return b[0]*exp(-b[1]*x) + b[2]*exp(-b[3]*x) + b[4]*exp(-b[5]*x)
def cubic(b, x, _):
    return (b[0] + x*(b[1] + x*(b[2] + x*b[3]))) / (1 + x*(b[4] + x*(b[5] + x*b[6])))
def enso(b, x, _):
    a = 2*pi*x
    return (b[0] + b[1]*cos(a/12) + b[2]*sin(a/12) + b[4]*cos(a/b[3]) + b[5]*sin(a/b[3])
            + b[7]*cos(a/b[6]) + b[8]*sin(a/b[6]))
chwirut = lambda b, x, _: exp(-b[0]*x)/(b[1] + b[2]*x)
saturating = lambda b, x, _: b[0]*(1 - exp(-b[1]*x))
models = {
    "Bennett5": lambda b, x, _: b[0]*(b[1] + x)**(-1/b[2]),
    "BoxBOD": saturating, "Misra1a": saturating, "Chwirut1": chwirut, "Chwirut2": chwirut,
    "DanWood": lambda b, x, _: b[0]*x**b[1],
    "ENSO": enso,
    "Eckerle4": lambda b, x, _: b[0]/b[1]*exp(-0.5*((x - b[2])/b[1])**2),
    "Gauss1": gauss, "Gauss2": gauss, "Gauss3": gauss, "Hahn1": cubic, "Thurber": cubic,
    "Kirby2": lambda b, x, _: (b[0] + x*(b[1] + x*b[2]))/(1 + x*(b[3] + x*b[4])),
    "Lanczos1": lanczos, "Lanczos2": lanczos, "Lanczos3": lanczos,
    "MGH09": lambda b, x, _: b[0]*(x*x + x*b[1])/(x*x + x*b[2] + b[3]),
    "MGH10": lambda b, x, _: b[0]*exp(b[1]/(x + b[2])),
    "MGH17": lambda b, x, _: b[0] + b[1]*exp(-x*b[3]) + b[2]*exp(-x*b[4]),
    "Misra1b": lambda b, x, _: b[0]*(1 - (1 + b[1]*x/2)**-2),
    "Misra1c": lambda b, x, _: b[0]*(1 - (1 + 2*b[1]*x)**-0.5),
    "Misra1d": lambda b, x, _: b[0]*b[1]*x/(1 + b[1]*x),
    "Nelson": lambda b, x, x2: b[0] - b[1]*x*exp(-b[2]*x2),
    "Rat42": lambda b, x, _: b[0]/(1 + exp(b[1] - b[2]*x)),
    "Rat43": lambda b, x, _: b[0]/(1 + exp(b[1] - b[2]*x))**(1/b[3]),
    "Roszman1": lambda b, x, _: b[0] - b[1]*x - arctan(b[2]/(x - b[3]))/pi,
}

def digits(found, certified):
    worst = max(max(abs(f - c)/abs(c) for f, c in zip(found, certified)), 1e-11)
    return -np.log10(worst) if np.isfinite(worst) else 0.0

job = json.load(sys.stdin)
times = {}
right = {}
for repeat in range(job["repeats"] + 1):
    for one in job["sets"]:
        model = models[one["name"]]
        rows = np.array(one["rows"])
        y = np.log(rows[:, 0]) if one["name"] == "Nelson" else rows[:, 0]
        x, x2 = rows[:, 1], rows[:, -1]
        def residual(p, x, x2, y):
            return model([each.value for each in p.values()], x, x2) - y
        for k, start in enumerate(one["starts"]):
            begin = time.perf_counter()
            p = Parameters()
            for i, value in enumerate(start):
                p.add(f"b{i}", value=value)
            key = f"{one['name']} {k + 1}"
            try:
                fit = minimize(residual, p, args=(x, x2, y))
                right[key] = digits([each.value for each in fit.params.values()], one["values"])
            except ValueError:
                right[key] = 0.0
            if repeat > 0:
                times.setdefault(repeat, 0.0)
                times[repeat] += (time.perf_counter() - begin) * 1000
print(json.dumps({"ms": statistics.median(times.values()), "six": int(sum(d >= 6 for d in right.values()))}))
`;

/** NIST's non-linear sets from both starts: ours against lmfit with its defaults, in one run. */
export async function run(): Promise<BenchRow[]> {
  const sets = strdNames
    .filter((name) => existsSync(`${folder}/${name}.dat`))
    .map((name) => readStrdSet(name, readFileSync(`${folder}/${name}.dat`, 'latin1')));
  if (sets.length === 0) {
    console.error(`bench: no StRD sets in ${folder}, strd left out`);
    return [];
  }
  const runs = sets.flatMap((set) => set.starts.map((start) => ({ set, start })));
  const ours = await medianMs(REPEATS, () => runs.forEach(fitOne));
  const lost = runs.filter((one) => fitOne(one) < 6).length;
  const peer = runPeer<{ ms: number; six: number }>(peerPython(requirements), program, {
    sets: sets.map(({ name, starts, values, rows }) => ({
      name,
      starts: starts.map((start) => [...start]),
      values,
      rows,
    })),
    repeats: 5,
  });
  const common = {
    unit: 'ms',
    ours,
    errorOurs: lost,
    note: `${runs.length} fits with standard errors of NIST StRD; errors are the runs below 6 right digits`,
  };
  return [
    {
      ...common,
      name: 'strd/fits against lmfit 1.3.4',
      peer: peer.ms,
      ratio: peer.ms / ours,
      must: 5,
      errorPeer: runs.length - peer.six,
    },
    {
      ...common,
      name: `strd/fits within ${BAR} ms`,
      peer: null,
      ratio: BAR / ours,
      must: 1,
      errorPeer: null,
    },
  ];
}

/** Most that the 34 runs of the corpus may take, ms. */
const BAR = 40;

/** Right digits of one fit. */
function fitOne({ set, start }: { readonly set: StrdSet; readonly start: Float64Array }): number {
  const fit = fitLeastSquares(set.problem, start);
  const { standardErrors } = fitCovariance(set.problem, fit.parameters);
  return standardErrors.length === set.values.length ? rightDigits(fit.parameters, set.values) : 0;
}
