import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { type Dataset, type Finding, writeBdfCsv } from '@anodelab/data';
import { readFile } from '@anodelab/formats';
import { madeCycling } from '../packages/data/src/examine/testing/made-datasets.ts';
import { cyclingDefects, type PlantedDefect } from '../packages/data/src/examine/testing/planted-defects.ts';
import { peerPython, runPeer } from './race/peers.ts';
import type { BenchRow } from './race/row.ts';

const requirements = ['battery-data-steward==0.4.0'];
const corpus = `${process.env['ANODELAB_CORPUS'] ?? fileURLToPath(new URL('../../shared/corpus', import.meta.url))}/electrochem`;
/** A row inside a discharge. */
const AT = 200;

interface PeerReport {
  /** Findings that are more than information, as `code: message`; null where the file was not read. */
  readonly warnings: readonly string[] | null;
  readonly notes: readonly string[] | null;
}

const program = `
import json, sys
from battery_data_standard.api import read_with_report
from battery_data_standard.inspection import inspect
from battery_data_standard.quality import quality_checks

job = json.load(sys.stdin)
reports = []
for path in job["paths"]:
    try:
        report = inspect(path, current_sign=job["sign"], current_sign_check="adjacent").to_dict()
        if not report["readable"]:
            raise ValueError("not readable")
        lines = {"warnings": [], "notes": []}
        for each in report["findings"]:
            kind = "notes" if each["severity"] == "info" else "warnings"
            lines[kind].append(f'{each["code"]}: {each["message"]}')
        try:
            frame = read_with_report(path, current_sign=job["sign"])[0]
            checks = quality_checks(frame, current_sign=job["sign"], current_sign_check="adjacent")
            checks["current_sign_sanity"] = checks["current_sign_sanity"]["status"]
            for name in ("duplicated_timestamps", "non_monotonic_time", "suspicious_flat_voltage",
                         "suspicious_flat_current", "cycle_anomalies", "step_anomalies", "current_sign_sanity"):
                value = checks.get(name)
                lines["notes"].append(f'{name}: {value.get("flag", value) if isinstance(value, dict) else value}')
        except Exception as error:
            lines["notes"].append(f"quality: {type(error).__name__}")
        reports.append(lines)
    except Exception:
        reports.append({"warnings": None, "notes": None})
print(json.dumps({"reports": reports}))
`;

/** Defects that stay unseen, and real files that are warned of, against `bds inspect`. */
export async function run(): Promise<BenchRow[]> {
  const folder = mkdtempSync(`${tmpdir()}/anodelab-quality-`);
  try {
    return [await plantedRow(folder), ...(existsSync(corpus) ? [await corpusRow()] : [])];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A fault is seen where a file with it gets a finding, of any severity, that the same file without it does not. */
async function plantedRow(folder: string): Promise<BenchRow> {
  const made = madeCycling({
    cycles: 4,
    records: 60,
    interval: 10,
    current: 1e-3,
    noise: 2e-4,
    mass_kg: 1e-5,
  });
  const clean = strictlyRising(made);
  // A mass and a start are not in a table of columns; an empty one is refused by both.
  const defects = cyclingDefects.filter(({ plant }) => {
    const { columns, meta } = plant(clean, AT);
    return meta === clean.meta && (columns[0]?.values.length ?? 0) > 0;
  });
  const paths = [clean, ...defects.map(({ plant }) => plant(clean, AT))].map((dataset, i) => {
    const path = `${folder}/${i}.csv`;
    writeFileSync(path, writeBdfCsv(dataset));
    return path;
  });
  const ours = await Promise.all(paths.map(ourFindings));
  const theirs = peerReports(paths, 'charge-positive').map(({ warnings, notes }) =>
    warnings === null ? null : [...warnings, ...(notes ?? [])],
  );
  const missed = (found: readonly (readonly string[] | null)[]): readonly PlantedDefect[] =>
    defects.filter((_, i) => (found[i + 1] ?? []).every((line) => found[0]?.includes(line)));
  const [byUs, byThem] = [missed(ours.map((each) => each.map(line))), missed(theirs)];
  return {
    name: `planted defects of ${defects.length} not seen`,
    ours: byUs.length,
    peer: byThem.length,
    unit: 'defects',
    ratio: (byThem.length + 1) / (byUs.length + 1),
    must: 1,
    errorOurs: null,
    errorPeer: null,
    note: `BDF CSV of a made test; peer: bds inspect and its quality checks, told the sign, with its check of it; ratio with 1 added to both; not seen by us: ${names(byUs)}; by the peer: ${names(byThem)}`,
  };
}

/** Files with a warning; that each of ours is a true one is tested beside the corpus. */
async function corpusRow(): Promise<BenchRow> {
  const { files } = JSON.parse(readFileSync(`${corpus}/MANIFEST.json`, 'utf8')) as {
    files: readonly { file: string }[];
  };
  const paths = files.map(({ file }) => `${corpus}/${file}`);
  const ours = await Promise.all(paths.map(ourFindings));
  const theirs = peerReports(paths, 'preserve');
  const warned = ours.filter((each) => each.some(({ severity }) => severity === 'warning')).length;
  const read = theirs.filter(({ warnings }) => warnings !== null).length;
  const theirsWarned = theirs.filter(({ warnings }) => (warnings?.length ?? 0) > 0).length;
  const shares = [warned / paths.length, theirsWarned / read] as const;
  return {
    name: 'real files that are warned of',
    ours: 100 * shares[0],
    peer: 100 * shares[1],
    unit: '% of those read',
    ratio: shares[1] / shares[0],
    must: 1,
    errorOurs: null,
    errorPeer: null,
    note: `${warned} of ${paths.length} files by us, each with its reason in quality.test.ts; the peer reads ${read} and asks for a review of ${theirsWarned}`,
  };
}

async function ourFindings(path: string): Promise<readonly Finding[]> {
  return (await readFile(new Uint8Array(readFileSync(path)), path)).flatMap(({ findings }) => findings);
}

function peerReports(paths: readonly string[], sign: string): readonly PeerReport[] {
  return runPeer<{ reports: readonly PeerReport[] }>(peerPython(requirements), program, { paths, sign })
    .reports;
}

/** The peer takes the shared time of two steps for a fault; here they are a little apart. */
function strictlyRising(dataset: Dataset): Dataset {
  const columns = dataset.columns.map((column) =>
    column.name === 'time_s' && column.values instanceof Float64Array
      ? { ...column, values: column.values.map((value, row) => value + 1e-3 * row) }
      : column,
  );
  return { ...dataset, columns };
}

const line = ({ code, message }: Finding) => `${code}: ${message}`;
const names = (defects: readonly PlantedDefect[]) =>
  defects.length === 0 ? 'none' : defects.map(({ what }) => what).join(', ');
