/** What a LAND column is, by the word before the slash of its header. */
export interface Quantity {
  /** Canonical name without its unit: `voltage` becomes `voltage_V`. */
  readonly base: string;
  /** Unit that the canonical name is for; undefined for plain numbers and for text. */
  readonly unit?: string;
  /** `number` is the default. A `duration` may be text such as `1-02:03:04`; without a unit its numbers are Excel days. */
  readonly kind?: 'text' | 'date' | 'duration' | 'count';
  readonly origin: 'measured' | 'vendor';
  /** The words of English and Chinese builds, lower case, without blanks. */
  readonly words: readonly string[];
}

/** Columns of record sheets, CSV and text files. */
export const RECORD_WORDS: readonly Quantity[] = [
  { base: 'record', kind: 'count', origin: 'measured', words: ['record', 'index', '记录序号', '记录号'] },
  { base: 'time', unit: 's', kind: 'duration', origin: 'measured', words: ['testtime', '测试时间'] },
  {
    base: 'stepTime',
    unit: 's',
    kind: 'duration',
    origin: 'measured',
    words: ['steptime', '步骤时间', '工步时间'],
  },
  { base: 'voltage', unit: 'V', origin: 'measured', words: ['voltage', '电压'] },
  { base: 'current', unit: 'A', origin: 'measured', words: ['current', '电流'] },
  { base: 'qHalf', unit: 'C', origin: 'measured', words: ['capacity', '容量'] },
  { base: 'qHalf', unit: 'C/kg', origin: 'vendor', words: ['specap', 'scapacity', '比容量'] },
  { base: 'soc', unit: '%', origin: 'vendor', words: ['soc|dod'] },
  { base: 'eHalf', unit: 'J', origin: 'measured', words: ['energy', '能量'] },
  { base: 'eHalf', unit: 'J/kg', origin: 'vendor', words: ['speenergy', 'senergy', '比能量'] },
  { base: 'power', unit: 'W', origin: 'vendor', words: ['power', '功率'] },
  { base: 'dqdv', unit: 'C/V', origin: 'vendor', words: ['dq/dv'] },
  { base: 'temperature', unit: 'K', origin: 'measured', words: ['auxtemp', '辅助温度'] },
  { base: 'auxVoltage', unit: 'V', origin: 'measured', words: ['auxvolt', '辅助电压'] },
  { base: 'localTime', kind: 'date', origin: 'measured', words: ['systime', '系统时间'] },
  { base: 'cycle', kind: 'count', origin: 'vendor', words: ['cycle-index', 'cycleno', '循环序号'] },
  {
    base: 'stepId',
    kind: 'count',
    origin: 'vendor',
    words: ['step-index', 'stepno', '工步序号', '步骤序号'],
  },
  {
    base: 'stepType',
    kind: 'text',
    origin: 'vendor',
    words: ['step-state', 'stepstatus', 'state', '工步状态', '状态', '工作模式'],
  },
];

/** Columns of the cycle sheet. */
export const CYCLE_WORDS: readonly Quantity[] = [
  { base: 'cycle', kind: 'count', origin: 'vendor', words: ['cycle', 'cycle-index', 'cycleno', '循环序号'] },
  { base: 'qChg', unit: 'C', origin: 'vendor', words: ['capc', '充电容量'] },
  { base: 'qDis', unit: 'C', origin: 'vendor', words: ['capd', '放电容量'] },
  { base: 'qChg', unit: 'C/kg', origin: 'vendor', words: ['specapc', '充电比容量'] },
  { base: 'qDis', unit: 'C/kg', origin: 'vendor', words: ['specapd', '放电比容量'] },
  { base: 'ce', unit: '%', origin: 'vendor', words: ['efficiency', '效率', '充放电效率'] },
  { base: 'eChg', unit: 'J', origin: 'vendor', words: ['energyc', '充电能量'] },
  { base: 'eDis', unit: 'J', origin: 'vendor', words: ['energyd', '放电能量'] },
  { base: 'vMedChg', unit: 'V', origin: 'vendor', words: ['medvoltc', '充电中压'] },
  { base: 'vMedDis', unit: 'V', origin: 'vendor', words: ['medvoltd', '放电中压'] },
  { base: 'qCcChg', unit: 'C', origin: 'vendor', words: ['cc-cap'] },
  { base: 'shareCcChg', unit: '%', origin: 'vendor', words: ['cc-perc'] },
  { base: 'qPlateauDis', unit: 'C', origin: 'vendor', words: ['platcapd'] },
  { base: 'qPlateauDis', unit: 'C/kg', origin: 'vendor', words: ['platspecapd'] },
  { base: 'sharePlateauDis', unit: '%', origin: 'vendor', words: ['platpercd'] },
  { base: 'plateauTimeDis', unit: 's', kind: 'duration', origin: 'vendor', words: ['plattimed'] },
  { base: 'capacitanceChg', unit: 'F', origin: 'vendor', words: ['captnc'] },
  { base: 'capacitanceDis', unit: 'F', origin: 'vendor', words: ['captnd'] },
  { base: 'rd', unit: 'Ohm', origin: 'vendor', words: ['rd'] },
  { base: 'rd2', unit: 'Ohm', origin: 'vendor', words: ['rd2'] },
  { base: 'eChg', unit: 'J/kg', origin: 'vendor', words: ['speenergyc', '充电比能量'] },
  { base: 'eDis', unit: 'J/kg', origin: 'vendor', words: ['speenergyd', '放电比能量'] },
  { base: 'vEndChg', unit: 'V', origin: 'vendor', words: ['endvoltc'] },
  { base: 'vEndDis', unit: 'V', origin: 'vendor', words: ['endvoltd'] },
  { base: 'retention', unit: '%', origin: 'vendor', words: ['retentiond', '容量保持率'] },
  { base: 'retentionEnergy', unit: '%', origin: 'vendor', words: ['能量保持率'] },
  { base: 'rDcChg', unit: 'Ohm', origin: 'vendor', words: ['dcir_c'] },
  { base: 'rDcDis', unit: 'Ohm', origin: 'vendor', words: ['dcir_d'] },
];

