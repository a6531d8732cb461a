import { type Finding, FormatError } from '@anodelab/data';
import {
  type ColumnId,
  columnIds,
  contestedIds,
  flagChannels,
  type StoredType,
  storedBytes,
} from './column-ids.ts';
import { type MprModule, warning } from './modules.ts';

/** One column of the records as stored; several share the flags byte. */
export interface StoredField {
  readonly id: number;
  /** Null for an id that nobody knows. */
  readonly header: string | null;
  readonly type: StoredType;
  /** Byte within the record. */
  readonly offset: number;
  /** Bits of a flags channel; absent for a plain number. */
  readonly mask?: number;
  readonly shift?: number;
}

/** Where the records of a data module are and what they hold. */
export interface RecordLayout {
  readonly fields: readonly StoredField[];
  readonly recordLength: number;
  /** Whole records that the file has; never more than its bytes hold. */
  readonly rows: number;
  /** The records, without the header of the module. */
  readonly records: Uint8Array;
}

/** Widths tried for unknown ids, in this order. */
const unknownTypes: readonly StoredType[] = ['f32', 'f64', 'u16', 'u8'];
/** More unknown ids than this leave too many ways to fill a record. */
const MOST_UNKNOWN = 4;

/**
 * The layout of a data module.
 *
 * @throws {FormatError} when the module ends within its column ids, has a layout version that nobody knows, or a
 * column id whose width cannot be told
 */
export function readRecordLayout(module: MprModule, file: string, findings: Finding[]): RecordLayout {
  const view = new DataView(module.data.buffer, module.data.byteOffset, module.data.byteLength);
  const idsAt = module.long ? 6 : 5;
  const recordsAt = recordStart(module, file);
  if (view.byteLength < idsAt) {
    throw new FormatError(
      file,
      'the file ends before the columns of its data module',
      `byte ${module.at + view.byteLength}`,
    );
  }
  const declared = view.getUint32(0, true);
  const count = module.long ? view.getUint16(4, true) : view.getUint8(4);
  if (count === 0 || idsAt + 2 * count > recordsAt) {
    const most = (recordsAt - idsAt) >> 1;
    throw new FormatError(file, `expected 1 to ${most} columns, found ${count}`, `byte ${module.at + 4}`);
  }
  if (view.byteLength < idsAt + 2 * count) {
    throw new FormatError(file, 'the file ends within the column ids', `byte ${module.at + view.byteLength}`);
  }
  const ids = Array.from({ length: count }, (_, index) => view.getUint16(idsAt + 2 * index, true));
  const stated = Math.max(module.length - recordsAt, 0);
  const meanings = chooseMeanings(
    ids,
    { rows: declared, bytes: stated, at: module.at + idsAt },
    file,
    findings,
  );
  const { fields, recordLength } = placeFields(ids, meanings);
  const records = module.data.subarray(Math.min(recordsAt, module.data.length));
  const rows = Math.min(declared, Math.floor(records.length / recordLength));
  if (rows < declared) {
    const message = `${declared} records of ${recordLength} bytes announced, ${rows} whole ones found and kept: the file was cut or is still being written`;
    findings.push(warning('records-missing', message, module.at + recordsAt));
  } else if (stated > rows * recordLength) {
    const message = `${stated - rows * recordLength} bytes after the ${rows} records: left out`;
    findings.push(warning('bytes-after-records', message, module.at + recordsAt + rows * recordLength));
  }
  return { fields, recordLength, rows, records };
}

/** Offset of the first record: 405 and 406 in the layout versions 2 and 3 of the short header, 1007 in the long one. */
function recordStart(module: MprModule, file: string): number {
  if (module.long) return 1007;
  if (module.version === 2) return 405;
  if (module.version === 3) return 406;
  throw new FormatError(
    file,
    `expected data module version 2 or 3, found ${module.version}`,
    `byte ${module.at}`,
  );
}

interface Room {
  readonly rows: number;
  /** Bytes that the module states for its records. */
  readonly bytes: number;
  readonly at: number;
}

/**
 * Meaning of each id that is no flag: the one way, if there is one, in which the records fill the module exactly. Meanings
 * that only other readers report are tried with other widths where they leave the module unfilled.
 */
