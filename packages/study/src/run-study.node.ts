import { dirname, join, resolve } from 'node:path';
import type { Dataset } from '@anodelab/data';
import { type AuditRow, type CellLevel, parseProtocol, type Protocol, type Turns } from '@anodelab/models';
import type { ClaimRow } from './claims/judge.ts';
import { pruneStore, type RunOptions, runJobs } from './engine/run-jobs.ts';
import { folderStore } from './folder-store.node.ts';
import { auditOfStudy } from './jobs/audit-job.ts';
import { claimsJobId, claimsPath, decodeClaims } from './jobs/claims-job.ts';
import { measurementFiles, readModelled } from './jobs/dataset-job.ts';
import { reportPath } from './jobs/report-job.ts';
import { decodeResult } from './jobs/result-json.ts';
import { loadStudy, runContext } from './load-study.node.ts';
import { virtualMeasurements } from './model/virtual-measurement.ts';
import { planStudy, planUpTo } from './plan.ts';
import { fillProfiles } from './fill-profiles.node.ts';
import { isPowderTechnique, readPowderStep } from './schema/powder-step.ts';
import { type StudyTechnique, studyTechniques } from './schema/quantity-path.ts';
import type { Study } from './schema/study-schema.ts';
import { readSurfaceStep } from './schema/surface-step.ts';

/** What a run did. */
export interface RunSummary {
  /** Output folder, absolute. */
  readonly folder: string;
  /** Absolute path of the report. */
  readonly report: string;
  /** Jobs that ran, and jobs whose outputs were there already. */
  readonly ran: readonly string[];
  readonly cached: readonly string[];
  readonly claims: readonly ClaimRow[];
  /** Warnings of readers and analyses, `SERIES: message`. */
  readonly warnings: readonly string[];
}

/** Folder `out` beside the study file. */
export function defaultOutFolder(studyPath: string): string {
  return join(/\.ya?ml$/i.test(studyPath) ? dirname(resolve(studyPath)) : resolve(studyPath), 'out');
}

/**
 * Runs what changed of a study: datasets, results, figures, claims, audit, report, crate. An aborted run is continued
 * by the next.
 *
 * @param studyPath - the study file, or its folder
 * @throws {InputError} for a mistake in the study; the signal's reason when it aborts
 */
export async function runStudy(
  studyPath: string,
  outFolder: string = defaultOutFolder(studyPath),
  options: RunOptions = {},
): Promise<RunSummary> {
  const context = await runContext(await loadStudy(studyPath));
  const folder = resolve(outFolder);
  const store = await folderStore(folder);
  const summary = await runJobs(planStudy(context), store, options);
  await pruneStore(store, summary);
  const warnings: string[] = [];
  for (const path of summary.outputs.filter((each) => each.startsWith('results/'))) {
    const { findings } = decodeResult((await store.read(path)) ?? new Uint8Array());
    const name = path.slice('results/'.length, -'.json'.length);
    warnings.push(
      ...findings
        .filter(({ severity }) => severity === 'warning')
        .map(({ message }) => `${name}: ${message}`),
    );
  }
  return {
    folder,
    report: join(folder, reportPath),
    ran: summary.ran,
    cached: summary.cached,
    claims: decodeClaims((await store.read(claimsPath)) ?? new Uint8Array()),
    warnings,
  };
}

/** The table of claims of a study; runs only what it needs and has not been run. */
export async function claimsOf(
  studyPath: string,
  outFolder: string = defaultOutFolder(studyPath),
  options: RunOptions = {},
): Promise<readonly ClaimRow[]> {
  const context = await runContext(await loadStudy(studyPath));
  const store = await folderStore(resolve(outFolder));
  await runJobs(planUpTo(planStudy(context), claimsJobId), store, options);
  return decodeClaims((await store.read(claimsPath)) ?? new Uint8Array());
}

/** The audit of a study: statements of the paper with arithmetic. */
export async function auditOf(studyPath: string): Promise<readonly AuditRow[]> {
  return auditOfStudy((await loadStudy(studyPath)).study);
}

/** A file of a virtual measurement, and the datasets that its reader finds in it. */
export interface SimulatedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly datasets: readonly Dataset[];
}

/** What a simulation has beside, or in place of, what its study says. */
export interface SimulationOptions extends Turns<string> {
  readonly level?: CellLevel | undefined;
  /** In words; profiles lie relative to the working directory. */
  readonly protocol?: string | undefined;
  /** Before an electrode is looked at; what the study says, or 100, when absent. */
  readonly cycles?: number | undefined;
}

