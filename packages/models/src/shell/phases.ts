import type { Conversions } from '../carbonise/conversions.ts';
import type { ParameterValues } from '../parameters.ts';
import type { Polymerisation } from '../recipe/polymerise.ts';

/** What is left of the coating after the flash, per mass of coating before it (equations 3.2 to 3.6 of docs/methods/shell.md). */
export interface ShellPhases {
  /** Mass left, 1 before heating. */
  readonly pyrolysisYield: number;
  readonly carbonMass: number;
  /** Polymer and polymer-like char. */
  readonly polymerMass: number;
  /** Mass gone as dopant, scission products and condensation gases. */
  readonly volatileMasses: readonly [number, number, number];
  /** Share of carbon in the solid's volume, phi. */
  readonly carbonVolumeFraction: number;
  /** Volume with pores per coating mass, m3/kg. */
  readonly volume: number;
  /** Nitrogen mass per shell mass. */
  readonly nitrogenFraction: number;
}

/** Nitrogen per mass: polypyrrole backbone, and carbonised polyaniline at 800 degC (Trchova et al., Polym. Degrad. Stab. 2009). */
const POLYMER_NITROGEN = 0.215;
const CARBON_NITROGEN = 0.09;

export function shellPhases(
  values: ParameterValues,
  bath: Polymerisation,
  [dopant, scission, condensation]: Conversions,
): ShellPhases {
  const f1 = bath.dopantFraction;
  const { scissionMassLoss: f2, condensationMassLoss: f3 } = values;
  const volatileMasses = [f1 * dopant, f2 * scission, f3 * condensation] as const;
  const pyrolysisYield = 1 - volatileMasses[0] - volatileMasses[1] - volatileMasses[2];
  const carbonMass = condensation * (1 - f1 - f2 - f3);
  const polymerMass = pyrolysisYield - carbonMass;
  const carbonVolume = carbonMass / values.carbonDensity;
  const solidVolume = carbonVolume + polymerMass / values.polymerDensity;
  return {
    pyrolysisYield,
    carbonMass,
    polymerMass,
    volatileMasses,
    carbonVolumeFraction: carbonVolume / solidVolume,
    volume: solidVolume / (1 - values.shellPorosity * condensation),
    nitrogenFraction: POLYMER_NITROGEN * (1 - f1) * (1 - condensation) + CARBON_NITROGEN * condensation,
  };
}
