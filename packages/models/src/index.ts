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
export { constantExchange, type ExchangeCurrent, symmetricExchange } from './potential/exchange.ts';
export {
  delithiationPotential,
  lithiationPotential,
  type OpenCircuitPotential,
  type PotentialCurve,
  silicon,
} from './potential/open-circuit.ts';
