import type { CyclingStep } from '@anodelab/models';
import { flatSteps } from '../schema/protocol.ts';
import type { ProtocolItem, Step } from '../schema/step.ts';

/** Cycles between two potentials with a current for each run of equal cycles. */
export interface GalvanostaticProtocol {
  readonly steps: readonly CyclingStep[];
  readonly lower_V: number;
  readonly upper_V: number;
}

export interface SweepProtocol {
  readonly scanRate_V_s: number;
  readonly lower_V: number;
  readonly upper_V: number;
  readonly cycles: number;
}

/** The virtual cycler rests that long after each half cycle, s. */
const REST = 60;

/**
 * The cycles that a protocol of discharges and charges describes, equal neighbours counted together.
 *
 * @throws {RangeError} for what the virtual cycler cannot run: anything but discharge and charge in turn at one current
 * per cycle and one window, with rests of a minute
 */
export function galvanostatic(items: readonly ProtocolItem[], where: string): GalvanostaticProtocol {
  const steps = flatSteps(items).filter((step) => !isItsOwnRest(step));
  const cycles: { current: number; lower: number; upper: number }[] = [];
  for (let i = 0; i < steps.length; i += 2) {
    const [first, second] = [steps[i], steps[i + 1]];
    if (first?.kind !== 'discharge' || second?.kind !== 'charge' || first.current !== second.current) {
      throw new RangeError(
        `${where}: expected discharge and charge in turn at one current per cycle (rests: 1 min), found ${spoken(first)} and ${spoken(second)} as steps ${i + 1} and ${i + 2}`,
      );
    }
    cycles.push({ current: first.current, lower: first.until, upper: second.until });
  }
  const window = cycles[0] ?? { lower: NaN, upper: NaN };
  const odd = cycles.find((cycle) => cycle.lower !== window.lower || cycle.upper !== window.upper);
  if (odd !== undefined) {
    throw new RangeError(
      `${where}: expected one window, found ${window.lower}-${window.upper} V and ${odd.lower}-${odd.upper} V`,
    );
  }
  const runs: { currentDensity: number; cycles: number }[] = [];
  for (const { current } of cycles) {
    const last = runs.at(-1);
    if (last?.currentDensity === current) last.cycles++;
    else runs.push({ currentDensity: current, cycles: 1 });
  }
  return { steps: runs, lower_V: window.lower, upper_V: window.upper };
}

/** One sweep protocol per scan rate; sweeps that repeat are its cycles. */
export function sweeps(items: readonly ProtocolItem[]): readonly SweepProtocol[] {
  const found: SweepProtocol[] = [];
  for (const step of flatSteps(items)) {
    if (step.kind !== 'sweep') continue;
    const same = found.findIndex(
      (other) =>
        other.scanRate_V_s === step.rate && other.lower_V === step.lower && other.upper_V === step.upper,
    );
    const cycles = (found[same]?.cycles ?? 0) + 1;
    const sweep = { scanRate_V_s: step.rate, lower_V: step.lower, upper_V: step.upper, cycles };
    if (same < 0) found.push(sweep);
    else found[same] = sweep;
  }
  return found;
}

/** The spectra of a protocol. */
export function spectra(items: readonly ProtocolItem[]): readonly (Step & { kind: 'impedance' })[] {
  return flatSteps(items).filter((step) => step.kind === 'impedance');
}

function isItsOwnRest(step: Step): boolean {
  return step.kind === 'rest' && step.duration === REST;
}

function spoken(step: Step | undefined): string {
  if (step === undefined) return 'nothing';
  return step.kind === 'charge' || step.kind === 'discharge'
    ? `${step.kind} at ${step.current / 1000} A/g`
    : step.kind;
}
