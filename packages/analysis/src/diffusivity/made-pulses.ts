import type { Column, Dataset } from '@anodelab/data';
import { FILLING, type Shape, surfaceRise } from './constant-flux.ts';

/** Settings of made pulses. */
export interface MadePulses {
  /** D/size^2, 1/s. */
  readonly rate: number;
  readonly shape?: Shape;
  /** s. */
  readonly pulse: number;
  readonly rest: number;
  readonly pulses?: number;
  /** Records of each pulse and of each rest, evenly spaced. */
  readonly records?: number;
  /** Change of the rested potential by one pulse, V. */
  readonly change?: number;
  /** Ohmic drop under current, V. */
  readonly drop?: number;
}

/**
 * Galvanostatic pulses between rests of an electrode with linear E(c), by superposition of the exact response of
 * diffusion, as a reader would give it. For tests and benches.
 */
export function madePulses(settings: MadePulses): Dataset {
  const { rate, shape = 'sphere', pulse, rest, pulses = 1, records = 200 } = settings;
  const { change = -0.01, drop = -0.005 } = settings;
  const scale = change / (FILLING[shape] * rate * pulse);
  const period = pulse + rest;
  const time: number[] = [-1, 0];
  const current: number[] = [0, 0];
  for (let k = 0; k < pulses; k++) {
    for (let i = 1; i <= records; i++) {
      time.push(k * period + (pulse * i) / records);
      current.push(-1e-3);
    }
    for (let i = 1; i <= records; i++) {
      time.push(k * period + pulse + (rest * i) / records);
      current.push(0);
    }
  }
  const voltage = time.map((t, row) => {
    let rise = 0;
    for (let k = 0; k < pulses; k++) {
      const since = t - k * period;
      if (since > 0) rise += surfaceRise(shape, rate * since);
      if (since > pulse) rise -= surfaceRise(shape, rate * (since - pulse));
    }
    return 0.5 + scale * rise + (current[row] === 0 ? 0 : drop);
  });
  const column = (name: string, unit: string, values: readonly number[]): Column => ({
    name,
    unit,
    header: null,
    origin: 'measured',
    values: Float64Array.from(values),
  });
  return {
    technique: 'cycling',
    columns: [column('time_s', 's', time), column('ewe_V', 'V', voltage), column('current_A', 'A', current)],
    meta: {},
    provenance: {
      file: 'gitt.mpr',
      sha256: null,
      bytes: null,
      reader: 'made',
      version: '1',
      instrument: null,
    },
    findings: [],
  };
}
