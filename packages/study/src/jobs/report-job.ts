import { parseFigureSpec } from '@anodelab/figures';
import type { Inputs, Job } from '../engine/job.ts';
import { reportHtml } from '../report/report.ts';
import type { ReportedFigure } from '../report/report-sections.ts';
import { seriesOf } from '../series.ts';
import { analysisJobId, resultPath } from './analysis-job.ts';
import { auditJobId, auditPath, decodeAudit, hasAudit } from './audit-job.ts';
import { claimsJobId, claimsPath, decodeClaims } from './claims-job.ts';
import { decodeText, encodeText, type RunContext } from './context.ts';
import { figureJobId, figurePath } from './figure-job.ts';
import { decodeResult } from './result-json.ts';

const reportJobId = 'report';
export const reportPath = 'report.html';

/** Puts everything on one page. */
export function reportJob({ study, source, stamps }: RunContext): Job {
  const all = seriesOf(study);
  const figures = Object.keys(study.figures ?? {});
  const audited = hasAudit(study);
  return {
    id: reportJobId,
    needs: [
      ...all.map(analysisJobId),
      ...figures.map(figureJobId),
      claimsJobId,
      ...(audited ? [auditJobId] : []),
    ],
    ingredients: { stamp: stamps.study, source },
    async run(inputs) {
      const series = await Promise.all(
        all.map(async (each) => ({
          series: each,
          result: decodeResult(await inputs.read(resultPath(each))),
        })),
      );
      const html = reportHtml({
        study,
        series,
        claims: decodeClaims(await inputs.read(claimsPath)),
        audit: audited ? decodeAudit(await inputs.read(auditPath)) : [],
        figures: await Promise.all(
          figures.map((id) => readFigure(id, study.figures?.[id]?.caption ?? '', inputs)),
        ),
      });
      return [{ path: reportPath, bytes: encodeText(html) }];
    },
  };
}

/** The figure; what the study says of it is its caption, the rest of the spec's caption its definitions. */
async function readFigure(id: string, caption: string, inputs: Inputs): Promise<ReportedFigure> {
  const path = figurePath(id);
  if (!inputs.paths(figureJobId(id)).includes(`${path}.svg`)) {
    const why = decodeText(await inputs.read(`${path}.txt`));
    return { id, title: 'Not drawn', caption: why, definitions: '', width: 0, svg: undefined };
  }
  const spec = parseFigureSpec(JSON.parse(decodeText(await inputs.read(`${path}.json`))));
  const definitions = spec.caption.slice(caption.length).trim();
  const svg = decodeText(await inputs.read(`${path}.svg`));
  return { id, title: spec.title, caption, definitions, width: spec.width, svg };
}
