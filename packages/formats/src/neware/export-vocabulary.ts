import { type Vocabulary, vocabulary } from '../cycler-table/vocabulary.ts';

/**
 * Headers of Neware's exports (BTSDA text and Excel, the older BTS Excel): English, and Chinese as the Chinese program
 * writes them. Capacities and energies count up in each step, without sign.
 */
export const NEWARE: Vocabulary = vocabulary([
  ['record', '1', 'measured', 'datapoint recordindex recordid recordno 数据序号 记录序号 记录号'],
  ['cycle', '1', 'vendor', 'cycleindex cycleid cycle cycleno totalofcycle 循环号 循环序号'],
  ['stepId', '1', 'measured', 'stepindex stepid rawstepid stepno 工步号 工步序号'],
  ['stepCount', '1', 'vendor', 'step stepcount 步次'],
  ['stepType', 'label', 'vendor', 'steptype status 工步类型 状态'],
  ['stepTime', 's', 'measured', 'time relativetime steptime 时间 相对时间'],
  ['duration', 's', 'vendor', 'enduretime durationtime'],
  ['time', 's', 'measured', 'totaltime cumulativetime testtime 总时间 累计时间'],
  ['current', 'A', 'measured', 'current cur 电流'],
  ['voltage', 'V', 'measured', 'voltage 电压'],
  ['qStepCumulative', 'C', 'measured', 'capacity 容量'],
  ['qStepCumulative', 'C/kg', 'vendor', 'speccap capacitydensity specificcapacity 比容量'],
  ['qStepChg', 'C', 'measured', 'chgcap capacitancechg chargecapacity 充电容量'],
  ['qStepChg', 'C/kg', 'vendor', 'chgspeccap 充电比容量'],
  ['qStepDis', 'C', 'measured', 'dchgcap capacitancedchg dischargecapacity 放电容量'],
  ['qStepDis', 'C/kg', 'vendor', 'dchgspeccap 放电比容量'],
  ['eStepCumulative', 'J', 'measured', 'energy 能量'],
  ['eStepCumulative', 'J/kg', 'vendor', 'specenergy cmpeng 比能量'],
  ['eStepChg', 'J', 'measured', 'chgenergy engychg 充电能量'],
  ['eStepChg', 'J/kg', 'vendor', 'chgspecenergy 充电比能量'],
  ['eStepDis', 'J', 'measured', 'dchgenergy engydchg 放电能量'],
  ['eStepDis', 'J/kg', 'vendor', 'dchgspecenergy 放电比能量'],
  ['eStepNetDis', 'J', 'vendor', 'netengydchg'],
  ['localTime', 'clock', 'measured', 'date realtime absolutetime datetime 绝对时间 日期'],
  ['power', 'W', 'vendor', 'power 功率'],
  ['dqDv', null, 'vendor', 'dqdv'],
  ['dqmDv', null, 'vendor', 'dqmdv'],
  ['contactResistance', 'Ohm', 'vendor', 'contactresistance 接触电阻'],
  ['rDc', 'Ohm', 'vendor', 'dcir'],
  ['moduleSwitch', 'label', 'vendor', 'modulestartstopswitch 模块启停开关 模块启停'],
  ['soc', '%', 'vendor', 'socdod'],
  ['lgD', null, 'vendor', 'lgd'],
  ['stepEdge', '1', 'vendor', 'stepstartandendidentification'],
  ['qNet', 'C', 'vendor', 'accumulatedcapacity'],
  ['eNet', 'J', 'vendor', 'accumulatedenergy'],
  ['jumpTo', '1', 'vendor', 'jumpto'],
  ['channelNumber', '1', 'vendor', 'channel'],
  ['qChg', 'C', 'vendor', 'capacityofcharge'],
  ['qDis', 'C', 'vendor', 'capacityofdischarge'],
  ['retention', null, 'vendor', 'cyclelife'],
  ['startVoltage', 'V', 'vendor', 'startvoltage'],
  ['endVoltage', 'V', 'vendor', 'endvoltage'],
  ['startCurrent', 'A', 'vendor', 'startcurrent'],
  ['endCurrent', 'A', 'vendor', 'endcurrent'],
  ['temperature|temperatureT#', 'K', 'measured', 't#'],
  ['temperature', 'K', 'measured', 'temperature'],
  ['setTemperature#', 'K', 'measured', 'settemperature#'],
  ['auxVoltage#', 'V', 'measured', 'v#'],
  ['humidity#', '%', 'measured', 'h#'],
]);

/**
 * A header in words that the vocabulary and the units know: a milliohm that lost its sign (`mO`), a degree that did
 * (`T1(?)`), `mAh/V.g`, and `t1`, which is not `T1` but what was set for it.
 */
export function plainHeader(header: string): string {
  return header
    .replace(/\s*\(h+:[^)]*\)$/i, '')
    .replace(/\((m?)O\)/, '($1Ohm)')
    .replace(/\(m?Ah\/V\.g\)/, (unit) => unit.replace('/V.g', '/V/g'))
    .replace(/^t(\d+)\s*\(/, 'Set temperature $1(')
    .replace(/^((?:T|Set temperature )\d+)\s*\([^)]*\)/, '$1(degC)');
}

const has = (cells: readonly string[], pattern: RegExp) => cells.some((cell) => pattern.test(cell.trim()));

/** True for the column names of a table of records. */
export function isRecordHeader(cells: readonly string[]): boolean {
  return (
    has(cells, /^(datapoint|record (index|id)|数据序号|记录序号|记录号)$/i) &&
    has(cells, /^(voltage|电压)\s*\(/i) &&
    has(cells, /^(cur|current|电流)\s*\(/i)
  );
}

/** True for the column names of the maker's table of cycles. */
export function isCycleHeader(cells: readonly string[]): boolean {
  return (
    has(cells, /^(total of cycle|cycle index|循环号|循环序号)$/i) &&
    has(cells, /^(capacity of (dis)?charge|d?chg\. ?cap\.|(充|放)电容量)\s*\(/i) &&
    !has(cells, /^(step type|status|工步类型|状态)$/i)
  );
}

/** True for the column names of the maker's table of steps. */
export function isStepHeader(cells: readonly string[]): boolean {
  return (
    has(cells, /^(status|step type|工步类型|状态)$/i) &&
    has(cells, /^(raw step id|step index|step number|工步号|工步序号)$/i) &&
    !has(cells, /^(datapoint|record (index|id)|数据序号|记录序号|记录号)$/i)
  );
}