/** Columns of the step sheet, and of the step lines between the records of the layered old style. */
export const STEP_WORDS: readonly Quantity[] = [
  {
    base: 'stepId',
    kind: 'count',
    origin: 'vendor',
    words: ['step', 'index', 'stepno', '工步序号', '步骤序号'],
  },
  { base: 'cycle', kind: 'count', origin: 'vendor', words: ['cycle', 'cycle-index', '循环序号'] },
  { base: 'stepType', kind: 'text', origin: 'vendor', words: ['mode', '工作模式', '工步模式'] },
  { base: 'duration', unit: 's', kind: 'duration', origin: 'vendor', words: ['period', '工步时长'] },
  { base: 'qStep', unit: 'C', origin: 'vendor', words: ['capacity', '容量'] },
  { base: 'qStep', unit: 'C/kg', origin: 'vendor', words: ['specap', 'scapacity', '比容量'] },
  { base: 'eStep', unit: 'J', origin: 'vendor', words: ['power', 'energy', '能量'] },
  { base: 'eStep', unit: 'J/kg', origin: 'vendor', words: ['speenergy', 'senergy', '比能量'] },
  { base: 'vStart', unit: 'V', origin: 'vendor', words: ['startvolt', '起始电压'] },
  { base: 'vEnd', unit: 'V', origin: 'vendor', words: ['endvolt', '终止电压'] },
];

/** LANDT CSV of the US kind: names with the unit behind a low line, so no word of these is in the lists above. */
export const CSV_WORDS: readonly Quantity[] = [
  { base: 'record', kind: 'count', origin: 'measured', words: ['channel_index'] },
  { base: 'cycle', kind: 'count', origin: 'vendor', words: ['cycle_index'] },
  { base: 'stepId', kind: 'count', origin: 'vendor', words: ['step_index'] },
  { base: 'localTime', kind: 'date', origin: 'measured', words: ['date_time_iso_string'] },
  { base: 'time', unit: 's', origin: 'measured', words: ['test_time'] },
  { base: 'stepTime', unit: 's', origin: 'measured', words: ['step_time'] },
  { base: 'current', unit: 'A', origin: 'measured', words: ['current'] },
  { base: 'voltage', unit: 'V', origin: 'measured', words: ['voltage'] },
  { base: 'qStepDis', unit: 'C', origin: 'measured', words: ['discharge_capacity'] },
  { base: 'qStepChg', unit: 'C', origin: 'measured', words: ['charge_capacity'] },
  { base: 'eStepDis', unit: 'J', origin: 'measured', words: ['discharge_energy'] },
  { base: 'eStepChg', unit: 'J', origin: 'measured', words: ['charge_energy'] },
  { base: 'pressure', unit: 'Pa', origin: 'measured', words: ['pressure'] },
  { base: 'temperature', unit: 'K', origin: 'measured', words: ['temperature_1'] },
  { base: 'temperature2', unit: 'K', origin: 'measured', words: ['temperature_2'] },
  { base: 'temperature3', unit: 'K', origin: 'measured', words: ['temperature_3'] },
  { base: 'stepType', kind: 'text', origin: 'vendor', words: ['step_name'] },
];

/** The text style that looks like Maccor's. */
export const REC_WORDS: readonly Quantity[] = [
  { base: 'record', kind: 'count', origin: 'measured', words: ['rec#'] },
  { base: 'cycle', kind: 'count', origin: 'vendor', words: ['cyc#'] },
  { base: 'stepId', kind: 'count', origin: 'vendor', words: ['step'] },
  { base: 'time', unit: 's', kind: 'duration', origin: 'measured', words: ['test'] },
  { base: 'stepTime', unit: 's', kind: 'duration', origin: 'measured', words: ['step'] },
  { base: 'qHalf', unit: 'C', origin: 'measured', words: ['amp-hr'] },
  { base: 'eHalf', unit: 'J', origin: 'measured', words: ['watt-hr'] },
  { base: 'current', unit: 'A', origin: 'measured', words: ['amps'] },
  { base: 'voltage', unit: 'V', origin: 'measured', words: ['volts'] },
  { base: 'localTime', kind: 'date', origin: 'measured', words: ['dpt-time'] },
];
