import { type FigureSample, allHave } from './sample.ts';

/** A capacity that all samples of a panel have, with how it is drawn. */
export interface CapacityColumn {
  /** Column of the result table `cycles`, C or C/kg. */
  readonly name: string;
  /** What it is, lower case: `delithiation capacity`. */
  readonly label: string;
  readonly unit: string;
  /** Drawn value per SI value. */
  readonly factor: number;
}

/** C/kg in 1 mAh/g and C in 1 mAh. */
const coulombPerKilogram = 3600;
const coulombs = 3.6;
export const specificCapacityUnit = 'mAh g⁻¹';

/** Capacities in order of preference: what a half cell gives back per mass, then what any cell gives, then per cell. */
const candidates: readonly CapacityColumn[] = [
  {
    name: 'qDelith_C_kg',
    label: 'delithiation capacity',
    unit: specificCapacityUnit,
    factor: 1 / coulombPerKilogram,
  },
  {
    name: 'qDis_C_kg',
    label: 'discharge capacity',
    unit: specificCapacityUnit,
    factor: 1 / coulombPerKilogram,
  },
  { name: 'qDis_C', label: 'discharge capacity', unit: 'mAh', factor: 1 / coulombs },
];
const partners: Readonly<Record<string, CapacityColumn>> = {
  qDelith_C_kg: {
    name: 'qLith_C_kg',
    label: 'lithiation capacity',
    unit: specificCapacityUnit,
    factor: 1 / coulombPerKilogram,
  },
  qDis_C_kg: {
    name: 'qChg_C_kg',
    label: 'charge capacity',
    unit: specificCapacityUnit,
    factor: 1 / coulombPerKilogram,
  },
  qDis_C: { name: 'qChg_C', label: 'charge capacity', unit: 'mAh', factor: 1 / coulombs },
};

/**
 * The capacity that every sample has, per gram where all have a mass and per cell where one has none.
 * @throws {RangeError} when they share none
 */
export function sharedCapacity(samples: readonly FigureSample[]): CapacityColumn {
  const found = candidates.find(({ name }) => allHave(samples, 'cycles', name));
  if (found === undefined) {
    const names = samples.map(({ label }) => label).join(', ') || 'no sample';
    throw new RangeError(
      `capacity figure of ${names}: expected a capacity that all samples have, found none`,
    );
  }
  return found;
}

/** The capacity of the other half cycle. */
export function oppositeCapacity(column: CapacityColumn): CapacityColumn {
  return partners[column.name] ?? column;
}

/** `Delithiation capacity (mAh g⁻¹)`. */
export function axisLabel({ label, unit }: CapacityColumn): string {
  return `${label.charAt(0).toUpperCase()}${label.slice(1)} (${unit})`;
}

/** `per gram of composite`, as the analyses say; per cell where there is no mass. */
export function basisWords(samples: readonly FigureSample[], column: CapacityColumn): string {
  if (column.unit === 'mAh') return 'per cell (not every mass is known)';
  const bases = samples.flatMap(({ result }) => Object.values(result.results).map(({ basis }) => basis));
  const known = [...new Set(bases)].filter(
    (basis) => basis !== undefined && basis !== 'cell' && basis !== 'area',
  );
  return known.length === 1 ? `per gram of ${known[0]}` : 'per gram of active mass as given';
}
