import { isoOfStep, type MadeStep } from '../../cycler-table/testing/made-steps.ts';

export interface PecStyle {
  /** How many cells share the table, row by row. */
  readonly cells: number;
  readonly millivolts: boolean;
  readonly dates: 'month-first' | 'day-first';
}

/** A PEC export of those records, the same for each of its cells. */
export function pecExport(records: readonly MadeStep[], { cells, millivolts, dates }: PecStyle): string {
  const scale = millivolts ? 1000 : 1;
  const start = dateText(isoOfStep({ time: 0 }), dates);
  const rows = records.flatMap((each) =>
    Array.from({ length: cells }, (_, i) =>
      [
        42,
        i + 1,
        'ACT4',
        '007',
        `made_${i + 1}`,
        each.step,
        each.command,
        each.cycle,
        durationText(each.time),
        each.stepTime,
        dateText(isoOfStep(each), dates),
        each.voltage * scale,
        each.current * scale,
        `${Math.max(0, each.netCharge) / 3.6},`,
      ].join(','),
    ),
  );
  const unit = millivolts ? 'm' : '';
  return [
    'Request Year:,2021',
    'Test:,42',
    'TestRegime Name:,Made regime',
    'Parameter names:,C-Rate (mAh),Mass (kg)',
    'Parameter values:,36,0.05',
    `Start Time:,${start}`,
    `Test,Cell,Rack,Shelf,Cell ID,Step,Instruction Name,Cycle,Total Time (Hours in hh:mm:ss.xxx),Step Time (Seconds),Real Time,Voltage (${unit}V),Current (${unit}A),Charge Capacity (mAh),`,
    ...rows,
    '',
  ].join('\n');
}

function durationText(seconds: number): string {
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0');
  return `${two(seconds / 3600)}:${two((seconds / 60) % 60)}:${two(seconds % 60)}.000`;
}

function dateText(iso: string, order: PecStyle['dates']): string {
  const [date = '', clock = ''] = iso.split('T');
  const [year, month, day] = date.split('-');
  return `${order === 'day-first' ? `${day}/${month}` : `${month}/${day}`}/${year} ${clock}`;
}
