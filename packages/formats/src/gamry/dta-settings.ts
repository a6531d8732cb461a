import { type Finding, type Json, type Meta } from '@anodelab/data';
import { localDate } from '../clock/local-date.ts';
import { type StatedNumber, statedNumber } from '../si-column.ts';
import type { DtaField, DtaFile } from './dta-file.ts';

/** Facts of the header lines. `settings` has every one of them under its tag, numbers in SI where the label names a unit. */
export function dtaMeta(file: DtaFile, findings: Finding[]): Meta {
  const byTag = new Map<string, DtaField>();
  for (const field of file.fields) if (!byTag.has(field.tag)) byTag.set(field.tag, field);
  const text = (tag: string) => byTag.get(tag)?.cells[0]?.trim() || null;
  const number = (tag: string, unit: string) => {
    const found = quantity(byTag.get(tag));
    return found !== undefined && found.unit === unit ? found.value : null;
  };
  const notes = file.fields.filter(({ type }) => type === 'NOTES').flatMap(({ cells }) => cells);
  const start = text('DATE') === null ? undefined : localDate(text('DATE') ?? '', text('TIME') ?? '', 'DATE');
  findings.push(...(start?.findings ?? []));
  return {
    techniqueCode: tagOf(file),
    techniqueName: text('TITLE'),
    startLocal: start?.iso ?? null,
    comments: notes.filter((note) => note !== '').join('\n') || null,
    device: text('PSTAT') ?? text('PSTATSECTION'),
    area_m2: number('AREA', 'm2'),
    scanRate_V_s: number('SCANRATE', 'V/s'),
    openCircuit_V: number('EOC', 'V'),
    currentConvention: currentConvention(file) ?? null,
    aborted: isOn(byTag.get('EXPERIMENTABORTED')),
    settings: Object.fromEntries([...byTag].map(([tag, field]) => [tag, settingOf(field)])),
  };
}

/** What was measured, as Gamry names it: `CV`, `EISPOT`; empty where the header has no tag. */
export function tagOf(file: DtaFile): string {
  // `TAG` has no type: what stands there is the value.
  return file.fields.find(({ tag }) => tag === 'TAG')?.type.trim() ?? '';
}

/** Which currents the file counts as positive: 1 anodic, 0 cathodic. */
export function currentConvention(file: DtaFile): 'anodic positive' | 'cathodic positive' | undefined {
  const code = file.fields.find(({ tag }) => tag === 'CONVENTION')?.cells[0]?.trim();
  return code === '1' ? 'anodic positive' : code === '0' ? 'cathodic positive' : undefined;
}

function settingOf({ type, cells, ...field }: DtaField): Json {
  switch (type) {
    case 'QUANT':
    case 'IQUANT':
    case 'SELECTOR':
    case 'POTEN': {
      const found = quantity({ type, cells, ...field });
      if (found === undefined) return { label: labelOf(type, cells), value: cells[0] ?? null };
      return {
        label: labelOf(type, cells),
        ...found,
        // The second cell of a potential tells whether it is set against the open circuit.
        ...(type === 'POTEN' ? { vsOpenCircuit: isYes(cells[1]) } : {}),
      };
    }
    case 'TOGGLE':
      return { label: labelOf(type, cells), value: isYes(cells[0]) };
    case 'TWOPARAM':
      return {
        label: plain(cells[3] ?? ''),
        value: isYes(cells[0]),
        [plain(cells[4] ?? 'first')]: decimal(cells[1] ?? ''),
        [plain(cells[5] ?? 'second')]: decimal(cells[2] ?? ''),
      };
    case 'NOTES':
      return [...cells];
    case 'LABEL':
    case 'PSTAT':
      return { label: labelOf(type, cells), value: cells[0]?.trim() ?? null };
    default:
      return [type, ...cells];
  }
}

function quantity(field: DtaField | undefined): StatedNumber | undefined {
  const written = decimal(field?.cells[0] ?? '');
  if (field === undefined || written === null) return undefined;
  return statedNumber(written, /\(([^()]*)\)\s*$/.exec(labelOf(field.type, field.cells))?.[1] ?? null);
}

function labelOf(type: string, cells: readonly string[]): string {
  return plain(cells[type === 'POTEN' ? 2 : 1] ?? '');
}

/** A label without the mark of its shortcut key. */
function plain(label: string): string {
  return label.replaceAll('&', '').trim();
}

function decimal(text: string): number | null {
  const value = Number(text.trim().replace(',', '.'));
  return text.trim() === '' || !Number.isFinite(value) ? null : value;
}

function isOn(field: DtaField | undefined): boolean {
  return field !== undefined && isYes(field.cells[0]);
}

function isYes(text: string | undefined): boolean {
  return /^T(RUE)?$/i.test(text?.trim() ?? '');
}
