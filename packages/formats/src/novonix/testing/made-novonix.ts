import { isoOfStep, type MadeStep } from '../../cycler-table/testing/made-steps.ts';

const CODES = { Pause: 0, Charge: 1, Discharge: 2 } as const;

/** A Novonix UHPC file of those records; the protocol is given as its lines. */
export function novonixExport(records: readonly MadeStep[], protocol: string, lineEnd = '\n'): string {
  const rows = records.map((each) =>
    [
      isoOfStep(each).replace('T', ' '),
      each.cycle,
      CODES[each.command],
      each.time / 3600,
      each.stepTime / 3600,
      each.current,
      each.voltage,
      each.netCharge / 3600,
      each.celsius,
      each.netEnergy / 3600,
    ].join(','),
  );
  return [
    '[Summary]',
    'Novonix UHPC data file',
    'Novonix',
    'Channel: 03',
    'Cell: made.csv',
    'Mass (g): 0.0021',
    'Capacity (Ah): 0.5',
    'Area (cm2): 1.000',
    'Started: 2021-03-28 09:05:07',
    'Version: 2.13.0',
    '[End Summary]',
    '[Protocol]',
    protocol,
    '[End Protocol]',
    '[Data]',
    'Date and Time,Cycle Number,Step Type,Run Time (h),Step Time (h),Current (A),Potential (V),Capacity (Ah),Temperature (°C),Energy (Wh)',
    ...rows,
    '',
  ].join(lineEnd);
}
