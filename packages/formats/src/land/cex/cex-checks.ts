import { type Finding, FormatError } from '@anodelab/data';
import type { CexHeader } from './cex-header.ts';
import type { CexStep } from './cex-walk.ts';
import { type StepSums, total } from './step-sums.ts';

/** Share of a step's charge or energy by which words and sums may differ without a word, and before the file is refused. */
const WARN = 0.01;
const REFUSE = 0.05;

/** A step with less than this share of all charge does not condemn a file. */
const SMALL = 0.01;

/** The one layout whose energy word no reader has understood. */
const ENERGY_UNKNOWN = '00010100';

interface Comparison {
  readonly what: string;
  readonly unit: string;
  readonly word: number;
  readonly sum: number;
  /** What `WARN` and `REFUSE` are shares of. */
  readonly size: number;
  /** Difference that rounding and sampling explain. */
  readonly slack: number;
  readonly step: CexStep;
}

/**
 * Compares, step by step, the capacity words with the integral of the current and the energy words with the integral
 * of the voltage over the charge.
 *
 * @param unit - s of a time word
 * @returns whether the energy words can be trusted
 * @throws {FormatError} where they differ by more than 5 % beyond what rounding and sampling explain
 */
export function checkCounters(
  sums: readonly StepSums[],
  unit: number,
  header: CexHeader,
  file: string,
  findings: Finding[],
): boolean {
  const all = total(sums, (sum) => sum.charge);
  const counted = sums.filter(({ charge }) => charge > SMALL * all);
  if (counted.length === 0) {
    if (!header.rangesSeen) {
      throw new FormatError(
        file,
        `nobody has seen a range of ${header.voltageRange} V and ${header.currentRange} mA, and no charge flows that would prove it`,
        'byte 24',
      );
    }
    findings.push({
      severity: 'warning',
      code: 'not-checked',
      message:
        'no charge flows: current and voltage could not be checked against the capacity and energy words',
    });
    return true;
  }
  const charges = counted.map((sum) => ({
    what: 'the capacity word gains',
    unit: 'C',
    word: sum.charge,
    sum: sum.ampTicks * unit,
    size: sum.charge,
    slack: sum.ampTicksError * unit + sum.chargeError,
    step: sum.step,
  }));
  const energies = counted.map((sum) => ({
    what: 'the energy word gains',
    unit: 'J',
    word: sum.energy,
    sum: sum.voltCharge,
    size: sum.size,
    slack: sum.voltChargeError + sum.chargeError * (sum.size / sum.charge),
    step: sum.step,
  }));
  const charge = compare(charges, 'the integral of the current is', file, findings);
  if (header.layout === ENERGY_UNKNOWN && energies.some((each) => !agrees(each, REFUSE))) {
    findings.push({
      severity: 'warning',
      code: 'energy-left-out',
      message: 'the energy words of this layout are not the integral of the power and are left out',
      at: `byte ${counted[0]?.step.at ?? 0}`,
    });
    findings.push(report(counted.length, charge, undefined, header));
    return false;
  }
  const energy = compare(energies, 'the integral of voltage over charge is', file, findings);
  findings.push(report(counted.length, charge, energy, header));
  return true;
}

/** @returns the largest difference as a share */
function compare(pairs: readonly Comparison[], other: string, file: string, findings: Finding[]): number {
  const bad = pairs.filter((pair) => !agrees(pair, WARN));
  const worst = bad.toSorted((a, b) => share(b) - share(a))[0];
  if (worst !== undefined) {
    const { what, unit, word, sum, step } = worst;
    const numbers = `${what} ${word.toPrecision(6)} ${unit}, ${other} ${sum.toPrecision(6)} ${unit}`;
    if (!agrees(worst, REFUSE))
      throw new FormatError(file, `${numbers}: one of them is misread`, `byte ${step.at}`);
    findings.push({
      severity: 'warning',
      code: 'counters-differ',
      message: `in ${bad.length} of ${pairs.length} steps words and sums differ by more than ${100 * WARN} %; most in this one: ${numbers}`,
      at: `byte ${step.at}`,
    });
  }
  return Math.max(...pairs.map(share));
}

function agrees({ word, sum, size, slack }: Comparison, tolerance: number): boolean {
  return Math.abs(word - sum) <= tolerance * size + slack;
}

function share({ word, sum, size }: Comparison): number {
  return Math.abs(word - sum) / size;
}

function report(steps: number, charge: number, energy: number | undefined, header: CexHeader): Finding {
  const percent = (value: number) => `${(100 * value).toPrecision(2)} %`;
  const energies =
    energy === undefined ? '' : ` and of the power with the energy words within ${percent(energy)}`;
  const ranges = header.rangesSeen
    ? ''
    : `; this proves the ranges, ${header.voltageRange} V and ${header.currentRange} mA, which nobody has described`;
  return {
    severity: 'info',
    code: 'self-checked',
    message: `in ${steps} steps the integral of the current agrees with the capacity words within ${percent(charge)}${energies}${ranges}`,
  };
}
