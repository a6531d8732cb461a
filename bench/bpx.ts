import {
  type CellDescription,
  constantCounter,
  landesfeind,
  readBpx,
  saltReaction,
  silicon,
  writeBpx,
} from '@anodelab/models';
import { peerPython, runPeer } from './race/peers.ts';
import { type BenchRow, medianMs } from './race/row.ts';

const PEER = `
import json, sys, time, warnings
import bpx
warnings.simplefilter('error')
texts = json.load(sys.stdin)
times = []
for text in texts:
    runs = []
    for _ in range(51):
        start = time.perf_counter()
        bpx.parse_bpx_obj(json.loads(text))
        runs.append(time.perf_counter() - start)
    times.append(1000 * sorted(runs)[len(runs) // 2])
print(json.dumps(times))
`;

/** What we write is valid for BPX's own program (it throws otherwise), and how long each takes to read and check it. */
export async function run(): Promise<BenchRow[]> {
  const texts = [1, 3].map((populations) => JSON.stringify(written(populations)));
  const peer = runPeer<number[]>(peerPython(['bpx==1.1.1']), PEER, texts);
  return Promise.all(
    texts.map(async (text, i) => {
      const ours = await medianMs(301, () => readBpx(text, 'bench.json'));
      return {
        name: `bpx/read ${i === 0 ? 'single' : 'blended'}`,
        ours,
        peer: peer[i]!,
        unit: 'ms',
        ratio: peer[i]! / ours,
        must: 1,
        errorOurs: null,
        errorPeer: null,
        note: `${(text.length / 1000).toFixed(0)} kB from text to checked values; bpx 1.1.1 accepts it without a warning`,
      };
    }),
  );
}

function written(populations: number): object {
  const cell: CellDescription = {
    level: 'DFN',
    separator: { thickness: 25e-6, porosity: 0.47, bruggeman: 1.5 },
    electrode: { thickness: 30e-6, porosity: 0.5, bruggeman: 1.5, conductivity: 11.67 },
    electrolyte: landesfeind(),
    counter: constantCounter(20, 0.1),
    populations: Array.from({ length: populations }, (_, i) => ({
      geometry: 'sphere',
      size: 75e-9,
      diffusivity: 1e-16,
      maximumConcentration: 311e3,
      areaRatio: 240 / populations,
      filmResistance: 0.01 * (i + 1),
      capacitance: 0.1,
      potential: silicon,
      hysteresisRange: 0.03,
      reaction: saltReaction(0.29, 1000),
      lithiation: 0.02,
      hysteresis: -1,
    })),
    seriesResistance: 5e-4,
    temperature: 298.15,
  };
  const written = writeBpx(cell, { title: 'silicon', area: 1.131e-4, lowerVoltage: 0.01, upperVoltage: 1.5 });
  if (written.findings.length > 0) throw new Error(written.findings[0]!.message);
  return written.file;
}
