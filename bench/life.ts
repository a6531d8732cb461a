import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import {
  age,
  cycleAt,
  failureCycle,
  paperRecipes,
  paperWindow,
  parameterValues,
  prepareSample,
} from '@anodelab/models';
import { peerPython, runPeer } from './race/peers.ts';
import { type BenchRow, medianMs } from './race/row.ts';

/** Seven samples x 500 cycles from recipe to capacities on one thread, ms. */
const BAR = 350;

const values = parameterValues();
const protocol = { steps: [{ currentDensity: 1000, cycles: 500 }], ...paperWindow };

/** Recipe, furnace, shell and 500 cycles of the paper's seven samples by the bed-mean option, jumps controlled. */
function lives(layers: 'mean' | 'populations'): void {
  for (const recipe of paperRecipes) age(values, prepareSample(values, recipe, { layers }), protocol);
}

/** Largest relative error of a jumped capacity of any cycle before failure (5 % of the first), over the seven samples. */
function worstJumpError(layers: 'mean' | 'populations'): number {
  let worst = 0;
  for (const recipe of paperRecipes) {
    const sample = prepareSample(values, recipe, { layers });
    const single = age(values, sample, { ...protocol, jumps: 'none' });
    const jumped = age(values, sample, protocol);
    const end = failureCycle(values, single) ?? 500;
    for (let cycle = 1; cycle <= end; cycle++) {
      const truth = cycleAt(values, single, cycle).capacity;
      worst = Math.max(worst, Math.abs(cycleAt(values, jumped, cycle).capacity / truth - 1));
    }
  }
  return worst;
}

/** The seven-sample chain against its bar, beside the numpy prototype's own time where that program is at hand. */
export async function run(): Promise<BenchRow[]> {
  const peer = prototypeMs();
  const beside = peer === null ? 'not at hand' : `${peer.toFixed(0)} ms`;
  const rows: BenchRow[] = [];
  for (const layers of ['mean', 'populations'] as const) {
    const ours = await medianMs(9, () => lives(layers));
    rows.push({
      name: `life, bed ${layers === 'mean' ? 'mean' : 'of 8 populations'}`,
      ours,
      peer: null,
      unit: 'ms',
      ratio: BAR / ours,
      must: 1,
      errorOurs: worstJumpError(layers),
      errorPeer: null,
      note: `seven samples x 500 cycles, bar ${BAR} ms; error: largest relative difference to single cycles before failure; numpy prototype (bed mean, jumps of 5): ${beside}`,
    });
  }
  return rows;
}

/** Time of the numpy prototype for the same lives, furnace included, second run; null where it is not at hand. */
function prototypeMs(): number | null {
  const folder =
    process.env['ANODELAB_REFERENCE'] ?? fileURLToPath(new URL('../../shared/reference', import.meta.url));
  if (!existsSync(`${folder}/chain.py`)) return null;
  const python = peerPython(['numpy==2.3.4', 'scipy==1.16.3']);
  return runPeer<number>(python, PROTOTYPE, { folder });
}

const PROTOTYPE = `
import json, sys, time
folder = json.load(sys.stdin)['folder']
sys.path.insert(0, folder)
import chain
p = dict(chain.P, **json.load(open(folder + '/fitted.json')))
def lives():
    for name in chain.SAMPLES:
        chain.age(p, chain.shell(p, name), dn=5)
lives()
chain._cache.clear()
start = time.perf_counter()
lives()
print(json.dumps(1e3 * (time.perf_counter() - start)))
`;
