import type { Origin } from '@anodelab/data';
import { fromUnit } from './units.ts';

/** A column of the vocabulary: SI value = stored value × `scale` + `shift`. */
export interface ColumnMeaning {
  /** Canonical name with the SI unit as suffix (docs/formats/vocabulary.md). */
  readonly name: string;
  /** SI unit; null where the header names none, or two (`control/V/mA`). */
  readonly unit: string | null;
  readonly scale: number;
  readonly shift: number;
  readonly origin: Origin;
}

/** Names of EC-Lab's quantities without their unit. Whatever is missing here is named after its own header. */
const measured: ReadonlyMap<string, string> = new Map(
  Object.entries({
    mode: 'mode',
    'ox/red': 'oxRed',
    error: 'error',
    'control changes': 'controlChanges',
    'Ns changes': 'nsChanges',
    'counter inc.': 'counterInc',
    Ns: 'stepId',
    time: 'time',
    'step time': 'stepTime',
    'control/V/mA': 'control',
    control: 'control',
    Ewe: 'ewe',
    '<Ewe>': 'ewe',
    Ece: 'ece',
    '<Ece>': 'ece',
    'Ewe-Ece': 'voltage',
    '<Ewe-Ece>': 'voltage',
    Ecell: 'voltage',
    '<Ecell>': 'voltage',
    I: 'current',
    '<I>': 'current',
    '|Ewe|': 'eweAmplitude',
    '|Ece|': 'eceAmplitude',
    '|I|': 'currentAmplitude',
    dq: 'qIncrement',
    dQ: 'qDelta',
    '(Q-Qo)': 'qNet',
    'I Range': 'iRange',
    freq: 'freq',
    Temperature: 'temperature',
  }),
);

/** Quantities that EC-Lab computes from the measured ones. */
const computed: ReadonlyMap<string, string> = new Map(
  Object.entries({
    'cycle number': 'cycle',
    'half cycle': 'halfCycle',
    'z cycle': 'zCycle',
    'Q charge/discharge': 'qHalfSigned',
    'Q charge': 'qHalfChg',
    'Q discharge': 'qHalfDis',
    Capacity: 'qHalf',
    Efficiency: 'efficiency',
    '|Energy|': 'eAbs',
    'Energy charge': 'eHalfChg',
    'Energy discharge': 'eHalfDis',
    'Energy we charge': 'eHalfChg',
    'Energy we discharge': 'eHalfDis',
    'Capacitance charge': 'capacitanceChg',
    'Capacitance discharge': 'capacitanceDis',
    P: 'power',
    Pwe: 'power',
    R: 'rInt',
    Rwe: 'rInt',
    Rcmp: 'rInt',
    Cs: 'cSeries',
    Cp: 'cParallel',
    'Cs-2': 'cSeriesInverseSquare',
    'Cp-2': 'cParallelInverseSquare',
  }),
);

/** Counts, whose unit is 1; the other bare numbers are codes and bits. */
const counts: ReadonlySet<string> = new Set(['cycle', 'halfCycle', 'zCycle', 'stepId']);

/** Quantities of impedance spectra; `Re(Y)`, `|C|`, `Phase(M)`, `Re(Permittivity)` and the like follow from one rule. */
const complexPart = /^-?(Re|Im|Phase)\((.+)\)$/;
const complexModulus = /^\|(Z.*|Y|C|M|Permittivity|Resistivity|Conductivity)\|$/;

/** Total harmonic distortion, non-stationary distortion and noise to signal ratio of a signal. */
const quality = /^(THD|NSD|NSR) (Ewe|Ece|I)$/;

/** EC-Lab 11.50 misprints `<Ewe>/V` as `<Ewe/V>`. */
const misprint = /^<([^/>]+)\/([^>]+)>$/;

/** The place of a header in the vocabulary, by quantity and unit, whatever the EC-Lab version printed. */
export function columnMeaning(header: string): ColumnMeaning {
  const { quantity, unitText } = splitHeader(header.replace(misprint, '<$1>/$2'));
  const unit = fromUnit(unitText);
  const sign = quantity.startsWith('-Im(') ? -1 : 1;
  const { base, origin } = nameQuantity(quantity);
  return {
    name: withUnit(base, unit.si),
    unit: counts.has(base) ? '1' : unit.si,
    scale: sign * unit.scale,
    shift: unit.shift,
    origin,
  };
}

/** `ewe` and `V` become `ewe_V`; `%` and no unit leave the name as it is. */
export function withUnit(base: string, unit: string | null): string {
  if (unit === null) return base;
  return base + (suffixes.get(unit) ?? suffixOf(unit));
}

/** Of units met before; there are few, and settings repeat them for every sequence. */
const suffixes = new Map<string, string>();
const MOST_SUFFIXES = 1000;

function suffixOf(unit: string): string {
  const plain = unit.replaceAll(/[^A-Za-z0-9]+/g, '_');
  const suffix = plain === '' || plain === '_' ? '' : `_${plain}`;
  if (suffixes.size < MOST_SUFFIXES) suffixes.set(unit, suffix);
  return suffix;
}

/** camelCase of any text: `Analog IN 1` becomes `analogIn1`. */
export function camelCase(text: string): string {
  const words = text.match(/[A-Za-z0-9]+/g) ?? [];
  const joined = words.map((word) => (word[0] ?? '').toUpperCase() + word.slice(1)).join('');
  return (joined[0] ?? '').toLowerCase() + joined.slice(1);
}

/** Splits at the first slash behind which a known unit stands: `Re(Conductivity)/mS/cm`, `Q charge/discharge/mA.h`. */
function splitHeader(header: string): { quantity: string; unitText: string | null } {
  if (measured.has(header) || computed.has(header)) return { quantity: header, unitText: null };
  for (let at = header.indexOf('/'); at >= 0; at = header.indexOf('/', at + 1)) {
    const unitText = header.slice(at + 1);
    if (fromUnit(unitText).known) return { quantity: header.slice(0, at), unitText };
  }
  const last = header.lastIndexOf('/');
  if (last <= 0) return { quantity: header, unitText: null };
  return { quantity: header.slice(0, last), unitText: header.slice(last + 1) };
}

function nameQuantity(quantity: string): { base: string; origin: Origin } {
  const known = measured.get(quantity);
  if (known !== undefined) return { base: known, origin: 'measured' };
  const vendor = computed.get(quantity);
  if (vendor !== undefined) return { base: vendor, origin: 'vendor' };
  const [, index, signal] = quality.exec(quantity) ?? [];
  if (index !== undefined && signal !== undefined)
    return { base: index.toLowerCase() + signal, origin: 'measured' };
  const part = complexPart.exec(quantity);
  if (part !== null) return { base: camelCase(part[2] ?? '') + (part[1] ?? ''), origin: zOrigin(part[2]) };
  const modulus = complexModulus.exec(quantity);
  if (modulus !== null) return { base: `${camelCase(modulus[1] ?? '')}Abs`, origin: zOrigin(modulus[1]) };
  return {
    base: camelCase(quantity) || 'unnamed',
    origin: quantity.startsWith('Analog') ? 'measured' : 'vendor',
  };
}

/** Impedance is what the instrument records; admittance, permittivity and the like are EC-Lab's arithmetic. */
function zOrigin(quantity: string | undefined): Origin {
  return quantity?.startsWith('Z') === true ? 'measured' : 'vendor';
}
