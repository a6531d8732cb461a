import { type Dataset, numbers } from '@anodelab/data';
import { quantities } from './keywords.ts';

/** What a spectrum's file must say beside its numbers. */
export interface MsaFacts {
  readonly title: string;
  readonly owner: string;
  /** Of the measurement; ISO 22029 wants date and time. */
  readonly date: Date;
}

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
/** Largest part of a channel by which an energy may miss its even grid. */
const EVEN = 1e-6;

/**
 * An energy-dispersive spectrum as EMSA/MAS text (ISO 22029, version 1.0 of the format): every required keyword in the
 * standard's order, one column of counts, then what is known of beam and detector.
 *
 * @throws {RangeError} without `energy_eV` and `counts`, or for energies that are not evenly spaced
 */
export function writeMsa(dataset: Dataset, { title, owner, date }: MsaFacts): Uint8Array<ArrayBuffer> {
  const energy = numbers(dataset, 'energy_eV');
  const counts = numbers(dataset, 'counts');
  if (energy === undefined || counts === undefined || energy.length < 2)
    throw new RangeError('MSA: expected the columns energy_eV and counts with two channels or more');
  const [offset, step] = evenGrid(energy);
  const two = (value: number) => String(value).padStart(2, '0');
  const head: (readonly [string, string | number])[] = [
    ['FORMAT', 'EMSA/MAS Spectral Data File'],
    ['VERSION', '1.0'],
    ['TITLE', printable(title)],
    ['DATE', `${two(date.getUTCDate())}-${MONTHS[date.getUTCMonth()]}-${date.getUTCFullYear()}`],
    ['TIME', `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}`],
    ['OWNER', printable(owner)],
    ['NPOINTS', counts.length],
    ['NCOLUMNS', 1],
    ['XUNITS', 'eV'],
    ['YUNITS', 'counts'],
    ['DATATYPE', 'Y'],
    ['XPERCHAN', step],
    ['OFFSET', offset],
    ['SIGNALTYPE', 'EDS'],
    ['XLABEL', 'Energy'],
    ['YLABEL', 'Counts'],
    ...Object.entries(quantities).flatMap(([key, [name, factor]]) => {
      const value = dataset.meta[name];
      return typeof value === 'number' ? [[key, rounded(value / factor)] as const] : [];
    }),
  ];
  const lines = [
    ...head.map(([key, value]) => `#${key.padEnd(12)}: ${value}`),
    '#SPECTRUM    : Spectral Data Starts Here',
    ...Array.from(counts, String),
    '#ENDOFDATA   : ',
  ];
  return new TextEncoder().encode(`${lines.join('\r\n')}\r\n`);
}

function evenGrid(energy: Float64Array): readonly [offset: number, step: number] {
  const offset = energy[0]!;
  const step = rounded((energy.at(-1)! - offset) / (energy.length - 1));
  const odd = energy.findIndex((value, i) => !(Math.abs(value - offset - i * step) <= EVEN * Math.abs(step)));
  if (odd >= 0 || step === 0)
    throw new RangeError(
      `MSA: expected evenly spaced energies, found ${energy[Math.max(0, odd)]} eV in channel ${odd}`,
    );
  return [offset, step];
}

/** Without the last digits, which a conversion of units invents. */
function rounded(value: number): number {
  return Number(value.toPrecision(12));
}

/** One line of the characters that the standard allows, at most 64. */
function printable(text: string): string {
  return text
    .replace(/[^\x20-\x7e]+/g, ' ')
    .trim()
    .slice(0, 64);
}
