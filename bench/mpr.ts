import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { Dataset } from '@anodelab/data';
import { readModules } from '../packages/formats/src/biologic/modules.ts';
import { mprReader } from '../packages/formats/src/biologic/mpr.ts';
import { encodeMpr } from '../packages/formats/src/biologic/testing/encode-mpr.ts';
import { columnMeaning } from '../packages/formats/src/biologic/vocabulary.ts';
import { peerPython, runPeer } from './race/peers.ts';
import { type BenchRow, medianMs } from './race/row.ts';

const peers = [
  { name: 'galvani 0.5.0', requirements: ['galvani==0.5.0'] },
  { name: 'datalab-org-galvani 0.6.0', requirements: ['datalab-org-galvani==0.6.0'] },
];
const LARGE_BYTES = 50e6;
const MEMORY_BAR = 5; // peak memory in sizes of the file
const root = process.env['ANODELAB_CORPUS'] ?? fileURLToPath(new URL('../../shared/corpus', import.meta.url));
/** Files of 0.1 to 0.3 MB. */
const small = ['bc_cv', '250116_kigr_gen6_01_02_GCPL_CD8', '00_test_04_MB_C01'].map(
  (stem) => `${root}/electrochem/biologic-mpr/${stem}.mpr`,
);

interface PeerRun {
  /** ms */
  readonly median: number;
  /** Peak memory of the process, bytes. */
  readonly peak: number;
  /** Every n-th value of each column, in EC-Lab's units. */
  readonly columns: Readonly<Record<string, readonly number[]>>;
}

const program = `
import io, json, resource, statistics, sys, time
import numpy as np
from galvani import BioLogic

job = json.load(sys.stdin)
with open(job["path"], "rb") as file:
    content = file.read()

def read():
    source = job["path"] if job["from"] == "disk" else io.BytesIO(content)
    data = BioLogic.MPRfile(source).data
    return {name: data[name].astype(np.float64) for name in data.dtype.names}

columns = read()
times = []
for _ in range(job["repeats"]):
    start = time.perf_counter()
    columns = read()
    times.append((time.perf_counter() - start) * 1000)
sample = lambda values: values[:: max(1, len(values) // 1000)].tolist()
print(json.dumps({
    "median": statistics.median(times),
    "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
    "columns": {name: sample(values) for name, values in columns.items() if name != "flags"},
}))
`;

