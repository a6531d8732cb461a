import type { Dataset } from '@anodelab/data';
import type { ParameterValues } from '../parameters.ts';
import type { Protocol } from '../protocol/protocol-step.ts';
import type { ModelSample } from '../sample.ts';
import type { VoltageWindow } from '../cell/half-cell.ts';
import { observeProtocol, type TestProtocol } from './protocol.ts';

/** A titration: current for a while, then none, over and over, down the window and up again. */
export interface TitrationProtocol extends VoltageWindow, Omit<TestProtocol, 'protocol' | 'sampling'> {
  /** A/kg composite. */
  readonly currentDensity: number;
  /** s of each pulse, and of the rest or interruption after it. */
  readonly pulse_s: number;
  readonly rest_s: number;
}

/** Records of a pulse and of a rest that are logged by time alone. */
const RECORDS = 100;

/**
 * Galvanostatic intermittent titration (GITT) of a sample: rest, then pulses with long rests, first lithiating to
 * `lower_V`, then delithiating to `upper_V`. See `observeProtocol`.
 *
 * @throws {RangeError} for settings that are not positive, and when the cell cannot run the first pulse
 */
export function observeGitt(
  values: ParameterValues,
  sample: ModelSample,
  protocol: TitrationProtocol,
): Dataset {
  return titration(values, sample, protocol, 'GITT');
}

/** Intermittent current interruption (ICI): the same with pauses that are short beside the pulses. */
export function observeIci(
  values: ParameterValues,
  sample: ModelSample,
  protocol: TitrationProtocol,
): Dataset {
  return titration(values, sample, protocol, 'ICI');
}

function titration(
  values: ParameterValues,
  sample: ModelSample,
  { currentDensity, pulse_s, rest_s, lower_V, upper_V, ...test }: TitrationProtocol,
  name: 'GITT' | 'ICI',
): Dataset {
  if (!(currentDensity > 0 && pulse_s > 0 && rest_s > 0 && upper_V > lower_V)) {
    throw new RangeError(
      `${name} of ${sample.name}: ${currentDensity} A/kg for ${pulse_s} s, rests of ${rest_s} s, ${upper_V} to ${lower_V} V; expected positive values and a window`,
    );
  }
  const rest = { kind: 'rest', duration: rest_s, until: [], period: rest_s / RECORDS } as const;
  const half = (direction: 'lithiation' | 'delithiation', value: number): Protocol[number] => {
    const until = [{ quantity: 'voltage', value }] as const;
    const setting = { value: currentDensity, unit: 'A/kg' } as const;
    const pulse = {
      kind: 'constant',
      direction,
      setting,
      duration: pulse_s,
      until,
      period: pulse_s / RECORDS,
    } as const;
    return { kind: 'repeat', times: 100_000, until, steps: [pulse, rest] };
  };
  const dataset = observeProtocol(values, sample, {
    ...test,
    protocol: [rest, half('lithiation', lower_V), rest, half('delithiation', upper_V)],
    sampling: { voltage: 1e-3 },
  });
  return { ...dataset, meta: { ...dataset.meta, techniqueName: name } };
}
