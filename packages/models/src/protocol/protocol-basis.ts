import type { CurrentUnit, Setting, Stop } from './protocol-step.ts';

/** What settings count on. */
export interface ProtocolBasis {
  /** Geometric electrode area, m2. */
  readonly area_m2: number;
  /** Composite per geometric area, kg/m2. */
  readonly loading_kg_m2: number;
  /** Stated capacity, C per geometric m2: 1C passes it in an hour. */
  readonly capacity_C_m2: number;
}

/** Current density, A/m2; positive. */
function currentDensity(value: number, unit: CurrentUnit, basis: ProtocolBasis): number {
  switch (unit) {
    case 'A/m2':
      return value;
    case 'A':
      return value / basis.area_m2;
    case 'A/kg':
      return value * basis.loading_kg_m2;
    case 'C':
      return (value * basis.capacity_C_m2) / 3600;
  }
}

/** A setting per geometric area: A/m2, W/m2 or Ohm m2; positive. */
export function settingPerArea(
  { value, unit }: Setting,
  basis: ProtocolBasis,
): { readonly quantity: 'current' | 'power' | 'resistance'; readonly value: number } {
  switch (unit) {
    case 'W':
      return { quantity: 'power', value: value / basis.area_m2 };
    case 'W/kg':
      return { quantity: 'power', value: value * basis.loading_kg_m2 };
    case 'W/m2':
      return { quantity: 'power', value };
    case 'Ohm':
      return { quantity: 'resistance', value: value * basis.area_m2 };
    case 'Ohm m2':
      return { quantity: 'resistance', value };
    default:
      return { quantity: 'current', value: currentDensity(value, unit, basis) };
  }
}

/** A stop's value per geometric area: V, A/m2 or C/m2. */
export function stopPerArea(stop: Stop, basis: ProtocolBasis): number {
  if (stop.quantity === 'voltage') return stop.value;
  if (stop.quantity === 'current') return currentDensity(stop.value, stop.unit, basis);
  const per = { C: 1 / basis.area_m2, 'C/kg': basis.loading_kg_m2, 'C/m2': 1 };
  return stop.value * per[stop.unit];
}
