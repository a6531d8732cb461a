import { type Column, type Dataset, type Finding, FormatError, type Json } from '@anodelab/data';
import { provenanceOf, type Reader } from '../reader.ts';
import { mainSweep } from './main-sweep.ts';

const ID = 'zahner-ism';
/** Version and number of samples, 48 bits each. */
const HEADER = 12;
/** Frequency, modulus, phase and time of one sample as f64, significance as i16. */
const SAMPLE = 4 * 8 + 2;
/** Thales counts seconds from 1980-01-01, local time. */
const THALES_ZERO = Date.UTC(1980, 0, 1);
/** Time stamps below a year are those of a simulation, which counts from 0. */
const YEAR = 365 * 86_400; // s
/** Texts behind the samples, in order. */
const TEXTS = [
  'date',
  'system',
  'potential',
  'current',
  'temperature',
  'time',
  'comment1',
  'comment2',
  'comment3',
  'comment4',
  'areaForCurrentDensity',
];

/** Zahner Thales impedance file `.ism` (docs/formats/zahner.md). */
export const zahnerReader: Reader = {
  id: ID,
  label: 'Zahner Thales .ism',
  sniff: (head) => looksLikeIsm(head),
  read: (bytes, name) => [readIsm(bytes, name)],
};

/**
 * Every sample of an `.ism` file, those included that Thales measures twice at the start of a sweep; the column
 * `mainSweep` tells them apart. Time and significance stand behind the spectrum: a file that ends within them keeps it.
 *
 * @throws {FormatError} when the file does not begin like one or ends within its spectrum
 */
function readIsm(bytes: Uint8Array, name: string): Dataset {
  if (!looksLikeIsm(bytes)) throw new FormatError(name, 'expected the version of an .ism file', 'byte 0');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const samples = view.getUint32(8) + 1;
  const spectrumEnd = HEADER + 24 * samples;
  if (spectrumEnd > bytes.length) {
    const what = `the file ends within its ${samples} samples, whose spectrum ends at byte ${spectrumEnd}`;
    throw new FormatError(name, what, `byte ${bytes.length}`);
  }
  const array = (index: number) =>
    Float64Array.from({ length: samples }, (_, row) => view.getFloat64(HEADER + 8 * (index * samples + row)));
  const [frequency, modulus, phase] = [array(0), array(1), array(2)];
  const findings: Finding[] = [];
  const isWhole = HEADER + SAMPLE * samples <= bytes.length;
  const texts = isWhole ? readTexts(bytes, HEADER + SAMPLE * samples) : [];
  if (texts.length < TEXTS.length) {
    const what = isWhole ? `${texts.length} of ${TEXTS.length} texts` : 'no times and no significance';
    const message = `the file was cut behind its spectrum: ${what} found`;
    findings.push({ severity: 'warning', code: 'file-cut', message, at: `byte ${bytes.length}` });
  }
  const stamps = isWhole ? array(3).map(Math.abs) : new Float64Array();
  const first = stamps.reduce((least, stamp) => Math.min(least, stamp), Infinity);
  const sweep = mainSweep(frequency, findings);
  return {
    technique: 'eis',
    columns: [
      measured('freq_Hz', 'Hz', 'frequency/Hz', frequency),
      measured('zAbs_Ohm', 'Ohm', '|Z|/Ohm', modulus),
      measured('zPhase_rad', 'rad', 'phase/rad', phase),
      ...(isWhole ? timeAndSignificance(view, samples, stamps, first) : []),
      derived(
        'zRe_Ohm',
        'Ohm',
        modulus.map((z, row) => z * Math.cos(phase[row] ?? NaN)),
      ),
      derived(
        'zIm_Ohm',
        'Ohm',
        modulus.map((z, row) => z * Math.sin(phase[row] ?? NaN)),
      ),
      derived('mainSweep', '1', sweep),
    ],
    meta: metaOf(texts, first),
    provenance: provenanceOf(ID, name, bytes, 'Zahner Thales'),
    findings,
  };
}

function timeAndSignificance(view: DataView, samples: number, stamps: Float64Array, first: number): Column[] {
  const at = HEADER + 32 * samples;
  const significance = Float64Array.from({ length: samples }, (_, row) => view.getInt16(at + 2 * row) / 1000);
  return [
    measured(
      'time_s',
      's',
      'time/s',
      stamps.map((stamp) => stamp - first),
    ),
    measured('significance', '1', 'significance', significance),
  ];
}

/** The versions met are 0x0000FFFFFFFF and one less; the count of samples and a positive frequency follow. */
function looksLikeIsm(head: Uint8Array): boolean {
  if (head.length < HEADER + 8) return false;
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  if (view.getUint16(0) !== 0 || view.getUint32(2) < 0xffffff00 || view.getUint16(6) !== 0) return false;
  const frequency = view.getFloat64(HEADER);
  return frequency > 0 && frequency < 1e9;
}

/** Texts with their length as i16 before them; Thales writes capitals as small letters and the reverse. */
function readTexts(bytes: Uint8Array, from: number): string[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const decoder = new TextDecoder('windows-1252');
  const texts: string[] = [];
  let at = from;
  while (texts.length < TEXTS.length && at + 2 <= bytes.length) {
    const length = view.getInt16(at);
    if (length < 0 || at + 2 + length > bytes.length) break;
    texts.push(swapCase(decoder.decode(bytes.subarray(at + 2, at + 2 + length))));
    at += 2 + length;
  }
  return texts;
}

function swapCase(text: string): string {
  return text.replaceAll(/\p{L}/gu, (letter) =>
    letter === letter.toUpperCase() ? letter.toLowerCase() : letter.toUpperCase(),
  );
}

function metaOf(texts: readonly string[], firstStamp: number): Record<string, Json> {
  const text = (key: string) => texts[TEXTS.indexOf(key)]?.trim() || null;
  const comments = [1, 2, 3, 4].map((n) => text(`comment${n}`)).filter((comment) => comment !== null);
  const isClock = firstStamp > YEAR && firstStamp < 200 * YEAR;
  return {
    startLocal: isClock
      ? new Date(THALES_ZERO + 1000 * firstStamp).toISOString().slice(0, -1)
      : dateOf(text('date')),
    system: text('system'),
    potential: text('potential'),
    current: text('current'),
    temperature: text('temperature'),
    clock: text('time'),
    comments: comments.join('\n') || null,
    areaForCurrentDensity: text('areaForCurrentDensity'),
  };
}

/** `DDMMYY` of the years 1970 to 2069 as an ISO date. */
function dateOf(text: string | null): string | null {
  const match = /^(\d\d)(\d\d)(\d\d)$/.exec(text ?? '');
  if (match === null) return null;
  const [, day, month, year] = match;
  return `${Number(year) < 70 ? 20 : 19}${year}-${month}-${day}`;
}

function measured(name: string, unit: string, header: string, values: Float64Array): Column {
  return { name, unit, header, origin: 'measured', values };
}

function derived(name: string, unit: string, values: Float64Array): Column {
  return { name, unit, header: null, origin: 'derived', values };
}
