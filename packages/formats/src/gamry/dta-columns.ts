import type { Column, ColumnValues, Finding } from '@anodelab/data';
import { siColumn, uniqueNames } from '../si-column.ts';
import type { DtaTable } from './dta-file.ts';

/** Canonical names of Gamry's columns, without unit; others are named after their own header. */
const NAMES: Readonly<Record<string, string>> = {
  Pt: 'record',
  T: 'time',
  Time: 'time',
  Vf: 'ewe',
  Vdc: 'ewe',
  Vm: 'eweMeasured',
  Vu: 'eweUncompensated',
  Sig: 'signal',
  Ach: 'auxiliary',
  Im: 'current',
  Idc: 'current',
  Vfwd: 'eweForward',
  Vrev: 'eweReverse',
  Vstep: 'eweStep',
  Ifwd: 'currentForward',
  Irev: 'currentReverse',
  Idif: 'currentDifference',
  Q: 'qNet',
  Temp: 'temperature',
  IERange: 'iRange',
  Over: 'overload',
  Freq: 'freq',
  Zreal: 'zRe',
  Zimag: 'zIm',
  Zsig: 'zSignal',
  Zmod: 'zAbs',
  Zphz: 'zPhase',
};

/** Units that are none: `#` counts or numbers a range, `bits` are letters. */
const NO_UNIT = new Set(['#', 'bits', '']);

/** Currents, which the convention of the file turns. */
const CURRENTS = new Set(['current', 'currentForward', 'currentReverse', 'currentDifference', 'qNet']);

/**
 * The columns of a table in SI under canonical names.
 *
 * @param turned - the file counts cathodic currents as positive
 */
export function dtaColumns(
  table: DtaTable,
  values: readonly ColumnValues[],
  turned: boolean,
  findings: Finding[],
): Column[] {
  const columns = table.headers.map((header, index): Column => {
    const base = NAMES[header] ?? (header === '' ? `column${index + 1}` : lowerFirst(header));
    const cells = values[index] ?? new Float64Array();
    const unitText = table.units[index]?.trim() ?? '';
    const column = numberColumn(base, NO_UNIT.has(unitText) ? null : unitText, header, cells, turned);
    if (column.unit === null && !NO_UNIT.has(unitText) && cells instanceof Float64Array) {
      const message = `"${unitText}" is no unit that can be read: ${header} is kept as written`;
      findings.push({ severity: 'warning', code: 'unit-unknown', message, at: header });
    }
    if (column.name === 'temperature_K') withoutSensor(cells, header, findings);
    return column;
  });
  return uniqueNames(columns);
}

function numberColumn(
  base: string,
  unit: string | null,
  header: string,
  values: ColumnValues,
  turned: boolean,
): Column {
  if (!(values instanceof Float64Array))
    return { name: base, unit: null, header, origin: 'measured', values };
  const column = siColumn({ base, unit, header, sign: turned && CURRENTS.has(base) ? -1 : 1 }, values);
  return base === 'record' ? { ...column, unit: '1' } : column;
}

/** Without a sensor Gamry writes -327.67 °C, the lowest number of its 16 bits: below absolute zero there is no number. */
function withoutSensor(values: ColumnValues, header: string, findings: Finding[]): void {
  if (!(values instanceof Float64Array)) return;
  let rows = 0;
  for (let row = 0; row < values.length; row++) {
    if ((values[row] ?? 0) >= 0) continue;
    values[row] = Number.NaN;
    rows++;
  }
  if (rows === 0) return;
  const message = `${rows} temperatures below absolute zero: there was no sensor, no number is given`;
  findings.push({ severity: 'info', code: 'no-sensor', message, at: header });
}

function lowerFirst(text: string): string {
  const plain = text.replaceAll(/[^A-Za-z0-9]+/g, '');
  return plain.charAt(0).toLowerCase() + plain.slice(1);
}
