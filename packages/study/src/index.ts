export { analysisInput } from './analysis-input.ts';
export { diffusionOnlyResult } from './model/diffusion-only.ts';
export type { ClaimClass, ClaimRow } from './claims/judge.ts';
export type { Verdict } from './claims/decide.ts';
export type { Progress, RunOptions } from './engine/run-jobs.ts';
export { rivalsFigure, rivalTitle } from './rivals-figure.ts';
export { parseAnalysisOptions } from './schema/parse-analysis-options.ts';
export { parseStudy } from './schema/parse-study.ts';
export type { Study } from './schema/study-schema.ts';
