import { type Column, type Dataset, type Finding, FormatError, type Json } from '@anodelab/data';
import { lazyColumn } from '../lazy-column.ts';
import { provenanceOf, type Reader } from '../reader.ts';
import { type ArchivePart, openArchive, zipEntries } from '../zip/archive.ts';
import { auxPartColumns, auxPartNames } from './aux-parts.ts';
import { type NdaxRecords, readNdaxRecords } from './ndax-records.ts';
import { child, numbered, readXml, type XmlElement } from './read-xml.ts';
import { recordColumns, stepTypeFindings } from './records.ts';
import {
  type PlannedStep,
  planMass,
  planMeta,
  planTexts,
  readStepPlan,
  setCurrent,
  setpoints,
  setVoltage,
} from './step-plan.ts';
import { testInfoMeta, zoneFinding } from './test-info.ts';

const ID = 'neware-ndax';
const ZIP = [0x50, 0x4b, 0x03, 0x04];
const DATA = 'data.ndc';

/** Neware `.ndax` of BTS 8 (docs/formats/neware.md). */
export const ndaxReader: Reader = {
  id: ID,
  label: 'Neware .ndax',
  sniff: (head, bytes) =>
    ZIP.every((byte, i) => head[i] === byte) &&
    zipEntries(bytes).entries.some(({ name }) => /\.ndc$/i.test(name)),
  read: async (bytes, name) => [await readNdax(bytes, name)],
};

/**
 * The records of an `.ndax` archive in SI, with the plan of the test.
 *
 * @throws {FormatError} when there is no `data.ndc`, its version is not known, or the archive is a bomb
 */
async function readNdax(bytes: Uint8Array, file: string): Promise<Dataset> {
  const findings: Finding[] = [];
  const archive = openArchive(bytes, file, findings);
  const wanted = archive.names.filter((name) => isWanted(name));
  const opened = await Promise.all(wanted.map((name) => archive.part(name)));
  const parts = new Map(opened.flatMap((part) => (part === undefined ? [] : [[part.name, part] as const])));
  for (const { damage } of parts.values()) if (damage !== undefined) findings.push(damage);
  const data = parts.get(DATA);
  if (data === undefined) {
    throw new FormatError(file, `expected a part ${DATA}, found only ${archive.names.join(', ')}`);
  }
  const xml = new Map(
    [...parts.values()]
      .filter(({ name }) => /\.xml$/i.test(name))
      .map(({ name, bytes: text }) => [name, readXml(text, name, file, findings)]),
  );
  const [stepXml, version] = [xml.get('Step.xml'), xml.get('VersionInfo.xml')];
  const found = readNdaxRecords(parts, file, findings);
  const plan = readStepPlan(stepXml);
  const info = child(xml.get('TestInfo.xml'), 'root', 'config', 'TestInfo');
  const meta = { ...planTexts(stepXml), ...testInfoMeta(info, version), ...massMeta(stepXml, findings) };
  const { records } = found;
  if (records !== undefined) {
    findings.push(...stepTypeFindings(records.stepType));
    findings.push(...zoneFinding(meta['startLocal'], records.unix));
  }
  const isEmpty = found.record.length === 0;
  if (isEmpty)
    findings.push({ severity: 'info', code: 'no-records', message: 'the test has no records yet' });
  return {
    technique: isEmpty ? 'unknown' : 'cycling',
    columns: [
      ...columnsOf(found),
      ...planColumns(plan, records?.stepId),
      ...auxColumnsOf(parts, info, found.record, findings),
    ],
    meta: { ...meta, stepPlan: planMeta(plan), ndcVersion: found.version },
    provenance: provenanceOf(ID, file, bytes, 'Neware'),
    findings,
  };
}

/** All columns, or those that `data.ndc` alone gives. */
function columnsOf({ record, voltage, current, records }: NdaxRecords): Column[] {
  if (records !== undefined) return recordColumns(records);
  const column = (name: string, unit: string, header: string, values: Float64Array): Column => ({
    name,
    unit,
    header,
    origin: 'measured',
    values,
  });
  return [
    column('record', '1', 'DataPoint', record),
    column('current_A', 'A', 'Current', current),
    column('voltage_V', 'V', 'Voltage', voltage),
  ];
}

/** What the program set, row by row, where it sets anything. */
function planColumns(plan: ReadonlyMap<number, PlannedStep>, stepId: Float64Array | undefined): Column[] {
  if (stepId === undefined) return [];
  const steps = [...plan.values()];
  const column = (name: string, unit: string, of: (step: PlannedStep) => number | undefined) =>
    steps.some((step) => (of(step) ?? 0) !== 0)
      ? [lazyColumn({ name, unit, header: null, origin: 'vendor' }, () => setpoints(plan, stepId, of))]
      : [];
  return [...column('control_A', 'A', setCurrent), ...column('control_V', 'V', setVoltage)];
}

/** Parts that hold records or tell of the test; logs and the like are not unpacked. */
function isWanted(name: string): boolean {
  const isTable = /^data(_runInfo|_step)?\.ndc$/.test(name);
  return isTable || /\.xml$/i.test(name) || auxPartNames([name]).length > 0;
}

function auxColumnsOf(
  parts: ReadonlyMap<string, ArchivePart>,
  info: XmlElement | undefined,
  record: Float64Array,
  findings: Finding[],
): Column[] {
  const channels = auxPartNames([...parts.keys()]).flatMap((name) => parts.get(name) ?? []);
  return channels.length === 0 ? [] : auxPartColumns(channels, numbered(info, 'Aux'), record, findings);
}

function massMeta(stepXml: XmlElement | undefined, findings: Finding[]): { readonly [key: string]: Json } {
  const mass = planMass(stepXml);
  if (mass === undefined) return { activeMass_kg: null };
  findings.push({
    severity: 'info',
    code: 'mass-from-plan',
    message: `active mass ${Number((mass * 1e6).toPrecision(6))} mg from SCQ of Step.xml, taken as µg`,
    at: 'activeMass_kg',
  });
  return { activeMass_kg: mass };
}
