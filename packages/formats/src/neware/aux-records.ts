import type { Column } from '@anodelab/data';
import { temperatureName, voltageName } from './aux-names.ts';
import { joinByRecord } from './join-by-record.ts';
import { readColumn } from './read-column.ts';

/** Where the fields of an auxiliary record stand. */
export interface AuxLayout {
  readonly index: number;
  /** i32 0.1 mV */
  readonly voltage: number;
  /** i16 0.1 °C */
  readonly temperature: number;
  /** i16 0.1 °C */
  readonly setTemperature?: number;
}

/** Auxiliary records of `.nda` files with 86 bytes; their channel is the second byte. */
const NDA_AUX: AuxLayout = { index: 2, voltage: 22, temperature: 34 };

/** Auxiliary parts of `.ndax` of versions 2 and 5; they have the length of the data records. */
export const NDC_AUX: ReadonlyMap<number, AuxLayout> = new Map([
  [2, { index: 8, voltage: 31, temperature: 41, setTemperature: 43 }],
  [5, { index: 1, voltage: 24, temperature: 34, setTemperature: 36 }],
]);

const PER_VOLT = 1e4;
const ZERO_CELSIUS = 273.15; // K

/**
 * The columns of one auxiliary channel, joined to the records by their number.
 *
 * @param channels - how many channels there are: the only temperature has no number
 */
export function auxColumns(
  part: Uint8Array,
  offsets: Uint32Array,
  layout: AuxLayout,
  channel: number,
  channels: number,
  record: Float64Array,
): Column[] {
  const view = new DataView(part.buffer, part.byteOffset, part.byteLength);
  const column = (read: (at: number) => number) => readColumn(offsets, read);
  const index = column((at) => view.getUint32(at + layout.index, true));
  const kelvin = (field: number) => column((at) => view.getInt16(at + field, true) / 10 + ZERO_CELSIUS);
  const joined = (name: string, unit: string, header: string, values: Float64Array): Column => ({
    name,
    unit,
    header,
    origin: 'measured',
    values: joinByRecord(record, index, values),
  });
  const { setTemperature } = layout;
  return [
    joined(
      voltageName(channel),
      'V',
      `V${channel}`,
      column((at) => view.getInt32(at + layout.voltage, true) / PER_VOLT),
    ),
    joined(temperatureName(channel, channels), 'K', `T${channel}`, kelvin(layout.temperature)),
    ...(setTemperature === undefined
      ? []
      : [joined(`setTemperature${channel}_K`, 'K', `t${channel}`, kelvin(setTemperature))]),
  ];
}

/** The columns of all channels of auxiliary records whose second byte is their channel. */
export function ndaAuxColumns(bytes: Uint8Array, offsets: Uint32Array, record: Float64Array): Column[] {
  const channels = [...new Set(offsets.map((at) => bytes[at + 1] ?? 0))].sort((a, b) => a - b);
  return channels.flatMap((channel) => {
    const own = offsets.filter((at) => bytes[at + 1] === channel);
    return auxColumns(bytes, own, NDA_AUX, channel, channels.length, record);
  });
}
