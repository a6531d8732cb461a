import type { Json } from '@anodelab/data';
import { type MprModule, pascalText } from './modules.ts';

const START_AT = 585;
/** Days from 1899-12-30, the zero of OLE dates, to 1970-01-01. */
const OLE_DAYS_AT_UNIX_ZERO = 25569;
const MS_PER_DAY = 86_400_000;

/** Facts of a log module: start (local time, no zone), channel, EC-Lab version, device. Null where the module was cut. */
export function readLog(module: MprModule): Record<string, Json> {
  const { data } = module;
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const start = START_AT + 8 <= data.length ? view.getFloat64(START_AT, true) : Number.NaN;
  const channel = data[9];
  return {
    startLocal: oleDate(start),
    channel: channel === undefined ? null : channel + 1,
    ecLabVersion: pascalText(data, 0x3b7) || null,
    server: pascalText(data, 0x3be) || null,
    firmware: pascalText(data, 0x3c5) || null,
    deviceSerial: pascalText(data, 0x3cf) || null,
  };
}

/** ISO time without zone, to the millisecond, of an OLE date; null outside the years 1970 to 2199. */
function oleDate(days: number): string | null {
  const ms = Math.round((days - OLE_DAYS_AT_UNIX_ZERO) * MS_PER_DAY);
  return ms > 0 && ms < 230 * 365.25 * MS_PER_DAY ? new Date(ms).toISOString().slice(0, -1) : null;
}

/** First rows of the loops: the module lists them with the number of rows behind as an end mark. */
export function readLoops(module: MprModule): number[] {
  const { data } = module;
  if (data.length < 4) return [];
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const count = Math.min(view.getUint32(0, true), Math.floor((data.length - 4) / 4));
  const rows = Array.from({ length: count }, (_, index) => view.getUint32(4 + 4 * index, true));
  return rows.slice(0, -1);
}
