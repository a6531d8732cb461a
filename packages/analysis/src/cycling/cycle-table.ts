import type { Table } from '@anodelab/data';
import { type Branch, type Cycle, coulombicEfficiency, returned } from './cycles.ts';
import { derived } from './derived-column.ts';
import type { Orientation } from './orientation.ts';

export interface CycleTableOptions {
  readonly orientation: Orientation;
  /** kg, or undefined: then there are no specific columns and the current density is NaN. */
  readonly mass: number | undefined;
  /** Number of the cycle that retention refers to, or undefined: then retention is NaN. */
  readonly reference: number | undefined;
  /** Relative standard error of each direction's mean current. */
  readonly currentAccuracy: number;
}

/**
 * One row per cycle: capacities by counter (`q…`) and by coulomb count (`q…Coulomb`), energies, mean, median and end
 * voltages, mean charge less mean discharge voltage, efficiencies of charge (with the standard error that the current
 * accuracy gives it) and of energy, the shares of each direction at held voltage, retention, and 1 or 0 for complete. NaN
 * where there is no such value; nothing is clipped.
 */
export function cycleTable(cycles: readonly Cycle[], options: CycleTableOptions): Table {
  const { orientation, mass, reference } = options;
  const each = (name: string, unit: string, read: (cycle: Cycle) => number | undefined) =>
    derived(
      name,
      unit,
      Float64Array.from(cycles, (cycle) => read(cycle) ?? NaN),
    );
  const referenceCycle = cycles.find((cycle) => cycle.number === reference);
  const referenceCharge =
    (referenceCycle === undefined ? undefined : completeCharge(returned(referenceCycle, orientation))) ?? NaN;
  const efficiency = (cycle: Cycle) => coulombicEfficiency(cycle, orientation);
  const specific =
    mass === undefined
      ? []
      : [
          each('qChg_C_kg', 'C/kg', (cycle) => over(cycle.charge?.charge, mass)),
          each('qDis_C_kg', 'C/kg', (cycle) => over(cycle.discharge?.charge, mass)),
        ];
  const lithium =
    mass === undefined || orientation.electrode === 'full'
      ? []
      : [
          each('qLith_C_kg', 'C/kg', (cycle) => over(cycle.discharge?.charge, mass)),
          each('qDelith_C_kg', 'C/kg', (cycle) => over(cycle.charge?.charge, mass)),
        ];
  return {
    columns: [
      each('cycle', '1', (cycle) => cycle.number),
      each('currentDensity_A_kg', 'A/kg', (cycle) => over(cycleCurrent(cycle, orientation), mass ?? NaN)),
      each('current_A', 'A', (cycle) => cycleCurrent(cycle, orientation)),
      each('qChg_C', 'C', (cycle) => cycle.charge?.charge),
      each('qDis_C', 'C', (cycle) => cycle.discharge?.charge),
      each('qChgCoulomb_C', 'C', (cycle) => cycle.charge?.coulombs),
      each('qDisCoulomb_C', 'C', (cycle) => cycle.discharge?.coulombs),
      ...lithium,
      ...specific,
      each('eChg_J', 'J', (cycle) => cycle.charge?.energy),
      each('eDis_J', 'J', (cycle) => cycle.discharge?.energy),
      each('vMeanChg_V', 'V', (cycle) => cycle.charge?.meanVoltage),
      each('vMeanDis_V', 'V', (cycle) => cycle.discharge?.meanVoltage),
      each('vMedChg_V', 'V', (cycle) => cycle.charge?.medianVoltage),
      each('vMedDis_V', 'V', (cycle) => cycle.discharge?.medianVoltage),
      each('vHysteresis_V', 'V', ({ charge, discharge }) =>
        charge && discharge ? charge.meanVoltage - discharge.meanVoltage : undefined,
      ),
      each('vEndChg_V', 'V', (cycle) => cycle.charge?.endVoltage),
      each('vEndDis_V', 'V', (cycle) => cycle.discharge?.endVoltage),
      each('ce', '1', efficiency),
      each('energyEfficiency', '1', (cycle) => energyEfficiency(cycle, orientation)),
      each('cvShareChg', '1', ({ charge }) => over(charge?.heldCharge, charge?.charge ?? NaN)),
      each('cvShareDis', '1', ({ discharge }) => over(discharge?.heldCharge, discharge?.charge ?? NaN)),
      each('ceSe', '1', (cycle) => efficiency(cycle) * Math.SQRT2 * options.currentAccuracy),
      each('retention', '1', (cycle) => over(completeCharge(returned(cycle, orientation)), referenceCharge)),
      each('complete', '1', (cycle) => (Number.isNaN(efficiency(cycle)) ? 0 : 1)),
    ],
  };
}

/** Unsigned current of the half cycle whose capacity is reported, else of the other one, A. */
export function cycleCurrent(cycle: Cycle, orientation: Orientation): number | undefined {
  return (returned(cycle, orientation) ?? cycle.discharge ?? cycle.charge)?.current;
}

/** Energy of the discharge over that of the charge, which the efficiency pairs; NaN unless both are complete. */
function energyEfficiency(cycle: Cycle, orientation: Orientation): number {
  const given = returned(cycle, orientation);
  const { taken } = cycle;
  if (!given?.complete || !taken?.complete) return NaN;
  return orientation.returns < 0 ? given.energy / taken.energy : taken.energy / given.energy;
}

function completeCharge(branch: Branch | undefined): number | undefined {
  return branch?.complete ? branch.charge : undefined;
}

function over(value: number | undefined, divisor: number): number | undefined {
  return value === undefined ? undefined : value / divisor;
}
