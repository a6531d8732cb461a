import { clockText, fixed, headerRow, isoDay, type MadeRecord, perMass, type Row } from './made-records.ts';

/** Rows as delimited text. */
export function textBytes(rows: readonly Row[], delimiter: string, lineEnd = '\r\n'): Uint8Array {
  const lines = rows.map((row) => row.map((cell) => String(cell ?? '')).join(delimiter));
  return new TextEncoder().encode(lines.join(lineEnd) + lineEnd);
}

/** Eight tab-separated columns without a header. */
export function bareRows(records: readonly MadeRecord[]): Row[] {
  return records.map((record) => [
    record.record,
    clockText(record.time),
    clockText(record.stepTime),
    record.voltage,
    record.current,
    record.capacity,
    record.energy,
    isoDay(record).replace('T', ' '),
  ]);
}

/** LANDT's US CSV: six lines of metadata, one comma too many in every record. */
export function usRows(records: readonly MadeRecord[]): Row[] {
  const names =
    'channel_index,cycle_index,step_index,date_time_iso_string,test_time_s,step_time_s,current_A,voltage_V,discharge_capacity_Ah,charge_capacity_Ah,discharge_energy_Wh,charge_energy_Wh,Pressure_Psi,temperature_1_C,step_name';
  const meta = ['Channel', 'Operator', 'Cell', 'Schedule', 'Start', 'Comment'].map(
    (key): Row => [`${key}:`, '', '', ''],
  );
  return [
    ...meta,
    headerRow(names),
    ...records.map((record): Row => {
      const step = { charge: record.state === 'RateC', discharge: record.state === 'RateD' };
      const [date = '', clock = ''] = isoDay(record).split('T');
      const [year, month, dayOfMonth] = date.split('-');
      return [
        record.record,
        record.cycle,
        record.step,
        `${month}/${dayOfMonth}/${year} ${clock}`,
        record.time,
        record.stepTime,
        fixed(record.current / 1000, 4),
        record.voltage,
        step.discharge ? record.capacity / 1000 : 0,
        step.charge ? record.capacity / 1000 : 0,
        step.discharge ? record.energy / 1000 : 0,
        step.charge ? record.energy / 1000 : 0,
        0,
        25,
        record.state,
        '',
      ];
    }),
  ];
}

/** Text with Maccor's headers and LAND's date. */
export function recRows(records: readonly MadeRecord[]): Row[] {
  return [
    headerRow('Rec#,Cyc#,Step,Test (Sec),Step (Sec),Amp-hr,Watt-hr,Amps,Volts,DPt-Time'),
    ...records.map(
      (record): Row => [
        record.record,
        record.cycle,
        record.step,
        record.time,
        record.stepTime,
        record.capacity / 1000,
        record.energy / 1000,
        record.current / 1000,
        record.voltage,
        isoDay(record).replace('T', ' '),
      ],
    ),
  ];
}

/** Chinese CSV with two blocks of five columns, discharge beside charge, neither with a count. */
export function twoBlockRows(records: readonly MadeRecord[]): Row[] {
  const names = '测试时间/Sec,电压/V,电流/mA,容量/mAh,比容量/mAh/g';
  const block = (state: MadeRecord['state']) =>
    records
      .filter((record) => record.state === state)
      .map(
        (record): Row => [
          record.time,
          record.voltage,
          record.current,
          record.capacity,
          perMass(record.capacity),
        ],
      );
  const right = block('RateC');
  return [
    [...headerRow(names), ...headerRow(names)],
    ...block('RateD').map((left, i): Row => [...left, ...(right[i] ?? [])]),
  ];
}
