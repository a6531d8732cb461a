import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { analyseCycling, tabulateCycles } from '@anodelab/analysis';
import { type Dataset, numbers, type Table } from '@anodelab/data';
import { readFile, writeMpt } from '@anodelab/formats';
import { encodeMpr } from '../packages/formats/src/biologic/testing/encode-mpr.ts';
import { arbinCsv, landCsv, maccorText, madeColumns, plainCsv } from './race/made-cycling.ts';
import { peerPython, runPeer } from './race/peers.ts';
import { type BenchRow, freeLastResult, medianMs } from './race/row.ts';

const requirements = ['pandas==2.2.3', 'numpy==2.2.6'];
const ROWS = 100_000;
const REPEATS = 9;
/** Rounds in which ours and the peer run in turn; the best median of each counts, so that a busy machine disturbs less. */
const ROUNDS = 4;

const LARGE_BYTES = 100e6;
const LARGE_SECONDS = 1.5;
const LARGE_MEMORY = 400; // MB

interface Job {
  readonly path: string;
  /** What `read_csv` is told, which is what our readers find by themselves. */
  readonly options: Readonly<Record<string, string | number>>;
  /** A column whose every n-th value is compared. */
  readonly column: string;
  readonly group?: string;
}

interface PeerRun {
  /** ms */
  readonly median: number;
  readonly values: readonly number[];
}

const program = `
import io, json, statistics, sys, time
import pandas as pd

job = json.load(sys.stdin)
with open(job["path"], "rb") as file:
    content = file.read()

def read():
    frame = pd.read_csv(io.BytesIO(content), engine="c", **job["options"])
    if "group" not in job:
        return frame[job["column"]]
    table = frame.groupby(job["group"]).agg({
        "Charging Capacity / Ah": ["min", "max"],
        "Discharging Capacity / Ah": ["min", "max"],
        "Voltage / V": ["mean", "last"],
        "Current / A": "mean",
    })
    charging = table["Charging Capacity / Ah"]
    return charging["max"] - charging["min"]

read()
times = []
for _ in range(job["repeats"]):
    start = time.perf_counter()
    values = read()
    times.append((time.perf_counter() - start) * 1000)
print(json.dumps({"median": statistics.median(times), "values": values[:: job["stride"]].tolist()}))
`;

