import { parseUnit, sameDimension, siUnit, type Unit, UnitError } from '@anodelab/units';
import { type BdfTerm, bdfTerm } from './bdf-terms.ts';
import { camelCase, canonicalName, slug, unitSuffix } from './canonical-name.ts';

/** What a header of a table says: SI value = written value × `factor` + `offset`. */
export interface HeaderMeaning {
  /** Canonical names in order of preference; the next where a column of the file has the first already. */
  readonly names: readonly string[];
  /** SI unit; `%` stays; null where the header states none. */
  readonly unit: string | null;
  readonly factor: number;
  readonly offset: number;
  /** The term of the Battery Data Format, where the header is one. */
  readonly term?: BdfTerm;
}

/** SI units that names carry behind an underscore. `d` are days since 1899-12-30, as OLE counts them. */
const SUFFIX_UNITS = new Map(
  'A V s d C J K Ohm Hz F W rad kg m m2 m3 S Pa C/kg J/kg V/s A/kg W/kg F/kg Ohm.m2 A/m2 C/m2 V/C'
    .split(' ')
    .map((unit) => [unitSuffix(unit), unit]),
);

/** Words for quantities of electrochemistry: what they are called here, the unit that they must agree with. */
const WORDS: readonly (readonly [base: string, unit: string, words: string])[] = [
  ['time', 's', 't time testtime elapsedtime totaltime runtime'],
  ['stepTime', 's', 'steptime tstep'],
  ['voltage', 'V', 'v u voltage volts cellvoltage ecell vcell ucell'],
  ['ewe', 'V', 'e ewe potential wepotential we1potential workingelectrodepotential'],
  ['ece', 'V', 'ece cepotential counterelectrodepotential'],
  ['current', 'A', 'i current amps cellcurrent we1current'],
  ['power', 'W', 'p power'],
  ['temperature', 'K', 't temp temperature temp1 t1 celltemperature auxtemperature1'],
  ['capacity', 'C', 'capacity q'],
  ['chargeCapacity', 'C', 'chargecapacity chargingcapacity qcharge'],
  ['dischargeCapacity', 'C', 'dischargecapacity dischargingcapacity qdischarge'],
  ['freq', 'Hz', 'f freq frequency'],
  ['zRe', 'Ohm', 'rez zre zreal realz realimpedance real'],
  ['zIm', 'Ohm', 'imz zim zimag zimg imagz imaginaryimpedance imag'],
  ['zAbs', 'Ohm', 'z absz zabs zmod modz impedance'],
  ['zPhase', 'rad', 'phase phasez zphz zphase phaseangle'],
  ['twoTheta', 'rad', '2theta twotheta 2th'],
  ['ramanShift', '1/m', 'ramanshift'],
  ['cycle', '1', 'cycle cyclenumber cycleindex cyclecount cycleno cyc cycno'],
  ['stepId', '1', 'step stepindex stepnumber stepid ns'],
  ['stepCount', '1', 'stepcount'],
  ['record', '1', 'record recordnumber recordindex index datapoint point pt rec'],
];

interface Word {
  readonly base: string;
  readonly unit: string;
}

const BY_WORD = new Map<string, Word[]>();
for (const [base, unit, words] of WORDS) {
  for (const word of words.split(' ')) BY_WORD.set(word, [...(BY_WORD.get(word) ?? []), { base, unit }]);
}

/**
 * The meaning of a column header: a term of the Battery Data Format, a canonical name with its unit (`ewe_V`), or a
 * quantity and unit in one of the ways people write them: `Voltage/V`, `Voltage (V)`, `Voltage [V]`, `Voltage / V`,
 * `voltage_mV`. A minus before an imaginary part (`-Im(Z)/Ohm`) is taken out. A unit is never guessed.
 */
export function headerMeaning(header: string): HeaderMeaning {
  return bdfMeaning(header) ?? canonicalMeaning(header) ?? wordMeaning(header);
}

function bdfMeaning(header: string): HeaderMeaning | undefined {
  const found = bdfTerm(header);
  if (found === undefined) return undefined;
  const { term, unit } = found;
  if (unit === null || term.unit === null)
    return { names: term.bases, unit: null, factor: 1, offset: 0, term };
  const stated = unitOrUndefined(unit);
  if (stated === undefined || !sameDimension(stated.dimension, parseUnit(term.unit).dimension))
    return undefined;
  const si = siUnit(term.unit);
  const names = term.bases.map((base) => canonicalName(base, si));
  return { names, unit: si, factor: stated.factor, offset: stated.offset, term };
}

