import { type Vocabulary, type VocabularyRow, vocabulary } from '../cycler-table/vocabulary.ts';

/**
 * Column names of Maccor's exports (MIMS, Maccor Export Utility, comma-separated and Excel). Capacity and energy count
 * up in each step, without sign. `Cycle C` counts cycles; `Cycle P` is a loop of the procedure.
 */
const ROWS: readonly VocabularyRow[] = [
  ['record', '1', 'measured', 'rec record'],
  ['cycle', '1', 'vendor', 'cyc cyclec cycle cycleid'],
  ['procedureCycle', '1', 'vendor', 'cyclep'],
  ['stepId', '1', 'measured', 'step stepid'],
  ['time', 's', 'measured', 'test testtime progtime'],
  ['stepTime', 's', 'measured', 'step() steptime'],
  ['qStepCumulative', 'C', 'vendor', 'capacity cap'],
  ['qStepCumulative', 'C', 'vendor', 'amphr amphrs', 'Ah'],
  ['qStepCumulative', 'C', 'vendor', 'mamphr mamphrs', 'mAh'],
  ['eStepCumulative', 'J', 'vendor', 'energy ener'],
  ['eStepCumulative', 'J', 'vendor', 'watthr watthrs', 'Wh'],
  ['eStepCumulative', 'J', 'vendor', 'mwatthr mwatthrs', 'mWh'],
  ['qChg', 'C', 'vendor', 'chgcapacity'],
  ['qDis', 'C', 'vendor', 'dchgcapacity'],
  ['eChg', 'J', 'vendor', 'chgenergy'],
  ['eDis', 'J', 'vendor', 'dchgenergy'],
  ['current', 'A', 'measured', 'current'],
  ['current', 'A', 'measured', 'amps', 'A'],
  ['current', 'A', 'measured', 'mamps', 'mA'],
  ['voltage', 'V', 'measured', 'voltage'],
  ['voltage', 'V', 'measured', 'volts', 'V'],
  ['voltage', 'V', 'measured', 'mvolts', 'mV'],
  ['power', 'W', 'vendor', 'power'],
  ['power', 'W', 'vendor', 'watts', 'W'],
  ['stepType', 'label', 'measured', 'state md mode status'],
  ['endStatus', '1', 'measured', 'es'],
  ['localTime', 'clock', 'measured', 'dpttime dpt'],
  ['rAc', 'Ohm', 'measured', 'acimp acr acimpedance'],
  ['rAc', 'Ohm', 'measured', 'acimpohms', 'Ohm'],
  ['rDc', 'Ohm', 'vendor', 'dcir'],
  ['rDc', 'Ohm', 'vendor', 'dcirohms', 'Ohm'],
  ['qWaveformChg', 'C', 'vendor', 'wfchgcap'],
  ['qWaveformDis', 'C', 'vendor', 'wfdiscap'],
  ['eWaveformChg', 'J', 'vendor', 'wfchge'],
  ['eWaveformDis', 'J', 'vendor', 'wfdise'],
  ['range', '1', 'measured', 'range'],
  ['loop#', '1', 'measured', 'loop#'],
  ['var#', null, 'measured', 'var#'],
  ['aux#', null, 'measured', 'aux#'],
  ['temperature|temperatureT#', 'K', 'measured', 'temp# temperature# logtemp#'],
  ['temperature', 'K', 'measured', 'temp temperature evtemp temperaturecell'],
];

const COUNTED = vocabulary(ROWS);

/** Without `Cycle C` the loop of the procedure is the only count of cycles. */
const LOOPED = vocabulary([...ROWS, ['cycle', '1', 'vendor', 'cyclep']]);

export function maccorVocabulary(headers: readonly string[]): Vocabulary {
  return headers.some((header) => /^(cyc#?|cycle( c| id)?)$/i.test(header.trim())) ? COUNTED : LOOPED;
}

/** The header of records: their number or the cycle's first, then a cycle, a step, a current and a voltage. */
export function isMaccorHeader(cells: readonly string[]): boolean {
  const has = (pattern: RegExp) => cells.some((cell) => pattern.test(cell.trim()));
  return (
    /^(rec(#|ord)?|cyc#)$/i.test(cells[0]?.trim() ?? '') &&
    has(/^cyc(#|le\b.*)?$/i) &&
    has(/^step( id)?$/i) &&
    has(/^(m?amps|current\b.*)$/i) &&
    has(/^(m?volts|voltage\b.*)$/i)
  );
}
