import type { Dataset, Finding } from '@anodelab/data';
import { createRandom } from '@anodelab/numerics';
import { siliconCapacity } from '../constants.ts';
import { atOnce, inTurns, type Turns } from '../in-turns.ts';
import type { ParameterValues } from '../parameters.ts';
import { CellRun } from '../porous-cell/cell-run.ts';
import type { ProtocolBasis } from '../protocol/protocol-basis.ts';
import type { Protocol } from '../protocol/protocol-step.ts';
import { protocolSteps, type StepSummary } from '../protocol/run-protocol.ts';
import type { Sampling } from '../protocol/sampler.ts';
import type { ModelSample } from '../sample.ts';
import { type CyclerStep, createCyclerRecord } from './cycling-record.ts';
import { PhaseHistory } from '../protocol/phase-history.ts';
import { type PorousCellOptions, porousCellOf, porousStages } from './porous-cell-of.ts';
import { modelProvenance } from './provenance.ts';

/** Any protocol on a virtual tester. */
export interface TestProtocol extends Omit<PorousCellOptions, 'branch'> {
  readonly protocol: Protocol;
  /** Composite's capacity that C-rates count on, C/kg; without it that of its silicon. */
  readonly capacity_C_kg?: number | undefined;
  /** Default: every 4 mV, and every 10 minutes. */
  readonly sampling?: Sampling | undefined;
  /** Of the meters' errors. */
  readonly seed: number;
}

/** The tester's first record of a step comes after a tick of its clock, s. */
const CLOCK = 0.01;
const SAMPLING: Sampling = { voltage: 4e-3, time: 600 };

/**
 * The record of a protocol on a half cell at level L1, L2 or L3: lithiation is the discharge, with negative current.
 * Method: docs/methods/protocols.md.
 *
 * @throws {RangeError} when not one step can be run, with the physical cause
 */
export function observeProtocol(values: ParameterValues, sample: ModelSample, test: TestProtocol): Dataset {
  return atOnce(stepsObserved(values, sample, test));
}

/** `observeProtocol` that lets others take turns; progress is the step that was recorded last. */
export function observeProtocolInTurns(
  values: ParameterValues,
  sample: ModelSample,
  test: TestProtocol,
  turns: Turns<StepSummary> = {},
): Promise<Dataset> {
  return inTurns(stepsObserved(values, sample, test), turns);
}

/** Yields each step that is recorded. */
function* stepsObserved(
  values: ParameterValues,
  sample: ModelSample,
  test: TestProtocol,
): Generator<StepSummary, Dataset> {
  const { protocol, seed, level } = test;
  const basis = basisOf(values, sample, test.capacity_C_kg);
  const record = createCyclerRecord(createRandom(seed));
  const cell = porousCellOf(values, sample, test);
  const run = new CellRun(cell.description);
  cell.wear(run);
  const phases = new PhaseHistory(values, sample.switches, cell.memories);
  const findings: Finding[] = [];
  let begun = 0;
  const outcome = yield* protocolSteps(run, protocol, basis, {
    sampling: { delay: CLOCK, ...(test.sampling ?? SAMPLING) },
    beforeStep: (sign) => phases.beforeStep(sign, run),
    onStep: (summary) => {
      phases.afterStep(summary, run);
      findings.push(...stepFindings(summary));
    },
    onRecord: ({ summary, stepTime, voltage, current, charge }) => {
      if (summary.step !== begun) {
        begun = summary.step;
        record.begin(summary.line, typeOf(summary.kind, summary.sign), summary.cycle);
      }
      record.log(stepTime, voltage, -current * basis.area_m2, -charge * basis.area_m2);
    },
  });
  if (outcome.status === 'failed' && outcome.steps <= 1) {
    throw new RangeError(`${sample.name} at ${level}: ${outcome.cause}`);
  }
  return {
    technique: 'cycling',
    columns: record.columns(),
    meta: {
      sample: sample.name,
      activeMass_kg: values.loading * values.cellArea,
      area_m2: values.cellArea,
      workingElectrode: 'anode',
      nominalCapacity_C: basis.capacity_C_m2 * basis.area_m2,
    },
    provenance: modelProvenance('virtual-cycler', level, porousStages(sample, test), {
      values,
      sample,
      protocol: test,
    }),
    findings,
  };
}

/** What settings of a protocol count on for a sample. */
export function basisOf(
  values: ParameterValues,
  sample: ModelSample,
  capacity: number | undefined,
): ProtocolBasis {
  return {
    area_m2: values.cellArea,
    loading_kg_m2: values.loading,
    capacity_C_m2: values.loading * (capacity ?? sample.siliconFraction * siliconCapacity),
  };
}

function typeOf(kind: StepSummary['kind'], sign: -1 | 0 | 1): CyclerStep {
  switch (kind) {
    case 'rest':
      return 'rest';
    case 'hold':
      return 'cv';
    case 'sweep':
      return 'sweep';
    case 'constant':
      return sign > 0 ? 'ccDis' : 'ccChg';
    case 'profile':
      return 'drive';
  }
}

/** What a reader of the record must know about a step that did not go as written. */
function stepFindings({ status, reason, step, line, cycle }: StepSummary): readonly Finding[] {
  if (status === 'done') return [];
  const where = `step ${step} (line ${line}, cycle ${cycle})`;
  return status === 'failed'
    ? [{ severity: 'warning', code: 'step-failed', message: `${where} could not go on: ${reason}` }]
    : [
        {
          severity: 'info',
          code: 'step-at-stop',
          message: `${where} was at its stop when it began: ${reason}`,
        },
      ];
}
