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
export function sampleStages({ coated, populations }: ModelSample): readonly Stage[] {
  if (!coated) return ['powder', 'surface'];
  const heated = populations.some(({ pyrolysisYield }) => pyrolysisYield < 1);
  return heated ? ['powder', 'recipe', 'shell', 'furnace', 'pyrolysis'] : ['powder', 'recipe', 'shell'];
}
