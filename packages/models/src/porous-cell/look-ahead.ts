import type { DaeStepper } from '@anodelab/numerics';
import type { StopRule } from './cell-step.ts';
import { type CellSystem, voltageOf } from './cell-system.ts';

/** A step aims beyond its stop by this share of the way, so that the stop is in it. */
const MARGIN = 1.02;
/** Share of the way from a surface to empty or full, at its present speed, that one step may go. */
const TOWARDS_END = 0.5;

/**
 * Length that the next step should not exceed, s: to just beyond the nearest stop of the voltage, bent on as it is, and
 * far from where a surface would be empty or full, beyond which no law is meant. `slopes` is work space for a state.
 */
export function lookAhead(
  system: CellSystem,
  stepper: DaeStepper,
  stops: readonly StopRule[],
  slopes: Float64Array,
): number {
  const { y } = stepper;
  stepper.endSlopes(slopes);
  let length = MARGIN * timeToStop(system, stepper, stops, slopes);
  for (const population of system.populations) {
    for (let k = 0; k < population.nodes; k++) {
      const x = population.surfaceAt(y, k);
      const speed = population.surfaceAt(slopes, k);
      const time = (speed > 0 ? 1 - x : x) / Math.abs(speed);
      if (time > 0) length = Math.min(length, TOWARDS_END * time);
    }
  }
  return length;
}

/** Until the parabola of the voltage meets the first of the stops, s; Infinity where it does not. */
function timeToStop(
  system: CellSystem,
  stepper: DaeStepper,
  stops: readonly StopRule[],
  slopes: Float64Array,
): number {
  const { voltageTerms, voltageWeights } = system;
  const voltage = voltageOf(system, stepper.y);
  let slope = 0;
  let curvature = 0;
  for (let n = 0; n < voltageTerms.length; n++) {
    slope += voltageWeights[n]! * slopes[voltageTerms[n]!]!;
    curvature += voltageWeights[n]! * stepper.endCurvature(voltageTerms[n]!);
  }
  let first = Infinity;
  for (const stop of stops) {
    if (stop.quantity !== 'voltage') continue;
    const left = stop.value - voltage;
    const discriminant = slope * slope + 2 * curvature * left;
    if (!(discriminant >= 0)) continue;
    const time = (2 * left) / (slope + Math.sign(slope) * Math.sqrt(discriminant));
    if (time > 0) first = Math.min(first, time);
  }
  return first;
}
