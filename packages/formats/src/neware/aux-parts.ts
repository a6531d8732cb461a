import type { Column, Finding } from '@anodelab/data';
import { auxColumns, NDC_AUX } from './aux-records.ts';
import { temperatureName, voltageName } from './aux-names.ts';
import { joinByRecord } from './join-by-record.ts';
import { NDC_LAYOUTS } from './nda-layouts.ts';
import { ndcKind, ndcRows } from './ndc-rows.ts';
import { countUp, readColumn } from './read-column.ts';
import { numeric, type XmlElement } from './read-xml.ts';

/** Part type of auxiliary channels. */
const AUX_TYPE = 5;
const ZERO_CELSIUS = 273.15; // K

/** Row of a channel that has voltage and temperature in one: mark, f32 0.1 mV, i16 0.1 °C. */
const PAIR_LENGTH = 7;
const PAIR_MARK = 0x65;
const PAIR_AT = 4096 + 132;
const PER_VOLT = 1e4;

/** One quantity of a channel by the code of `ChlType`: what it is, and value × factor + offset in SI. */
interface Quantity {
  readonly letter: string;
  readonly unit: string;
  readonly offset: number;
  readonly name: (channel: number, channels: number) => string;
}

const voltage: Quantity = { letter: 'V', unit: 'V', offset: 0, name: voltageName };
const temperature: Quantity = { letter: 'T', unit: 'K', offset: ZERO_CELSIUS, name: temperatureName };
const current: Quantity = { letter: 'I', unit: 'A', offset: 0, name: (id) => `auxCurrent${id}_A` };
const QUANTITIES: ReadonlyMap<number, Quantity> = new Map([
  [102, voltage],
  [105, voltage],
  [103, temperature],
  [106, temperature],
  [104, current],
  [107, current],
  [335, { letter: 't', unit: 'K', offset: ZERO_CELSIUS, name: (id) => `setTemperature${id}_K` }],
  [345, { letter: 'H', unit: '%', offset: 0, name: (id) => `humidity${id}` }],
]);

/** Names of the parts that may be auxiliary channels, in the order of the numbers in them. */
export function auxPartNames(names: readonly string[]): readonly string[] {
  const numbersOf = (name: string) =>
    (/^data_AUX_(\d+)_(\d+)_(\d+)\.ndc$/i.exec(name) ?? /_(\d+)\.ndc$/i.exec(name))?.slice(1).map(Number);
  const found = names.flatMap((name) => {
    const numbers = numbersOf(name);
    return numbers === undefined ? [] : [{ name, numbers }];
  });
  return found.sort((a, b) => compare(a.numbers, b.numbers)).map(({ name }) => name);
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/**
 * Columns of the auxiliary channels. What a channel measures only `TestInfo.xml` says, whose list has the order of the
 * parts; where the list does not fit, the columns stay without a name and a unit.
 *
 * @param list - the elements `Aux1`, `Aux2` ... of `TestInfo.xml`
 */
export function auxPartColumns(
  parts: readonly { readonly name: string; readonly bytes: Uint8Array }[],
  list: readonly XmlElement[],
  record: Float64Array,
  findings: Finding[],
): Column[] {
  const channels = parts.filter(({ bytes }) => ndcKind(bytes)?.type === AUX_TYPE);
  const fits = list.length === channels.length;
  if (!fits) {
    findings.push({
      severity: 'warning',
      code: 'aux-list-damaged',
      message: `TestInfo.xml lists ${list.length} auxiliary channels, the archive has ${channels.length}: what they measure is unknown, their numbers stay as they are`,
      at: 'TestInfo.xml',
    });
  }
  const temperatures = fits ? list.filter((each) => measuresTemperature(numeric(each, 'ChlType'))).length : 0;
  return channels.flatMap(({ name, bytes }, i) => {
    const element = fits ? list[i] : undefined;
    const id = numeric(element, 'AuxID') ?? i + 1;
    const { version } = ndcKind(bytes) ?? { version: 0 };
    const layout = NDC_AUX.get(version);
    const rowLength = NDC_LAYOUTS.get(version)?.length;
    if (layout !== undefined && rowLength !== undefined) {
      const rows = usedRows(bytes, ndcRows(bytes, version, rowLength), layout.index);
      return auxColumns(bytes, rows, layout, id, Math.max(temperatures, 1), record);
    }
    if ((version === 11 || version === 16) && bytes[PAIR_AT] === PAIR_MARK) {
      return pairColumns(bytes, version, id, temperatures, record);
    }
    return [floatColumn(bytes, version, element, id, temperatures, { name, record, findings, index: i + 1 })];
  });
}

function measuresTemperature(type: number | undefined): boolean {
  return type === undefined || type < 100 || type === 103 || type === 106;
}

/** Version 2 has no mask: a row without a record number is unused. */
function usedRows(bytes: Uint8Array, offsets: Uint32Array, indexAt: number): Uint32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return offsets.filter((at) => view.getUint32(at + indexAt, true) !== 0);
}

function pairColumns(
  bytes: Uint8Array,
  version: number,
  id: number,
  temperatures: number,
  record: Float64Array,
): Column[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const rows = ndcRows(bytes, version, PAIR_LENGTH);
  const index = countUp(rows.length);
  const values = (read: (at: number) => number) => joinByRecord(record, index, readColumn(rows, read));
  return [
    {
      name: voltageName(id),
      unit: 'V',
      header: `V${id}`,
      origin: 'measured',
      values: values((at) => view.getFloat32(at + 1, true) / PER_VOLT),
    },
    {
      name: temperatureName(id, temperatures),
      unit: 'K',
      header: `T${id}`,
      origin: 'measured',
      values: values((at) => view.getInt16(at + 5, true) / 10 + ZERO_CELSIUS),
    },
  ];
}

interface Context {
  readonly name: string;
  readonly record: Float64Array;
  readonly findings: Finding[];
  /** Number of the part among the auxiliary ones. */
  readonly index: number;
}

/** A channel of one f32 per record. */
function floatColumn(
  bytes: Uint8Array,
  version: number,
  element: XmlElement | undefined,
  id: number,
  temperatures: number,
  context: Context,
): Column {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const rows = ndcRows(bytes, version, 4);
  const type = numeric(element, 'ChlType');
  const quantity = type === undefined ? undefined : QUANTITIES.get(type);
  const offset = quantity?.offset ?? 0;
  const index = countUp(rows.length);
  const own = readColumn(rows, (at) => view.getFloat32(at, true) + offset);
  const values = joinByRecord(context.record, index, own);
  if (quantity === undefined) {
    if (type !== undefined) {
      context.findings.push({
        severity: 'info',
        code: 'aux-type-unknown',
        message: `auxiliary channel ${id} has the unknown type ${type}: its numbers stay as they are`,
        at: context.name,
      });
    }
    const name = `aux${element === undefined ? context.index : id}`;
    return { name, unit: null, header: context.name, origin: 'measured', values };
  }
  const name = quantity.name(id, temperatures);
  return { name, unit: quantity.unit, header: `${quantity.letter}${id}`, origin: 'measured', values };
}
