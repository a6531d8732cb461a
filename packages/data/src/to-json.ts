import type { Dataset, Json } from './dataset.ts';

/**
 * Plain data as JSON values: numbers that JSON cannot hold (NaN, infinities) are null, typed arrays are arrays,
 * undefined members are left out. For datasets, tables and analysis results alike.
 *
 * @throws {RangeError} for values that are no plain data (functions, symbols, big integers)
 */
export function toJson(value: unknown): Json {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (value instanceof Float64Array)
    return Array.from(value, (number) => (Number.isFinite(number) ? number : null));
  if (value instanceof Uint8Array || value instanceof Uint16Array) return Array.from(value);
  if (Array.isArray(value)) return value.map((item) => (item === undefined ? null : toJson(item)));
  if (typeof value === 'object') {
    const members = Object.entries(value).filter(([, member]) => member !== undefined);
    return Object.fromEntries(members.map(([key, member]) => [key, toJson(member)]));
  }
  throw new RangeError(`${typeof value} is no plain data`);
}

/** The dataset as JSON text in UTF-8: its members as they are, columns with their values in SI, NaN as null. */
export function writeJson(dataset: Dataset): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(`${JSON.stringify(toJson(dataset))}\n`);
}
