import { slug } from '@anodelab/data';
import { headerParts, type VocabularyRow, vocabulary } from '../cycler-table/vocabulary.ts';

/**
 * Columns of Arbin's results: of the tables `Channel_Normal_Table` and `Channel_Statistic_Table` (results file 5.23) and of
 * the CSV and Excel exports of MITS Pro. Counters run through the test unless the schedule sets them back.
 */
const ROWS: readonly VocabularyRow[] = [
  ['testId', '1', 'measured', 'testid'],
  ['record', '1', 'measured', 'datapoint'],
  ['time', 's', 'measured', 'testtime'],
  ['stepTime', 's', 'measured', 'steptime'],
  ['localTime', 'clock', 'measured', 'datetime'],
  ['stepId', '1', 'measured', 'stepindex'],
  ['cycle', '1', 'vendor', 'cycleindex'],
  ['isFcData', '1', 'vendor', 'isfcdata'],
  ['current', 'A', 'measured', 'current'],
  ['voltage', 'V', 'measured', 'voltage'],
  ['power', 'W', 'vendor', 'power'],
  ['qTestChg', 'C', 'vendor', 'chargecapacity'],
  ['qTestDis', 'C', 'vendor', 'dischargecapacity'],
  ['eTestChg', 'J', 'vendor', 'chargeenergy'],
  ['eTestDis', 'J', 'vendor', 'dischargeenergy'],
  // Of the direction in which current flows, from zero in every step (BDF ontology, decision 0001).
  ['qStepCumulative', 'C', 'vendor', 'capacity'],
  ['specificCapacity', 'C/kg', 'vendor', 'mahg', 'mAh/g'],
  ['dVDt', 'V/s', 'vendor', 'dvdt'],
  ['dIDt', 'A/s', 'vendor', 'didt'],
  ['rInt', 'Ohm', 'vendor', 'internalresistance'],
  ['rAc', 'Ohm', 'vendor', 'acr'],
  ['zAbs', 'Ohm', 'vendor', 'acimpedance'],
  ['zPhase', 'rad', 'vendor', 'aciphaseangle'],
  ['vMax', 'V', 'vendor', 'vmaxoncycle'],
  ['chargeTime', 's', 'vendor', 'chargetime'],
  ['dischargeTime', 's', 'vendor', 'dischargetime'],
  ['ce', '%', 'vendor', 'coulombicefficiency'],
  ['tcCounter#', '1', 'measured', 'tccounter#'],
  ['temperature|temperatureT#', 'K', 'measured', 'auxtemperature#'],
  ['temperature', 'K', 'measured', 'temperature'],
  ['auxDTDt#', 'K/s', 'vendor', 'auxdtdt#'],
  ['auxVoltage#', 'V', 'measured', 'auxvoltage#'],
  ['auxDVDt#', 'V/s', 'vendor', 'auxdvdt#'],
  ['metaCodeMvUd#', null, 'measured', 'metacodemvud#'],
];

export const ARBIN = vocabulary(ROWS);

/**
 * Units of the results database, which its tables and the CSV exports with the same column names do not repeat. That
 * angles are degrees is assumed.
 */
export const DATABASE_UNITS: ReadonlyMap<string, string> = new Map([
  ['time', 's'],
  ['stepTime', 's'],
  ['current', 'A'],
  ['voltage', 'V'],
  ['qTestChg', 'Ah'],
  ['qTestDis', 'Ah'],
  ['eTestChg', 'Wh'],
  ['eTestDis', 'Wh'],
  ['dVDt', 'V/s'],
  ['rInt', 'Ohm'],
  ['zAbs', 'Ohm'],
  ['zPhase', 'deg'],
  ['vMax', 'V'],
  ['chargeTime', 's'],
  ['dischargeTime', 's'],
]);

/** Words without units of every table of records or statistics. */
const NEEDED = ['testtime', 'stepindex', 'cycleindex', 'current', 'voltage'];

export function isArbinHeader(cells: readonly string[]): boolean {
  const words = new Set(cells.map((cell) => slug(headerParts(cell).word)));
  return NEEDED.every((word) => words.has(word));
}