/** `.mpr` to float64 columns against the two Python readers: from bytes in memory, and with reading the file. */
export async function run(): Promise<BenchRow[]> {
  const folder = mkdtempSync(`${tmpdir()}/anodelab-mpr-`);
  try {
    const large = `${folder}/large.mpr`;
    writeFileSync(large, largeFile());
    const rows = [
      await timeRow('mpr 50 MB', large, 'memory', 7, 1.5),
      await timeRow('mpr 50 MB and reading it from disk', large, 'disk', 7, 1),
      memoryRow(large),
    ];
    for (const path of small.filter(existsSync)) {
      rows.push(await timeRow(`mpr ${(statSync(path).size / 1e6).toFixed(2)} MB`, path, 'disk', 2001, 1));
    }
    return rows;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Rounds in which every reader runs in turn; the best median of each counts, so that a busy machine disturbs less. */
const ROUNDS = 3;

async function timeRow(
  name: string,
  path: string,
  from: 'memory' | 'disk',
  repeats: number,
  must: number,
): Promise<BenchRow> {
  const bytes = new Uint8Array(readFileSync(path));
  let dataset: Dataset | undefined;
  let ours = Number.POSITIVE_INFINITY;
  const best = new Map<string, PeerRun>();
  for (let round = 0; round < ROUNDS; round++) {
    const read = async () => {
      const content = from === 'disk' ? readFileSync(path) : bytes;
      [dataset] = await mprReader.read(content, name, {});
    };
    ours = Math.min(ours, await medianMs(repeats, read));
    for (const peer of peers) {
      const result = runPeer<PeerRun>(peerPython(peer.requirements), program, { path, from, repeats });
      if (result.median < (best.get(peer.name)?.median ?? Number.POSITIVE_INFINITY))
        best.set(peer.name, result);
    }
  }
  const fastest = Math.min(...[...best.values()].map((each) => each.median));
  const apart = Math.max(...[...best.values()].map((each) => largestDifference(dataset, each.columns)));
  const times = [...best].map(([peer, { median }]) => `${peer} ${median.toPrecision(3)} ms`).join(', ');
  return {
    name,
    ours,
    peer: fastest,
    unit: 'ms',
    ratio: fastest / ours,
    must,
    errorOurs: apart,
    errorPeer: apart,
    note: `${path.split('/').at(-1)}, from ${from}; ${times}; the flags byte: unfolded on use by us, one column there; error: largest difference between our columns and a peer's, relative to the column's largest value`,
  };
}

/** Peak memory of a process that does nothing but read the file, above what it held before, in sizes of the file. */
function memoryRow(path: string): BenchRow {
  const size = statSync(path).size;
  const child = `import { readFileSync } from 'node:fs';
    import { readFile } from ${JSON.stringify(new URL('../packages/formats/src/read-file.ts', import.meta.url).href)};
    const before = process.memoryUsage().rss;
    const [dataset] = await readFile(readFileSync(${JSON.stringify(path)}), 'large.mpr');
    console.log(dataset.columns[0].values.length > 0 ? process.resourceUsage().maxRSS * 1024 - before : 0);`;
  const flags = ['--conditions=@anodelab/source', '--input-type=module', '-e', child];
  const peak = Number(execFileSync(process.execPath, flags, { encoding: 'utf8' }));
  if (!(peak > 0)) throw new Error('the child process read nothing');
  const ours = peak / size;
  const note = `peak resident memory of readFile with the bytes of the file and its hash, in a process of its own, above Node and the loaded readers; file ${(size / 1e6).toFixed(1)} MB`;
  return {
    name: 'mpr 50 MB peak memory',
    ours,
    peer: null,
    unit: 'file sizes',
    ratio: MEMORY_BAR / ours,
    must: 1,
    errorOurs: null,
    errorPeer: null,
    note,
  };
}

/** Largest relative difference between our columns, back in EC-Lab's units, and the peer's. */
function largestDifference(dataset: Dataset | undefined, theirs: PeerRun['columns']): number {
  let largest = 0;
  for (const [header, sampled] of Object.entries(theirs)) {
    const values = dataset?.columns.find((column) => column.header === header)?.values;
    if (!(values instanceof Float64Array)) continue;
    const { scale, shift } = columnMeaning(header);
    const step = Math.max(1, Math.floor(values.length / 1000));
    const span = sampled.reduce((most, value) => Math.max(most, Math.abs(value)), 0) || 1;
    sampled.forEach((value, index) => {
      const ours = ((values[index * step] ?? Number.NaN) - shift) / scale;
      const difference = Math.abs(ours - value) / span;
      if (!(difference <= largest)) largest = difference;
    });
  }
  return largest;
}

/** The records of a CV file repeated to 50 MB; of a made file where the corpus is absent. */
function largeFile(): Uint8Array {
  const [path] = small;
  const found = path !== undefined && existsSync(path);
  if (!found) console.error('bench: no corpus (ANODELAB_CORPUS): mpr runs on a made file only');
  const bytes = found ? new Uint8Array(readFileSync(path)) : madeFile();
  const module = readModules(bytes, 'bench', []).find((each) => each.name === 'VMP data');
  if (module === undefined) throw new Error('bench: no data module to repeat');
  const recordsAt = module.at + (module.long ? 1007 : module.version === 2 ? 405 : 406);
  const records = bytes.subarray(recordsAt, module.at + module.length);
  const repeats = Math.ceil(LARGE_BYTES / records.length);
  const added = (repeats - 1) * records.length;
  const large = new Uint8Array(bytes.length + added);
  large.set(bytes.subarray(0, recordsAt));
  for (let k = 0; k < repeats; k++) large.set(records, recordsAt + k * records.length);
  large.set(bytes.subarray(module.at + module.length), module.at + module.length + added);
  const view = new DataView(large.buffer);
  const lengthAt = module.at - (module.long ? 20 : 16);
  view.setUint32(lengthAt, module.length + added, true);
  view.setUint32(module.at, view.getUint32(module.at, true) * repeats, true);
  return large;
}

function madeFile(): Uint8Array {
  const values = Array.from({ length: 5000 }, (_, row) => row);
  const columns = [1, 2, 3, 4, 19, 6, 11, 24, 434].map((id) => ({
    id,
    values: id < 4 ? values.map(() => 1) : values,
  }));
  return encodeMpr({ long: false, techniqueId: 0x06, columns, startOle: 45292 });
}
