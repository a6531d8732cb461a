import { decodeText, type Finding, type Json, type ModelBasis } from '@anodelab/data';
import { readModelComment } from './model-comment.ts';
import { type Setting, sequenceSettings } from './sequence-settings.ts';
import { type EcLabTechnique, techniqueByName } from './techniques.ts';
import { fromUnit, inSi } from './units.ts';

/** What the header of a text export says. */
export interface MptHeader {
  readonly technique: EcLabTechnique | undefined;
  readonly meta: Record<string, Json>;
  /** First rows of the loops. */
  readonly loops: readonly number[];
  readonly device: string | null;
  /** Present in files that this project wrote from a model. */
  readonly model: ModelBasis | undefined;
}

/** EC-Lab writes 0.001 (in any unit) where the user typed nothing; 0 means the same. */
const UNTOUCHED = 0.001;
const LABEL_WIDTH = 20;

/** Facts of the header lines of an `.mpt`, under the same names as those of an `.mpr`. */
export function readMptHeader(bytes: Uint8Array, findings: Finding[]): MptHeader {
  const lines = decodeText(bytes).text.split(/\r\n|\n|\r/);
  const fields = new Map<string, string>();
  for (const line of lines) {
    const at = line.indexOf(' :');
    if (at > 0 && !fields.has(line.slice(0, at).trim()))
      fields.set(line.slice(0, at).trim(), line.slice(at + 2).trim());
  }
  const name = lines
    .slice(2)
    .find((line) => line.trim() !== '' && !line.includes(' :') && !line.includes('\t'));
  const technique = techniqueByName(name ?? '');
  const field = (key: string) => fields.get(key) || null;
  const modelled = readModelComment(field('Comments') ?? '');
  const device = field('Device');
  return {
    technique,
    model: modelled?.model,
    device,
    loops: lines.flatMap((line) => {
      const match = /^Loop \d+ from point number (\d+) to \d+/.exec(line);
      return match === null ? [] : [Number(match[1])];
    }),
    meta: {
      techniqueCode: technique?.code ?? null,
      techniqueName: technique?.name ?? name?.trim() ?? null,
      comments: modelled === undefined ? allComments(lines) : null,
      electrodeMaterial: field('Electrode material'),
      electrolyte: field('Electrolyte'),
      referenceElectrode: field('Reference electrode'),
      initialState: field('Initial state'),
      activeMass_kg: quantity(fields, 'Mass of active material', 'kg', findings),
      batteryCapacity_C: quantity(fields, 'Battery capacity', 'C', findings),
      area_m2: quantity(fields, 'Electrode surface area', 'm2', findings),
      characteristicMass_kg: quantity(fields, 'Characteristic mass', 'kg', findings),
      startLocal: started(fields, 'Acquisition started on', findings),
      techniqueStartLocal: started(fields, 'Technique started on', findings),
      channel: channelNumber(field('Run on channel')),
      device,
      deviceSerial: /\(SN ([^)]*)\)/.exec(device ?? '')?.[1] ?? null,
      ecLabVersion: firstMatch(lines, /^(?:EC|BT)-Lab for windows v([\d.]+)/i),
      server: firstMatch(lines, /^Internet server v([\d.]+)/),
      firmware: firstMatch(lines, /^Command interpretor v([\d.]+)/),
      sequences: readSequenceLines(lines),
      ...modelled?.meta,
    },
  };
}

/** A number with its unit in SI; null where it is missing, untouched, or in a unit that cannot be read. */
function quantity(
  fields: ReadonlyMap<string, string>,
  key: string,
  si: string,
  findings: Finding[],
): number | null {
  const match = /^(-?[\d.,]+(?:E[+-]?\d+)?)\s*(.*)$/i.exec(fields.get(key) ?? '');
  if (match === null) return null;
  const value = toNumber(match[1] ?? '');
  if (!Number.isFinite(value) || value === UNTOUCHED || value === 0) return null;
  const unit = fromUnit(match[2] ?? '');
  if (unit.known && unit.si === si) return inSi(value, unit.scale);
  findings.push({
    severity: 'warning',
    code: 'unit-unknown',
    message: `expected a unit of ${si}, found "${match[2]}": ${value} not used`,
    at: key,
  });
  return null;
}

