import type { Dataset, Finding } from '@anodelab/data';
import { createRandom } from '@anodelab/numerics';
import type { ParameterValues } from '../parameters.ts';
import { sweep } from '../particle/voltammogram.ts';
import type { AgeState, ModelSample } from '../sample.ts';
import { cellStages, describeCell } from './describe-cell.ts';
import { modelledColumn } from './modelled-column.ts';
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
  /** What ageing did to each population; a fresh cell where not given. */
  readonly state?: readonly AgeState[];
}

/** Potential between two records, V. */
const STEP = 3e-3;
/** Standard deviation of the current over its reading, and of the potential in V: a common cycler's accuracy. */
const CURRENT_NOISE = 5e-4;
const POTENTIAL_NOISE = 1e-4;

/**
 * The voltammogram that the sample gives at level L1: one record per 3 mV with the current at that moment, noise of
 * 0.05 % of the current and 0.1 mV. Positive current delithiates. Carbon black and shell carbon carry no current here.
 * Method: docs/methods/particle.md.
 *
 * @throws {RangeError} for a window, a rate or a number of cycles that is not positive
 */
export function observeCv(values: ParameterValues, sample: ModelSample, protocol: CvProtocol): Dataset {
  const { scanRate_V_s, lower_V, upper_V, cycles, seed, state } = protocol;
  if (!(scanRate_V_s > 0 && upper_V > lower_V && Number.isInteger(cycles) && cycles > 0)) {
    throw new RangeError(
      `CV of ${sample.name}: ${cycles} cycles at ${scanRate_V_s} V/s from ${upper_V} V to ${lower_V} V; expected a positive number, a positive rate and a falling first sweep`,
    );
  }
  const cell = describeCell(values, sample, state);
  const record = sweep(cell, { scanRate: scanRate_V_s, upper: upper_V, lower: lower_V, cycles, step: STEP });
  const random = createRandom(seed);
  const ewe = record.potential.map((value) => value + POTENTIAL_NOISE * random.normal());
  const current = record.current.map(
    (value) => value * values.cellArea * (1 + CURRENT_NOISE * random.normal()),
  );
  const stages = cellStages(sample, state);
  return {
    technique: 'cv',
    columns: [
      modelledColumn('time_s', 's', record.time),
      modelledColumn('control_V', 'V', record.potential),
      modelledColumn('ewe_V', 'V', ewe),
      modelledColumn('voltage_V', 'V', ewe),
      modelledColumn('current_A', 'A', current),
      modelledColumn('cycle', '1', record.cycle),
    ],
    meta: {
      sample: sample.name,
      scanRate_V_s,
      activeMass_kg: values.loading * values.cellArea,
      area_m2: values.cellArea,
      workingElectrode: 'anode',
    },
    provenance: modelProvenance('virtual-potentiostat', 'L1', stages, { values, sample, protocol }),
    findings: clampFinding(record.clampedSteps, record.time.length - 1),
  };
}

function clampFinding(clamped: number, steps: number): Finding[] {
  if (clamped === 0) return [];
  return [
    {
      severity: 'info',
      code: 'particle-at-limit',
      message: `in ${clamped} of ${steps} steps a particle was empty or full; its current there is what it could still give`,
    },
  ];
}
