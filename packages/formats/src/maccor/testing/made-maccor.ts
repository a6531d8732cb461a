/** A record of a made test, in SI; the current is signed. */
export interface MadeRecord {
  readonly record: number;
  readonly cycle: number;
  readonly step: number;
  /** s */
  readonly time: number;
  readonly stepTime: number;
  /** Of the step, unsigned, C and J. */
  readonly charge: number;
  readonly energy: number;
  /** A */
  readonly current: number;
  /** V */
  readonly voltage: number;
  readonly state: 'R' | 'C' | 'D';
  readonly endStatus: number;
}

const STEPS = [
  { state: 'R', current: 0, from: 3.2, to: 3.2 },
  { state: 'C', current: 2.4e-4, from: 3.2, to: 4.1 },
  { state: 'R', current: 0, from: 4.05, to: 4.02 },
  { state: 'D', current: -2.4e-4, from: 4, to: 3 },
] as const;

/** Steps of rest, charge, rest and discharge with `points` records each, `interval` seconds apart. */
export function madeRecords(cycles: number, points = 4, interval = 600): readonly MadeRecord[] {
  const records: MadeRecord[] = [];
  for (let cycle = 0; cycle < cycles; cycle++) {
    STEPS.forEach(({ state, current, from, to }, step) => {
      let energy = 0;
      for (let point = 0; point < points; point++) {
        const stepTime = point * interval;
        const voltage = from + ((to - from) * point) / (points - 1);
        if (point > 0) energy += Math.abs(current) * interval * voltage;
        records.push({
          record: records.length + 1,
          cycle,
          step: step + 1,
          time: (cycle * STEPS.length + step) * (points - 1) * interval + stepTime,
          stepTime,
          charge: Math.abs(current) * stepTime,
          energy,
          current,
          voltage,
          state,
          endStatus: point === 0 ? 0 : point === points - 1 ? 129 : 1,
        });
      }
    });
  }
  return records;
}

/** How an export is written. */
export interface MadeStyle {
  readonly delimiter: '\t' | ',';
  readonly decimalComma: boolean;
  readonly signed: boolean;
  readonly time: 'Sec' | 'Min' | 'TestTime';
  readonly amps: 'Amps' | 'mAmps' | 'Current [A]';
  readonly millivolts: boolean;
  readonly header: 'one line' | 'key lines';
  readonly dates: 'us' | 'day-month' | 'day first';
  readonly lineEnd: '\n' | '\r\n';
}

/** The first record's time, UTC as if it were local: 28 March 2021, which only one order of day and month can be. */
const START = Date.UTC(2021, 2, 28, 9, 5, 7);

/** The local time of a record, ISO. */
export function isoOf({ time }: MadeRecord): string {
  return new Date(START + 1000 * time).toISOString().slice(0, 19);
}

/** Text as Maccor's exports write it, in one of their styles. */
export function maccorExport(records: readonly MadeRecord[], style: MadeStyle): string {
  const { delimiter, decimalComma, time, amps, lineEnd } = style;
  const number = (value: number, digits: number) => {
    const text = value.toFixed(digits);
    return decimalComma ? text.replace('.', ',') : text;
  };
  const timeText = (seconds: number) => {
    if (time === 'Sec') return number(seconds, 4);
    if (time === 'Min') return number(seconds / 60, 6);
    const part = (value: number) => String(Math.floor(value)).padStart(2, '0');
    const clock = `${part((seconds / 3600) % 24)}:${part((seconds / 60) % 60)}:${number(seconds % 60, 4).padStart(7, '0')}`;
    return `  ${Math.floor(seconds / 86400)}d ${clock}`;
  };
  const bracket = amps === 'Current [A]';
  const scale = amps === 'mAmps' ? 1000 : 1;
  const names = [
    bracket ? 'Rec' : 'Rec#',
    bracket ? 'Cycle C' : 'Cyc#',
    'Step',
    ...(time === 'TestTime' ? ['TestTime', 'StepTime'] : [`Test (${time})`, `Step (${time})`]),
    ...(bracket
      ? ['Cap. [Ah]', 'Ener. [Wh]']
      : amps === 'mAmps'
        ? ['mAmp-hr', 'mWatt-hr']
        : ['Amp-hr', 'Watt-hr']),
    amps,
    bracket ? 'Voltage [V]' : 'Volts',
    bracket ? 'Md' : 'State',
    'ES',
    'DPt Time',
    'WF Chg Cap',
  ];
  const rows = records.map((each) => {
    const { charge, energy, current, voltage } = each;
    return [
      each.record,
      each.cycle,
      each.step,
      timeText(each.time),
      timeText(each.stepTime),
      number((charge * scale) / 3600, 10),
      number((energy * scale) / 3600, 10),
      number((style.signed ? current : Math.abs(current)) * scale, 10),
      number(style.millivolts ? voltage * 1000 : voltage, 8),
      each.state,
      each.endStatus,
      dateText(isoOf(each), style.dates),
      'N/A',
    ].join(delimiter);
  });
  const start = dateText(new Date(START).toISOString().slice(0, 19), style.dates);
  const head =
    style.header === 'one line'
      ? [
          `Today's Date ${start.split(' ')[0]}  Date of Test:\t${start.split(' ')[0]}\t Filename:\tC:\\Data\\MADE-7.001 Procedure: MADE.000made, formation\tComment/Barcode: 42, in argon`,
        ]
      : [`Name:\tMADE-7`, 'Channel:\t81', 'Procedure\tMADE.000', `Started\t${start}`, 'SCap\t0.017', ''];
  return [...head, names.join(delimiter), ...rows, ''].join(lineEnd);
}

const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

function dateText(iso: string, style: MadeStyle['dates']): string {
  const [year = '', month = '', rest = ''] = iso.split('-');
  const [day = '', clock = ''] = rest.split('T');
  if (style === 'us') return `${month}/${day}/${year} ${clock}`;
  if (style === 'day first') return `${day}/${month}/${year} ${clock}`;
  const [hour = '', ...minutes] = clock.split(':');
  const half = Number(hour) < 12 ? 'AM' : 'PM';
  return `${day}-${MONTHS[Number(month) - 1]}-${year.slice(2)} ${Number(hour) % 12 || 12}:${minutes.join(':')} ${half}`;
}
