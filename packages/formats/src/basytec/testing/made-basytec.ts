import { isoOfStep, type MadeStep } from '../../cycler-table/testing/made-steps.ts';

export interface BasytecStyle {
  readonly delimiter: '\t' | ' ' | ',';
  readonly time: 's' | 'h' | 'h:min:s';
  readonly milliamps: boolean;
  readonly decimalComma: boolean;
  readonly preamble: boolean;
}

/** A BaSyTec result text of those records, decoded; its degree sign is one character. */
export function basytecExport(records: readonly MadeStep[], style: BasytecStyle): string {
  const number = (value: number) => {
    const text = String(Number(value.toPrecision(12)));
    return style.decimalComma ? text.replace('.', ',') : text;
  };
  const time = (seconds: number) => {
    if (style.time === 's') return number(seconds);
    if (style.time === 'h') return number(seconds / 3600);
    const two = (value: number) => String(Math.floor(value)).padStart(2, '0');
    return `${two(seconds / 3600)}:${two((seconds / 60) % 60)}:${two(seconds % 60)}.000`;
  };
  const amps = style.milliamps ? 1000 : 1;
  const names = [
    `~Time[${style.time}]`,
    'DataSet',
    'DateTime',
    `t-Step[${style.time}]`,
    'Line',
    'Command',
    'U[V]',
    `I[${style.milliamps ? 'mA' : 'A'}]`,
    'Ah[Ah]',
    'Wh[Wh]',
    'T1[°C]',
    'Cyc-Count',
  ];
  const rows = records.map((each) =>
    [
      time(each.time),
      each.record,
      dateText(isoOfStep(each)),
      time(each.stepTime),
      each.step,
      each.command,
      number(each.voltage),
      number(each.current * amps),
      number(each.netCharge / 3600),
      number(each.netEnergy / 3600),
      number(each.celsius),
      each.cycle,
    ].join(style.delimiter),
  );
  const preamble = [
    '~Resultfile from Basytec Battery Test System',
    '~Name of Test: made',
    '~Battery: cell 7',
    '~Testplan: made.pln',
    `~Start of Test: ${dateText(isoOfStep({ time: 0 }))}`,
    '~',
  ];
  return [...(style.preamble ? preamble : []), names.join(style.delimiter), ...rows, ''].join('\n');
}

function dateText(iso: string): string {
  const [date = '', clock = ''] = iso.split('T');
  return `${date.split('-').reverse().join('.')} ${clock}`;
}
