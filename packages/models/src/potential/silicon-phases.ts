import type { ParameterValues } from '../parameters.ts';
import type { ReactionLaw } from '../porous-cell/cell-description.ts';
import { saltReaction } from '../porous-cell/reaction.ts';
import { type OpenCircuitPotential, siliconDelithiation, siliconLithiation } from './open-circuit.ts';

/** What silicon remembers from one half cycle to the next. May change between two steps of a run. */
export interface PhaseMemory {
  /** Lithiation up to which it has become amorphous; 1 unless it began as a crystal. */
  amorphous: number;
  /** Share that crystallised as Li15Si4 in the last lithiation. */
  silicide: number;
}

/** Width in lithiation over which the plateau of the crystal sets in, and in V over which that of Li15Si4 ends. */
const ONSET = 5e-3;
const ROUNDING = 5e-3;
/**
 * The last lithium leaves at a rising potential, LAST_RISE exp(-x/LAST_WIDTH), so that a sweep to 1.5 V and beyond meets
 * no wall at x = 0. V, lithiation; 0.4 mV at x = 0.0084, where 1.2 V ends a delithiation.
 */
const LAST_RISE = 2;
const LAST_WIDTH = 1e-3;
/** Salt concentration at which exchange currents are stated, mol/m3. */
const SALT = 1000;

/**
 * Both branches of silicon with its phases. Beyond the lithiation `amorphous` lithium goes in on the plateau of the
 * crystal (equation 6.8); the share `silicide` comes out at the plateau of Li15Si4, as long as amorphous silicon would
 * give its lithium at a lower potential.
 */
export function phasePotential(values: ParameterValues, memory: PhaseMemory): OpenCircuitPotential {
  return {
    lithiation: (x, out) => {
      siliconLithiation(x, out);
      addPlateau(x, out);
      addLast(x, out);
    },
    delithiation: (x, out) => {
      siliconDelithiation(x, out);
      addLast(x, out);
      const { silicide } = memory;
      if (silicide <= 0) return;
      // softplus: the plateau is left without a corner
      const ratio = (values.silicidePotential - out[0]!) / ROUNDING;
      const lift = ratio > 40 ? ratio : Math.log1p(Math.exp(ratio));
      const weight = 1 / (1 + Math.exp(-ratio));
      out[0]! += silicide * ROUNDING * lift;
      out[1]! *= 1 - silicide * weight;
    },
  };

  function addPlateau(x: number, out: Float64Array): void {
    if (x <= memory.amorphous) return;
    const gap = values.plateauPotential - values.plateauDrop * x - out[0]!;
    if (gap >= 0) return;
    const gapSlope = -values.plateauDrop - out[1]!;
    plateauShare(memory, x, share);
    out[0]! += share[0]! * gap;
    out[1]! += share[0]! * gapSlope + share[1]! * gap;
  }
}

const share = new Float64Array(2);

/**
 * Lithiation up to which silicon is amorphous once its surface has been at `surface`: as far as the plateau had set in
 * wholly, so that a cell which cannot get through the onset stays where it is, however often it tries.
 */
export function amorphousAfter({ amorphous }: PhaseMemory, surface: number): number {
  return Math.max(amorphous, surface - ONSET);
}

/** How far the plateau has set in at a lithiation beyond `amorphous`, and its slope. */
function plateauShare({ amorphous }: PhaseMemory, x: number, out: Float64Array): void {
  const s = amorphous <= 0 ? 1 : Math.min(1, (x - amorphous) / ONSET);
  out[0] = s * s * (3 - 2 * s);
  out[1] = (6 * s * (1 - s)) / ONSET;
}

function addLast(x: number, out: Float64Array): void {
  if (x > 40 * LAST_WIDTH) return; // below rounding
  const rise = LAST_RISE * Math.exp(-x / LAST_WIDTH);
  out[0]! += rise;
  out[1]! -= rise / LAST_WIDTH;
}

/**
 * Exchange current of silicon: symmetric in lithium and room; on the plateau of the crystal the surface is the lithiated
 * phase however little of it there is, so that it stands at its peak.
 */
export function phaseReaction(values: ParameterValues, memory: PhaseMemory): ReactionLaw {
  const symmetric = saltReaction(values.exchangeCurrentDensity, SALT);
  const peak = new Float64Array(3);
  return (x, c, out) => {
    symmetric(x, c, out);
    if (x <= memory.amorphous || x >= 0.5) return;
    symmetric(0.5, c, peak);
    plateauShare(memory, x, share);
    const gap = peak[0]! - out[0]!;
    out[0]! += share[0]! * gap;
    out[1]! += share[1]! * gap - share[0]! * out[1]!;
    out[2]! += share[0]! * (peak[2]! - out[2]!);
  };
}
