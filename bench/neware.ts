import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { type Dataset, numbers } from '@anodelab/data';
import { ndaReader } from '../packages/formats/src/neware/nda.ts';
import { ndaxReader } from '../packages/formats/src/neware/ndax.ts';
import { encodeNda } from '../packages/formats/src/neware/testing/encode-nda.ts';
import { encodeNdax } from '../packages/formats/src/neware/testing/encode-ndax.ts';
import type { Reader } from '../packages/formats/src/reader.ts';
import { peerPython, runPeer } from './race/peers.ts';
import { type BenchRow, freeLastResult, medianMs } from './race/row.ts';

const peers = [
  { name: 'fastnda 1.3.1', module: 'fastnda', call: 'fastnda.read(path)', must: 1.5 },
  {
    name: 'NewareNDA 2026.6.11',
    module: 'NewareNDA',
    call: "NewareNDA.read(path, log_level='ERROR')",
    must: 5,
  },
];
const requirements = ['fastnda==1.3.1', 'NewareNDA==2026.6.11'];
const LARGE_BYTES = 10e6;
/** Rounds in which every reader runs in turn; the best median of each counts, so that a busy machine disturbs less. */
const ROUNDS = 3;
const root = process.env['ANODELAB_CORPUS'] ?? fileURLToPath(new URL('../../shared/corpus', import.meta.url));
const small = [
  'neware-nda/nda_v22.nda',
  'neware-nda/new_nda_file.nda',
  'neware-nda/SINTEF__G20M7_BTS91.nda',
  'neware-ndax/nw4-120-1-6-53.ndax',
].map((file) => `${root}/electrochem/${file}`);

interface PeerRun {
  /** ms; null where the peer refuses the file. */
  readonly median: number | null;
  readonly refusal: string;
  readonly rows: number;
  /** Every n-th voltage, V, and current, mA. */
  readonly voltage: readonly number[];
  readonly current: readonly number[];
}

const program = (module: string, call: string) => `
import json, logging, statistics, sys, time, warnings
warnings.simplefilter("ignore")
logging.disable(logging.CRITICAL)
import ${module}

job = json.load(sys.stdin)
path = job["path"]
try:
    frame = ${call}
except Exception as error:
    print(json.dumps({"median": None, "refusal": type(error).__name__ + ": " + str(error), "rows": 0, "voltage": [], "current": []}))
    sys.exit()
times = []
for _ in range(job["repeats"]):
    start = time.perf_counter()
    frame = ${call}
    times.append((time.perf_counter() - start) * 1000)
step = max(1, len(frame) // 1000)
column = lambda *names: [float(value) for value in next(frame[name] for name in names if name in frame.columns)[::step]]
print(json.dumps({
    "median": statistics.median(times),
    "refusal": "",
    "rows": len(frame),
    "voltage": column("voltage_V", "Voltage"),
    "current": column("current_mA", "Current(mA)"),
}))
`;

