export { initStudy } from './init-study.node.ts';
export { type LoadedStudy, loadStudy } from './load-study.node.ts';
export {
  auditOf,
  claimsOf,
  defaultOutFolder,
  type RunSummary,
  runStudy,
  type SimulatedFile,
  simulateDataset,
  type SimulationOptions,
} from './run-study.node.ts';
