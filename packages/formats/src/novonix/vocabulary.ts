import { type VocabularyRow, vocabulary } from '../cycler-table/vocabulary.ts';

/** Column names of Novonix UHPC files; capacity and energy run through the test, signed. */
const ROWS: readonly VocabularyRow[] = [
  ['localTime', 'clock', 'measured', 'dateandtime'],
  ['unix', 's', 'measured', 'unixtime'],
  ['cycle', '1', 'vendor', 'cyclenumber cycle'],
  ['stepTypeCode', '1', 'measured', 'steptype'],
  ['time', 's', 'measured', 'runtime testtime'],
  ['stepTime', 's', 'measured', 'steptime'],
  ['current', 'A', 'measured', 'current cellcurrent'],
  ['voltage', 'V', 'measured', 'potential voltage cellvoltage'],
  ['qNet', 'C', 'vendor', 'capacity netcapacity'],
  ['eNet', 'J', 'vendor', 'energy netenergy'],
  ['temperature', 'K', 'measured', 'temperature celltemperature'],
  ['circuitTemperature', 'K', 'measured', 'circuittemperature circuittemp'],
  ['ambientTemperature', 'K', 'measured', 'ambienttemperature ambienttemp'],
  ['dVDt', 'V/s', 'vendor', 'dvdt'],
  ['dIDt', 'A/s', 'vendor', 'didt'],
  ['stepId', '1', 'measured', 'stepnumber step'],
  ['stepPosition', '1', 'measured', 'stepposition'],
  ['power', 'W', 'vendor', 'power'],
];

export const NOVONIX = vocabulary(ROWS);

/** Kinds of step by Novonix's code (read in preparenovonix; 7 seen in a charge at constant current). */
const STEP_TYPES: ReadonlyMap<number, string> = new Map([
  [0, 'open circuit'],
  [1, 'CC charge'],
  [2, 'CC discharge'],
  [7, 'CC-CV charge, CC'],
  [8, 'CC-CV charge, CV'],
  [9, 'CC-CV discharge, CC'],
  [10, 'CC-CV discharge, CV'],
]);

/** The kind of step in words; `type 5` for a code without a known word, empty where there is none. */
export function stepTypeWord(code: number): string {
  return STEP_TYPES.get(code) ?? (Number.isFinite(code) ? `type ${code}` : '');
}
