import type { Dataset } from '@anodelab/data';
import type { VoltageWindow } from '../cell/half-cell.ts';
import { atOnce, inTurns, type Turns } from '../in-turns.ts';
import type { ParameterValues } from '../parameters.ts';
import type { ModelSample } from '../sample.ts';
import { cyclesObserved } from './cycling.ts';
import type { CellLevel, ElectrolyteName } from './porous-cell-of.ts';

/** A rate test: a few cycles at each current, in this order. */
export interface RateProtocol extends VoltageWindow {
  /** A/kg composite. */
  readonly currentDensities: readonly number[];
  readonly cyclesPerStep: number;
  /** Of the meters' errors. */
  readonly seed: number;
  /** Default L0, the closed form. */
  readonly level?: CellLevel | undefined;
  readonly electrolyte?: ElectrolyteName | undefined;
}

/** The record of a rate test, ageing included; the last cycle at each current has a fine curve. See `observeCycling`. */
export function observeRate(values: ParameterValues, sample: ModelSample, protocol: RateProtocol): Dataset {
  return atOnce(rateTest(values, sample, protocol));
}

/** `observeRate` that lets others take turns; progress is the cycle that was recorded last. */
export function observeRateInTurns(
  values: ParameterValues,
  sample: ModelSample,
  protocol: RateProtocol,
  turns: Turns<number> = {},
): Promise<Dataset> {
  return inTurns(rateTest(values, sample, protocol), turns);
}

function* rateTest(
  values: ParameterValues,
  sample: ModelSample,
  protocol: RateProtocol,
): Generator<number, Dataset> {
  const { currentDensities, cyclesPerStep, ...others } = protocol;
  const dataset = yield* cyclesObserved(values, sample, {
    steps: currentDensities.map((currentDensity) => ({ currentDensity, cycles: cyclesPerStep })),
    curves: currentDensities.map((_, i) => (i + 1) * cyclesPerStep),
    ...others,
  });
  return { ...dataset, meta: { ...dataset.meta, techniqueName: 'rate test' } };
}
