import type { CyclingStep, ImpedanceStep, Protocol, ProtocolStep } from '@anodelab/models';
import { flatSteps } from '../schema/protocol.ts';

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
 * The cycles that a protocol of discharges and charges describes, equal neighbours counted together; or in words why it
 * is none: anything but discharge and charge in turn at one current per mass and cycle and one window, with rests of a
 * minute.
 */
export function galvanostatic(protocol: Protocol): GalvanostaticProtocol | string {
  const steps = flatSteps(protocol).filter((step) => !isItsOwnRest(step));
  const cycles: { current: number; lower: number; upper: number }[] = [];
  for (let i = 0; i < steps.length; i += 2) {
    const [first, second] = [halfCycle(steps[i]), halfCycle(steps[i + 1])];
    if (
      first?.direction !== 'lithiation' ||
      second?.direction !== 'delithiation' ||
      first.current !== second.current
    ) {
      return `expected discharge and charge in turn at one current per cycle (rests: 1 min), found ${spoken(steps[i])} and ${spoken(steps[i + 1])} as steps ${i + 1} and ${i + 2}`;
    }
    cycles.push({ current: first.current, lower: first.until, upper: second.until });
  }
  const window = cycles[0] ?? { lower: NaN, upper: NaN };
  const odd = cycles.find((cycle) => cycle.lower !== window.lower || cycle.upper !== window.upper);
  if (odd !== undefined) {
    return `expected one window, found ${window.lower}-${window.upper} V and ${odd.lower}-${odd.upper} V`;
  }
  const runs: { currentDensity: number; cycles: number }[] = [];
  for (const { current } of cycles) {
    const last = runs.at(-1);
    if (last?.currentDensity === current) last.cycles++;
    else runs.push({ currentDensity: current, cycles: 1 });
  }
  return { steps: runs, lower_V: window.lower, upper_V: window.upper };
}

/**
 * One sweep protocol per scan rate; sweeps that repeat are its cycles.
 *
 * @throws {RangeError} for a sweep down that none goes up again behind
 */
export function sweeps(protocol: Protocol, where: string): readonly SweepProtocol[] {
  const found: SweepProtocol[] = [];
  const steps = flatSteps(protocol);
  for (let i = 0; i < steps.length; i += 2) {
    const [down, up] = [steps[i], steps[i + 1]];
    const isCycle =
      down?.kind === 'sweep' &&
      up?.kind === 'sweep' &&
      down.from === up.to &&
      down.to === (up.from ?? down.to) &&
      down.rate === up.rate &&
      (down.from ?? 0) > down.to &&
      down.until.length + up.until.length === 0;
    if (!isCycle) {
      throw new RangeError(
        `${where}: expected sweeps down and up again, as "Sweep at 0.1 mV/s between 0.01 V and 1.5 V" has them; steps ${i + 1} and ${i + 2} are not`,
      );
    }
    const [rate, lower, upper] = [down.rate, down.to, up.to];
    const same = found.findIndex(
      (other) => other.scanRate_V_s === rate && other.lower_V === lower && other.upper_V === upper,
    );
    const cycles = (found[same]?.cycles ?? 0) + 1;
    const sweep = { scanRate_V_s: rate, lower_V: lower, upper_V: upper, cycles };
    if (same < 0) found.push(sweep);
    else found[same] = sweep;
  }
  return found;
}

/** The spectra of a protocol. */
export function spectra(protocol: Protocol): readonly ImpedanceStep[] {
  return flatSteps(protocol).filter((step) => step.kind === 'impedance');
}

interface HalfCycle {
  readonly direction: 'lithiation' | 'delithiation' | 'to the stop';
  /** A/kg composite. */
  readonly current: number;
  /** V. */
  readonly until: number;
}

/** A constant current per mass to a voltage; undefined for any other step. */
function halfCycle(step: ProtocolStep | undefined): HalfCycle | undefined {
  if (step?.kind !== 'constant' || step.setting.unit !== 'A/kg' || step.duration !== undefined)
    return undefined;
  const [stop, ...others] = step.until;
  if (stop?.quantity !== 'voltage' || stop.side !== undefined || others.length > 0) return undefined;
  return { direction: step.direction, current: step.setting.value, until: stop.value };
}

function isItsOwnRest(step: ProtocolStep): boolean {
  return step.kind === 'rest' && step.duration === REST && step.until.length === 0;
}

function spoken(step: ProtocolStep | undefined): string {
  if (step === undefined) return 'nothing';
  if (step.kind !== 'constant') return step.kind;
  const name = { lithiation: 'discharge', delithiation: 'charge', 'to the stop': 'titration' }[
    step.direction
  ];
  const { value, unit } = step.setting;
  return `${name} at ${unit === 'A/kg' ? `${value / 1000} A/g` : `${value} ${unit}`}`;
}
