import { faraday, maximumConcentration, thermalVoltage } from '../constants.ts';
import type { ParameterValues } from '../parameters.ts';
import { type ExchangeCurrent, symmetricExchange } from '../potential/exchange.ts';
import { type OpenCircuitPotential, silicon } from '../potential/open-circuit.ts';
import type { Population } from '../sample.ts';
import { surfaceRise, timeOfRise } from './sphere.ts';

/** Voltages between which a half cell is cycled, V against Li. */
export interface VoltageWindow {
  readonly lower_V: number;
  readonly upper_V: number;
}

/** 0.01 to 1.2 V, section 2.4 of the paper. */
export const paperWindow: VoltageWindow = { lower_V: 0.01, upper_V: 1.2 };

/** One half cycle: lithium goes in (`lithiation`, V falls) or out. */
export type Direction = 'lithiation' | 'delithiation';

/** A constant current in a half cell: everything of the voltage that does not depend on the lithiation. */
export interface Load {
  /** A/m2 of connected silicon surface, positive in both directions. */
  readonly density: number;
  /** Film, lithium foil and series resistance, V, positive. */
  readonly loss: number;
  /** B = j r/(F c_max D), the unit of the concentration difference in a particle. */
  readonly lag: number;
  /** How much the pressure of the shell lowers the potential while lithium goes in, V. */
  readonly pressureDrop: number;
}

/** What a load has beside the losses of the default model. */
interface LoadExtras {
  /** Of the aged lithium electrode beyond the fresh one, Ohm m2 of electrode area. */
  readonly counterResistance: number;
  /** V, see `Load`. */
  readonly pressureDrop: number;
}

const NO_EXTRAS: LoadExtras = { counterResistance: 0, pressureDrop: 0 };

/**
 * One population against lithium foil at constant current, each half cycle from a uniform start: level L0, equations
 * 6.1 to 6.4 of docs/methods/half-cell.md. The voltage depends on the surface lithiation alone, so a cut-off is one
 * root of one equation, and the mean lithiation follows in closed form.
 */
export interface HalfCell {
  /** The load of a current, A/kg composite, on a cell with connected share a and SEI thickness L, m. */
  load(current: number, connected: number, seiThickness: number, extras?: LoadExtras): Load;
  /** Cell voltage at a surface lithiation, V. */
  voltage(load: Load, direction: Direction, surface: number): number;
  /** Cell voltage at a lithiation when the current of a load has been switched off, without relaxation, V. */
  restVoltage(load: Load, direction: Direction, lithiation: number): number;
  /** Surface lithiation at which the voltage is reached on the way from `start`; `start` where it is passed there. */
  surfaceAt(load: Load, direction: Direction, start: number, voltage: number): number;
  /** Mean lithiation when the surface, uniform at `start` before, has come to `surface`. */
  meanAt(load: Load, start: number, surface: number): number;
  /** Surface lithiation when the mean, from a uniform `start`, has come to `mean`. */
  surfaceOf(load: Load, start: number, mean: number): number;
}

/** The surface stays inside (0, 1), where the exchange current is finite. */
const EDGE = 1e-4;
/** A Newton step this small leaves an error of its square. */
const SETTLED = 1e-9;

export function createHalfCell(
  values: ParameterValues,
  population: Population,
  potential: OpenCircuitPotential = silicon,
  exchange: ExchangeCurrent = symmetricExchange(values.exchangeCurrentDensity),
): HalfCell {
  const { radius, filmResistance } = population;
  const surfacePerMass = population.siliconFraction * population.specificArea; // m2/kg composite
  const lagPerDensity = radius / (faraday * maximumConcentration * values.lithiumDiffusivity);
  const curve = new Float64Array(2);
  const current = new Float64Array(2);

  const point = new Float64Array(2);

  /** Writes the cell voltage at a surface lithiation and its slope into `point`; sign +1 lithiates. */
  function evaluate(load: Load, sign: 1 | -1, x: number): void {
    (sign > 0 ? potential.lithiation : potential.delithiation)(x, curve);
    exchange(x, current);
    const ratio = load.density / (2 * current[0]!);
    const root = Math.sqrt(1 + ratio * ratio);
    // asinh(ratio), and by x through i0: d(ratio)/dx = -ratio d(ln i0)/dx
    const overpotential = 2 * thermalVoltage * Math.log(ratio + root);
    const slope = (-2 * thermalVoltage * ratio * current[1]!) / (root * current[0]!);
    point[0] = curve[0]! - sign * (overpotential + load.loss) - (sign > 0 ? load.pressureDrop : 0);
    point[1] = curve[1]! - sign * slope;
  }

  /** How far the voltage is from its cut-off, V; positive inside the window. */
  function reserve(load: Load, sign: 1 | -1, x: number, voltage: number): number {
    evaluate(load, sign, x);
    return sign * (point[0]! - voltage);
  }

  function surfaceAt(load: Load, direction: Direction, start: number, voltage: number): number {
    const sign = direction === 'lithiation' ? 1 : -1;
    let inside = clamp(start);
    const spare = reserve(load, sign, inside, voltage);
    if (!(spare > 0)) return start;
    const guess = inside - (sign * spare) / point[1]!;
    let outside = sign > 0 ? 1 - EDGE : EDGE;
    if (reserve(load, sign, outside, voltage) >= 0) return outside;
    let x = (guess - inside) * (guess - outside) < 0 ? guess : (inside + outside) / 2;
    for (let i = 0; i < 100; i++) {
      const left = reserve(load, sign, x, voltage);
      if (left > 0) inside = x;
      else outside = x;
      const newton = x - (sign * left) / point[1]!;
      const next = (newton - inside) * (newton - outside) <= 0 ? newton : (inside + outside) / 2;
      const step = next - x;
      x = next;
      if (Math.abs(step) < SETTLED) break;
    }
    return x;
  }

  function voltage(load: Load, direction: Direction, surface: number): number {
    evaluate(load, direction === 'lithiation' ? 1 : -1, clamp(surface));
    return point[0]!;
  }

  return {
    load(specificCurrent, connected, seiThickness, extras = NO_EXTRAS) {
      const density = specificCurrent / (surfacePerMass * connected);
      const geometric = specificCurrent * values.loading; // A/m2 of electrode
      const film = density * (filmResistance + seiThickness / values.seiConductivity);
      const foil = 2 * thermalVoltage * Math.asinh(geometric / (2 * values.counterExchangeCurrentDensity));
      return {
        density,
        loss: film + foil + geometric * (values.seriesResistance + extras.counterResistance),
        lag: lagPerDensity * density,
        pressureDrop: extras.pressureDrop,
      };
    },
    voltage,
    restVoltage: (load, direction, lithiation) =>
      voltage({ ...load, density: 0, loss: 0 }, direction, lithiation),
    surfaceAt,
    meanAt(load, start, surface) {
      const moved = 3 * load.lag * timeOfRise(Math.abs(surface - start) / load.lag);
      return surface >= start ? start + moved : start - moved;
    },
    surfaceOf(load, start, mean) {
      const risen = load.lag * surfaceRise(Math.abs(mean - start) / (3 * load.lag));
      return mean >= start ? start + risen : start - risen;
    },
  };
}

function clamp(x: number): number {
  return Math.min(1 - EDGE, Math.max(EDGE, x));
}
