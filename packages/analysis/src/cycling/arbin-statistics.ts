import { type Dataset, numbers, type Table } from '@anodelab/data';
import { derived } from './derived-column.ts';

/**
 * Arbin's `Channel_Statistic_Table` computed from `Channel_Normal_Table`: one row per finished cycle, that is one after
 * which another cycle begins. `record` is the Data_Point of its last record, `vMax_V` its largest voltage, `timeChg_s`
 * and `timeDis_s` the sums of the last step time of its steps with positive and negative current. Headers are Arbin's.
 *
 * @param records - needs `record`, `cycle`, `stepId`, `stepTime_s`, `current_A`, `voltage_V`, in order of `record`
 * @throws {RangeError} when a needed column is missing
 */
export function arbinStatistics(records: Dataset): Table {
  const record = needed(records, 'record');
  const cycle = needed(records, 'cycle');
  const step = needed(records, 'stepId');
  const stepTime = needed(records, 'stepTime_s');
  const current = needed(records, 'current_A');
  const voltage = needed(records, 'voltage_V');

  const rows: { cycle: number; record: number; vMax: number; charge: number; discharge: number }[] = [];
  let vMax = -Infinity;
  let charge = 0;
  let discharge = 0;
  for (let i = 0; i + 1 < cycle.length; i++) {
    vMax = Math.max(vMax, voltage[i] ?? NaN);
    const endsCycle = cycle[i + 1] !== cycle[i];
    if (endsCycle || step[i + 1] !== step[i]) {
      const duration = stepTime[i] ?? NaN;
      if ((current[i] ?? 0) > 0) charge += duration;
      if ((current[i] ?? 0) < 0) discharge += duration;
    }
    if (!endsCycle) continue;
    rows.push({ cycle: cycle[i] ?? NaN, record: record[i] ?? NaN, vMax, charge, discharge });
    vMax = -Infinity;
    charge = 0;
    discharge = 0;
  }
  const each = (
    name: string,
    unit: string,
    header: string,
    read: (row: (typeof rows)[number]) => number,
  ) => ({
    ...derived(name, unit, Float64Array.from(rows, read)),
    header,
  });
  return {
    columns: [
      derived(
        'cycle',
        '1',
        Float64Array.from(rows, (row) => row.cycle),
      ),
      each('record', '1', 'Data_Point', (row) => row.record),
      each('vMax_V', 'V', 'Vmax_On_Cycle', (row) => row.vMax),
      each('timeChg_s', 's', 'Charge_Time', (row) => row.charge),
      each('timeDis_s', 's', 'Discharge_Time', (row) => row.discharge),
    ],
  };
}

function needed(records: Dataset, name: string): Float64Array {
  const values = numbers(records, name);
  if (values === undefined) throw new RangeError(`Arbin's statistics need the column ${name}`);
  return values;
}
