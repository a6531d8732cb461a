import { createHalfCell, type HalfCell, type Load, type VoltageWindow } from '../cell/half-cell.ts';
import { capacityOf, type Swing, swing } from '../cell/swing.ts';
import { faraday } from '../constants.ts';
import type { ParameterValues } from '../parameters.ts';
import type { AgeState, Population } from '../sample.ts';
import { cyclicStretch } from '../shell/mechanics.ts';

/** One simulated cycle of one population and what it does to the state. */
export interface AgedCycle {
  readonly load: Load;
  readonly swing: Swing;
  /** Delithiation capacity per composite mass, C/kg. */
  readonly capacity: number;
  /** Delithiation over lithiation capacity; 0 for a dead cell. */
  readonly efficiency: number;
  /** Increments over this one cycle. */
  readonly rates: AgeRates;
}

/** What one cycle adds. */
export interface AgeRates {
  /** Logarithm of the connected share. */
  readonly logConnected: number;
  /** m. */
  readonly seiThickness: number;
  readonly damage: number;
}

/** Runs cycles of one population against lithium. */
export interface CycleRunner {
  readonly cell: HalfCell;
  /** The cycle at a current, A/kg composite, that begins in `state`. */
  readonly run: (state: AgeState, current: number) => AgedCycle;
}

/** Electrons per molecule of SEI. */
const SEI_ELECTRONS = 2;

/** Broken share of the shells at Miner damage d: Weibull with the shape `weibullShape`. */
export function brokenShare(values: ParameterValues, damage: number): number {
  return -Math.expm1(-(damage ** values.weibullShape));
}

/** Ageing laws 7.1 to 7.6 of docs/methods/ageing.md. */
export function createCycleRunner(
  values: ParameterValues,
  population: Population,
  window: VoltageWindow,
): CycleRunner {
  const cell = createHalfCell(values, population);
  const coated = population.shellThickness > 0;
  const surfacePerMass = population.siliconFraction * population.specificArea;
  const seiCharge = (surfacePerMass * SEI_ELECTRONS * faraday) / values.seiMolarVolume; // C/kg per m of SEI

  return {
    cell,
    run(state, current) {
      const load = cell.load(current, state.connected, state.seiThickness);
      const ends = swing(cell, load, window, state.lithiation);
      const { total } = capacityOf(values, population, state.connected, ends);
      const stretch = cyclicStretch(values.expansion, ends.high, ends.low);
      // a broken shell bares only the gap that opens, bare silicon all of itself
      const exposed = coated ? brokenShare(values, state.damage) * (1 - stretch ** -2) : 1;
      const swelling = (values.expansion * (ends.high - ends.low)) / 2;
      const loss = (values.baseContactLoss + values.exposedContactLoss * exposed) * swelling ** 2;
      const growth = values.freshSeiGrowth * exposed + values.selfLimitedSeiGrowth / state.seiThickness;
      const consumed = growth * seiCharge + (loss * total) / 2;
      return {
        load,
        swing: ends,
        capacity: total,
        efficiency: total / (total + consumed || 1),
        rates: {
          logConnected: -loss,
          seiThickness: growth,
          damage: coated ? ((stretch - 1) / population.fatigueDuctility) ** 2 / values.fatiguePrefactor : 0,
        },
      };
    },
  };
}
