export type { Turns } from './in-turns.ts';
export { drawParameters, type Prior, priorOf } from './draw-parameters.ts';
export { type AgeHistory, age, type Knot } from './ageing/age.ts';
export { ageCell, ageCellInTurns, type AgeCellOptions, type CellLife } from './ageing/age-cell.ts';
export type { LifeCycle, LivingCell } from './ageing/ageing-cell.ts';
export type { CycleCourse, PartCourse } from './ageing/cycle-course.ts';
export { type AgeRates, brokenShare } from './ageing/laws.ts';
export { cycleAt, failureCycle, type SampleCycle, stateAt } from './ageing/history.ts';
export type { AgeProtocol, CyclingStep } from './ageing/protocol.ts';
export type { Conversions } from './carbonise/conversions.ts';
export { carboniseLayers } from './carbonise/carbonise.ts';
export { createExposure, type EnergyPool, type Exposure } from './carbonise/exposure.ts';
export { createHalfCell, type HalfCell, paperWindow, type VoltageWindow } from './cell/half-cell.ts';
export { surfaceRise, timeOfRise } from './cell/sphere.ts';
export { capacityOf, type Swing, swing } from './cell/swing.ts';
export { type BedMesh, bedSystem, createExchange, fittedMesh } from './furnace/bed.ts';
export { flashBed } from './furnace/flash-bed.ts';
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
export type { ExchangeCurrent } from './potential/exchange.ts';
export {
  delithiationPotential,
  lithiationPotential,
  type OpenCircuitPotential,
  type PotentialCurve,
  silicon,
} from './potential/open-circuit.ts';
export {
  prepareSample,
  productMass,
  type SampleOptions,
  thermogravimetricResidue,
} from './prepare-sample.ts';
export {
  chargeImbalance,
  coatingLedger,
  elementImbalance,
  elements,
  type LedgerEntry,
} from './recipe/ledger.ts';
export { clusterCount } from './recipe/cluster.ts';
export { type Polymerisation, polymerise } from './recipe/polymerise.ts';
export { type Flash, flashAt800, paperRecipes, type Recipe } from './recipe/recipe.ts';
export {
  cyclicStretch,
  lameStress,
  lithiumVolume,
  type ShellLoad,
  shellLoad,
  stoneyRadius,
} from './shell/mechanics.ts';
export { PlasticShell, type ShellGeometry } from './shell/plastic-shell.ts';
export {
  coreFlowStress,
  type HalfCycleStress,
  shellCycle,
  stressedPotential,
  surfaceStress,
} from './shell/shell-cycle.ts';
export { orderingLength, shellDiffusivity } from './shell/diagnostics.ts';
export { type Bounds, modulusBounds } from './shell/modulus-bounds.ts';
export { mixtureConductivity, type PercolatingMixture } from './shell/percolation.ts';
export { type ShellPhases, shellPhases } from './shell/phases.ts';
export { type RadiusMoments, radiusMoments, shellThickness } from './shell/thickness.ts';
export {
  type BestTime,
  compareRivals,
  openRivals,
  type RatePoint,
  type RivalComparison,
  type RivalRow,
} from './rivals/compare-rivals.ts';
export {
  coatingRivals,
  defaultRivals,
  heatingRivals,
  type Rival,
  type RivalChoice,
  rivalValues,
} from './rivals/rivals.ts';
export { whatFixes } from './what-fixes.ts';
export { type CounterResistance, defaultSwitches, lifeStages, type ModelSwitches } from './switches.ts';
export { type CyclingProtocol, observeCycling, observeCyclingInTurns } from './observe/cycling.ts';
export { observeRate, observeRateInTurns, type RateProtocol } from './observe/rate.ts';
export { agedStates, agedStatesInTurns, type AgeingProtocol } from './observe/aged-states.ts';
export { type CvProtocol, observeCv, observeCvInTurns } from './observe/cv.ts';
export { type EisProtocol, observeEis } from './observe/eis.ts';
export { observeXrd, type XrdProtocol } from './observe/xrd.ts';
export { observeRaman, type RamanProtocol } from './observe/raman.ts';
export { airOxygen, observeTga, type TgaProtocol } from './observe/tga.ts';
export {
  type CellLevel,
  type ElectrolyteName,
  type PorousCell,
  type PorousCellOptions,
  type PorousLevel,
  porousCellOf,
} from './observe/porous-cell-of.ts';
export { profileFiles, withProfiles } from './observe/profile-of.ts';
export { observeProtocol, observeProtocolInTurns, type TestProtocol } from './observe/protocol.ts';
export { observeGitt, observeIci, type TitrationProtocol } from './observe/titration.ts';
export { auditPaper } from './audit/audit-paper.ts';
export type { AuditNumber, AuditRow } from './audit/audit-row.ts';
export { faraday, gasConstant, maximumConcentration } from './constants.ts';
export {
  type CellDescription,
  type CellMesh,
  type CounterDescription,
  defaultMesh,
  type DiffusivityLaw,
  type PopulationDescription,
  type ReactionLaw,
  type RegionDescription,
} from './porous-cell/cell-description.ts';
export {
  type CellImpedance,
  type CellImpedanceOptions,
  cellImpedance,
} from './impedance/cell-impedance.ts';
export { diffusionElement } from './impedance/diffusion-element.ts';
export type {
  Ensemble,
  EnsembleFailure,
  EnsembleMember,
  EnsembleResult,
} from './ensemble/ensemble.ts';
export { type EnsembleOptions, runEnsemble, runEnsembleInTurns } from './ensemble/run-ensemble.ts';
export { type Advance, CellRun, type CellRunOptions } from './porous-cell/cell-run.ts';
export type { CellStep, StepEnd, StopRule } from './porous-cell/cell-step.ts';
export { type Control, hold, ramp } from './porous-cell/control.ts';
export { type Electrolyte, landesfeind, nyman, valoen } from './porous-cell/electrolyte.ts';
export { constantCounter, saltCounter } from './porous-cell/foil.ts';
export { saltReaction } from './porous-cell/reaction.ts';
export { parseProtocol } from './protocol/parse-protocol.ts';
export { ProtocolError } from './protocol/protocol-error.ts';
export type { ProtocolBasis } from './protocol/protocol-basis.ts';
export type {
  ConstantStep,
  HoldStep,
  ImpedanceStep,
  Limits,
  ProfileStep,
  Protocol,
  ProtocolStep,
  Repeat,
  RestStep,
  Setting,
  Stop,
  SweepStep,
} from './protocol/protocol-step.ts';
export {
  type LogEntry,
  type ProtocolOutcome,
  type ProtocolRunOptions,
  runProtocol,
  runProtocolInTurns,
  type StepSummary,
} from './protocol/run-protocol.ts';
export type { Sampling } from './protocol/sampler.ts';
export { type BpxHalfCell, bpxHalfCell, type HalfCellOptions } from './exchange/bpx-half-cell.ts';
export { type BpxFile, readBpx } from './exchange/read-bpx.ts';
export { writeBpx, type WriteBpxOptions, type WrittenBpx } from './exchange/write-bpx.ts';
export { type ThermalDescription, ThermalRun } from './porous-cell/thermal-run.ts';
export {
  type ElectrodeSurfaceProtocol,
  observeElectrodeSurface,
  observeElectrodeSurfaceInTurns,
} from './observe/electrode-surface.ts';
export { type EdsObservation, type EdsProtocol, observeEds } from './observe/eds.ts';
export { observeSem, type SemProtocol } from './observe/sem.ts';
export { observeStem, type StemProtocol } from './observe/stem.ts';
