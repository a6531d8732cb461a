import type { Dataset, Technique } from '../../dataset.ts';

/** What a made test is like. */
export interface MadeCycling {
  readonly cycles: number;
  /** Records of a half cycle; rests have a sixth. */
  readonly records: number;
  /** s between records under current. */
  readonly interval: number;
  /** A. */
  readonly current: number;
  /** V: amplitude of a reproducible noise. */
  readonly noise: number;
  readonly mass_kg: number;
}

type Values = Record<string, Float64Array>;

/** A dataset of numeric columns whose units stand behind the last underscore. */
export function madeDataset(
  technique: Technique,
  columns: Readonly<Values>,
  meta: Dataset['meta'] = {},
): Dataset {
  return {
    technique,
    columns: Object.entries(columns).map(([name, values]) => ({
      name,
      unit: /_/.test(name) ? (name.split('_').at(-1) ?? null) : '1',
      header: null,
      origin: 'measured',
      values,
    })),
    meta,
    provenance: { file: null, sha256: null, bytes: null, reader: 'made', version: '1', instrument: null },
    findings: [],
  };
}

/** A half cell: rest, discharge, rest, charge, each cycle; hysteresis of 0.1 V, counters through the test. Nothing is wrong. */
export function madeCycling(made: MadeCycling): Dataset {
  const rows: Record<string, number[]> = {
    record: [],
    time_s: [],
    unix_s: [],
    voltage_V: [],
    current_A: [],
    cycle: [],
    stepId: [],
    qTestChg_C: [],
    qTestDis_C: [],
    eTestChg_J: [],
    eTestDis_J: [],
    temperature_K: [],
  };
  const state = { time: 0, charged: 0, discharged: 0, energyIn: 0, energyOut: 0, record: 0 };
  const full = made.current * made.interval * made.records;
  const step = (cycle: number, id: number, sign: -1 | 0 | 1, soc: number, count: number) => {
    let before = NaN;
    for (let i = 0; i <= count; i++) {
      const at = soc + (sign * i) / made.records;
      const noise = made.noise * Math.sin(12.9898 * (state.record + 1) ** 2);
      const voltage = 0.2 + 0.6 * at + 0.2 * at ** 4 - 0.15 * (1 - at) ** 6 + 0.05 * sign + noise;
      if (i > 0) {
        state.time += made.interval;
        const passed = full / made.records;
        if (sign > 0) {
          state.charged += passed;
          state.energyIn += (passed * (voltage + before)) / 2;
        } else if (sign < 0) {
          state.discharged += passed;
          state.energyOut += (passed * (voltage + before)) / 2;
        }
      }
      before = voltage;
      state.record++;
      const row = {
        record: state.record,
        time_s: state.time,
        unix_s: 1_700_000_000 + Math.round(state.time),
        voltage_V: voltage,
        current_A: sign * made.current * (1 + 1e-4 * Math.sin(state.record)),
        cycle,
        stepId: id,
        qTestChg_C: state.charged,
        qTestDis_C: state.discharged,
        eTestChg_J: state.energyIn,
        eTestDis_J: state.energyOut,
        temperature_K: 298.15 + 0.1 * Math.sin(state.record),
      };
      for (const [name, value] of Object.entries(row)) rows[name]?.push(value);
    }
  };
  for (let cycle = 1; cycle <= made.cycles; cycle++) {
    step(cycle, 1, 0, 1, Math.ceil(made.records / 6));
    step(cycle, 2, -1, 1, made.records);
    step(cycle, 3, 0, 0, Math.ceil(made.records / 6));
    step(cycle, 4, 1, 0, made.records);
  }
  const columns = Object.fromEntries(
    Object.entries(rows).map(([name, values]) => [name, Float64Array.from(values)]),
  );
  return madeDataset('cycling', columns, { activeMass_kg: made.mass_kg, startLocal: '2023-11-14T22:13:20' });
}

/** Two loops between 0 and 1 V of a double layer with a reversible couple in the middle. */
export function madeVoltammogram(rows: number, noise: number): Dataset {
  const time = Float64Array.from({ length: rows }, (_, row) => row);
  const phase = time.map((row) => (4 * row) / rows);
  const potential = phase.map((value) => 1 - Math.abs((value % 2) - 1));
  const current = potential.map((at, row) => {
    const way = phase[row]! % 2 < 1 ? 1 : -1;
    const peak = Math.exp(-(((at - 0.5 - 0.03 * way) / 0.1) ** 2));
    // The current of the double layer needs a few rows to turn.
    const turn = 1 - 1.6 * Math.exp((-Math.abs((phase[row]! % 1) - 0) * rows) / 40);
    return 1e-6 * (way * turn * (1 + 4 * peak) + noise * Math.sin(12.9898 * row * row));
  });
  return madeDataset('cv', { time_s: time, ewe_V: potential, current_A: current });
}

/** A resistance, an arc and the beginning of a tail, with modulus and phase beside the parts. */
export function madeSpectrum(points: number, arc: number): Dataset {
  const frequency = Float64Array.from({ length: points }, (_, k) => 10 ** (5 - (7 * k) / (points - 1)));
  const re = new Float64Array(points);
  const im = new Float64Array(points);
  frequency.forEach((each, k) => {
    const omega = 2 * Math.PI * each;
    const wt = omega * 1e-3;
    const tail = (0.3 * arc) / Math.sqrt(omega);
    re[k] = 2 + arc / (1 + wt * wt) + tail;
    im[k] = (-arc * wt) / (1 + wt * wt) - tail + 1e-7 * omega;
  });
  return madeDataset('eis', {
    freq_Hz: frequency,
    zRe_Ohm: re,
    zIm_Ohm: im,
    zAbs_Ohm: re.map((value, k) => Math.hypot(value, im[k]!)),
    zPhase_rad: re.map((value, k) => Math.atan2(im[k]!, value)),
  });
}
