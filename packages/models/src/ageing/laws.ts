import { faraday, siliconCapacity } from '../constants.ts';
import type { Swing } from '../cell/swing.ts';
import type { ParameterValues } from '../parameters.ts';
import type { AgeState, ModelSample, Population } from '../sample.ts';
import { cyclicStretch, shellLoad } from '../shell/mechanics.ts';

/** Where the charge went that lithiation took and delithiation did not give back, C/kg composite. */
export interface ChargeLosses {
  /** Into the interphase. */
  readonly interphase: number;
  /** With particles that lost their contact. */
  readonly trapped: number;
  /** Left in connected silicon at the upper cut-off, beyond what was there before. */
  readonly unrecovered: number;
}

/** What one cycle adds. */
export interface AgeRates {
  /** Logarithm of the connected share. */
  readonly logConnected: number;
  /** m. */
  readonly seiThickness: number;
  readonly damage: number;
  /** C/kg composite. */
  readonly additiveCharge: number;
}

/** What a cycle did to one population. */
export interface CycleAgeing {
  readonly losses: ChargeLosses;
  readonly rates: AgeRates;
}

/** A cycle as far as it ages: where lithiation began, its ends, and what it gave back per composite mass (C/kg). */
export interface AgeingCycle {
  readonly start: number;
  readonly swing: Swing;
  readonly capacity: number;
}

/** Electrons per molecule of SEI. */
const SEI_ELECTRONS = 2;
/** Electrons per molecule of fluoroethylene carbonate. */
const ADDITIVE_ELECTRONS = 4;

/** Broken share of the shells at Miner damage d: Weibull with the shape `weibullShape`. */
export function brokenShare(values: ParameterValues, damage: number): number {
  return -Math.expm1(-(damage ** values.weibullShape));
}

/** Broken share of a population's shells; 1 where there is none to protect it. */
export function brokenShareOf(values: ParameterValues, population: Population, damage: number): number {
  return population.shellThickness > 0 ? brokenShare(values, damage) : 1;
}

/** Ageing laws 7.1 to 7.8 of docs/methods/ageing.md for one population, whatever model the cycle came from. */
export function createAgeingLaws(
  values: ParameterValues,
  { switches }: ModelSample,
  population: Population,
): (state: AgeState, cycle: AgeingCycle) => CycleAgeing {
  const coated = population.shellThickness > 0;
  const surfacePerMass = population.siliconFraction * population.specificArea;
  const seiCharge = (surfacePerMass * SEI_ELECTRONS * faraday) / values.seiMolarVolume; // C/kg per m of SEI

  return (state, { start, swing, capacity }) => {
    const crystal = state.amorphous === 0;
    const broken = brokenShareOf(values, population, state.damage);
    const stretch = cyclicStretch(values.expansion, swing.high, swing.low);
    // a broken shell bares only the gap that opens, bare silicon all of itself
    const exposed = coated ? broken * (1 - stretch ** -2) : 1;
    const haste = switches.additive ? depletion(values, state.additiveCharge) : 1;
    const swelling = (values.expansion * (swing.high - swing.low)) / 2;
    const loss = (values.baseContactLoss + values.exposedContactLoss * haste * exposed) * swelling ** 2;
    const growth = values.freshSeiGrowth * haste * exposed + values.selfLimitedSeiGrowth / state.seiThickness;
    const losses: ChargeLosses = {
      interphase: (growth + (crystal ? state.seiThickness : 0)) * seiCharge,
      trapped: (loss * capacity) / 2,
      unrecovered: (swing.low - start) * state.connected * population.siliconFraction * siliconCapacity,
    };
    return {
      losses,
      rates: {
        logConnected: -loss,
        seiThickness: growth,
        damage: coated ? damageRate(stretch, swing) : 0,
        additiveCharge: switches.additive ? additiveUse(values, losses.interphase, capacity) : 0,
      },
    };
  };

  /** Share of a shell's life that a cycle takes: of its ductility, or of the way of a crack through it. */
  function damageRate(stretch: number, { high, low }: Swing): number {
    if (switches.lifeLaw === 'paris') {
      const { crackDrive } = shellLoad(values, population, high, low);
      return values.crackGrowthPrefactor * crackDrive ** values.crackGrowthExponent;
    }
    return ((stretch - 1) / population.fatigueDuctility) ** 2 / values.fatiguePrefactor;
  }
}

/** How much faster exposed silicon ages: `depletionFactor` once the additive is used up. */
function depletion(values: ParameterValues, used: number): number {
  const inventory =
    (values.additiveAmount * ADDITIVE_ELECTRONS * faraday) / (values.loading * values.cellArea); // C/kg
  return used < inventory ? 1 : values.depletionFactor;
}

/** Charge that goes into the additive in a cycle, on silicon and on the lithium electrode, C/kg (equation 7.7). */
function additiveUse(values: ParameterValues, interphase: number, capacity: number): number {
  const { siliconAdditiveShare, counterAdditiveShare, counterEfficiency } = values;
  return siliconAdditiveShare * interphase + counterAdditiveShare * (1 - counterEfficiency) * capacity;
}
