import type { Dataset } from '@anodelab/data';
import { cyclesByRate } from './cycles-by-rate.ts';
import { hasVoltammogram, type Sweep } from './sweeps.ts';

/** How a voltammogram was made that an analysis uses. */
export interface CvProtocol {
  readonly scanRate_V_s: number;
  readonly lower_V: number;
  readonly upper_V: number;
  /** Cycles up to and with the one used. */
  readonly cycles: number;
}

/**
 * Rate, window and cycle of the voltammograms that `analyseCv` uses of these data, so that a model can run the same.
 * Empty where they hold none.
 *
 * @param cycle - as in `CvOptions`
 */
export function cvProtocols(datasets: readonly Dataset[], cycle?: number): readonly CvProtocol[] {
  const used = datasets.filter((dataset) => dataset.technique !== 'ca' && hasVoltammogram(dataset));
  return cyclesByRate(used, cycle).cycles.map(({ scanRate, number, cathodic, anodic }) => ({
    scanRate_V_s: scanRate,
    lower_V: (end(cathodic, -1) + end(anodic, -1)) / 2,
    upper_V: (end(cathodic, 1) + end(anodic, 1)) / 2,
    cycles: number,
  }));
}

/** Potential at the upper (1) or lower (-1) end of a sweep, to the millivolt: what the vertex was set to. */
function end({ voltage, direction }: Sweep, side: 1 | -1): number {
  const isLast = (direction === 'anodic') === (side === 1);
  return Number((isLast ? voltage.at(-1)! : voltage[0]!).toFixed(3));
}