/** `MM/DD/YYYY hh:mm:ss[.fff]` as ISO time without zone; undefined where it is none. */
export function localTime(text: string): string | undefined {
  const match = /^(\d\d)[/.-](\d\d)[/.-](\d{4}) (\d\d):(\d\d):(\d\d)(?:[.,](\d{1,9}))?$/.exec(text.trim());
  if (match === null) return undefined;
  const [, month, day, year, hour, minute, second, fraction] = match;
  const iso = `${year}-${month}-${day}T${hour}:${minute}:${second}.${(fraction ?? '').slice(0, 3).padEnd(3, '0')}`;
  return Number.isNaN(Date.parse(`${iso}Z`)) ? undefined : iso;
}

function started(fields: ReadonlyMap<string, string>, key: string, findings: Finding[]): string | null {
  const text = fields.get(key);
  if (text === undefined) return null;
  const time = localTime(text);
  if (time !== undefined) return time;
  const message = `expected MM/DD/YYYY hh:mm:ss, found "${text}"`;
  findings.push({ severity: 'warning', code: 'start-unknown', message, at: key });
  return null;
}

/** EC-Lab prints one line per line that the user typed. */
function allComments(lines: readonly string[]): string | null {
  const typed = lines.flatMap((line) => /^Comments :(.*)$/.exec(line)?.[1]?.trim() ?? []);
  return typed.join('\n').trim() || null;
}

/** Settings in columns of 20 characters: one line per setting, one column per sequence; null where there is none. */
export function readSequenceLines(lines: readonly string[]): Json {
  const table = lines.flatMap((line) => {
    const label = line.slice(0, LABEL_WIDTH);
    const isSetting =
      /^[^\s].* $/.test(label) &&
      line.length > LABEL_WIDTH &&
      !/ :|\t| v[\d.]+ \((soft|firm)ware\)/.test(line);
    if (!isSetting) return [];
    const values: string[] = [];
    for (let at = LABEL_WIDTH; at < line.length; at += LABEL_WIDTH)
      values.push(line.slice(at, at + LABEL_WIDTH).trim());
    return [{ label: label.trim(), values }];
  });
  const count = Math.max(0, ...table.map(({ values }) => values.length));
  const settings = Array.from({ length: count }, (_, sequence) =>
    table.flatMap(({ label, values }): Setting[] => {
      const text = values[sequence] ?? '';
      return text === '' || label === 'Ns' ? [] : [{ label, value: settingValue(text) }];
    }),
  );
  return settings.length === 0 ? null : settings.map(sequenceSettings);
}

/** A number, a duration `h:mm:ss.ffff` in s, or the text itself. */
function settingValue(text: string): number | string {
  const duration = /^(\d+):(\d+):(\d+(?:[.,]\d+)?)$/.exec(text);
  if (duration !== null) {
    return Number(duration[1]) * 3600 + Number(duration[2]) * 60 + toNumber(duration[3] ?? '');
  }
  const value = toNumber(text);
  return Number.isNaN(value) ? text : value;
}

function toNumber(text: string): number {
  return Number(text.replace(',', '.'));
}

/** Number of a channel; BT-Lab writes boards of eight as letters: D8 is channel 32. */
function channelNumber(text: string | null): number | null {
  const match = /^([A-Z]?)(\d+)/.exec(text ?? '');
  if (match === null) return null;
  const board = match[1] === '' ? 0 : (match[1]?.charCodeAt(0) ?? 0) - 'A'.charCodeAt(0);
  return 8 * board + Number(match[2]);
}

function firstMatch(lines: readonly string[], pattern: RegExp): string | null {
  for (const line of lines) {
    const match = pattern.exec(line);
    if (match?.[1] !== undefined) return match[1];
  }
  return null;
}