function chooseMeanings(
  ids: readonly number[],
  room: Room,
  file: string,
  findings: Finding[],
): Map<number, ColumnId | StoredType> {
  const open = [...new Set(ids)].filter((id) => !columnIds.has(id) && !flagChannels.has(id));
  const fills = (way: ReadonlyMap<number, ColumnId | StoredType>) =>
    room.rows * recordBytes(ids, way) === room.bytes;
  const reported = [...new Set(ids)].filter((id) => columnIds.get(id)?.verified === false);
  const chosen = new Map<number, ColumnId | StoredType>();
  if (open.length > 0) {
    const ways = possibleWays(open).filter(fills);
    const [only] = ways;
    if (only === undefined || ways.length > 1 || room.rows === 0) {
      const found = ways.length > 1 && room.rows > 0 ? `${ways.length} widths fill` : 'no width fills';
      const index = ids.findIndex((id) => open.includes(id));
      throw new FormatError(
        file,
        `unknown column id ${open.join(', ')}; ${found} the ${room.bytes} bytes of ${room.rows} records`,
        `byte ${room.at + 2 * index}`,
      );
    }
    for (const [id, meaning] of only) chosen.set(id, meaning);
  } else if (reported.length > 0 && room.rows > 0 && !fills(chosen)) {
    const [only, ...others] = possibleWays(reported).filter(fills);
    if (only !== undefined && others.length === 0) {
      for (const [id, meaning] of only) if (meaning !== columnIds.get(id)?.type) chosen.set(id, meaning);
    }
  }
  for (const id of new Set(ids)) reportDoubt(id, chosen.get(id) ?? columnIds.get(id), findings);
  return chosen;
}

/** Every assignment of the open ids: both meanings of the contested ones, each width for the unknown ones. */
function possibleWays(open: readonly number[]): ReadonlyMap<number, ColumnId | StoredType>[] {
  const contested = open.filter((id) => contestedIds.some((meanings) => meanings.has(id)));
  const groups = contested.length > 0 ? contestedIds : [new Map<number, ColumnId>()];
  return groups.flatMap((meanings) => {
    const unknown = open.filter((id) => !meanings.has(id));
    if (unknown.length > MOST_UNKNOWN) return [];
    let ways: Map<number, ColumnId | StoredType>[] = [
      new Map(
        open.flatMap((id) => [meanings.get(id)].filter((m) => m !== undefined).map((m) => [id, m] as const)),
      ),
    ];
    for (const id of unknown) {
      ways = ways.flatMap((way) => unknownTypes.map((type) => new Map(way).set(id, type)));
    }
    return ways;
  });
}

function recordBytes(ids: readonly number[], way: ReadonlyMap<number, ColumnId | StoredType>): number {
  return placeFields(ids, way).recordLength;
}

function placeFields(ids: readonly number[], chosen: ReadonlyMap<number, ColumnId | StoredType>) {
  const fields: StoredField[] = [];
  let recordLength = 0;
  let flagsAt: number | undefined;
  for (const id of ids) {
    const flag = flagChannels.get(id);
    if (flag !== undefined) {
      flagsAt ??= recordLength++;
      fields.push({
        id,
        header: flag.header,
        type: 'u8',
        offset: flagsAt,
        mask: flag.mask,
        shift: flag.shift,
      });
      continue;
    }
    const meaning = chosen.get(id) ?? columnIds.get(id) ?? 'f32';
    const known = typeof meaning === 'string' ? undefined : meaning;
    const type = typeof meaning === 'string' ? meaning : meaning.type;
    fields.push({ id, header: known?.header ?? null, type, offset: recordLength });
    recordLength += storedBytes[type];
  }
  return { fields, recordLength };
}

function reportDoubt(id: number, meaning: ColumnId | StoredType | undefined, findings: Finding[]): void {
  if (typeof meaning === 'string') {
    const reported = columnIds.get(id)?.header;
    const known = reported === undefined ? 'not known' : `reported as "${reported}" but does not fit`;
    const message = `column id ${id} is ${known}; the records fill the module only with ${storedBytes[meaning]} bytes for it, read as ${meaning}`;
    findings.push(warning('column-id-unknown', message, `column id ${id}`));
  } else if (meaning !== undefined && !meaning.verified) {
    const message = `column id ${id} read as "${meaning.header}": id not verified against an export of EC-Lab`;
    findings.push(warning('column-id-not-verified', message, `column id ${id}`));
  }
}
