import type { Column, Dataset, Finding, Json } from '@anodelab/data';
import { FormatError } from '@anodelab/data';
import { provenanceOf, type Reader } from '../../reader.ts';
import { checkCounters } from './cex-checks.ts';
import { type CexHeader, isCex, readCexHeader } from './cex-header.ts';
import { PLAN_KIND, readCexPlan } from './cex-plan.ts';
import { decodeCex } from './cex-records.ts';
import { timesOf, timeUnit } from './cex-time.ts';
import { type CexContent, type CexMode, walkCex } from './cex-walk.ts';
import { sumSteps } from './step-sums.ts';

const ID = 'land-cex';

/** LAND's own `.cex` files. The layout is other readers' knowledge: what cannot be proved is refused (docs/formats/land.md). */
export const landCex: Reader = {
  id: ID,
  label: 'LAND .cex',
  sniff: isCex,
  read: (bytes, name) => [readCex(bytes, name)],
};

/**
 * The records of a `.cex` file in SI, after the file has agreed with itself: current with capacity, power with energy,
 * direction with sign, clock with time.
 *
 * @throws {FormatError} for anything unknown, with its byte, and for contradictions, with their numbers
 */
function readCex(bytes: Uint8Array, file: string): Dataset {
  const findings: Finding[] = [];
  const header = readCexHeader(bytes, file, findings);
  const content = walkCex(bytes, file, findings);
  if (content.offsets.length === 0)
    throw new FormatError(file, 'expected data records, found none', `byte ${bytes.length}`);
  const records = decodeCex(bytes, content, header, file, findings);
  const sums = sumSteps(records, content.steps, header);
  const unit = timeUnit(records, content, sums, file, findings);
  const trustEnergy = checkCounters(sums, unit, header, file, findings);
  const { time, stepTime } = timesOf(records, content.steps, unit, findings);
  findings.push(...stepFindings(content), ...planFindings(content, header));

  const column = (
    name: string,
    unitOf: string | null,
    head: string | null,
    values: Column['values'],
    origin: Column['origin'],
  ): Column => ({
    name,
    unit: unitOf,
    header: head,
    origin,
    values,
  });
  return {
    technique: 'cycling',
    columns: [
      column(
        'record',
        '1',
        null,
        Float64Array.from(time, (_, row) => row + 1),
        'derived',
      ),
      column('time_s', 's', 'time', time, 'measured'),
      column('stepTime_s', 's', null, stepTime, 'derived'),
      column('voltage_V', 'V', 'voltage', records.voltage, 'measured'),
      column('current_A', 'A', 'current', records.current, 'measured'),
      column('qHalf_C', 'C', 'capacity', records.charge, 'measured'),
      ...(trustEnergy ? [column('eHalf_J', 'J', 'energy', records.energy, 'measured')] : []),
      ...cycleColumn(content, header, findings),
      column(
        'stepCount',
        '1',
        null,
        perRecord(content, (_, i) => i + 1),
        'derived',
      ),
      column(
        'stepId',
        '1',
        'step code',
        perRecord(content, ({ code }) => code),
        'vendor',
      ),
      column('stepType', null, 'step mode', stepWords(content), 'vendor'),
    ],
    meta: metaOf(header, content),
    provenance: provenanceOf(ID, file, bytes, `LAND machine ${header.machine} channel ${header.channel}`),
    findings,
  };
}

function perRecord(
  { offsets, steps }: CexContent,
  read: (step: CexContent['steps'][number], index: number) => number,
): Float64Array {
  const values = new Float64Array(offsets.length);
  steps.forEach((step, i) => values.fill(read(step, i), step.first, step.end));
  return values;
}

const WORDS: Readonly<Record<CexMode, string | undefined>> = {
  rest: 'rest',
  charge: 'charge',
  discharge: 'discharge',
  unknown: undefined,
};

function stepWords({ offsets, steps }: CexContent): readonly string[] {
  const words = Array.from({ length: offsets.length }, () => '');
  for (const { mode, modeCode, first, end } of steps)
    words.fill(WORDS[mode] ?? `0x${modeCode.toString(16)}`, first, end);
  return words;
}

