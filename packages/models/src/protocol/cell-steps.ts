import type { CellStep, StopRule } from '../porous-cell/cell-step.ts';
import { hold, ramp } from '../porous-cell/control.ts';
import { type ProtocolBasis, settingPerArea, stopPerArea } from './protocol-basis.ts';
import type {
  ConstantStep,
  HoldStep,
  Limits,
  ProfileStep,
  RestStep,
  Stop,
  SweepStep,
} from './protocol-step.ts';

/** A step that a cell runs by itself. */
export type RunnableStep = ConstantStep | HoldStep | RestStep | SweepStep | ProfileStep;

/** A step for a cell: its parts, run one after another, and which way it drives the cell. */
export interface PreparedStep {
  readonly parts: readonly CellStep[];
  /** +1 lithiates, -1 delithiates, 0 where neither is set. */
  readonly sign: -1 | 0 | 1;
}

/**
 * What a cell that stands at `voltage` has to do. Stops of a current-driven step lie in its direction, of others where
 * they are seen from the present voltage; a hold ends when its current has become as small as its stop.
 *
 * @throws {RangeError} for a profile without points, or with times that fall
 */
export function prepareStep(step: RunnableStep, basis: ProtocolBasis, voltage: number): PreparedStep {
  switch (step.kind) {
    case 'constant':
      return prepareConstant(step, basis, voltage);
    case 'hold':
      return {
        sign: 0,
        parts: [
          {
            control: hold('voltage', step.voltage),
            duration: step.duration ?? Infinity,
            stops: stopsOf(step, basis, step.voltage < voltage ? 'below' : 'above', 'below'),
          },
        ],
      };
    case 'rest':
      return {
        sign: 0,
        parts: [
          {
            control: hold('current', 0),
            duration: step.duration ?? Infinity,
            stops: step.until.flatMap((stop) => rules(stop, basis, sideFrom(stop, voltage), 'below')),
          },
        ],
      };
    case 'sweep': {
      const from = step.from ?? voltage;
      const falls = step.to < from;
      return {
        sign: falls ? 1 : -1,
        parts: [
          {
            control: ramp('voltage', from, falls ? -step.rate : step.rate, 0),
            duration: Math.abs(step.to - from) / step.rate,
            stops: stopsOf(step, basis, falls ? 'below' : 'above', 'above'),
          },
        ],
      };
    }
    case 'profile':
      return prepareProfile(step, basis, voltage);
  }
}

function prepareConstant(step: ConstantStep, basis: ProtocolBasis, voltage: number): PreparedStep {
  const sign = signOf(step, voltage);
  const { quantity, value } = settingPerArea(step.setting, basis);
  // a load is voltage over minus current for the cell: the lithiating one is passive
  const signed = quantity === 'resistance' ? -sign * value : sign * value;
  return {
    sign,
    parts: [
      {
        control: hold(quantity, signed),
        duration: step.duration ?? Infinity,
        stops: stopsOf(step, basis, sign > 0 ? 'below' : 'above', quantity === 'current' ? 'above' : 'below'),
      },
    ],
  };
}

function signOf({ direction, until }: ConstantStep, voltage: number): 1 | -1 {
  if (direction !== 'to the stop') return direction === 'lithiation' ? 1 : -1;
  const stop = until.find(({ quantity }) => quantity === 'voltage');
  return stop === undefined || stop.value < voltage ? 1 : -1;
}

/** The course as ramps from point to point: the corners stay sharp. */
function prepareProfile(step: ProfileStep, basis: ProtocolBasis, voltage: number): PreparedStep {
  const { time_s, values, quantity } = step;
  if (time_s.length < 2 || time_s.length !== values.length) {
    throw new RangeError(
      `profile${step.file === undefined ? '' : ` ${step.file}`}: expected two points or more, found ${time_s.length} times and ${values.length} values`,
    );
  }
  // datasets count a current that delithiates as positive
  const scale = quantity === 'voltage' ? 1 : -1 / basis.area_m2;
  const stops = step.until.flatMap((stop) => rules(stop, basis, sideFrom(stop, voltage), 'above'));
  time_s.forEach((time, n) => {
    if (Number.isFinite(values[n]) && (n === 0 || time >= time_s[n - 1]!)) return;
    throw new RangeError(
      `profile: expected times that rise and finite values, found ${values[n]} at ${time} s as point ${n + 1}`,
    );
  });
  const parts: CellStep[] = [];
  const end = Math.min(step.duration ?? Infinity, time_s.at(-1)! - time_s[0]!) + time_s[0]!;
  for (let n = 1; n < time_s.length && time_s[n - 1]! < end; n++) {
    const length = time_s[n]! - time_s[n - 1]!;
    if (length === 0) continue;
    const start = scale * values[n - 1]!;
    const slope = (scale * (values[n]! - values[n - 1]!)) / length;
    parts.push({
      control: slope === 0 ? hold(quantity, start) : ramp(quantity, start, slope, 0),
      duration: Math.min(length, end - time_s[n - 1]!),
      stops,
    });
  }
  return { sign: 0, parts };
}

function stopsOf(
  { until }: Limits,
  basis: ProtocolBasis,
  voltageSide: 'below' | 'above',
  currentSide: 'below' | 'above',
): readonly StopRule[] {
  return until.flatMap((stop) => rules(stop, basis, voltageSide, currentSide));
}

function rules(
  stop: Stop,
  basis: ProtocolBasis,
  voltageSide: 'below' | 'above',
  currentSide: 'below' | 'above',
): StopRule[] {
  const value = stopPerArea(stop, basis);
  if (stop.quantity === 'voltage') return [{ quantity: 'voltage', side: stop.side ?? voltageSide, value }];
  return [{ quantity: stop.quantity, side: stop.quantity === 'charge' ? 'above' : currentSide, value }];
}

/** The side on which a voltage lies from where the cell is. */
function sideFrom(stop: Stop, voltage: number): 'below' | 'above' {
  return stop.quantity === 'voltage' && stop.value > voltage ? 'above' : 'below';
}
