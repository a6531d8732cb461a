import type { Column, Origin } from '@anodelab/data';
import { parseUnit, siUnit } from '@anodelab/units';
import type { Row } from './open-database.ts';

interface ArbinColumn {
  readonly name: string;
  /** Unit of the file's numbers, by Arbin's definition of the table; null where it states none. */
  readonly unit: string | null;
  readonly origin: Origin;
}

const column = (name: string, unit: string | null, origin: Origin = 'measured'): ArbinColumn => ({
  name,
  unit,
  origin,
});

/** Columns of `Channel_Normal_Table` and `Channel_Statistic_Table` (results file 5.23). */
const COLUMNS: ReadonlyMap<string, ArbinColumn> = new Map(
  Object.entries({
    Test_ID: column('testId', '1'),
    Data_Point: column('record', '1'),
    Test_Time: column('time_s', 's'),
    Step_Time: column('stepTime_s', 's'),
    // Days since 1899-12-30, local time without zone: kept as they stand.
    DateTime: column('dateTime_d', null),
    Step_Index: column('stepId', '1'),
    Cycle_Index: column('cycle', '1', 'vendor'),
    Is_FC_Data: column('isFcData', '1', 'vendor'),
    Current: column('current_A', 'A'),
    Voltage: column('voltage_V', 'V'),
    Charge_Capacity: column('qTestChg_C', 'Ah', 'vendor'),
    Discharge_Capacity: column('qTestDis_C', 'Ah', 'vendor'),
    Charge_Energy: column('eTestChg_J', 'Wh', 'vendor'),
    Discharge_Energy: column('eTestDis_J', 'Wh', 'vendor'),
    'dV/dt': column('dVDt_V_s', 'V/s', 'vendor'),
    Internal_Resistance: column('rInt_Ohm', 'Ohm', 'vendor'),
    AC_Impedance: column('zAbs_Ohm', 'Ohm', 'vendor'),
    ACI_Phase_Angle: column('zPhase_rad', 'deg', 'vendor'),
    Vmax_On_Cycle: column('vMax_V', 'V', 'vendor'),
    Charge_Time: column('chargeTime_s', 's', 'vendor'),
    Discharge_Time: column('dischargeTime_s', 's', 'vendor'),
  }),
);

/** One column of a table in SI; columns that are not known keep their name and numbers, without a unit. */
export function arbinColumn(header: string, rows: readonly Row[]): Column {
  const known = COLUMNS.get(header) ?? column(header.replaceAll(/\W+/g, '_'), null, 'vendor');
  const cells = rows.map((row) => row[header]);
  const isText = cells.some((cell) => typeof cell === 'string');
  const { name, origin } = known;
  if (isText) {
    const values = cells.map((cell) => (cell === null || cell === undefined ? '' : String(cell)));
    return { name, unit: null, header, origin, values };
  }
  const unit = known.unit === null ? (name === 'dateTime_d' ? 'd' : null) : siUnit(known.unit);
  const factor = known.unit === null ? 1 : parseUnit(known.unit).factor;
  const values = Float64Array.from(cells, (cell) => numberOf(cell) * factor);
  return { name, unit, header, origin, values };
}

function numberOf(cell: unknown): number {
  if (typeof cell === 'number') return cell;
  if (typeof cell === 'boolean' || typeof cell === 'bigint') return Number(cell);
  return NaN;
}
