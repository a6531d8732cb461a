import { type Column, type Dataset, type Json, rowCount } from '@anodelab/data';
import { fromSI } from '@anodelab/units';

/** How a quantity of that SI unit is written for people: unit and decimals. */
const DISPLAY: Readonly<Record<string, readonly [unit: string, decimals: number]>> = {
  rad: ['deg', 4],
  '1/m': ['cm-1', 2],
  m: ['nm', 4],
  kg: ['mg', 6],
  K: ['degC', 3],
  'K/s': ['K/min', 4],
  s: ['s', 3],
  W: ['mW', 4],
};

/** SI units by the end of a fact's name: `scanStep_rad`. */
const SUFFIXES = new Map(Object.keys(DISPLAY).map((unit) => [unit.replaceAll('/', '_'), unit]));

/** Words of columns whose canonical name is not what a header says. */
const WORDS: Readonly<Record<string, string>> = { twoTheta: '2theta', ramanShift: 'Raman shift' };

/**
 * The dataset as tab-separated text that people and our reader of plain tables understand: facts as `# quantity / unit:
 * value` (also that it is modelled, where it is), a line of headers, rows in everyday units to a fixed number of decimals. Origins and findings have no place.
 */
export function writePlainText(dataset: Dataset): Uint8Array<ArrayBuffer> {
  const facts = Object.entries(dataset.meta).flatMap(([name, value]) => factLine(name, value));
  const { model } = dataset.provenance;
  if (model !== undefined)
    facts.push(
      `# modelled: ${model.level}, rests on ${model.gradeD} D-grade parameters, inputs ${model.hash}`,
    );
  const columns = dataset.columns.map(written);
  const rows = Array.from({ length: rowCount(dataset) }, (_, row) =>
    columns.map(({ cell }) => cell(row)).join('\t'),
  );
  const lines = [...facts, columns.map(({ header }) => header).join('\t'), ...rows];
  return new TextEncoder().encode(`${lines.join('\n')}\n`);
}

/** A fact of one line; lists and nested facts are left out. */
function factLine(name: string, value: Json): string[] {
  if (value === null || typeof value === 'object') return [];
  const [, base = name, suffix = ''] = /^([^_]+)_(.+)$/.exec(name) ?? [];
  const unit = SUFFIXES.get(suffix);
  const display = unit === undefined ? undefined : DISPLAY[unit];
  if (display === undefined || typeof value !== 'number')
    return [`# ${unit === undefined && suffix !== '' ? name : words(base)}: ${oneLine(String(value))}`];
  return [`# ${words(base)} / ${display[0]}: ${Number(fromSI(value, display[0]).toPrecision(10))}`];
}

function written({ name, unit, values }: Column): { header: string; cell: (row: number) => string } {
  if (!(values instanceof Float64Array))
    return { header: name, cell: (row) => oneLine(values[row] ?? '') || '-' };
  const display = unit === null ? undefined : DISPLAY[unit];
  const number = (value: number, text: (finite: number) => string) =>
    Number.isFinite(value) ? text(value) : 'nan';
  if (display === undefined)
    return {
      header: name,
      cell: (row) =>
        number(values[row]!, (value) =>
          name === 'counts' ? String(Number(value.toFixed(2))) : String(value),
        ),
    };
  const base = name.replace(/_.*$/, '');
  return {
    header: `${WORDS[base] ?? words(base)} / ${display[0]}`,
    cell: (row) => number(values[row]!, (value) => fromSI(value, display[0]).toFixed(display[1])),
  };
}

/** `timePerStep` as `time per step`. */
function words(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
