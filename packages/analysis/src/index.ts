export { analyseCycling, tabulateCycles } from './cycling/analyse-cycling.ts';
export { arbinStatistics } from './cycling/arbin-statistics.ts';
export { type CellGroup, compareGroups, type GroupOptions } from './cycling/compare-groups.ts';
export { meanOfCells } from './cycling/group-cells.ts';
export type { CyclingOptions } from './cycling/cycling-options.ts';
export { landCycleTable } from './cycling/land-cycle-table.ts';
export { landRecords } from './cycling/land-records.ts';
export { analyseCv } from './cv/analyse-cv.ts';
export type { CvOptions } from './cv/cv-options.ts';
export { type CvProtocol, cvProtocols } from './cv/cv-protocols.ts';
export { type OhmicResistance, ohmicResistance } from './cv/ohmic-resistance.ts';
export { analyseDrt, type DrtOptions } from './drt/analyse-drt.ts';
export { lambdaRules } from './drt/choose-lambda.ts';
export { analyseDiffusivity } from './diffusivity/analyse-diffusivity.ts';
export { surfaceRise } from './diffusivity/constant-flux.ts';
export type { DiffusivityOptions } from './diffusivity/diffusivity-options.ts';
export { analyseEds } from './eds/analyse-eds.ts';
export { analyseEis, type EisOptions } from './eis/analyse-eis.ts';
export type { Circuit } from './eis/circuit.ts';
export type { EisWeight, Spectrum } from './eis/circuit-problem.ts';
export { type CircuitFit, type CircuitFitOptions, fitCircuit } from './eis/fit-circuit.ts';
export { analyseImages } from './images/analyse-images.ts';
export { type LinKk, linKk, type LinKkOptions } from './kramers-kronig/lin-kk.ts';
export { parseCircuit } from './eis/parse-circuit.ts';
export {
  analyseKramersKronig,
  type KramersKronigAnalysisOptions,
} from './kramers-kronig/analyse-kramers-kronig.ts';
export { tabulateSpectrum } from './spectra/tabulate-spectrum.ts';
export { analyseThermogravimetry } from './thermogravimetry/analyse-thermogravimetry.ts';
export { countWays } from './kramers-kronig/element-count.ts';
