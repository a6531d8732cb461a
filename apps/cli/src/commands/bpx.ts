import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { InputError } from '@anodelab/data';
import {
  type BpxFile,
  type BpxHalfCell,
  bpxHalfCell,
  CellRun,
  paperWindow,
  parseProtocol,
  ProtocolError,
  readBpx,
  runProtocol,
  type StepSummary,
  writeBpx,
} from '@anodelab/models';
import { studyCell } from '@anodelab/study';
import { loadStudy } from '@anodelab/study/node';
import { atomicWrite } from '../atomic-write.ts';
import { UsageError } from '../errors.ts';
import { alignedRows, findingLine, printJson, shortNumber } from '../print.ts';
import type { Outcome, Settings } from '../settings.ts';

const sides = ['negative', 'positive'] as const;
type Side = (typeof sides)[number];

/** Voltages that an exported file states where its cell has no window of its own, V. */
const WINDOW = { lowerVoltage: 0, upperVoltage: 5 };

/** Tells what a BPX file makes of each electrode against lithium; runs a protocol on one, or writes it as a BPX 1.1 half cell. */
export async function bpx(
  path: string,
  options: {
    readonly sample?: string;
    readonly electrode?: string;
    readonly protocol?: string;
    readonly output?: string;
  },
  settings: Settings,
): Promise<Outcome> {
  if (options.sample !== undefined) return writeSample(path, options.sample, options, settings);
  const file = readBpx(await readFile(path, 'utf8'), basename(path));
  const there = sides.filter((side) => file[side] !== undefined);
  const chosen = there.find((side) => side === options.electrode);
  if (
    chosen === undefined &&
    (options.electrode !== undefined || options.protocol !== undefined || options.output !== undefined)
  ) {
    throw new UsageError(
      `--electrode: expected ${there.join(' or ')}, found ${options.electrode ?? 'nothing'}`,
    );
  }
  const shown = (chosen === undefined ? there : [chosen]).map((side) => ({
    side,
    half: bpxHalfCell(file, { electrode: side }),
  }));
  const half = chosen === undefined ? undefined : shown[0]!.half;
  const run =
    half === undefined || options.protocol === undefined ? undefined : runSteps(half, options.protocol);
  const findings = [
    ...new Map(
      shown.flatMap(({ half: { findings: found } }) => found.map((finding) => [finding.message, finding])),
    ).values(),
  ];
  if (half !== undefined && options.output !== undefined) {
    const written = writeBpx(half.cell, {
      title: `${file.title ?? basename(path)}, ${chosen} electrode against lithium`,
      area: half.area ?? 1,
      limits: half.limits,
      ...WINDOW,
    });
    findings.push(...written.findings);
    await atomicWrite(options.output, new TextEncoder().encode(`${JSON.stringify(written.file, null, 1)}\n`));
  }
  const steps = run?.steps ?? [];
  if (settings.json) {
    printJson({
      file: path,
      version: file.version,
      model: file.model,
      electrodes: shown.map(({ side, half: made }) => summary(side, made)),
      steps,
      cause: run?.cause ?? null,
      output: options.output ?? null,
      findings,
    });
  } else {
    for (const finding of findings) process.stderr.write(`${findingLine(finding)}\n`);
    console.log(
      `${path}: BPX ${file.version}, ${file.model}${file.title === undefined ? '' : `: ${file.title}`}`,
    );
    console.log(alignedRows(electrodeTable(file, shown)));
    if (steps.length > 0) console.log(`\n${alignedRows(stepTable(steps))}`);
    if (run?.cause !== undefined) process.stderr.write(`anodelab: ${run.cause}\n`);
    if (options.output !== undefined) console.log(`${options.output}: half cell, BPX 1.1`);
  }
  return {
    failed: run?.cause !== undefined,
    warnings: findings.filter(({ severity }) => severity === 'warning').length,
  };
}

/** Writes the fresh half cell of a sample of a study. */
async function writeSample(
  path: string,
  sample: string,
  { output }: { readonly output?: string },
  settings: Settings,
): Promise<Outcome> {
  if (output === undefined)
    throw new UsageError('--sample: expected -o FILE to write its half cell, found none');
  const { study } = await loadStudy(path);
  const { cell, area } = studyCell(study, sample);
  const { file, findings } = writeBpx(cell, {
    title: `${study.title}: ${sample}`,
    area,
    lowerVoltage: paperWindow.lower_V,
    upperVoltage: paperWindow.upper_V,
  });
  await atomicWrite(output, new TextEncoder().encode(`${JSON.stringify(file, null, 1)}\n`));
  if (settings.json)
    printJson({
      file: path,
      sample,
      level: cell.level,
      materials: cell.populations.length,
      output,
      findings,
    });
  else {
    for (const finding of findings) process.stderr.write(`${findingLine(finding)}\n`);
    console.log(
      `${output}: half cell of ${sample}, ${cell.level}, ${cell.populations.length} populations, BPX 1.1`,
    );
  }
  return { warnings: findings.filter(({ severity }) => severity === 'warning').length };
}

function runSteps({ cell, area = 1, capacity }: BpxHalfCell, text: string) {
  const steps: StepSummary[] = [];
  try {
    const outcome = runProtocol(
      new CellRun(cell),
      parseProtocol(text),
      { area_m2: area, loading_kg_m2: NaN, capacity_C_m2: capacity },
      { onStep: (step) => steps.push(step) },
    );
    return { steps, cause: outcome.cause };
  } catch (error) {
    if (error instanceof ProtocolError) throw new InputError(`--protocol: ${error.message}`, 'protocol');
    throw error;
  }
}

function summary(side: Side, { cell, area, capacity }: BpxHalfCell) {
  return {
    electrode: side,
    level: cell.level,
    materials: cell.populations.length,
    thickness_m: cell.electrode.thickness,
    area_m2: area ?? null,
    capacity_Ah_m2: capacity / 3600,
    lithiation: cell.populations.map(({ lithiation }) => lithiation),
    temperature_K: cell.temperature,
  };
}

function electrodeTable(
  { area }: BpxFile,
  shown: readonly { readonly side: Side; readonly half: BpxHalfCell }[],
) {
  const head = [
    'against lithium',
    'level',
    'materials',
    'thickness',
    'capacity',
    'of the cell',
    'lithiation at start',
  ];
  return [
    head,
    ...shown.map(({ side, half: { cell, capacity } }) => [
      side,
      cell.level,
      String(cell.populations.length),
      `${shortNumber(cell.electrode.thickness * 1e6)} um`,
      `${shortNumber(capacity / 36000)} mAh/cm2`,
      area === undefined ? '–' : `${shortNumber((capacity * area) / 3600)} Ah`,
      cell.populations.map(({ lithiation }) => shortNumber(lithiation)).join(', '),
    ]),
  ];
}

function stepTable(steps: readonly StepSummary[]): readonly (readonly string[])[] {
  return [
    ['step', 'kind', 'duration', 'charge', 'voltage', 'ended by'],
    ...steps.map(({ step, kind, duration, charge, voltage, reason }) => [
      String(step),
      kind,
      `${shortNumber(duration)} s`,
      `${shortNumber(charge / 36000)} mAh/cm2`,
      `${voltage.toFixed(4)} V`,
      reason,
    ]),
  ];
}
