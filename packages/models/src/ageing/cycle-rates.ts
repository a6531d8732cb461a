import { createHalfCell, type Direction, type HalfCell, type Load } from '../cell/half-cell.ts';
import { capacityOf, type Swing, singleSwing, swing } from '../cell/swing.ts';
import { faraday, siliconCapacity } from '../constants.ts';
import type { ParameterValues } from '../parameters.ts';
import { crystallineExchange, crystallineLithiation } from '../potential/crystalline.ts';
import { silicon } from '../potential/open-circuit.ts';
import type { AgeState, ModelSample, Population } from '../sample.ts';
import { cyclicStretch, shellLoad } from '../shell/mechanics.ts';
import type { CounterResistance } from '../switches.ts';
import { type AgeProtocol, currentAt } from './protocol.ts';

/** One simulated cycle of one population and what it does to the state. */
export interface AgedCycle {
  /** The cell in each half of the cycle. */
  readonly cells: Readonly<Record<Direction, HalfCell>>;
  readonly load: Load;
  /** Lithiation at the beginning of the cycle. */
  readonly start: number;
  readonly swing: Swing;
  /** Lithiation up to which the silicon is amorphous after the cycle. */
  readonly amorphous: number;
  /** Delithiation capacity per composite mass, C/kg. */
  readonly capacity: number;
  /** Delithiation over lithiation capacity; 0 for a dead cell. */
  readonly efficiency: number;
  readonly losses: ChargeLosses;
  /** Increments over this one cycle. */
  readonly rates: AgeRates;
}

/** Where the charge went that lithiation took and delithiation did not give back, C/kg composite. */
interface ChargeLosses {
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

/** Runs a cycle of one population against lithium that begins in `state`; its number gives the current. */
export type CycleRunner = (state: AgeState, cycle: number) => AgedCycle;

/** Electrons per molecule of SEI. */
const SEI_ELECTRONS = 2;
/** Electrons per molecule of fluoroethylene carbonate. */
const ADDITIVE_ELECTRONS = 4;

/** Broken share of the shells at Miner damage d: Weibull with the shape `weibullShape`. */
export function brokenShare(values: ParameterValues, damage: number): number {
  return -Math.expm1(-(damage ** values.weibullShape));
}

/** Ageing laws 7.1 to 7.8 of docs/methods/ageing.md, for one of the sample's populations. */
export function createCycleRunner(
  values: ParameterValues,
  { switches }: ModelSample,
  population: Population,
  protocol: AgeProtocol,
): CycleRunner {
  const cell = createHalfCell(values, population);
  const coated = population.shellThickness > 0;
  const surfacePerMass = population.siliconFraction * population.specificArea;
  const seiCharge = (surfacePerMass * SEI_ELECTRONS * faraday) / values.seiMolarVolume; // C/kg per m of SEI
  const pressureDrop = switches.stressPotential ? -shellLoad(values, population, 0, 0).potentialShift : 0; // V

  return (state, cycle) => {
    const crystal = state.amorphous === 0;
    const lithiating = state.amorphous < 1 ? crystallineCell(state.amorphous) : cell;
    const broken = coated ? brokenShare(values, state.damage) : 1;
    const load = cell.load(currentAt(protocol, cycle), state.connected, state.seiThickness, {
      counterResistance: counterResistanceAt(switches.counterResistance, cycle),
      pressureDrop: pressureDrop * (1 - broken),
    });
    // a crystal is lithiated once; later cycles repeat
    const ends = (crystal ? singleSwing : swing)(cell, load, protocol, state.lithiation, lithiating);
    const start = crystal ? state.lithiation : ends.low;
    const { total } = capacityOf(values, population, state.connected, ends);
    const stretch = cyclicStretch(values.expansion, ends.high, ends.low);
    // a broken shell bares only the gap that opens, bare silicon all of itself
    const exposed = coated ? broken * (1 - stretch ** -2) : 1;
    const haste = switches.additive ? depletion(values, state.additiveCharge) : 1;
    const swelling = (values.expansion * (ends.high - ends.low)) / 2;
    const loss = (values.baseContactLoss + values.exposedContactLoss * haste * exposed) * swelling ** 2;
    const growth = values.freshSeiGrowth * haste * exposed + values.selfLimitedSeiGrowth / state.seiThickness;
    const losses: ChargeLosses = {
      interphase: (growth + (crystal ? state.seiThickness : 0)) * seiCharge,
      trapped: (loss * total) / 2,
      unrecovered: (ends.low - start) * state.connected * population.siliconFraction * siliconCapacity,
    };
    const lost = losses.interphase + losses.trapped + losses.unrecovered;
    return {
      cells: { lithiation: lithiating, delithiation: cell },
      load,
      start,
      swing: ends,
      amorphous: Math.max(state.amorphous, Math.min(1, cell.surfaceOf(load, start, ends.high))),
      capacity: total,
      efficiency: total / (total + lost || 1),
      losses,
      rates: {
        logConnected: -loss,
        seiThickness: growth,
        damage: coated ? damageRate(stretch, ends) : 0,
        additiveCharge: switches.additive ? additiveUse(values, losses.interphase, total) : 0,
      },
    };
  };

  /** The cell while lithium enters silicon that is crystalline beyond the lithiation `amorphous`. */
  function crystallineCell(amorphous: number): HalfCell {
    const potential = { ...silicon, lithiation: crystallineLithiation(values, amorphous) };
    return createHalfCell(values, population, potential, crystallineExchange(values, amorphous));
  }

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

/** The series at a cycle: linear between its points, constant beyond them, 0 without any. Ohm m2. */
function counterResistanceAt(series: readonly CounterResistance[], cycle: number): number {
  const next = series.findIndex((point) => point.cycle >= cycle);
  const after = series[next];
  const before = next < 0 ? series.at(-1) : series[next - 1];
  if (after === undefined || before === undefined) return (after ?? before)?.resistance ?? 0;
  const share = (cycle - before.cycle) / (after.cycle - before.cycle);
  return before.resistance + share * (after.resistance - before.resistance);
}
