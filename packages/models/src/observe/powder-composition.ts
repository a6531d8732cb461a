import type { ParameterValues } from '../parameters.ts';
import { oxideGain, oxideOverSilicon } from '../thermogravimetry/silicon-oxide.ts';
import type { AgeState, ModelSample } from '../sample.ts';

/** Mass shares of what an X-ray, a laser or a balance meets in a powder; they sum to 1. */
export interface PowderComposition {
  readonly crystalline: number;
  /** Silicon that lithium has made amorphous. */
  readonly amorphous: number;
  /** Native oxide, silica. */
  readonly silica: number;
  readonly polymer: number;
  readonly carbon: number;
}

/**
 * The composition of a powder over all its populations. The silicon that was weighed in holds its native oxide.
 *
 * @param state - one per population, after cycling; as made where not given
 * @throws {RangeError} when `state` does not have one entry per population
 */
export function powderComposition(
  values: ParameterValues,
  { name, populations }: ModelSample,
  state?: readonly AgeState[],
): PowderComposition {
  if (state !== undefined && state.length !== populations.length)
    throw new RangeError(`${name}: ${state.length} age states for ${populations.length} populations`);
  const total = { crystalline: 0, amorphous: 0, silica: 0, polymer: 0, carbon: 0 };
  populations.forEach(({ weight, radius, siliconFraction, carbonFraction }, i) => {
    const powder = weight * siliconFraction;
    const silica =
      (powder * oxideOverSilicon(values.nativeOxideThickness, radius)) /
      (1 + oxideGain(values.nativeOxideThickness, radius));
    const amorphous = (powder - silica) * (state?.[i]?.amorphous ?? 0);
    total.silica += silica;
    total.amorphous += amorphous;
    total.crystalline += powder - silica - amorphous;
    total.carbon += weight * carbonFraction;
    total.polymer += weight * (1 - siliconFraction - carbonFraction);
  });
  return total;
}
