import { faraday } from '../constants.ts';
import type { PopulationDescription } from '../porous-cell/cell-description.ts';
import { withinLaws } from '../porous-cell/population-nodes.ts';
import { diffusionElement } from './diffusion-element.ts';

/** A population at one place of the electrode, at the state about which the cell is linearised. */
export interface SurfaceState {
  /** Real surface per geometric area of an electrode that is like this place. */
  readonly area: number;
  /** Lithiation of the surface, and branch. */
  readonly lithiation: number;
  readonly branch: number;
  /** Reaction, A per m2 real. */
  readonly reaction: number;
  /** Ohm m2 real. */
  readonly film: number;
  /** Of the electrolyte, mol/m3. */
  readonly salt: number;
}

/** What is the same at every place for one frequency. */
export interface Frequency {
  /** rad/s. */
  readonly omega: number;
  /** (i omega)^exponent of the constant-phase elements. */
  readonly phaseRe: number;
  readonly phaseIm: number;
  /** Of the film, F s^(exponent - 1) per m2 real. */
  readonly filmCapacitance: number;
}

/** Numbers of a response, and their places: total and reaction current per potential and per concentration. */
export const NUMBERS = 8;
export const TOTAL_POTENTIAL = 0;
export const TOTAL_SALT = 2;
export const REACTION_POTENTIAL = 4;
export const REACTION_SALT = 6;

/**
 * The answer of a population's surface to potential and salt beside it: film with its capacitor in series with double
 * layer parallel to charge transfer and diffusion. The branch h stays as it is: a small signal moves it little.
 */
export class SurfaceResponse {
  private readonly area: number;
  private readonly geometry: 'sphere' | 'plane';
  /** size / sqrt(2 D). */
  private readonly depth: number;
  /** Slopes of the reaction's potential drop: with its current, Ohm m2, per diffusion element, and per concentration. */
  private readonly transfer: number;
  private readonly diffusion: number;
  private readonly salt: number;
  private readonly film: number;
  private readonly capacitance: number;

  /** @param share - of the electrode that the place stands for */
  constructor(description: PopulationDescription, thermal: number, state: SurfaceState, share: number) {
    const { geometry, size, diffusivity, maximumConcentration, capacitance, potential } = description;
    const x = withinLaws(state.lithiation);
    const numbers = new Float64Array(3);
    if (typeof diffusivity !== 'number') diffusivity(x, numbers);
    const d = typeof diffusivity === 'number' ? diffusivity : numbers[0]!;
    potential.lithiation(x, numbers);
    let slope = numbers[1]!;
    if (description.hysteresisRange !== undefined) {
      potential.delithiation(x, numbers);
      slope = ((1 - state.branch) * slope + (1 + state.branch) * numbers[1]!) / 2;
    }
    description.reaction(x, state.salt, numbers);
    const exchange = numbers[0]!;
    const j = state.reaction;
    this.transfer = (2 * thermal) / Math.sqrt(j * j + 4 * exchange * exchange);
    const lever = (this.transfer * j) / exchange;
    this.diffusion = ((-slope - lever * numbers[1]!) * size) / (faraday * maximumConcentration * d);
    this.salt = -lever * numbers[2]!;
    this.area = state.area * share;
    this.geometry = geometry;
    this.depth = size / Math.sqrt(2 * d);
    this.film = state.film;
    this.capacitance = capacitance;
  }

  /** Adds the currents of the place, A per geometric m2, to the complex numbers from `out[at]` on. */
  add(frequency: Frequency, out: Float64Array, at: number): void {
    const { phaseRe, phaseIm, filmCapacitance } = frequency;
    const { area, salt, film, capacitance } = this;
    diffusionElement(this.geometry, this.depth * Math.sqrt(frequency.omega), element);
    const zRe = this.transfer + this.diffusion * element[0]!;
    const zIm = this.diffusion * element[1]!;
    const square = zRe * zRe + zIm * zIm;
    const gRe = zRe / square; // 1/Z of the reaction
    const gIm = -zIm / square;
    const yRe = gRe + capacitance * phaseRe;
    const yIm = gIm + capacitance * phaseIm;
    // film, with its capacitor
    const bRe = 1 + film * filmCapacitance * phaseRe;
    const bIm = film * filmCapacitance * phaseIm;
    const bSquare = bRe * bRe + bIm * bIm;
    const fRe = (film * bRe) / bSquare;
    const fIm = (-film * bIm) / bSquare;
    const dRe = 1 + fRe * yRe - fIm * yIm;
    const dIm = fRe * yIm + fIm * yRe;
    const dSquare = dRe * dRe + dIm * dIm;
    // total per potential: -Y / d; per concentration: -g s / d
    const tRe = -(yRe * dRe + yIm * dIm) / dSquare;
    const tIm = -(yIm * dRe - yRe * dIm) / dSquare;
    out[at + TOTAL_POTENTIAL]! += area * tRe;
    out[at + TOTAL_POTENTIAL + 1]! += area * tIm;
    // inner potential = outer + film * total; reaction = -(inner + s c) g
    const eRe = 1 + fRe * tRe - fIm * tIm;
    const eIm = fRe * tIm + fIm * tRe;
    out[at + REACTION_POTENTIAL]! -= area * (eRe * gRe - eIm * gIm);
    out[at + REACTION_POTENTIAL + 1]! -= area * (eRe * gIm + eIm * gRe);
    if (salt === 0) return;
    const sRe = (-salt * (gRe * dRe + gIm * dIm)) / dSquare;
    const sIm = (-salt * (gIm * dRe - gRe * dIm)) / dSquare;
    const cRe = fRe * sRe - fIm * sIm + salt;
    const cIm = fRe * sIm + fIm * sRe;
    out[at + TOTAL_SALT]! += area * sRe;
    out[at + TOTAL_SALT + 1]! += area * sIm;
    out[at + REACTION_SALT]! -= area * (cRe * gRe - cIm * gIm);
    out[at + REACTION_SALT + 1]! -= area * (cRe * gIm + cIm * gRe);
  }
}

const element = new Float64Array(2);