function canonicalMeaning(header: string): HeaderMeaning | undefined {
  const match = /^[a-z][A-Za-z0-9]*?_([A-Za-z][A-Za-z0-9_]*)$/.exec(header);
  const unit = SUFFIX_UNITS.get(match?.[1] ?? '');
  return unit === undefined ? undefined : { names: [header], unit, factor: 1, offset: 0 };
}

function wordMeaning(header: string): HeaderMeaning {
  const { base, unit: stated } = splitHeader(header);
  const unit = stated !== undefined && /[Tt]emp|dT/.test(base) ? inDegrees(stated) : stated;
  const negative = /^-\s*(im|z|ph)/i.test(base);
  const words = primedWords(base.trim()) ?? BY_WORD.get(slug(base)) ?? [];
  const known = words.find(
    (word) => unit === undefined || sameDimension(unit.dimension, parseUnit(word.unit).dimension),
  );
  const ours = known?.base ?? (/[\p{L}\p{N}]/u.test(base) ? plainName(base) : 'column');
  if (unit === undefined) return { names: [ours], unit: null, factor: 1, offset: 0 };
  const si = siUnit(unit);
  const factor =
    (si === '%' ? 1 : unit.factor) * (negative && (ours === 'zIm' || ours === 'zPhase') ? -1 : 1);
  return { names: [canonicalName(ours, si)], unit: si, factor, offset: unit.offset };
}

/** The `C` of a temperature is a degree, not a coulomb. */
function inDegrees(unit: Unit): Unit {
  return /^C\b/.test(unit.text.trim()) ? parseUnit(unit.text.trim().replace('C', 'degC')) : unit;
}

/** One prime is the real part, two are the imaginary one. */
function primedWords(base: string): readonly Word[] | undefined {
  if (/^-?z(['’′]{2}|["”″])$/i.test(base)) return [{ base: 'zIm', unit: 'Ohm' }];
  if (/^z['’′]$/i.test(base)) return [{ base: 'zRe', unit: 'Ohm' }];
  return undefined;
}

/** A name that is one already stays as it is. */
function plainName(base: string): string {
  return /^[a-z][A-Za-z0-9]*$/.test(base) ? base : camelCase(base);
}

/** The quantity and the unit of a header, where it states one. */
function splitHeader(header: string): { base: string; unit: Unit | undefined } {
  const text = header.trim();
  const bracket = /^(.*?)\s*[([]\s*([^()[\]]+|[^()[\]]*\([^()]*\)[^()[\]]*)\s*[)\]]\s*\.?$/.exec(text);
  if (bracket !== null && bracket[1] !== '') {
    const unit = unitOrUndefined(bracket[2] ?? '');
    if (unit !== undefined) return { base: bracket[1] ?? '', unit };
  }
  if (/^.*(Ah|Wh|As)\/k?g$/.test(text)) return { base: text, unit: unitOrUndefined(text) };
  for (let cut = text.indexOf('/'); cut > 0; cut = text.indexOf('/', cut + 1)) {
    const unit = unitOrUndefined(text.slice(cut + 1).replace(/\.$/, ''));
    if (unit !== undefined) return { base: text.slice(0, cut).trim(), unit };
  }
  const low = /^(.+)_([^_]{2,}|[AVshCJKW])$/.exec(text);
  const unit = low === null ? undefined : unitOrUndefined(low[2] ?? '');
  const base = low?.[1] ?? text;
  // `step_h` may be anything; a single letter is a unit only where it fits a word that is known.
  const known = BY_WORD.get(slug(base)) ?? [];
  const fits =
    unit !== undefined && known.some((word) => sameDimension(unit.dimension, parseUnit(word.unit).dimension));
  const sure = unit !== undefined && (fits || (low?.[2] ?? '').length > 1);
  return sure ? { base, unit } : { base: text, unit: undefined };
}

function unitOrUndefined(text: string): Unit | undefined {
  try {
    return parseUnit(text.trim());
  } catch (error) {
    if (error instanceof UnitError) return undefined;
    throw error;
  }
}
