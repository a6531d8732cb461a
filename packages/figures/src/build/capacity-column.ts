import { findColumn, labels } from '@anodelab/data';
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

/** The two capacities of a cycle: the one that is reported and the one of the other half cycle. */
interface CapacityPair {
  readonly reported: CapacityColumn;
  readonly opposite: CapacityColumn;
}

const specific = (name: string, label: string): CapacityColumn => ({
  name,
  label: `${label} capacity`,
  unit: specificCapacityUnit,
  factor: 1 / coulombPerKilogram,
});
const perCell = (name: string, label: string): CapacityColumn => ({
  name,
  label: `${label} capacity`,
  unit: 'mAh',
  factor: 1 / coulombs,
});

/** Per mass: what a half cell gives back, else what any cell gives. */
const halfCellPerMass: CapacityPair = {
  reported: specific('qDelith_C_kg', 'delithiation'),
  opposite: specific('qLith_C_kg', 'lithiation'),
};
const anyCellPerMass: CapacityPair = {
  reported: specific('qDis_C_kg', 'discharge'),
  opposite: specific('qChg_C_kg', 'charge'),
};
/** Without a mass: a half cell against lithium is delithiated by charging it. */
const halfCell: CapacityPair = {
  reported: perCell('qChg_C', 'delithiation'),
  opposite: perCell('qDis_C', 'lithiation'),
};
const anyCell: CapacityPair = {
  reported: perCell('qDis_C', 'discharge'),
  opposite: perCell('qChg_C', 'charge'),
};

/**
 * The capacities that every sample has, per gram where all have a mass and per cell where one has none.
 * @throws {RangeError} when they share none
 */
export function sharedCapacities(samples: readonly FigureSample[]): CapacityPair {
  const candidates = [halfCellPerMass, anyCellPerMass, samples.every(isHalfCell) ? halfCell : anyCell];
  const found = candidates.find(({ reported }) => allHave(samples, 'cycles', reported.name));
  if (found === undefined) {
    const names = samples.map(({ label }) => label).join(', ') || 'no sample';
    throw new RangeError(
      `capacity figure of ${names}: expected a capacity that all samples have, found none`,
    );
  }
  return found;
}

/** Whether the analysis calls the directions of the cell by what happens to the working electrode. */
function isHalfCell({ result }: FigureSample): boolean {
  const { cycles, curves } = result.tables;
  const hasSpecific = cycles !== undefined && findColumn(cycles, 'qDelith_C_kg') !== undefined;
  return (
    hasSpecific || (curves !== undefined && (labels(curves, 'direction')?.includes('delithiation') ?? false))
  );
}

/** `Delithiation capacity (mAh g⁻¹)`. */
export function axisLabel({ label, unit }: CapacityColumn): string {
  return `${capitalised(label)} (${unit})`;
}

/** The same text with a capital first letter. */
export function capitalised(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
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
