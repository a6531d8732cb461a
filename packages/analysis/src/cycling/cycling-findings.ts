import type { Finding } from '@anodelab/data';
import type { CyclingOptions, CycleRule } from './cycling-options.ts';
import { type Cycle, coulombicEfficiency, pairsAcrossCycles } from './cycles.ts';
import type { Orientation } from './orientation.ts';

/** Relative difference between counter and coulomb count that is a finding: what 1 s of resolution explains. */
const COUNT_TOLERANCE = 5e-4;

/** Largest relative difference between the cycler's counter and the integral of the current, over complete half cycles. */
export function largestCountDifference(cycles: readonly Cycle[]): number {
  let largest = 0;
  for (const { charge, discharge } of cycles) {
    for (const branch of [charge, discharge]) {
      if (branch?.complete !== true || !(branch.charge > 0)) continue;
      largest = Math.max(largest, Math.abs(branch.coulombs / branch.charge - 1));
    }
  }
  return largest;
}

/** A warning where counter and coulomb count disagree by more than 5e-4. */
export function countFindings(cycles: readonly Cycle[], counter: string): readonly Finding[] {
  const largest = largestCountDifference(cycles);
  if (!(largest > COUNT_TOLERANCE)) return [];
  return [
    {
      severity: 'warning',
      code: 'count-differs',
      message: `the cycler's counter ${counter} and the integral of the current differ by up to ${largest.toExponential(1)} of a half cycle; the counter is used`,
      at: counter,
    },
  ];
}

/** A warning that lists the cycles whose efficiency is above 100 %: more charge came back than went in. */
export function efficiencyFindings(cycles: readonly Cycle[], orientation: Orientation): readonly Finding[] {
  const above = cycles
    .map((cycle) => ({ number: cycle.number, efficiency: coulombicEfficiency(cycle, orientation) }))
    .filter(({ efficiency }) => efficiency > 1);
  if (above.length === 0) return [];
  const values = above.map(({ efficiency }) => 100 * efficiency);
  const range = `${Math.min(...values).toFixed(2)} to ${Math.max(...values).toFixed(2)} %`;
  return [
    {
      severity: 'warning',
      code: 'efficiency-above-one',
      message: `coulombic efficiency is above 100 % in cycles ${spans(above.map(({ number }) => number))} (${range}); not clipped: the charge of an earlier cycle, a side reaction or the cycler's current is in it`,
      at: 'ce',
    },
  ];
}

/** Warnings where the asked rule cannot be followed and where the two rules count differently. */
export function ruleFindings(
  options: CyclingOptions,
  rule: CycleRule,
  cycles: readonly Cycle[],
  otherCycles: readonly Cycle[] | undefined,
): readonly Finding[] {
  const findings: Finding[] = [];
  if (options.rule === 'vendor' && rule !== 'vendor') {
    findings.push({
      severity: 'warning',
      code: 'no-vendor-cycles',
      message: 'the records bear no cycle number of the vendor; cycles follow our rule',
      at: 'cycle',
    });
  }
  if (otherCycles !== undefined && otherCycles.length !== cycles.length) {
    const [own, vendor] = rule === 'own' ? [cycles, otherCycles] : [otherCycles, cycles];
    findings.push({
      severity: 'warning',
      code: 'cycle-rules-differ',
      message: `${own.length} cycles by our rule (pairs of half cycles), ${vendor.length} with current by the vendor's numbers`,
      at: 'cycle',
    });
  }
  return findings;
}

/** An info where cycles open with what the electrode gives back, so that an efficiency reaches into the cycle before. */
export function pairingFindings(cycles: readonly Cycle[], orientation: Orientation): readonly Finding[] {
  if (!pairsAcrossCycles(cycles, orientation)) return [];
  const { charge, discharge } = orientation.names;
  const [given, taken] = orientation.returns > 0 ? [charge, discharge] : [discharge, charge];
  return [
    {
      severity: 'info',
      code: 'efficiency-across-cycles',
      message: `cycles open with the ${given}; its efficiency is over the ${taken} before it, which is in the cycle before`,
      at: 'ce',
    },
  ];
}

/** An info for cycles of which one direction is missing or cut off. */
export function incompleteFindings(cycles: readonly Cycle[], orientation: Orientation): readonly Finding[] {
  const incomplete = cycles.filter((cycle) => Number.isNaN(coulombicEfficiency(cycle, orientation)));
  if (incomplete.length === 0) return [];
  return [
    {
      severity: 'info',
      code: 'cycle-incomplete',
      message: `no coulombic efficiency for cycles ${spans(incomplete.map(({ number }) => number))}: one half cycle is missing or cut off`,
      at: 'ce',
    },
  ];
}

/** Rising numbers as text: `1-3, 7`. */
function spans(numbers: readonly number[]): string {
  const parts: { first: number; last: number }[] = [];
  for (const number of numbers) {
    const part = parts.at(-1);
    if (part !== undefined && number === part.last + 1) part.last = number;
    else parts.push({ first: number, last: number });
  }
  return parts.map(({ first, last }) => (first === last ? `${first}` : `${first}-${last}`)).join(', ');
}
