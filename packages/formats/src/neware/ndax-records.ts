import { type Finding, FormatError } from '@anodelab/data';
import type { ArchivePart } from '../zip/archive.ts';
import { decodeRecords } from './decode-records.ts';
import { fillRecords } from './fill-records.ts';
import { NDC_LAYOUTS } from './nda-layouts.ts';
import { ndcKind, ndcRows } from './ndc-rows.ts';
import { countUp } from './read-column.ts';
import type { NewareRecords } from './records.ts';
import { knowsRunInfo, readRunInfo, type RunInfo } from './run-info.ts';
import { readStepTable, type StepTable } from './step-table.ts';

export interface NdaxRecords {
  /** Layout version of `data.ndc`. */
  readonly version: number;
  readonly record: Float64Array;
  readonly voltage: Float64Array; // V
  readonly current: Float64Array; // A
  /** Absent where nothing tells times, counters and steps. */
  readonly records: NewareRecords | undefined;
}

const DATA_TYPE = 1;
const STEP_TYPE = 7;
const RUN_TYPE = 18;
/** Bytes of a row of voltage and current. */
const PAIR = 8;
/** What voltage and current are multiplied with, by version: 0.1 mV and mA, or V and A. */
const PAIR_UNITS: ReadonlyMap<number, readonly [perVolt: number, perAmpere: number]> = new Map([
  [11, [1e4, 1e3]],
  [14, [1, 1]],
  [16, [1e4, 1e3]],
  [17, [1, 1]],
]);

/**
 * The records of an archive.
 *
 * @throws {FormatError} when the version of `data.ndc` is not known
 */
export function readNdaxRecords(
  parts: ReadonlyMap<string, ArchivePart>,
  file: string,
  findings: Finding[],
): NdaxRecords {
  const data = parts.get('data.ndc')?.bytes ?? new Uint8Array();
  const kind = ndcKind(data);
  if (kind?.type !== DATA_TYPE) {
    throw new FormatError(
      file,
      `expected part type 1 in data.ndc, found ${kind?.type ?? 'its end'}`,
      'data.ndc byte 0',
    );
  }
  const { version } = kind;
  const whole = NDC_LAYOUTS.get(version);
  if (whole !== undefined) {
    const records = decodeRecords(
      data,
      usedRows(data, ndcRows(data, version, whole.length), whole.index),
      whole,
      0,
      findings,
    );
    const { record, voltage, current } = records;
    return { version, record, voltage, current, records };
  }
  const units = PAIR_UNITS.get(version);
  if (units === undefined) {
    const known = [...NDC_LAYOUTS.keys(), ...PAIR_UNITS.keys()].join(', ');
    throw new FormatError(file, `expected data.ndc of version ${known}, found ${version}`, 'data.ndc byte 2');
  }
  const [perVolt, perAmpere] = units;
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const rows = ndcRows(data, version, PAIR);
  const voltage = new Float64Array(rows.length);
  const current = new Float64Array(rows.length);
  for (let row = 0; row < rows.length; row++) {
    const at = rows[row] as number;
    voltage[row] = view.getFloat32(at, true) / perVolt;
    current[row] = view.getFloat32(at + 4, true) / perAmpere;
  }
  const record = countUp(rows.length);
  const run = ofType(parts.get('data_runInfo.ndc'), RUN_TYPE);
  const steps = ofType(parts.get('data_step.ndc'), STEP_TYPE);
  if (run === undefined || !knowsRunInfo(run.version)) {
    findings.push(noRunInfo(run?.version));
    return { version, record, voltage, current, records: undefined };
  }
  const entries = readRunInfo(run.bytes, run.version, findings);
  const table = steps === undefined ? noSteps(findings) : readStepTable(steps.bytes, steps.version);
  return {
    version,
    record,
    voltage,
    current,
    records: fill(voltage, current, entries, table, run.isDamaged, findings),
  };
}

function fill(
  voltage: Float64Array,
  current: Float64Array,
  entries: RunInfo,
  table: StepTable,
  isDamaged: boolean,
  findings: Finding[],
): NewareRecords {
  const last = isDamaged ? (entries.record.at(-1) ?? 0) : Infinity;
  const { records, interpolated, startsFilled, unknown } = fillRecords(
    voltage,
    current,
    entries,
    table,
    last,
  );
  const add = (severity: Finding['severity'], code: string, message: string) =>
    findings.push({ severity, code, message, at: 'interpolated' });
  if (interpolated > 0) {
    add(
      'info',
      'rows-interpolated',
      `the cycler kept times and counters of ${voltage.length - interpolated - unknown} of ${voltage.length} records; those of the others are filled in as Neware’s own program does, and marked in the column interpolated`,
    );
  }
  if (startsFilled > 0) {
    add(
      'warning',
      'step-start-filled',
      `${startsFilled} steps begin with a record whose time was not kept: they begin where the table of steps says, at time zero`,
    );
  }
  if (unknown > 0) {
    add(
      'warning',
      'times-unknown',
      `times, steps and counters of ${unknown} of ${voltage.length} records are not known`,
    );
  }
  return records;
}

/** Version 2 has no mask: a row without a record number is unused. */
function usedRows(bytes: Uint8Array, offsets: Uint32Array, indexAt: number): Uint32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return offsets.filter((at) => view.getUint32(at + indexAt, true) !== 0);
}

/** The part where it is of that type. */
function ofType(part: ArchivePart | undefined, type: number) {
  const kind = part === undefined ? undefined : ndcKind(part.bytes);
  if (part === undefined || kind?.type !== type) return undefined;
  return { bytes: part.bytes, version: kind.version, isDamaged: part.damage !== undefined };
}

function noRunInfo(version: number | undefined): Finding {
  const why =
    version === undefined
      ? 'there is no data_runInfo.ndc'
      : `data_runInfo.ndc has the unknown version ${version}`;
  return {
    severity: 'warning',
    code: 'no-run-info',
    message: `${why}: times, steps and counters of the records are not known`,
    at: 'data_runInfo.ndc',
  };
}

function noSteps(findings: Finding[]): StepTable {
  findings.push({
    severity: 'warning',
    code: 'no-step-table',
    message: 'there is no data_step.ndc: cycles and kinds of the steps are not known',
    at: 'data_step.ndc',
  });
  const none = new Float64Array();
  return { cycle: none, stepId: none, stepType: none, firstRecord: none };
}
