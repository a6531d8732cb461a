import { type Column, type Dataset, decodeText, type Finding, FormatError, type Json } from '@anodelab/data';
import { provenanceOf, type Reader } from '../reader.ts';
import { facts, quantityOf } from './keywords.ts';

const ID = 'emsa-msa';
const FIRST_LINE = /^\s*#FORMAT\s*:\s*EMSA\/MAS SPECTRAL DATA/i;

/** EMSA/MAS spectral data (ISO 22029), Y and XY (docs/formats/msa.md). */
export const msaReader: Reader = {
  id: ID,
  label: 'EMSA/MAS spectrum (ISO 22029)',
  sniff: (head) => FIRST_LINE.test(decodeText(head.subarray(0, 512)).text),
  read(bytes, name): Dataset[] {
    const { text } = decodeText(bytes);
    const { keywords, values, isEnded } = splitText(text, name);
    const findings: Finding[] = [];
    const warn = (code: string, message: string) => findings.push({ severity: 'warning', code, message });
    const isXY = (keywords.get('DATATYPE') ?? 'Y').toUpperCase() === 'XY';
    const points = isXY ? Math.floor(values.length / 2) : values.length;
    if (points === 0) throw new FormatError(name, 'expected numbers behind #SPECTRUM, found none');
    const announced = quantityOf(keywords, 'NPOINTS');
    if (!isEnded) warn('file-cut', `no #ENDOFDATA: the file ends after ${points} whole points`);
    if (announced !== undefined && announced !== points)
      warn('points-differ', `NPOINTS says ${announced}, the file holds ${points}; all were kept`);
    const signal = (keywords.get('SIGNALTYPE') ?? '').toUpperCase();
    const energy = energyScale(keywords, findings);
    return [
      {
        technique: signal.startsWith('EDS') ? 'eds' : 'unknown',
        columns: [
          abscissa(values, points, isXY, energy, keywords, name),
          ordinate(values, points, isXY, keywords),
        ],
        meta: facts(keywords) as Record<string, Json>,
        provenance: provenanceOf(ID, name, bytes, null),
        findings,
      },
    ];
  },
};

/** Keywords (upper case, the unit in a key removed) and numbers of the file. */
function splitText(text: string, file: string) {
  const keywords = new Map<string, string>();
  const lines = text.split(/\r\n|\n|\r/);
  let line = 0;
  for (; line < lines.length; line++) {
    const found = /^\s*#(?<key>#?[^:]*?)(?:\s*-\s*[A-Za-z%]+)?\s*:(?<value>.*)$/.exec(lines[line]!)?.groups;
    if (found === undefined) {
      if (lines[line]!.trim() === '') continue;
      throw new FormatError(
        file,
        `expected #KEYWORD : value, found "${lines[line]!.slice(0, 40)}"`,
        `line ${line + 1}`,
      );
    }
    const key = found['key']!.trim().toUpperCase();
    if (key === 'SPECTRUM') break;
    const before = keywords.get(key);
    const value = found['value']!.trim();
    keywords.set(key, before === undefined || !key.startsWith('COMMENT') ? value : `${before}\n${value}`);
  }
  if (line === lines.length)
    throw new FormatError(file, 'expected #SPECTRUM before the numbers, found the end of the file');
  const values: number[] = [];
  for (line++; line < lines.length; line++) {
    const content = lines[line]!;
    if (/^\s*#ENDOFDATA/i.test(content)) return { keywords, values, isEnded: true };
    if (content.trimStart().startsWith('#')) continue;
    const words = content.split(/[,\s]+/).filter((word) => word !== '');
    // the last number of a file that ends within a line may have lost digits
    if (line === lines.length - 1) words.pop();
    for (const word of words) {
      const value = Number(word);
      if (Number.isNaN(value))
        throw new FormatError(file, `expected a number, found "${word.slice(0, 40)}"`, `line ${line + 1}`);
      values.push(value);
    }
  }
  return { keywords, values, isEnded: false };
}

/** Electronvolts of one x unit, or undefined where the axis is none of energy or does not say. */
function energyScale(keywords: ReadonlyMap<string, string>, findings: Finding[]): number | undefined {
  const unit = keywords.get('XUNITS') ?? '';
  if (/\bkeV\b/i.test(unit)) return 1000;
  if (/\beV\b/i.test(unit)) return 1;
  findings.push({
    severity: 'warning',
    code: 'unit-unknown',
    message: `XUNITS is "${unit}", neither eV nor keV; the axis has no unit`,
    at: 'XUNITS',
  });
  return undefined;
}

function abscissa(
  values: readonly number[],
  points: number,
  isXY: boolean,
  energy: number | undefined,
  keywords: ReadonlyMap<string, string>,
  file: string,
): Column {
  const step = quantityOf(keywords, 'XPERCHAN');
  const offset = quantityOf(keywords, 'OFFSET');
  if (!isXY && (step === undefined || offset === undefined))
    throw new FormatError(
      file,
      `expected XPERCHAN and OFFSET of a spectrum of type Y, found ${step ?? 'none'} and ${offset ?? 'none'}`,
    );
  const scale = energy ?? 1;
  const at = (i: number) => (isXY ? values[2 * i]! : offset! + step! * i);
  return {
    name: energy === undefined ? 'x' : 'energy_eV',
    unit: energy === undefined ? null : 'eV',
    header: keywords.get('XLABEL') ?? null,
    origin: isXY ? 'measured' : 'derived',
    values: Float64Array.from({ length: points }, (_, i) => scale * at(i)),
  };
}

function ordinate(
  values: readonly number[],
  points: number,
  isXY: boolean,
  keywords: ReadonlyMap<string, string>,
): Column {
  const isCounts = /^counts?$/i.test(keywords.get('YUNITS') ?? '');
  return {
    name: isCounts ? 'counts' : 'intensity',
    unit: isCounts ? '1' : null,
    header: keywords.get('YLABEL') ?? keywords.get('YUNITS') ?? null,
    origin: 'measured',
    values: Float64Array.from({ length: points }, (_, i) => values[isXY ? 2 * i + 1 : i]!),
  };
}
