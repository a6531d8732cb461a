import { faraday } from '../constants.ts';
import { hyperbolicPair } from './hyperbolic.ts';
import type { Layer } from './layer.ts';
import { multiplyPair, ROW, solvePair } from './pair-matrix.ts';
import type { SaltChain } from './salt-chain.ts';
import { REACTION_POTENTIAL, REACTION_SALT, TOTAL_POTENTIAL, TOTAL_SALT } from './surface-response.ts';

/** Columns: re and im of the factor of zeta, of that of psi, of the rest. */
const ZETA = 0;
const PSI = 2;
const REST = 4;

/**
 * From the collector on, what layers of the porous electrode mean at their front, per unit current density and complex:
 * zeta and psi there (see `Layer`) set the ionic current, the diffusive flux of salt (times F, beyond its share in the
 * current) and the voltage from there on. Allocates nothing after construction.
 */
export class ElectrodeChain {
  /** Rows of the ionic current and of the flux of salt. */
  private readonly flux = new Float64Array(2 * ROW);
  private readonly voltage = new Float64Array(ROW);
  private readonly sigma: number;
  private readonly system = new Float64Array(8);
  private readonly coth = new Float64Array(8);
  private readonly csch = new Float64Array(8);
  /** Zeta and psi at the back of a layer by those at its front. */
  private readonly back = new Float64Array(2 * ROW);

  /** @param sigma - conductivity of the solid, S/m */
  constructor(sigma: number) {
    this.sigma = sigma;
  }

  /** At the collector nothing leaves, and zeta is the voltage. */
  begin(): void {
    this.flux.fill(0);
    this.voltage.fill(0);
    this.voltage[ZETA] = 1;
  }

  /** Passes the boundary between two layers; in the separator, on the left, there is no zeta. */
  cross(left: Layer, right: Layer): void {
    const { flux, voltage } = this;
    const drift = 1 + (left.drift + right.drift) / 2;
    const bend = (left.bend + right.bend) / 2;
    const step = right.transference - left.transference;
    for (let part = 0; part < 2; part++) {
      // on the right psi is drift psi and zeta is zeta - bend psi
      for (let row = 0; row < 2 * ROW; row += ROW) {
        flux[row + PSI + part] = drift * flux[row + PSI + part]! - bend * flux[row + ZETA + part]!;
      }
      voltage[PSI + part] = drift * voltage[PSI + part]! - bend * voltage[ZETA + part]!;
      for (let c = part; c < ROW; c += 2) flux[ROW + c]! += step * flux[c]!;
    }
    voltage[PSI]! += bend;
  }

  /** Passes a layer whose particles answer with the `responses` from `at` on, per volume. */
  pass(layer: Layer, omega: number, responses: Float64Array, at: number): void {
    const { flux, voltage, back, system, coth, csch, sigma } = this;
    const { thickness, conductivity } = layer;
    const series = 1 / (1 / conductivity + 1 / sigma);
    this.couple(layer, series, omega, responses, at);
    hyperbolicPair(system, thickness, coth, csch);
    const salt = -faraday * layer.tortuous;
    for (let c = 0; c < 4; c++) {
      coth[c]! *= series;
      csch[c]! *= series;
      coth[4 + c]! *= salt;
      csch[4 + c]! *= salt;
    }
    // at the back: coth back - csch front + unit = flux back + rest
    const unit = series / sigma;
    for (let row = 0; row < 2; row++) {
      for (let c = 0; c < REST; c++) {
        back[ROW * row + c] = csch[4 * row + c]!;
        flux[ROW * row + c] = coth[4 * row + c]! - flux[ROW * row + c]!;
      }
      back[ROW * row + REST] = flux[ROW * row + REST]!;
      back[ROW * row + REST + 1] = flux[ROW * row + REST + 1]!;
    }
    back[REST]! -= unit;
    solvePair(flux, back);
    // at the front: csch back - coth front + unit
    multiplyPair(csch, back, flux);
    for (let c = 0; c < REST; c++) {
      flux[c]! -= coth[c]!;
      flux[ROW + c]! -= coth[4 + c]!;
    }
    flux[REST]! += unit;
    // the electrolyte takes its share of the change of zeta and of the unit current
    const share = series / conductivity;
    const zetaRe = voltage[ZETA]! - share;
    const zetaIm = voltage[ZETA + 1]!;
    const psiRe = voltage[PSI]!;
    const psiIm = voltage[PSI + 1]!;
    voltage.fill(0, 0, REST);
    for (let c = 0; c < ROW; c += 2) {
      const zRe = back[c]!;
      const zIm = back[c + 1]!;
      const pRe = back[ROW + c]!;
      const pIm = back[ROW + c + 1]!;
      voltage[c]! += zetaRe * zRe - zetaIm * zIm + psiRe * pRe - psiIm * pIm;
      voltage[c + 1]! += zetaRe * zIm + zetaIm * zRe + psiRe * pIm + psiIm * pRe;
    }
    voltage[ZETA]! += share;
    voltage[REST]! -= (share * thickness) / sigma;
  }

  /** At the front, where the current and the separator's salt come in: adds the voltage to `sum`, re and im. */
  end(separator: SaltChain, sum: Float64Array): void {
    const { flux, voltage, back } = this;
    // flux of the electrode = (1, flux of the separator)
    for (let part = 0; part < 2; part++) {
      back[REST + part] = (part === 0 ? 1 : 0) - flux[REST + part]!;
      back[ROW + REST + part] = separator.flux[2 + part]! - flux[ROW + REST + part]!;
      flux[ROW + PSI + part]! -= separator.flux[part]!;
      voltage[PSI + part]! += separator.voltage[part]!;
      sum[part]! += voltage[REST + part]! + separator.voltage[2 + part]!;
    }
    solvePair(flux, back);
    for (let c = 0; c < REST; c += 2) {
      const at = c === ZETA ? REST : ROW + REST;
      sum[0]! += voltage[c]! * back[at]! - voltage[c + 1]! * back[at + 1]!;
      sum[1]! += voltage[c]! * back[at + 1]! + voltage[c + 1]! * back[at]!;
    }
  }

  /** Writes M of (zeta, psi)'' = M (zeta, psi). */
  private couple(layer: Layer, series: number, omega: number, responses: Float64Array, at: number): void {
    const { system } = this;
    const { porosity, tortuous, diffusivity, transference, lever } = layer;
    const salt = 1 / (faraday * tortuous);
    for (let part = 0; part < 2; part++) {
      const total = responses[at + TOTAL_POTENTIAL + part]!;
      const totalSalt = responses[at + TOTAL_SALT + part]! / diffusivity;
      const source = responses[at + REACTION_POTENTIAL + part]! - transference * total;
      const sourceSalt = responses[at + REACTION_SALT + part]! / diffusivity - transference * totalSalt;
      system[part] = -total / series;
      system[2 + part] = (total * lever - totalSalt) / series;
      system[4 + part] = source * salt;
      system[6 + part] = (sourceSalt - source * lever) * salt;
    }
    system[7]! += (omega * porosity) / (diffusivity * tortuous);
  }
}
