import type { Dataset } from '../dataset.ts';
import { recorded } from './recorded.ts';

/** A pair of counters of one direction each, or one counter of both, with the counters of energy beside them. */
interface Family {
  readonly charge: readonly string[];
  readonly energy: readonly string[];
  /** Chg minus Dis in one counter. */
  readonly signed?: true;
}

const FAMILIES: readonly Family[] = [
  { charge: ['qTestChg_C', 'qTestDis_C'], energy: ['eTestChg_J', 'eTestDis_J'] },
  { charge: ['qStepChg_C', 'qStepDis_C'], energy: ['eStepChg_J', 'eStepDis_J'] },
  { charge: ['qCycleChg_C', 'qCycleDis_C'], energy: ['eCycleChg_J', 'eCycleDis_J'] },
  { charge: ['qHalf_C'], energy: ['eHalf_J'] },
  { charge: ['qStepCumulative_C'], energy: ['eStepCumulative_J'] },
  { charge: ['qNet_C'], energy: ['eNet_J'], signed: true },
];

/** What a file counted of charge, and of energy where it did. */
export interface ChargeCounter {
  /** Names of its columns. */
  readonly names: readonly string[];
  /** C between a row and the one before, unsigned; negative where the counter was set back. */
  passed(row: number): number;
  /** J between a row and the one before, in the same way; undefined without such columns. */
  readonly energyPassed: ((row: number) => number) | undefined;
}

/** The first counter of charge that the file itself holds. */
export function recordedCharge(dataset: Dataset): ChargeCounter | undefined {
  for (const { charge, energy, signed } of FAMILIES) {
    const counters = charge.map((name) => recorded(dataset, name));
    if (!counters.every((values) => values !== undefined)) continue;
    const energies = energy.map((name) => recorded(dataset, name));
    return {
      names: charge,
      passed: difference(counters, signed === true),
      energyPassed: energies.every((values) => values !== undefined)
        ? difference(energies, signed === true)
        : undefined,
    };
  }
  return undefined;
}

function difference([first, second]: readonly Float64Array[], isSigned: boolean): (row: number) => number {
  if (first === undefined) return () => NaN;
  if (isSigned) return (row) => Math.abs(first[row]! - first[row - 1]!);
  if (second === undefined) return (row) => first[row]! - first[row - 1]!;
  return (row) => first[row]! - first[row - 1]! + second[row]! - second[row - 1]!;
}