/** Techniques by other names. */
const titrations: readonly string[] = ['gitt', 'ici'];

/** What stands where the study has no protocol: titrations, which are techniques by other names, and pictures. */
const defaultProtocols: Readonly<Record<string, string>> = {
  sem: 'Micrograph of 2 um in 1024 pixels',
  stem: 'Micrograph of 500 nm in 512 pixels',
  eds: 'Map of 500 nm in 256 pixels at 200 kV with 5 pC per pixel by STEM',
  'electrode-surface': 'Micrograph of 44 um in 1024 pixels after 100 cycles',
  gitt: 'Rest for 1 h\nGITT: 10 min at C/20, rest 1 h, until 0.01 V\nRest for 1 h\nGITT: 10 min at C/20, rest 1 h, until 1.2 V',
  ici: 'Rest for 1 h\nICI: 5 min at C/10, interrupt 10 s, until 0.01 V\nICI: 5 min at C/10, interrupt 10 s, until 1.2 V',
};

/**
 * The virtual measurements of a sample by one technique, as files and as datasets: one for cycling and rate, one per
 * scan rate, one per spectrum. `gitt` and `ici` are titrations for the analysis of diffusivity.
 *
 * @throws {RangeError} for a sample, technique or protocol that the study does not have or the model cannot run
 */
export async function simulateDataset(
  study: Study,
  sample: string,
  technique: string,
  options: SimulationOptions = {},
): Promise<readonly SimulatedFile[]> {
  if (study.samples[sample] === undefined) {
    throw new RangeError(
      `expected a sample of the study (${Object.keys(study.samples).join(', ')}), found "${sample}"`,
    );
  }
  const own = titrations.includes(technique) ? 'diffusivity' : technique;
  if (!isTechnique(own)) {
    const known = [...studyTechniques, ...titrations].join(', ');
    throw new RangeError(`expected one of ${known}, found "${technique}"`);
  }
  return Promise.all(
    virtualMeasurements(await simulatedStudy(study, technique, own, options), sample, own).map(
      async (measurement) => {
        const [data, facts] = await measurementFiles(measurement, options);
        if (data === undefined || facts === undefined)
          throw new RangeError(`${measurement.name}: no file was made`);
        const name = data.path.slice(data.path.lastIndexOf('/') + 1);
        return { name, bytes: data.bytes, datasets: await readModelled(name, data.bytes, facts.bytes) };
      },
    ),
  );
}

/** The study with what the options say in place of its own. */
async function simulatedStudy(
  study: Study,
  name: string,
  technique: StudyTechnique,
  { level, protocol, cycles }: SimulationOptions,
): Promise<Study> {
  const looked = technique === 'electrode-surface' && cycles !== undefined ? lookAfter(cycles) : undefined;
  const own = study.protocols?.[technique];
  const text = protocol ?? looked ?? (own === undefined ? defaultProtocols[name] : undefined);
  const steps = text === undefined ? undefined : await stepsOf(technique, text);
  return {
    ...study,
    ...(level !== undefined && { model: { ...study.model, level } }),
    protocols: {
      ...(technique === 'electrode-surface' && { cycling: cycledAtOneAmpere(cycles ?? CYCLES) }),
      ...study.protocols,
      ...(steps !== undefined && { [technique]: steps }),
    },
  };
}

/** Cycles before an electrode is looked at, where nobody says. */
const CYCLES = 100;

function lookAfter(cycles: number): string {
  return `Micrograph of 44 um in 1024 pixels after ${cycles} cycles`;
}

/** How an electrode was cycled, where the study does not say. */
function cycledAtOneAmpere(times: number): Protocol {
  const steps = parseProtocol('Discharge at 1 A/g until 0.01 V; Charge at 1 A/g until 1.2 V');
  return [{ kind: 'repeat', times: Math.max(1, times), steps }];
}

async function stepsOf(technique: StudyTechnique, text: string) {
  if (technique === 'electrode-surface') return [readSurfaceStep(text)];
  if (isPowderTechnique(technique)) return [readPowderStep(technique, text)];
  return fillProfiles(parseProtocol(text), '.');
}

function isTechnique(text: string): text is StudyTechnique {
  return studyTechniques.some((technique) => technique === text);
}
