import { faraday, gasConstant, cellTemperature } from '../constants.ts';
import type { ParameterValues } from '../parameters.ts';

/**
 * In-plane size of the aromatic domains in a shell, m (equation 3.7 of docs/methods/shell.md; placeholders throughout).
 *
 * @param condensation - conversion of the third pool, 0 to 1
 * @param furnaceTime - s near 800 degC
 */
export function orderingLength(values: ParameterValues, condensation: number, furnaceTime: number): number {
  return (
    values.orderingAtStart +
    values.orderingByCondensation * condensation +
    values.orderingByTime * Math.log1p(furnaceTime / 60)
  );
}

/** Diffusivity of lithium ions in a shell, m2/s, from its ionic conductivity, S/m, by Nernst and Einstein (4.6). */
export function shellDiffusivity(values: ParameterValues, ionicConductivity: number): number {
  return (
    (ionicConductivity * gasConstant * cellTemperature) / (faraday ** 2 * values.shellLithiumConcentration)
  );
}
