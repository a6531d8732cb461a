import { findQuantity } from '../claims/found-quantity.ts';
import { type ClaimRow, judgeClaim } from '../claims/judge.ts';
import type { Inputs, Job } from '../engine/job.ts';
import type { QuantityPath } from '../schema/quantity-path.ts';
import { type Series, seriesId, seriesOf } from '../series.ts';
import { analysisJobId, resultPath } from './analysis-job.ts';
import { decodeText, encodePretty, type RunContext } from './context.ts';
import { decodeResult } from './result-json.ts';

export const claimsJobId = 'claims';
export const claimsPath = 'claims.json';

/** Holds the claims of the study against the analyses that they name. */
export function claimsJob({ study, stamps }: RunContext): Job {
  const claims = study.claims ?? [];
  const asked = new Set(claims.flatMap((claim) => (claim.checks ?? []).flatMap(pathsOf)).map(seriesOfPath));
  const used = seriesOf(study).filter((series) => asked.has(seriesId(series)));
  return {
    id: claimsJobId,
    needs: used.map(analysisJobId),
    ingredients: { stamp: stamps.study, claims: JSON.stringify(claims) },
    async run(inputs) {
      const results = await readResults(used, inputs);
      const find = (path: QuantityPath) => findQuantity(path, results.get(seriesOfPath(path)));
      return [{ path: claimsPath, bytes: encodePretty(claims.map((claim) => judgeClaim(claim, find))) }];
    },
  };
}

/** The table of claims in the bytes of `claims.json`. */
export function decodeClaims(bytes: Uint8Array): readonly ClaimRow[] {
  return JSON.parse(decodeText(bytes)) as ClaimRow[];
}

async function readResults(used: readonly Series[], inputs: Inputs) {
  const results = new Map<string, ReturnType<typeof decodeResult>>();
  for (const series of used)
    results.set(seriesId(series), decodeResult(await inputs.read(resultPath(series))));
  return results;
}

function pathsOf(check: NonNullable<NonNullable<RunContext['study']['claims']>[number]['checks']>[number]) {
  const reference = check.kind === 'comparison' && typeof check.reference !== 'number' ? check.reference : [];
  return [...check.quantity, ...reference];
}

function seriesOfPath({ sample, technique, after }: QuantityPath): string {
  return seriesId({ name: sample, technique, after });
}
