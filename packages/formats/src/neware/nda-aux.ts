import type { Column } from '@anodelab/data';
import type { NdaBlock } from './nda-header.ts';
import { joinByRecord } from './join-by-record.ts';
import { temperatureName, voltageName } from './aux-names.ts';

const AUX = 0x65;
const INDEX_AT = 2;
const VOLTAGE_AT = 22;
const TEMPERATURE_AT = 34;
const PER_VOLT = 1e4;
const ZERO_CELSIUS = 273.15; // K

/** Auxiliary records of the 86-byte layout, joined to the records by their number: a voltage and a temperature per channel. */
export function readNdaAux(bytes: Uint8Array, block: NdaBlock, size: number, record: Float64Array): Column[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const counts = new Uint32Array(256);
  forEachAux(view, block, size, (channel) => {
    counts[channel] = (counts[channel] as number) + 1;
  });
  const channels = [...counts.keys()].filter((channel) => (counts[channel] as number) > 0);
  const found = new Map(
    channels.map((channel) => {
      const column = () => new Float64Array(counts[channel] as number);
      return [channel, { index: column(), voltage: column(), temperature: column() }] as const;
    }),
  );
  const rows = new Uint32Array(256);
  forEachAux(view, block, size, (channel, at) => {
    const aux = found.get(channel);
    if (aux === undefined) return;
    const row = rows[channel] as number;
    aux.index[row] = view.getUint32(at + INDEX_AT, true);
    aux.voltage[row] = view.getInt32(at + VOLTAGE_AT, true) / PER_VOLT;
    aux.temperature[row] = view.getInt16(at + TEMPERATURE_AT, true) / 10 + ZERO_CELSIUS;
    rows[channel] = row + 1;
  });
  return [...found].flatMap(([channel, { index, voltage, temperature }]): Column[] => [
    {
      name: voltageName(channel),
      unit: 'V',
      header: `V${channel}`,
      origin: 'measured',
      values: joinByRecord(record, index, voltage),
    },
    {
      name: temperatureName(channel, channels.length),
      unit: 'K',
      header: `T${channel}`,
      origin: 'measured',
      values: joinByRecord(record, index, temperature),
    },
  ]);
}

function forEachAux(
  view: DataView,
  block: NdaBlock,
  size: number,
  visit: (channel: number, at: number) => void,
): void {
  for (let at = block.begin; at + size <= block.end; at += size) {
    if (view.getUint8(at) === AUX) visit(view.getUint8(at + 1), at);
  }
}
