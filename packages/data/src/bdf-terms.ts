import { slug } from './canonical-name.ts';

/** One quantity of the Battery Data Format. */
export interface BdfTerm {
  /** Preferred label without its unit: `Test Time`. */
  readonly label: string;
  /** Unit of the label: `s`, `Ah`, `degC`; null for labels without one (`Step Type`). */
  readonly unit: string | null;
  /** The machine name: `test_time_second`. */
  readonly machineName: string;
  /** Our base names in order of preference: the second where another column of the file has the first. */
  readonly bases: readonly string[];
}

/** How machine names spell units. */
const UNIT_WORDS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    second: 's',
    millisecond: 'ms',
    minute: 'min',
    hour: 'h',
    day: 'd',
    volt: 'V',
    millivolt: 'mV',
    ampere: 'A',
    milliampere: 'mA',
    microampere: 'uA',
    ah: 'Ah',
    mah: 'mAh',
    wh: 'Wh',
    mwh: 'mWh',
    watt: 'W',
    milliwatt: 'mW',
    celsius: 'degC',
    kelvin: 'K',
    ohm: 'ohm',
    milliohm: 'mohm',
    hertz: 'Hz',
    degree: 'deg',
    radian: 'rad',
    pa: 'Pa',
  }),
);

const WORD_OF_UNIT = new Map([...UNIT_WORDS].map(([word, unit]) => [unit, word]));

function term(label: string, unit: string | null, ...bases: string[]): BdfTerm {
  const name = label.toLowerCase().replaceAll(' ', '_');
  const word = unit === null ? undefined : WORD_OF_UNIT.get(unit);
  return { label, unit, machineName: word === undefined ? name : `${name}_${word}`, bases };
}

/** Charge and energy counters: `Charging Capacity / Ah` and `Charging Energy / Wh` for each way of counting. */
const COUNTERS = Object.entries({
  Charging: 'TestChg',
  Discharging: 'TestDis',
  Net: 'Net',
  Cumulative: 'Cumulative',
  'Step Charging': 'StepChg',
  'Step Discharging': 'StepDis',
  'Step Net': 'StepNet',
  'Step Cumulative': 'StepCumulative',
  'Cycle Charging': 'CycleChg',
  'Cycle Discharging': 'CycleDis',
  'Cycle Net': 'CycleNet',
  'Cycle Cumulative': 'CycleCumulative',
  'Schedule Charging': 'ScheduleChg',
  'Schedule Discharging': 'ScheduleDis',
  Step: 'Step',
}).flatMap(([label, base]) => [
  term(`${label} Capacity`, 'Ah', `q${base}`),
  term(`${label} Energy`, 'Wh', `e${base}`),
]);

/**
 * Terms of the Battery Data Format ontology 1.3.0 with our names; where two terms have one base, the first is written.
 * `Step Capacity`, `Step Energy` and `Step Index` are deprecated there but occur in files; files mean by `Step Index`
 * the step of the program, the ontology a counter of records within the step.
 */
export const BDF_TERMS: readonly BdfTerm[] = [
  term('Test Time', 's', 'time'),
  term('Unix Time', 's', 'unix'),
  term('Step Time', 's', 'stepTime'),
  term('Voltage', 'V', 'voltage'),
  term('Current', 'A', 'current'),
  term('Power', 'W', 'power'),
  term('Record Index', '1', 'record'),
  term('Step Record Index', '1', 'stepRecord'),
  term('Cycle Count', '1', 'cycle'),
  term('Step Count', '1', 'stepCount'),
  term('Step ID', null, 'stepId'),
  term('Step Index', '1', 'stepId', 'stepIndex'),
  term('Step Type', null, 'stepType'),
  ...COUNTERS,
  term('Temperature T1', 'degC', 'temperature', 'temperatureT1'),
  term('Surface Temperature', 'degC', 'temperature', 'surfaceTemperature'),
  term('Ambient Temperature', 'degC', 'temperature', 'ambientTemperature'),
  ...['T2', 'T3', 'T4', 'T5'].map((sensor) => term(`Temperature ${sensor}`, 'degC', `temperature${sensor}`)),
  term('Internal Resistance', 'ohm', 'rInt'),
  term('DC Internal Resistance', 'ohm', 'rDc'),
  term('AC Internal Resistance', 'ohm', 'rAc'),
  term('Frequency', 'Hz', 'freq'),
  term('Real Impedance', 'ohm', 'zRe'),
  term('Imaginary Impedance', 'ohm', 'zIm'),
  term('Absolute Impedance', 'ohm', 'zAbs'),
  term('Phase', 'deg', 'zPhase'),
  term('Ambient Pressure', 'Pa', 'ambientPressure'),
  term('Applied Pressure', 'Pa', 'appliedPressure'),
  term('Surface Pressure', 'Pa', 'surfacePressure'),
];

const BY_LABEL = new Map(BDF_TERMS.map((known) => [slug(known.label), known]));
const BY_MACHINE_NAME = new Map(BDF_TERMS.map((known) => [known.machineName, known]));

/**
 * The term that a header names and the unit it states: preferred labels (`Test Time / s`) and machine names
 * (`test_time_second`), also in other units (`Test Time / h`, `current_milliampere`). Undefined for other headers.
 */
export function bdfTerm(header: string): { term: BdfTerm; unit: string | null } | undefined {
  const label = /^(.+?)\s+\/\s+(.+)$/.exec(header.trim());
  if (label !== null) {
    const found = BY_LABEL.get(slug(label[1] ?? ''));
    return found === undefined || found.unit === null
      ? undefined
      : { term: found, unit: (label[2] ?? '').trim() };
  }
  // Machine names are lower-case; `Step_Index` is Arbin's.
  const name = header.trim();
  const exact = BY_MACHINE_NAME.get(name);
  if (exact !== undefined) return { term: exact, unit: exact.unit };
  const plain = BY_LABEL.get(slug(name));
  if (plain?.unit === null) return { term: plain, unit: null };
  const cut = name.lastIndexOf('_');
  const unit = UNIT_WORDS.get(name.slice(cut + 1));
  const found = cut > 0 && unit !== undefined ? BY_LABEL.get(slug(name.slice(0, cut))) : undefined;
  return found === undefined || found.unit === null ? undefined : { term: found, unit: unit ?? null };
}
