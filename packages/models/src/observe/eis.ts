import type { Dataset } from '@anodelab/data';
import { createRandom } from '@anodelab/numerics';
import type { ParameterValues } from '../parameters.ts';
import { cellImpedance } from '../impedance/cell-impedance.ts';
import { constantCounter } from '../porous-cell/foil.ts';
import { CellRun } from '../porous-cell/cell-run.ts';
import type { AgeState, ModelSample } from '../sample.ts';
import { modelledColumn } from './modelled-column.ts';
import { type ElectrolyteName, type PorousLevel, porousCellOf, porousStages } from './porous-cell-of.ts';
import { modelProvenance } from './provenance.ts';

/** A potentiostatic impedance spectrum at rest, reached by lithiation. */
export interface EisProtocol {
  /** Of every population, 0 to 1; the slope of the lithiation branch there counts. */
  readonly lithiation: number;
  readonly lowest_Hz: number;
  readonly highest_Hz: number;
  readonly pointsPerDecade: number;
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

/** Standard deviation of each part of Z over its modulus. */
const NOISE = 3e-3;

/**
 * The spectrum that the sample gives, from the highest frequency to the lowest, whole cell in Ohm, with noise of
 * 0.3 % of the modulus on each part. Im Z < 0 is capacitive. Method: docs/methods/impedance-model.md.
 *
 * @throws {RangeError} for a lithiation outside (0, 1) or frequencies that do not rise
 */
export function observeEis(values: ParameterValues, sample: ModelSample, protocol: EisProtocol): Dataset {
  const { lithiation, seed, level = 'L1' } = protocol;
  if (!(lithiation > 0 && lithiation < 1)) {
    throw new RangeError(`EIS of ${sample.name}: lithiation ${lithiation}; expected above 0 and below 1`);
  }
  const frequency = frequencies(sample.name, protocol);
  const cell = porousCellOf(values, sample, { ...protocol, level, branch: -1 });
  const run = new CellRun({
    ...cell.description,
    counter: constantCounter(values.counterExchangeCurrentDensity, values.counterCapacitance),
  });
  cell.wear(run);
  const spectrum = cellImpedance(run.system, run.state, frequency, {
    filmCapacitance: values.filmCapacitance,
    exponent: values.capacitanceExponent,
  });
  const random = createRandom(seed);
  const real = spectrum.real.map((value) => value / values.cellArea);
  const imaginary = spectrum.imaginary.map((value) => value / values.cellArea);
  for (let k = 0; k < frequency.length; k++) {
    const noise = NOISE * Math.hypot(real[k]!, imaginary[k]!);
    real[k]! += noise * random.normal();
    imaginary[k]! += noise * random.normal();
  }
  return {
    technique: 'eis',
    columns: [
      modelledColumn('freq_Hz', 'Hz', frequency),
      modelledColumn('zRe_Ohm', 'Ohm', real),
      modelledColumn('zIm_Ohm', 'Ohm', imaginary),
    ],
    meta: {
      sample: sample.name,
      lithiation,
      activeMass_kg: values.loading * values.cellArea,
      area_m2: values.cellArea,
      workingElectrode: 'anode',
    },
    provenance: modelProvenance(
      'virtual-impedance-analyser',
      level,
      porousStages(sample, { ...protocol, level }),
      { values, sample, protocol },
    ),
    findings: [],
  };
}

/** Logarithmically even, both ends included, falling. */
function frequencies(name: string, { lowest_Hz, highest_Hz, pointsPerDecade }: EisProtocol): Float64Array {
  if (!(lowest_Hz > 0 && highest_Hz > lowest_Hz && pointsPerDecade > 0)) {
    throw new RangeError(
      `EIS of ${name}: ${pointsPerDecade} points per decade from ${highest_Hz} to ${lowest_Hz} Hz; expected positive and falling`,
    );
  }
  const decades = Math.log10(highest_Hz / lowest_Hz);
  const steps = Math.max(1, Math.round(decades * pointsPerDecade));
  return Float64Array.from({ length: steps + 1 }, (_, k) => highest_Hz * 10 ** ((-decades * k) / steps));
}
