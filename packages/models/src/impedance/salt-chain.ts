import { faraday } from '../constants.ts';
import type { Foil } from '../porous-cell/foil.ts';
import { hyperbolic } from './hyperbolic.ts';
import type { Layer } from './layer.ts';

/** Columns: re and im of the factor of psi, re and im of the rest. */
const PSI = 0;
const REST = 2;

/**
 * From the foil on, what layers without a potential of their own mean at their end, per unit current density and
 * complex: psi there (see `Layer`) sets the diffusive flux of salt (times F, beyond its share in the current) and the
 * voltage up to there. Allocates nothing after construction.
 */
export class SaltChain {
  /** Factor of psi, and the rest. */
  readonly flux = new Float64Array(4);
  readonly voltage = new Float64Array(4);
  private readonly slopes = new Float64Array(4);

  /** At the foil with its slopes, in front of the first layer; `surface` is the electrolyte there. */
  begin(foil: Foil, surface: Layer, omega: number): void {
    const { flux, voltage } = this;
    // (i omega C - rowPotential) phi = rowCurrent + rowSalt c
    const re = -foil.rowPotential;
    const im = omega * foil.capacitance;
    const square = re * re + im * im;
    const perSalt = foil.rowSalt / square / surface.diffusivity;
    const perCurrent = foil.rowCurrent / square;
    voltage[PSI] = perSalt * re;
    voltage[PSI + 1] = -perSalt * im;
    voltage[REST] = perCurrent * re;
    voltage[REST + 1] = -perCurrent * im;
    for (let n = 0; n < 4; n++) flux[n] = foil.faradaicPotential * voltage[n]!;
    flux[PSI]! += foil.faradaicSalt / surface.diffusivity;
    flux[REST]! += foil.faradaicCurrent - surface.transference;
    voltage[PSI]! -= surface.lever;
  }

  /** Passes the boundary between two layers, where the ionic current is this share of the current. */
  cross(left: Layer, right: Layer, share: number): void {
    const { flux, voltage } = this;
    const grown = 1 / (1 + (left.drift + right.drift) / 2);
    voltage[PSI]! += (share * (left.bend + right.bend)) / 2;
    for (let part = PSI; part < REST; part++) {
      voltage[part]! *= grown;
      flux[part]! *= grown;
    }
    flux[REST]! += (left.transference - right.transference) * share;
  }

  /**
   * Passes a layer that salt leaves evenly.
   *
   * @param sink - times F, per volume
   * @param weightRe - voltage per integral of psi over the layer
   */
  pass(layer: Layer, omega: number, sink: number, weightRe: number, weightIm: number): void {
    const { slopes, flux, voltage } = this;
    const { thickness, porosity, tortuous, diffusivity } = layer;
    const scale = faraday * tortuous;
    const rate = (omega * porosity) / (diffusivity * tortuous); // k^2 / i
    hyperbolic(0, rate, thickness, slopes, 0);
    const cothRe = scale * slopes[0]!;
    const cothIm = scale * slopes[1]!;
    const cschRe = scale * slopes[2]!;
    const cschIm = scale * slopes[3]!;
    // psi = i even + phi, where phi'' = k^2 phi
    const even = sink / (scale * rate);
    // coth phi0 - csch phi1 = flux (i even + phi0) + rest: phi0 = a phi1 + b
    const downRe = cothRe - flux[PSI]!;
    const downIm = cothIm - flux[PSI + 1]!;
    const square = downRe * downRe + downIm * downIm;
    const topRe = flux[REST]! - flux[PSI + 1]! * even;
    const topIm = flux[REST + 1]! + flux[PSI]! * even;
    const aRe = (cschRe * downRe + cschIm * downIm) / square;
    const aIm = (cschIm * downRe - cschRe * downIm) / square;
    const bRe = (topRe * downRe + topIm * downIm) / square;
    const bIm = (topIm * downRe - topRe * downIm) / square;
    // the integral is thickness i even + middle (phi0 + phi1) with middle = (k coth - k csch) / k^2
    const middleRe = (slopes[1]! - slopes[3]!) / rate;
    const middleIm = (slopes[2]! - slopes[0]!) / rate;
    const endRe = weightRe * middleRe - weightIm * middleIm;
    const endIm = weightRe * middleIm + weightIm * middleRe;
    const startRe = voltage[PSI]! + endRe;
    const startIm = voltage[PSI + 1]! + endIm;
    const riseRe = startRe * aRe - startIm * aIm + endRe;
    const riseIm = startRe * aIm + startIm * aRe + endIm;
    // at the end phi1 = psi - i even
    voltage[REST]! +=
      startRe * bRe - startIm * bIm + even * (riseIm - voltage[PSI + 1]! - weightIm * thickness);
    voltage[REST + 1]! +=
      startRe * bIm + startIm * bRe + even * (voltage[PSI]! + weightRe * thickness - riseRe);
    voltage[PSI] = riseRe;
    voltage[PSI + 1] = riseIm;
    // csch phi0 - coth phi1
    const fluxRe = cschRe * aRe - cschIm * aIm - cothRe;
    const fluxIm = cschRe * aIm + cschIm * aRe - cothIm;
    flux[PSI] = fluxRe;
    flux[PSI + 1] = fluxIm;
    flux[REST] = cschRe * bRe - cschIm * bIm + fluxIm * even;
    flux[REST + 1] = cschRe * bIm + cschIm * bRe - fluxRe * even;
  }

  /** Adds the voltage to `sum`, re and im, where there is no electrolyte to follow. */
  alone(sum: Float64Array): void {
    sum[0]! += this.voltage[REST]!;
    sum[1]! += this.voltage[REST + 1]!;
  }

  /** At the collector, which no salt passes: adds the voltage up to there to `sum`, re and im. */
  end(sum: Float64Array): void {
    const { flux, voltage } = this;
    const square = flux[PSI]! * flux[PSI]! + flux[PSI + 1]! * flux[PSI + 1]!;
    const re = -(flux[REST]! * flux[PSI]! + flux[REST + 1]! * flux[PSI + 1]!) / square;
    const im = -(flux[REST + 1]! * flux[PSI]! - flux[REST]! * flux[PSI + 1]!) / square;
    sum[0]! += voltage[REST]! + voltage[PSI]! * re - voltage[PSI + 1]! * im;
    sum[1]! += voltage[REST + 1]! + voltage[PSI]! * im + voltage[PSI + 1]! * re;
  }
}
