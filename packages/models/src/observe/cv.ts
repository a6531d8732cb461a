import type { Dataset } from '@anodelab/data';
import { createRandom } from '@anodelab/numerics';
import { atOnce, inTurns, type Turns } from '../in-turns.ts';
import type { ParameterValues } from '../parameters.ts';
import { CellRun } from '../porous-cell/cell-run.ts';
import { type LogEntry, protocolSteps, type StepSummary } from '../protocol/run-protocol.ts';
import type { AgeState, ModelSample } from '../sample.ts';
import { modelledColumn } from './modelled-column.ts';
import { PhaseHistory } from '../protocol/phase-history.ts';
import { type ElectrolyteName, type PorousLevel, porousCellOf, porousStages } from './porous-cell-of.ts';
import { basisOf } from './protocol.ts';
import { modelProvenance } from './provenance.ts';

/** A cyclic voltammetry of a half cell, as its user would set it. */
export interface CvProtocol {
  readonly scanRate_V_s: number;
  readonly lower_V: number;
  readonly upper_V: number;
  /** The first begins at `upper_V` with the falling sweep. */
  readonly cycles: number;
  /** Of the instrument's noise. */
  readonly seed: number;
  /** What ageing did to each population, or to each node of each; a fresh cell where not given. */
  readonly state?: readonly AgeState[] | undefined;
  /** That begins in this state, for the age of the lithium electrode; default 1. */
  readonly cycle?: number | undefined;
  /** Default L1. */
  readonly level?: PorousLevel | undefined;
  readonly electrolyte?: ElectrolyteName | undefined;
}

/** Potential between two records, V. */
const STEP = 3e-3;
/** Standard deviation of the current over its reading, and of the potential in V: a common cycler's accuracy. */
const CURRENT_NOISE = 5e-4;
const POTENTIAL_NOISE = 1e-4;

/**
 * The voltammogram that the sample gives: one record per 3 mV with the current at that moment, noise of 0.05 % of the
 * current and 0.1 mV. The first record is the moment before the potential is applied. Positive current delithiates.
 * Carbon black and shell carbon carry no current here. Method: docs/methods/protocols.md.
 *
 * @throws {RangeError} for a window, a rate or a number of cycles that is not positive, and for a cell that cannot
 * follow the potential, with the physical cause
 */
export function observeCv(values: ParameterValues, sample: ModelSample, protocol: CvProtocol): Dataset {
  return atOnce(sweepsObserved(values, sample, protocol));
}

/** `observeCv` that lets others take turns; progress is the sweep that ended last. */
export function observeCvInTurns(
  values: ParameterValues,
  sample: ModelSample,
  protocol: CvProtocol,
  turns: Turns<StepSummary> = {},
): Promise<Dataset> {
  return inTurns(sweepsObserved(values, sample, protocol), turns);
}

/** Yields each sweep that was run. */
function* sweepsObserved(
  values: ParameterValues,
  sample: ModelSample,
  protocol: CvProtocol,
): Generator<StepSummary, Dataset> {
  const { scanRate_V_s, lower_V, upper_V, cycles, seed, level = 'L1' } = protocol;
  if (!(scanRate_V_s > 0 && upper_V > lower_V && Number.isInteger(cycles) && cycles > 0)) {
    throw new RangeError(
      `CV of ${sample.name}: ${cycles} cycles at ${scanRate_V_s} V/s from ${upper_V} V to ${lower_V} V; expected a positive number, a positive rate and a falling first sweep`,
    );
  }
  const random = createRandom(seed);
  const records = yield* voltammogram(values, sample, { ...protocol, level });
  const potential = Float64Array.from(records, ({ voltage }) => voltage);
  const ewe = potential.map((value) => value + POTENTIAL_NOISE * random.normal());
  const current = Float64Array.from(
    records,
    (entry) => -entry.current * values.cellArea * (1 + CURRENT_NOISE * random.normal()),
  );
  return {
    technique: 'cv',
    columns: [
      modelledColumn(
        'time_s',
        's',
        Float64Array.from(records, ({ time }) => time),
      ),
      modelledColumn('control_V', 'V', potential),
      modelledColumn('ewe_V', 'V', ewe),
      modelledColumn('voltage_V', 'V', ewe),
      modelledColumn('current_A', 'A', current),
      modelledColumn(
        'cycle',
        '1',
        Float64Array.from(records, ({ summary }) => summary.cycle),
      ),
    ],
    meta: {
      sample: sample.name,
      scanRate_V_s,
      activeMass_kg: values.loading * values.cellArea,
      area_m2: values.cellArea,
      workingElectrode: 'anode',
    },
    provenance: modelProvenance('virtual-potentiostat', level, porousStages(sample, { ...protocol, level }), {
      values,
      sample,
      protocol,
    }),
    findings: [],
  };
}

function* voltammogram(
  values: ParameterValues,
  sample: ModelSample,
  protocol: CvProtocol & { readonly level: PorousLevel },
): Generator<StepSummary, readonly LogEntry[]> {
  const { scanRate_V_s: rate, lower_V, upper_V, cycles } = protocol;
  const cell = porousCellOf(values, sample, protocol);
  const run = new CellRun(cell.description);
  cell.wear(run);
  const phases = new PhaseHistory(values, sample.switches, cell.memories);
  const records: LogEntry[] = [];
  const perSweep = Math.max(1, Math.ceil((upper_V - lower_V) / STEP - 1e-9));
  const sweep = (from: number, to: number) => ({ kind: 'sweep', rate, from, to, until: [] }) as const;
  const outcome = yield* protocolSteps(
    run,
    [{ kind: 'repeat', times: cycles, steps: [sweep(upper_V, lower_V), sweep(lower_V, upper_V)] }],
    basisOf(values, sample, undefined),
    {
      sampling: { time: (upper_V - lower_V) / perSweep / rate },
      beforeStep: (sign) => phases.beforeStep(sign, run),
      onStep: (step) => phases.afterStep(step, run),
      onRecord: (entry) => {
        if (records.length === 0) records.push({ ...entry, current: 0 });
        else if (entry.stepTime > 0) records.push(entry);
      },
    },
  );
  if (outcome.status === 'failed') throw new RangeError(`CV of ${sample.name}: ${outcome.cause}`);
  return records;
}