/** Text to columns and to a cycle table against pandas, and large files against a bar of time and memory. */
export async function run(): Promise<BenchRow[]> {
  const folder = mkdtempSync(`${tmpdir()}/anodelab-text-`);
  try {
    const write = (name: string, content: string | Uint8Array) => {
      writeFileSync(`${folder}/${name}`, content);
      return `${folder}/${name}`;
    };
    const mpt = writeMpt(mptDataset(ROWS));
    const headerLines = Number(
      /Nb header lines : (\d+)/.exec(new TextDecoder('latin1').decode(mpt.subarray(0, 200)))?.[1],
    );
    const rows = [
      await readRow('mpt 100,000 rows', 'current_A', 1e-3, {
        path: write('made.mpt', mpt),
        options: { sep: '\t', skiprows: headerLines - 1, encoding: 'latin-1' },
        column: '<I>/mA',
      }),
      await readRow('LAND CSV 100,000 rows', 'qHalf_C', 3.6, {
        path: write('land.csv', landCsv(ROWS)),
        options: { sep: ',', encoding: 'utf-8' },
        column: 'Capacity/mAh',
      }),
      ...(await cycleRows(write('plain.csv', plainCsv(ROWS)))),
    ];
    const share = LARGE_BYTES / statSync(`${folder}/plain.csv`).size;
    const mptShare = LARGE_BYTES / mpt.length;
    rows.push(...largeRows('CSV', write('large.csv', plainCsv(Math.round(share * ROWS)))));
    for (const [kind, make] of [
      ['Arbin CSV', arbinCsv],
      ['Maccor text', maccorText],
      ['LAND CSV', landCsv],
    ] as const) {
      const perRow = make(ROWS).length / ROWS;
      rows.push(...largeRows(kind, write('large.txt', make(Math.round(LARGE_BYTES / perRow)))));
    }
    rows.push(...largeRows('mpt', write('large.mpt', writeMpt(mptDataset(Math.round(mptShare * ROWS))))));
    rows.push(...largeRows('mpr', write('large.mpr', largeMpr())));
    return rows;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function mptDataset(count: number): Dataset {
  const made = madeColumns(count);
  const units = {
    time_s: 's',
    voltage_V: 'V',
    current_A: 'A',
    cycle: '1',
    qNet_C: 'C',
    stepId: '1',
  } as const;
  return {
    technique: 'cycling',
    columns: (Object.keys(made) as (keyof typeof made)[]).map((name) => ({
      name,
      unit: units[name],
      header: null,
      origin: 'measured',
      values: made[name],
    })),
    meta: {},
    provenance: { file: null, sha256: null, bytes: null, reader: 'bench', version: '1', instrument: null },
    findings: [],
  };
}

/** Bytes to all columns; error: largest relative difference of one column, ours back in the file's unit. */
async function readRow(name: string, column: string, factor: number, job: Job): Promise<BenchRow> {
  const bytes = new Uint8Array(readFileSync(job.path));
  const stride = Math.ceil(ROWS / 1000);
  let dataset: Dataset | undefined;
  const { ours, peer } = await inTurn(job, stride, async () => {
    dataset = undefined;
    freeLastResult();
    [dataset] = await readFile(bytes, job.path);
  });
  const values = dataset === undefined ? undefined : numbers(dataset, column);
  const apart = Math.max(
    ...peer.values.map(
      (theirs, i) =>
        Math.abs((values?.[i * stride] ?? NaN) / factor - theirs) / Math.max(Math.abs(theirs), 1e-3),
    ),
  );
  const note = `${(bytes.length / 1e6).toFixed(1)} MB in memory, to ${dataset?.columns.length} columns with findings and hash, the last result freed inside the clock (dates and words stay text until they are asked for); peer: read_csv, C parser, told separator, header line and encoding, default precision; error: largest relative difference, ours are those of Number()`;
  return row(name, ours, peer.median, 1.5, apart, note);
}

async function cycleRows(path: string): Promise<BenchRow[]> {
  const job = { path, options: { sep: ',', encoding: 'utf-8' }, column: '', group: 'Cycle Count / 1' };
  const bytes = new Uint8Array(readFileSync(path));
  const timed = async (
    name: string,
    must: number,
    what: string,
    tabulate: (datasets: readonly Dataset[]) => Table | undefined,
  ) => {
    let charges: Float64Array | undefined;
    const { ours, peer } = await inTurn(job, 1, async () => {
      charges = undefined;
      freeLastResult();
      const table = tabulate(await readFile(bytes, path));
      charges = table && numbers(table, 'qChg_C');
    });
    // we begin a cycle with the charge, the file's counter with the discharge: our first has none
    const charged = charges?.filter(Number.isFinite) ?? new Float64Array();
    if (charged.length !== peer.values.length)
      throw new Error(`bench: ${charged.length} charges, the peer has ${peer.values.length}`);
    const apart = Math.max(...peer.values.map((theirs, i) => Math.abs(charged[i]! / 3600 - theirs) / theirs));
    const note = `${(bytes.length / 1e6).toFixed(1)} MB, 9 columns; ours: readFile and ${what}; peer: read_csv and groupby of min, max, mean, last; error: largest relative difference of the charge of a cycle`;
    return row(name, ours, peer.median, must, apart, note);
  };
  const name = 'CSV 100,000 rows to';
  return [
    await timed(
      `${name} a cycle table`,
      1.5,
      'tabulateCycles (by counter and by coulomb count)',
      tabulateCycles,
    ),
    await timed(
      `${name} the whole cycling analysis`,
      1,
      'analyseCycling (both cycle rules, steps, curves, dQ/dV, retention)',
      (datasets) => analyseCycling(datasets).tables['cycles'],
    ),
  ];
}

async function inTurn(
  job: Job,
  stride: number,
  work: () => Promise<void>,
): Promise<{ ours: number; peer: PeerRun }> {
  let ours = Number.POSITIVE_INFINITY;
  let peer: PeerRun = { median: Number.POSITIVE_INFINITY, values: [] };
  for (let round = 0; round < ROUNDS; round++) {
    ours = Math.min(ours, await medianMs(REPEATS, work));
    const theirs = runPeer<PeerRun>(peerPython(requirements), program, { ...job, stride, repeats: REPEATS });
    if (theirs.median < peer.median) peer = theirs;
  }
  return { ours, peer };
}

function row(name: string, ours: number, peer: number, must: number, error: number, note: string): BenchRow {
  return { name, ours, peer, unit: 'ms', ratio: peer / ours, must, errorOurs: error, errorPeer: error, note };
}

/** One file in a process that does nothing else: time of reading it from disk to a dataset, and the largest resident set. */
function largeRows(kind: string, path: string): BenchRow[] {
  const child = `import { readFileSync } from 'node:fs';
    import { readFile } from ${JSON.stringify(new URL('../packages/formats/src/read-file.ts', import.meta.url).href)};
    const start = performance.now();
    const [dataset] = await readFile(readFileSync(${JSON.stringify(path)}), 'large');
    let rows = 0;
    // Dates and words stay text until they are asked for.
    for (const column of dataset.columns)
      if (column.header !== null && column.labelAt === undefined) rows = column.values.length;
    const seconds = (performance.now() - start) / 1000;
    console.log(JSON.stringify({ rows, seconds, peak: process.resourceUsage().maxRSS / 1024 }));`;
  const flags = ['--conditions=@anodelab/source', '--input-type=module', '-e', child];
  const read = () =>
    JSON.parse(execFileSync(process.execPath, flags, { encoding: 'utf8' })) as {
      rows: number;
      seconds: number;
      peak: number;
    };
  const runs = [read(), read(), read()];
  const seconds = Math.min(...runs.map((each) => each.seconds));
  const peak = Math.max(...runs.map((each) => each.peak));
  const note = `${(statSync(path).size / 1e6).toFixed(0)} MB, ${runs[0]?.rows} rows, readFile from disk with all numbers of the file and its findings (dates and words stay text until they are asked for), first call of a fresh process`;
  const bar = (name: string, ours: number, limit: number, unit: string): BenchRow => ({
    name,
    ours,
    peer: null,
    unit,
    ratio: limit / ours,
    must: 1,
    errorOurs: null,
    errorPeer: null,
    note: `${note}; bar ${limit} ${unit}`,
  });
  return [
    bar(`${kind} 100 MB`, seconds, LARGE_SECONDS, 's'),
    bar(`${kind} 100 MB peak memory`, peak, LARGE_MEMORY, 'MB'),
  ];
}

/** 12 columns as a CV has them, some of 8 bytes and some of 4. */
function largeMpr(): Uint8Array {
  const ids = [1, 2, 3, 4, 7, 6, 11, 19, 24];
  const one = encodeMpr({
    long: false,
    techniqueId: 0x06,
    columns: ids.map((id) => ({ id, values: id < 4 ? [1] : [0.5] })),
  });
  const two = encodeMpr({
    long: false,
    techniqueId: 0x06,
    columns: ids.map((id) => ({ id, values: id < 4 ? [1, 1] : [0.5, 0.25] })),
  });
  const count = Math.floor(LARGE_BYTES / (two.length - one.length));
  const values = Array.from({ length: count }, (_, i) => i);
  return encodeMpr({
    long: false,
    techniqueId: 0x06,
    columns: ids.map((id) => ({ id, values: id < 4 ? values.map(() => 1) : values })),
  });
}
