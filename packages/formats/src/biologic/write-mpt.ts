import { type Column, type Dataset, findColumn, type Json, rowCount } from '@anodelab/data';
import { modelComment } from './model-comment.ts';
import { techniquesById } from './techniques.ts';
import { columnMeaning } from './vocabulary.ts';

/** Technique ids of the files that this project writes. */
const written: Partial<Record<Dataset['technique'], number>> = { cv: 0x06, eis: 0x1d, cycling: 0x04 };

/** EC-Lab's columns in EC-Lab's order; `integer` ones are printed without exponent. */
const integers = [
  'mode',
  'ox/red',
  'error',
  'control changes',
  'Ns changes',
  'counter inc.',
  'Ns',
  'I Range',
  'half cycle',
];
const spectrumHeaders = [
  'freq/Hz',
  'Re(Z)/Ohm',
  '-Im(Z)/Ohm',
  '|Z|/Ohm',
  'Phase(Z)/deg',
  'time/s',
  '<Ewe>/V',
  '<I>/mA',
  'cycle number',
  'I Range',
  '|Ewe|/V',
  '|I|/A',
  'Ns',
  '(Q-Qo)/mA.h',
  '<Ece>/V',
  'Ewe-Ece/V',
];
const seriesHeaders = [
  'mode',
  'ox/red',
  'error',
  'control changes',
  'Ns changes',
  'counter inc.',
  'Ns',
  'time/s',
  'control/V',
  'control/mA',
  'Ewe/V',
  '<I>/mA',
  'cycle number',
  '(Q-Qo)/C',
  'I Range',
  'Ece/V',
  'half cycle',
  'Q charge/discharge/mA.h',
  'step time/s',
  'Q discharge/mA.h',
  'Q charge/mA.h',
  'Capacity/mA.h',
  'Efficiency/%',
  'P/W',
  'Ewe-Ece/V',
  'Temperature/°C',
];

const LABEL_WIDTH = 20;
const LINE_END = '\r\n';

/**
 * An EC-Lab text export of a CV, EIS or cycling dataset: Windows-1252, CRLF, E-notation with 16 digits, EC-Lab's names
 * and units. Only the columns that EC-Lab has a name for are written. A modelled dataset says so in its comment line,
 * from which `readFile` restores the provenance and the origin of every column.
 *
 * @throws {RangeError} for any other technique, or without a column to write
 */
export function writeMpt(dataset: Dataset): Uint8Array {
  const technique = techniquesById.get(written[dataset.technique] ?? -1);
  if (technique === undefined)
    throw new RangeError(`expected technique cv, eis or cycling, found ${dataset.technique}`);
  const columns = exportColumns(dataset);
  if (columns.length === 0) throw new RangeError('the dataset has no column that EC-Lab has a name for');
  const body = [technique.name, '', ...factLines(dataset), ...settingLines(dataset), ''];
  const count = 3 + body.length + 1;
  const lines = [
    'EC-Lab ASCII FILE',
    `Nb header lines : ${count}`.padEnd(44),
    '',
    ...body,
    `${columns.map(({ header }) => header).join('\t')}\t`,
    ...rows(columns, rowCount(dataset)),
  ];
  return windows1252(lines.join(LINE_END) + LINE_END);
}

/** Names of the dataset's columns that `writeMpt` has a place for. */
export function mptColumns(dataset: Dataset): readonly string[] {
  return exportColumns(dataset).map(({ name }) => name);
}

interface ExportColumn {
  /** Of the dataset's column. */
  readonly name: string;
  readonly header: string;
  readonly values: Float64Array;
  readonly integer: boolean;
  readonly scale: number;
  readonly shift: number;
}

/** The columns that EC-Lab has names for; the voltage of a cell without counter electrode is EC-Lab's Ewe. */
function exportColumns(dataset: Dataset): ExportColumn[] {
  const threeElectrodes = findColumn(dataset, 'ece_V') !== undefined;
  const headers = dataset.technique === 'eis' ? spectrumHeaders : seriesHeaders;
  return headers.flatMap((header): ExportColumn[] => {
    const { name, scale, shift } = columnMeaning(header);
    if (header === 'Ewe-Ece/V' && !threeElectrodes) return [];
    const column = source(dataset, name, threeElectrodes);
    const values = column?.values;
    return values instanceof Float64Array
      ? [{ name: column?.name ?? name, header, values, scale, shift, integer: integers.includes(header) }]
      : [];
  });
}

