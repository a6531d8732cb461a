import type { AnalysisResult } from '@anodelab/data';
import { findQuantity, findAcrossCells } from '../claims/found-quantity.ts';
import { type ClaimRow, judgeClaim } from '../claims/judge.ts';
import type { Job } from '../engine/job.ts';
import { MODELLED } from '../schema/check-references.ts';
import type { Check } from '../schema/claim.ts';
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
  const all = seriesOf(study);
  const paths = claims.flatMap((claim) => (claim.checks ?? []).flatMap(pathsOf));
  const asked = new Set(paths.flatMap((path) => seriesFor(path, all)));
  const used = all.filter((series) => asked.has(series));
  return {
    id: claimsJobId,
    needs: used.map(analysisJobId),
    ingredients: { stamp: stamps.study, claims: JSON.stringify(claims) },
    async run(inputs) {
      const results = new Map<Series, AnalysisResult>();
      for (const series of used) results.set(series, decodeResult(await inputs.read(resultPath(series))));
      const find = (path: QuantityPath) => {
        const found = seriesFor(path, all).flatMap((series) => results.get(series) ?? []);
        return found.length > 1 ? findAcrossCells(path, found) : findQuantity(path, found[0]);
      };
      return [{ path: claimsPath, bytes: encodePretty(claims.map((claim) => judgeClaim(claim, find))) }];
    },
  };
}

/** The table of claims in the bytes of `claims.json`. */
export function decodeClaims(bytes: Uint8Array): readonly ClaimRow[] {
  return JSON.parse(decodeText(bytes)) as ClaimRow[];
}

function pathsOf(check: Check): readonly QuantityPath[] {
  const reference = check.kind === 'comparison' && typeof check.reference !== 'number' ? check.reference : [];
  return [...check.quantity, ...reference];
}

/** The series that a path names: the measured one of a sample, all of its cells, else the modelled one. */
function seriesFor({ sample, technique, after }: QuantityPath, all: readonly Series[]): readonly Series[] {
  const named = (name: string) =>
    all.filter((series) => seriesId(series) === seriesId({ name, technique, after }));
  const cells = all.filter(
    (series) => series.cell !== undefined && series.sample === sample && series.technique === technique,
  );
  return [named(sample), cells, named(`${sample}${MODELLED}`)].find((found) => found.length > 0) ?? [];
}
