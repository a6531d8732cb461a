import { createCycleRunner } from '../ageing/cycle-rates.ts';
import { stateAt } from '../ageing/history.ts';
import type { AgeHistory } from '../ageing/age.ts';
import type { ParameterValues } from '../parameters.ts';
import { cyclicStretch } from '../shell/mechanics.ts';

/**
 * The strain by which the film of a sample wants to be shorter than its foil in cycle `cycle`: `filmMisfit` times what its
 * particles do, their cyclic stretch and the growth of their interphase over their radius, averaged by composite mass.
 * Swelling alone cannot tell coated from bare silicon, whose swing is the same; the interphase, which never goes back, can.
 */
export function filmMisfit(values: ParameterValues, history: AgeHistory, cycle: number): number {
  const { sample, protocol } = history;
  const states = stateAt(history, cycle);
  return sample.populations.reduce((sum, population, i) => {
    const state = states[i]!;
    const { swing } = createCycleRunner(values, sample, population, protocol)(state, cycle);
    const stretch = cyclicStretch(values.expansion, swing.high, swing.low) - 1;
    const growth = (state.seiThickness - values.seiInitialThickness) / population.radius;
    return sum + values.filmMisfit * population.weight * (stretch + growth);
  }, 0);
}
