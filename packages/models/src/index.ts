export {
  countGradeD,
  type Grade,
  type Parameter,
  type ParameterName,
  type ParameterValues,
  parameterNames,
  parameters,
  parameterValues,
  type Stage,
} from './parameters.ts';
export type { AgeState, ModelSample, Population } from './sample.ts';