function source(dataset: Dataset, name: string, threeElectrodes: boolean): Column | undefined {
  const own = findColumn(dataset, name);
  return own === undefined && name === 'ewe_V' && !threeElectrodes ? findColumn(dataset, 'voltage_V') : own;
}

function* rows(columns: readonly ExportColumn[], count: number): Generator<string> {
  for (let row = 0; row < count; row++) {
    yield columns
      .map(({ values, integer, scale, shift }) => {
        const value = ((values[row] ?? Number.NaN) - shift) / scale;
        return integer && Number.isInteger(value) ? String(value) : scientific(value);
      })
      .join('\t');
  }
}

/** `1.000000000000000E+003`; NaN as `nan`. */
function scientific(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  const [digits, exponent] = value.toExponential(15).split('e');
  const power = Number(exponent);
  return `${digits}E${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(3, '0')}`;
}

/** The facts that EC-Lab has a line for. */
function factLines(dataset: Dataset): string[] {
  const { meta, provenance } = dataset;
  const line = (label: string, value: Json | undefined, scale = 1, unit = '') => {
    if (typeof value === 'number')
      return [`${label} : ${Number((value * scale).toPrecision(12))} ${unit}`.trimEnd()];
    return typeof value === 'string' ? [`${label} : ${value.replaceAll(/[\r\n\t]+/g, ' ')}`] : [];
  };
  const comment = provenance.model === undefined ? meta['comments'] : modelComment(provenance.model, meta);
  return [
    ...line('Run on channel', meta['channel']),
    ...line('Acquisition started on', usTime(meta['startLocal'])),
    ...line('Device', meta['device']),
    ...line('Electrode material', meta['electrodeMaterial']),
    ...line('Initial state', meta['initialState']),
    ...line('Electrolyte', meta['electrolyte']),
    ...line('Comments', comment ?? ''),
    ...line('Mass of active material', meta['activeMass_kg'], 1e6, 'mg'),
    ...line('Battery capacity', meta['batteryCapacity_C'], 1 / 3.6, 'mA.h'),
    ...line('Electrode surface area', meta['area_m2'], 1e4, 'cm²'),
    ...line('Characteristic mass', meta['characteristicMass_kg'], 1e6, 'mg'),
    'Cycle Definition : Charge/Discharge alternance',
  ];
}

/** ISO time without zone as EC-Lab prints it. */
function usTime(start: Json | undefined): string | undefined {
  const match = typeof start === 'string' ? /^(\d{4})-(\d\d)-(\d\d)T(.*)$/.exec(start) : null;
  return match === null ? undefined : `${match[2]}/${match[3]}/${match[1]} ${match[4]}`;
}

/** Settings of the technique: the scan rate of a CV, the ends of the sweep of a spectrum. */
function settingLines(dataset: Dataset): string[] {
  const setting = (label: string, value: string) => label.padEnd(LABEL_WIDTH) + value.padEnd(LABEL_WIDTH);
  const number = (value: number) => String(Number(value.toPrecision(12)));
  const rate = dataset.meta['scanRate_V_s'];
  if (dataset.technique === 'cv' && typeof rate === 'number') {
    return [setting('dE/dt', number(rate * 1e3)), setting('dE/dt unit', 'mV/s')];
  }
  const frequency = findColumn(dataset, 'freq_Hz')?.values;
  if (!(frequency instanceof Float64Array) || frequency.length === 0) return [];
  const ends = { fi: frequency[0] ?? Number.NaN, ff: frequency.at(-1) ?? Number.NaN };
  return Object.entries(ends).flatMap(([label, value]) => [
    setting(label, number(value)),
    setting(`unit ${label}`, 'Hz'),
  ]);
}

/** One byte per character; `?` for what Windows-1252 does not have in its Latin part. */
function windows1252(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return code < 0x80 || (code >= 0xa0 && code <= 0xff) ? code : 0x3f;
  });
}
