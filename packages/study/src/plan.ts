import type { Job } from './engine/job.ts';
import { analysisJob } from './jobs/analysis-job.ts';
import { auditJob, hasAudit } from './jobs/audit-job.ts';
import { claimsJob } from './jobs/claims-job.ts';
import { encodeText, type RunContext } from './jobs/context.ts';
import { crateJob } from './jobs/crate-job.ts';
import { datasetJob } from './jobs/dataset-job.ts';
import { diffusionOnlyJob, hasDiffusionOnly } from './jobs/diffusion-only-job.ts';
import { figureJob } from './jobs/figure-job.ts';
import { reportJob } from './jobs/report-job.ts';
import { type Series, seriesOf } from './series.ts';

/**
 * The jobs of a study, each after those that it needs: data and analysis of each series, figures, claims, audit, report,
 * crate.
 *
 * @throws {RangeError} for a protocol that the virtual instruments cannot run
 */
export function planStudy(context: RunContext): readonly Job[] {
  const { study } = context;
  const series = seriesOf(study);
  const jobs: Job[] = [sourceJob(context)];
  const isVoltammetry = (each: Series) => each.technique === 'cv'; // may need the impedance of its sample
  for (const each of [...series.filter((one) => !isVoltammetry(one)), ...series.filter(isVoltammetry)]) {
    if (each.modelled) jobs.push(datasetJob(context, each));
    if (hasDiffusionOnly(context, each)) jobs.push(diffusionOnlyJob(context, each));
    jobs.push(analysisJob(context, each));
  }
  for (const [id, figure] of Object.entries(study.figures ?? {})) jobs.push(figureJob(context, id, figure));
  jobs.push(claimsJob(context));
  if (hasAudit(study)) jobs.push(auditJob(context));
  jobs.push(reportJob(context));
  return [
    ...jobs,
    crateJob(
      context,
      jobs.map((job) => job.id),
    ),
  ];
}

/** The jobs that the given one needs, and itself. */
export function planUpTo(jobs: readonly Job[], id: string): readonly Job[] {
  const wanted = new Set([id]);
  for (const job of [...jobs].reverse())
    if (wanted.has(job.id)) for (const need of job.needs) wanted.add(need);
  return jobs.filter((job) => wanted.has(job.id));
}

/** Keeps the study file beside what was made of it. */
function sourceJob({ source }: RunContext): Job {
  return {
    id: 'study file',
    needs: [],
    ingredients: { source },
    run: async () => [{ path: 'study.yaml', bytes: encodeText(source) }],
  };
}
