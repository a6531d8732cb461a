/** One record as LAND prints it: s, mA, mAh, V, mWh. */
export interface MadeRecord {
  readonly record: number;
  readonly time: number;
  readonly stepTime: number;
  readonly current: number;
  readonly capacity: number;
  readonly voltage: number;
  readonly energy: number;
  readonly cycle: number;
  readonly step: number;
  readonly state: 'R' | 'RateC' | 'RateD';
}

/** mg: what specific columns are divided by. */
export const MADE_MASS_MG = 0.8;

/** Cells of one row. */
export type Row = (string | number | null)[];

/** Records of a silicon half cell: per cycle a discharge, a rest, a charge and a rest, eleven records a step. */
export function madeRecords(cycles: number): readonly MadeRecord[] {
  const records: MadeRecord[] = [];
  const shapes = [
    { current: -0.2, from: 0.8, to: 0.05, state: 'RateD' },
    { current: 0, from: 0.06, to: 0.08, state: 'R' },
    { current: 0.2, from: 0.1, to: 1, state: 'RateC' },
    { current: 0, from: 0.95, to: 0.9, state: 'R' },
  ] as const;
  let time = 0;
  let step = 0;
  let held = { capacity: 0, energy: 0 };
  for (let cycle = 1; cycle <= cycles; cycle++) {
    for (const shape of shapes) {
      step++;
      const seconds = shape.current === 0 ? 60 : 36000 - 1800 * cycle - (shape.current > 0 ? 900 : 0);
      const start = shape.current === 0 ? held : { capacity: 0, energy: 0 };
      for (let i = 0; i <= 10; i++) {
        const share = i / 10;
        const stepTime = seconds * share;
        const voltage = shape.from + (shape.to - shape.from) * share;
        const capacity = start.capacity + (Math.abs(shape.current) * stepTime) / 3600;
        const energy = start.energy + (Math.abs(shape.current) * stepTime * (shape.from + voltage)) / 7200;
        held = { capacity: fixed(capacity, 5), energy: fixed(energy, 5) };
        records.push({
          record: records.length + 1,
          time: time + stepTime,
          stepTime,
          current: shape.current,
          ...held,
          voltage: fixed(voltage, 6),
          cycle,
          step,
          state: shape.state,
        });
      }
      time += seconds;
    }
  }
  return records;
}

/** The number as printed with that many digits. */
export function fixed(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}

/** mAh/g or Wh/kg of mAh or mWh. */
export function perMass(value: number): number {
  return fixed((1000 * value) / MADE_MASS_MG, 3);
}

/** `d-hh:mm:ss` */
export function clockText(seconds: number): string {
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0');
  const rest = seconds % 86_400;
  return `${Math.floor(seconds / 86_400)}-${two(rest / 3600)}:${two((rest % 3600) / 60)}:${two(rest % 60)}`;
}

/** `2021-02-25T09:30:00` of a record. */
export function isoDay(record: MadeRecord): string {
  const ms = Date.UTC(2021, 1, 25) + 1000 * record.time;
  return new Date(ms).toISOString().slice(0, 19);
}

/** Header texts of a row. */
export function headerRow(names: string): Row {
  return names.split(',');
}
