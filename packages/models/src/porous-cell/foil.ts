import { asinh } from '@anodelab/numerics';
import { faraday } from '../constants.ts';
import type { CounterDescription } from './cell-description.ts';

/**
 * The lithium foil, whose metal is at potential 0: its row of the equations for the potential `phi` of the electrolyte
 * beside it, at concentration c and current density i (> 0 dissolves lithium). Without a double layer the row is
 * algebraic, phi + (2RT/F) asinh(i / 2 i0); with one it is the balance of its charge.
 */
export class Foil {
  readonly capacitance: number;
  /** Value of the row, and the current that dissolves lithium, A/m2. */
  row = 0;
  faradaic = 0;
  /** Slopes of row and faradaic current with phi, c and i. */
  rowPotential = 0;
  rowSalt = 0;
  rowCurrent = 0;
  faradaicPotential = 0;
  faradaicSalt = 0;
  faradaicCurrent = 0;
  private readonly exchange: CounterDescription['exchange'];
  private readonly twoThermal: number;
  private readonly pair = new Float64Array(2);

  constructor(description: CounterDescription, thermal: number) {
    this.capacitance = description.capacitance;
    this.exchange = description.exchange;
    this.twoThermal = 2 * thermal;
  }

  evaluate(phi: number, c: number, i: number): void {
    this.exchange(c, this.pair);
    const scale = 2 * this.pair[0]!;
    if (this.capacitance > 0) {
      this.faradaic = scale * Math.sinh(-phi / this.twoThermal);
      this.row = this.faradaic - i;
    } else {
      this.faradaic = i;
      this.row = phi + this.twoThermal * asinh(i / scale);
    }
  }

  linearise(phi: number, c: number, i: number): void {
    this.exchange(c, this.pair);
    const scale = 2 * this.pair[0]!;
    const scaleSlope = 2 * this.pair[1]!;
    if (this.capacitance > 0) {
      const argument = -phi / this.twoThermal;
      this.faradaicPotential = (-scale * Math.cosh(argument)) / this.twoThermal;
      this.faradaicSalt = scaleSlope * Math.sinh(argument);
      this.faradaicCurrent = 0;
      this.rowPotential = this.faradaicPotential;
      this.rowSalt = this.faradaicSalt;
      this.rowCurrent = -1;
    } else {
      const root = this.twoThermal / Math.sqrt(i * i + scale * scale);
      this.faradaicPotential = 0;
      this.faradaicSalt = 0;
      this.faradaicCurrent = 1;
      this.rowPotential = 1;
      this.rowSalt = (-root * i * scaleSlope) / scale;
      this.rowCurrent = root;
    }
  }
}

/** A foil whose exchange current (A per geometric m2) does not depend on the salt; double layer in F/m2. */
export function constantCounter(exchangeCurrent: number, capacitance: number): CounterDescription {
  return {
    capacitance,
    exchange: (_c, out) => {
      out[0] = exchangeCurrent;
      out[1] = 0;
    },
  };
}

/**
 * A foil after Xu et al. (J. Electrochem. Soc. 166 (2019) A3456): i0 = rate F c_Li^0.7 c^0.3, of lithium metal with
 * c_Li = 1/1.3e-5 mol/m3; `rate` 3.5e-8 (m/s units of that law) gives 70.6 A/m2 at 1000 mol/m3.
 */
export function saltCounter(rate: number, capacitance: number): CounterDescription {
  const metal = rate * faraday * (1 / 1.3e-5) ** 0.7;
  return {
    capacitance,
    exchange: (c, out) => {
      const value = metal * c ** 0.3;
      out[0] = value;
      out[1] = (0.3 * value) / c;
    },
  };
}
