import { type AuditRow, auditPaper } from '@anodelab/models';
import type { Job } from '../engine/job.ts';
import { baseInputs } from '../model/model-inputs.ts';
import type { Study } from '../schema/study-schema.ts';
import { decodeText, encodePretty, type RunContext } from './context.ts';

export const auditJobId = 'audit';
export const auditPath = 'audit.json';

/** Holds the paper's statements about the base recipe and the cell against arithmetic. */
export function auditJob({ study, stamps }: RunContext): Job {
  return {
    id: auditJobId,
    needs: [],
    ingredients: { stamp: stamps.model, inputs: JSON.stringify(baseInputs(study)) },
    run: async () => [{ path: auditPath, bytes: encodePretty(auditOfStudy(study)) }],
  };
}

/** The audit of a study: A1 to A19 with their arithmetic for its base recipe. */
export function auditOfStudy(study: Study): readonly AuditRow[] {
  const { values, recipe } = baseInputs(study);
  return auditPaper(values, recipe);
}

/** Whether there is something to audit: the audit is about the paper, so the study must have one and a recipe. */
export function hasAudit(study: Study): boolean {
  return study.recipe !== undefined && study.paper !== undefined;
}

/** The audit in the bytes of `audit.json`. */
export function decodeAudit(bytes: Uint8Array): readonly AuditRow[] {
  return JSON.parse(decodeText(bytes)) as AuditRow[];
}