/** The cycler's own numbers where the layout has them, else counted by the rule of the header. */
function cycleColumn(content: CexContent, header: CexHeader, findings: Finding[]): Column[] {
  const { markers } = content;
  if (markers.some(({ cycle }) => cycle > 0)) {
    const values = perRecord(content, ({ marker }) => markers[Math.max(marker, 0)]?.cycle ?? NaN);
    return [{ name: 'cycle', unit: '1', header: 'cycle marker', origin: 'vendor', values }];
  }
  if (markers.length === 0) return [];
  if (header.opens === undefined) {
    findings.push({
      severity: 'warning',
      code: 'cycle-rule-unknown',
      message:
        'the file does not say whether a cycle opens with charge or discharge: its cycles are not numbered',
      at: 'byte 32',
    });
    return [];
  }
  let cycle = 0;
  let before: string | undefined;
  const numbers = markers.map(({ direction }) => {
    if (cycle === 0 || (direction === header.opens && before !== direction)) cycle++;
    before = direction;
    return cycle;
  });
  const values = perRecord(content, ({ marker }) => numbers[Math.max(marker, 0)] ?? NaN);
  return [{ name: 'cycle', unit: '1', header: null, origin: 'derived', values }];
}

function stepFindings({ steps }: CexContent): Finding[] {
  const findings: Finding[] = [];
  const strange = steps.filter(({ mode }) => mode === 'unknown');
  if (strange.length > 0) {
    const codes = [...new Set(strange.map(({ modeCode }) => `0x${modeCode.toString(16)}`))].join(', ');
    findings.push({
      severity: 'warning',
      code: 'step-mode-unknown',
      message: `${strange.length} steps have a mode that is not known (${codes}); their records were checked against the counters only`,
      at: `byte ${strange[0]?.at ?? 0}`,
    });
  }
  const back = steps.findIndex(({ clock }, i) => clock < (steps[i - 1]?.clock ?? 0));
  if (back > 0) {
    findings.push({
      severity: 'warning',
      code: 'clock-goes-back',
      message: `a step starts at ${isoUtc(steps[back]?.clock ?? 0)}, before the one before it at ${isoUtc(steps[back - 1]?.clock ?? 0)}`,
      at: `byte ${steps[back]?.at ?? 0}`,
    });
  }
  return findings;
}

function planFindings({ blocks, references }: CexContent, { voltsPerCount }: CexHeader): Finding[] {
  const findings: Finding[] = [];
  const unread = blocks.find(
    ({ kind, bytes }) => kind === PLAN_KIND && readCexPlan(bytes, voltsPerCount) === undefined,
  );
  if (unread !== undefined) {
    findings.push({
      severity: 'warning',
      code: 'plan-unknown',
      message: 'the step plan is of a version that is not known and was not read',
      at: `byte ${unread.at}`,
    });
  }
  const [reference] = references;
  if (reference !== undefined) {
    findings.push({
      severity: 'info',
      code: 'retention-reference',
      message: `the cycler wrote ${references.length} reference values of retention (the first ${reference.value}); they are no part of the records`,
      at: `byte ${reference.at}`,
    });
  }
  return findings;
}

function metaOf(header: CexHeader, { blocks, steps }: CexContent): { readonly [key: string]: Json } {
  const start = header.start ?? steps[0]?.clock ?? 0;
  const plans = blocks
    .filter(({ kind }) => kind === PLAN_KIND)
    .map(({ bytes }) => readCexPlan(bytes, header.voltsPerCount))
    .filter((plan) => plan !== undefined);
  return {
    machine: header.machine,
    channel: header.channel,
    ...(start > 0 && { startUtc: isoUtc(start) }),
    ...(header.mass !== undefined && { activeMass_kg: header.mass }),
    layout: header.layout,
    voltageRange_V: header.voltageRange,
    currentRange_A: header.currentRange / 1000,
    cycleOpensWith: header.opens ?? null,
    monitorVersion: header.version,
    ...(plans.length > 0 && { plans }),
  };
}

function isoUtc(seconds: number): string {
  return `${new Date(seconds * 1000).toISOString().slice(0, 19)}Z`;
}
