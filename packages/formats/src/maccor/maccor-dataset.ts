import { type Column, type Dataset, type Finding, labels, type Meta } from '@anodelab/data';
import { localIso } from '../clock/local-iso.ts';
import { type BuiltColumns, buildColumns } from '../cycler-table/build-columns.ts';
import { stated } from '../cycler-table/facts.ts';
import { startLocal } from '../cycler-table/start-local.ts';
import type { Cells } from '../lazy-column.ts';
import { provenanceOf } from '../reader.ts';
import { settleVolts, signCurrent, splitByState, timeFromClock } from './derive-columns.ts';
import type { HeaderFacts } from './header-facts.ts';
import { maccorVocabulary } from './vocabulary.ts';

/** A Maccor table as it stands in a text or a sheet. */
export interface MaccorTable {
  readonly headers: readonly string[];
  readonly unitRow?: readonly string[] | undefined;
  readonly cells: readonly Cells[];
  readonly facts: HeaderFacts;
  readonly findings: readonly Finding[];
}

/** The dataset of a Maccor table: canonical signs and units, derived columns, facts. */
export function maccorDataset(table: MaccorTable, reader: string, name: string, bytes: Uint8Array): Dataset {
  const { headers, cells, facts, unitRow } = table;
  const dates = [facts["Today's Date"], facts['Date of Test'], facts['Started']].filter(
    (date) => date !== undefined,
  );
  const built = buildColumns(headers, cells, maccorVocabulary(headers), {
    unitRow,
    dates: { others: dates },
  });
  const volts = settleVolts(built.columns);
  const signed = signCurrent(volts.columns);
  const clock = timeFromClock(signed.columns, built.clockAt);
  const columns = [...signed.columns, ...clock.columns, ...splitByState(signed.columns)];
  const hasTime = clock.columns.length > 0;
  const findings = [
    ...table.findings,
    ...built.findings.filter(({ code, at }) => !(hasTime && code === 'unit-missing' && isTime(columns, at))),
    ...volts.findings,
    ...signed.findings,
    ...clock.findings,
    ...impedanceFindings(columns),
  ];
  const mass = massOf(facts);
  return {
    technique: 'cycling',
    columns,
    meta: metaOf(columns, facts, built, mass),
    provenance: provenanceOf(reader, name, bytes, facts['Tester'] ?? 'Maccor'),
    findings: mass === undefined ? findings : [...findings, mass.finding],
  };
}

function isTime(columns: readonly Column[], header: string | undefined): boolean {
  return columns.some((column) => column.header === header && /^(time|stepTime)$/.test(column.name));
}

/** Steps of state FRA are impedance measurements, which Maccor exports to a file of their own. */
function impedanceFindings(columns: readonly Column[]): readonly Finding[] {
  const states = labels({ columns }, 'stepType') ?? [];
  const rows = states.filter((state) => state === 'FRA').length;
  if (rows === 0) return [];
  return [
    {
      severity: 'info',
      code: 'impedance-step',
      message: `${rows} records are of an impedance step (state FRA); its spectrum is not in this file`,
      at: `row ${states.indexOf('FRA') + 1}`,
    },
  ];
}

function massOf(facts: HeaderFacts): { value: number; finding: Finding } | undefined {
  const text = facts['SCap']?.replace(',', '.');
  const gram = text === undefined ? NaN : Number.parseFloat(text);
  if (!(gram > 0)) return undefined;
  return {
    value: gram * 1e-3,
    finding: {
      severity: 'info',
      code: 'unit-assumed',
      message: `SCap ${facts['SCap']} states no unit: read as gram of active mass`,
      at: 'SCap',
    },
  };
}

function metaOf(
  columns: readonly Column[],
  facts: HeaderFacts,
  dates: Pick<BuiltColumns, 'dateOrder' | 'clockAt'>,
  mass: { value: number } | undefined,
): Meta {
  const file = facts['Filename']
    ?.split(/[\\/]/)
    .at(-1)
    ?.replace(/\.\d{3}$/, '');
  return {
    ...stated({
      startLocal: startOf(columns, facts, dates),
      sample: facts['Name'] ?? file,
      channel: facts['Channel'],
      schedule: facts['Procedure'],
      description: facts['Description'],
      comments: facts['Comment/Barcode'],
      activeMass_kg: mass?.value,
    }),
    ...(Object.keys(facts).length > 0 && { header: facts }),
  };
}

/** Local start: as the header states it, with the time of the first record where the header has the day alone. */
function startOf(
  columns: readonly Column[],
  facts: HeaderFacts,
  { dateOrder, clockAt }: Pick<BuiltColumns, 'dateOrder' | 'clockAt'>,
): string | undefined {
  const text = facts['Started'] ?? facts['Date of Test'];
  const start = text === undefined ? undefined : localIso(text, dateOrder);
  if (start?.includes('T') === true) return start;
  const derived = startLocal(columns, clockAt?.(0));
  if (derived === undefined) return start;
  return start === undefined || derived.startsWith(start) ? derived : start;
}
