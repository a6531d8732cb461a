import { type Random, poisson } from '@anodelab/numerics';

/** Mean electrons that a pixel of yield 1 is counted by: a slow scan of a few tens of picoamperes. */
const ELECTRONS = 400;
/** Grey level of yield 1, and of none. */
const GREY = 96;
const BLACK = 8;

/** A secondary-electron image in 8 bits: counted electrons at fixed gain, so that pictures can be compared. */
export function detectElectrons(random: Random, electronYield: Float64Array): Uint8Array {
  return Uint8Array.from(electronYield, (value) => {
    const counted = poisson(random, ELECTRONS * Math.max(0, value)) / ELECTRONS;
    return Math.min(255, Math.round(BLACK + GREY * counted));
  });
}