/** `.nda` and `.ndax` from disk to columns, against the two Python readers and their data frames. */
export async function run(): Promise<BenchRow[]> {
  const folder = mkdtempSync(`${tmpdir()}/anodelab-neware-`);
  try {
    const rows: BenchRow[] = [];
    for (const [name, bytes] of await largeFiles()) {
      const path = `${folder}/${name}`;
      writeFileSync(path, bytes);
      rows.push(...(await timeRows(path, 11)));
    }
    for (const path of small.filter(existsSync)) rows.push(...(await timeRows(path, 51)));
    return rows;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function timeRows(path: string, repeats: number): Promise<BenchRow[]> {
  const file = path.split('/').at(-1) ?? path;
  const reader: Reader = path.endsWith('x') ? ndaxReader : ndaReader;
  let dataset: Dataset | undefined;
  let ours = Number.POSITIVE_INFINITY;
  const best = new Map<string, PeerRun>();
  for (let round = 0; round < ROUNDS; round++) {
    ours = Math.min(
      ours,
      await medianMs(repeats, async () => {
        dataset = undefined;
        freeLastResult();
        [dataset] = await reader.read(readFileSync(path), file, {});
        // Words of the steps are made when they are asked for; data frames have them. What was set in each row they have not.
        for (const column of dataset?.columns ?? [])
          if (!column.name.startsWith('control')) void column.values;
      }),
    );
    for (const { name, module, call } of peers) {
      const result = runPeer<PeerRun>(peerPython(requirements), program(module, call), { path, repeats });
      if ((result.median ?? Infinity) <= (best.get(name)?.median ?? Infinity)) best.set(name, result);
    }
  }
  const records = dataset?.columns[0]?.values.length ?? 0;
  const speed = `${(records / ours / 1000).toFixed(1)} million records/s`;
  const size = `${(statSync(path).size / 1e6).toFixed(2)} MB, ${records} records`;
  const refusals = [...best].flatMap(([name, { median, refusal }]) =>
    median === null ? [`${name} refuses it (${refusal.slice(0, 120)})`] : [],
  );
  return peers.flatMap(({ name, must }): BenchRow[] => {
    const peer = best.get(name);
    if (peer === undefined || peer.median === null) return [];
    const apart = largestDifference(dataset, peer);
    return [
      {
        name: `${file} against ${name.split(' ')[0]}`,
        ours,
        peer: peer.median,
        unit: 'ms',
        ratio: peer.median / ours,
        must,
        errorOurs: apart,
        errorPeer: apart,
        note: [
          `${size}, ${speed}; ${name}, ${peer.rows} rows`,
          ...refusals,
          'from disk to columns of float64 (the peer: its data frame), the last result freed inside the clock',
          'error: largest difference of voltage and current, relative to the largest value',
        ].join('; '),
      },
    ];
  });
}

function largestDifference(dataset: Dataset | undefined, peer: PeerRun): number {
  let largest = 0;
  for (const [name, theirs, scale] of [
    ['voltage_V', peer.voltage, 1],
    ['current_A', peer.current, 1000],
  ] as const) {
    const values = (dataset && numbers(dataset, name)) ?? new Float64Array();
    if (values.length !== peer.rows) return Number.NaN;
    const step = Math.max(1, Math.floor(values.length / 1000));
    const span = theirs.reduce((most, value) => Math.max(most, Math.abs(value)), 0) || 1;
    theirs.forEach((value, index) => {
      largest = Math.max(largest, Math.abs((values[index * step] ?? Number.NaN) * scale - value) / span);
    });
  }
  return largest;
}

/** Files of about 10 MB: the records of corpus files again and again with their numbers going on, or made ones. */
async function largeFiles(): Promise<readonly (readonly [string, Uint8Array])[]> {
  const [v22, v29, bts9, ndax] = small.map((path) =>
    existsSync(path) ? new Uint8Array(readFileSync(path)) : undefined,
  );
  if (v22 === undefined || v29 === undefined || bts9 === undefined || ndax === undefined) {
    console.error('bench: no corpus (ANODELAB_CORPUS): neware runs on made files only');
    return [['made-29.nda', madeNda()]];
  }
  return [
    ['repeated-22.nda', repeatRecords(v22, 86, 2)],
    ['repeated-29.nda', repeatRecords(v29, 86, 2)],
    ['repeated-130.nda', repeatRecords(bts9, 52, 8)],
    ['repeated-14.ndax', await repeatArchive(ndax)],
  ];
}

/** The data block of an `.nda` repeated; `index` is where a record has its number. */
function repeatRecords(bytes: Uint8Array, length: number, index: number): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const isBts9 = (bytes[14] ?? 0) >= 129;
  const begin = view.getUint32(isBts9 ? 82 : 64, true);
  const size = Math.floor(view.getUint32(isBts9 ? 90 : 68, true) / length) * length;
  const block = bytes.subarray(begin, begin + size);
  const repeats = Math.ceil((LARGE_BYTES - begin) / size);
  const large = new Uint8Array(begin + repeats * size);
  large.set(bytes.subarray(0, begin));
  const out = new DataView(large.buffer);
  for (let k = 0, number = 1; k < repeats; k++) {
    large.set(block, begin + k * size);
    for (let at = begin + k * size; at < begin + (k + 1) * size; at += length) {
      if (out.getUint8(at) === 0x55) out.setUint32(at + index, number++, true);
    }
  }
  out.setUint32(isBts9 ? 90 : 68, repeats * size, true);
  return large;
}

/** The records, run info and steps of an `.ndax` repeated, in a new archive of the same layout. */
async function repeatArchive(bytes: Uint8Array): Promise<Uint8Array> {
  const [dataset] = await ndaxReader.read(bytes, 'bench', {});
  if (dataset === undefined) throw new Error('bench: nothing read');
  const column = (name: string) => numbers(dataset, name) ?? new Float64Array();
  const [voltage, current, steps, unix] = ['voltage_V', 'current_A', 'stepCount', 'unix_s'].map(column) as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  const [stepTime, charge, discharge, chargeEnergy, dischargeEnergy] = [
    'stepTime_s',
    'qStepChg_C',
    'qStepDis_C',
    'eStepChg_J',
    'eStepDis_J',
  ].map(column) as [Float64Array, Float64Array, Float64Array, Float64Array, Float64Array];
  const kept = [...voltage.keys()].filter((row) => column('interpolated')[row] === 0);
  const starts = [...voltage.keys()].filter((row) => row === 0 || steps[row] !== steps[row - 1]);
  const repeats = Math.ceil(LARGE_BYTES / bytes.length);
  const times = [...Array(repeats).keys()];
  const rows = voltage.length;
  return encodeNdax({
    version: 14,
    voltage: times.flatMap(() => [...voltage]),
    current: times.flatMap(() => [...current]),
    entries: times.flatMap((k) =>
      kept.map((row) => ({
        record: k * rows + row + 1,
        stepCount: k * starts.length + (steps[row] ?? 0),
        stepMs: Math.round((stepTime[row] ?? 0) * 1000),
        intervalMs: 10_000,
        unix: Math.floor(unix[row] ?? 0),
        ms: 0,
        charge: charge[row] ?? 0,
        discharge: discharge[row] ?? 0,
        chargeEnergy: chargeEnergy[row] ?? 0,
        dischargeEnergy: dischargeEnergy[row] ?? 0,
      })),
    ),
    steps: times.flatMap((k) =>
      starts.map((row) => ({
        cycle: column('cycle')[row] ?? 1,
        stepId: column('stepId')[row] ?? 1,
        type: [1, 3, 2][((steps[row] ?? 1) - 1) % 3] ?? 1,
        firstRecord: k * rows + row + 1,
      })),
    ),
  });
}

function madeNda(): Uint8Array {
  const count = Math.ceil(LARGE_BYTES / 86);
  const records = Array.from({ length: count }, (_, row) => ({
    index: row + 1,
    cycle: 1,
    stepId: 1,
    type: 1,
    stepCounter: 1,
    stepMs: 1000 * row,
    voltage: 30_000 + (row % 10_000),
    current: 10_000,
    charge: 10_000 * row,
    discharge: 0,
    chargeEnergy: 30_000 * row,
    dischargeEnergy: 0,
    clock: 1_700_000_000 + row,
  }));
  return encodeNda({ version: 29, range: 5, records });
}
