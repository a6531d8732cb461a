import type { ParameterValues } from '../parameters.ts';
import { type ExchangeCurrent, symmetricExchange } from './exchange.ts';
import { type PotentialCurve, siliconLithiation } from './open-circuit.ts';

/**
 * Lithiation potential of silicon that began as a crystal and has been made amorphous up to the lithiation `amorphous`:
 * beyond it lithium goes in on the plateau of the crystal, or on the branch of amorphous silicon where that lies lower
 * (equation 6.8 of docs/methods/half-cell.md).
 */
export function crystallineLithiation(values: ParameterValues, amorphous: number): PotentialCurve {
  return (x, out) => {
    siliconLithiation(x, out);
    if (x <= amorphous) return;
    const plateau = values.plateauPotential - values.plateauDrop * x;
    if (plateau >= out[0]!) return;
    out[0] = plateau;
    out[1] = -values.plateauDrop;
  };
}

/**
 * Its exchange current: on the plateau the surface is the lithiated phase however little of it there is, so the scale
 * i0* stands where the symmetric law would make it vanish with x.
 */
export function crystallineExchange(values: ParameterValues, amorphous: number): ExchangeCurrent {
  const peak = values.exchangeCurrentDensity;
  const symmetric = symmetricExchange(peak);
  return (x, out) => {
    if (x <= amorphous || x >= 0.5) return symmetric(x, out);
    out[0] = peak;
    out[1] = 0;
  };
}
