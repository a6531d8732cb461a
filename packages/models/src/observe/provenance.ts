import type { Provenance } from '@anodelab/data';
import { countGradeD, type Stage } from '../parameters.ts';
import type { ModelSample } from '../sample.ts';
import { digest } from './digest.ts';

/** Version of the virtual instruments and of the model behind them. */
const VERSION = '0.1.0';

/**
 * The provenance of a virtual measurement.
 *
 * @param instrument - such as `virtual-cycler`
 * @param level - of the cell model, such as `L0`
 * @param stages - parts of the chain that the data rest on
 * @param inputs - parameters, sample, protocol and seed: the same inputs give the same hash and the same bits
 */
export function modelProvenance(
  instrument: string,
  level: string,
  stages: readonly Stage[],
  inputs: object,
): Provenance {
  return {
    file: null,
    sha256: null,
    bytes: null,
    reader: instrument,
    version: VERSION,
    instrument: null,
    model: {
      level,
      gradeD: countGradeD(stages),
      hash: digest(JSON.stringify([VERSION, instrument, inputs])),
    },
  };
}

/** The parts of the chain that made a sample: silicon as bought needs no coating, a coating as made no furnace. */
export function sampleStages({ coated, populations, switches }: ModelSample): readonly Stage[] {
  if (!coated) return switches.coreFracture ? ['powder', 'surface', 'core fracture'] : ['powder', 'surface'];
  const stages: readonly Stage[] = ['powder', 'recipe', 'shell'];
  if (!populations.some(({ pyrolysisYield }) => pyrolysisYield < 1)) return stages;
  const heated: readonly Stage[] = [...stages, 'furnace', 'pyrolysis'];
  return switches.pyrolysisHeat ? [...heated, 'pyrolysis heat'] : heated;
}
