import type { Json } from '@anodelab/data';
import { attribute, child, numbered, numeric, type XmlElement } from './read-xml.ts';
import { stepType } from './step-types.ts';

/** One step of the program that was run; what it does not set is absent. */
export interface PlannedStep {
  readonly stepId: number;
  readonly stepType: string;
  readonly direction: -1 | 0 | 1;
  readonly time_s?: number;
  /** Unsigned. */
  readonly current_A?: number;
  readonly voltage_V?: number;
  readonly stopVoltage_V?: number;
  readonly stopCurrent_A?: number;
  readonly cRate?: number;
  /** Of a loop: where it goes back to, and how often it runs. */
  readonly toStep?: number;
  readonly repeats?: number;
  /** Interval between records. */
  readonly record_s?: number;
}

/** Steps of `Step.xml` by their number. Times there are ms, currents mA, voltages 0.1 mV. */
export function readStepPlan(xml: XmlElement | undefined): ReadonlyMap<number, PlannedStep> {
  const steps = numbered(child(xml, 'root', 'config', 'Step_Info'), 'Step');
  return new Map(
    steps.flatMap((element): [number, PlannedStep][] => {
      const step = plannedStep(element);
      return step === undefined ? [] : [[step.stepId, step]];
    }),
  );
}

function plannedStep(element: XmlElement): PlannedStep | undefined {
  const stepId = numeric(element, 'Step_ID');
  const code = numeric(element, 'Step_Type');
  if (stepId === undefined || code === undefined) return undefined;
  const main = child(element, 'Limit', 'Main');
  const other = child(element, 'Limit', 'Other');
  const value = (parent: XmlElement | undefined, name: string, per: number) => {
    const found = numeric(child(parent, name), 'Value');
    return found === undefined ? undefined : found / per;
  };
  const { word, direction } = stepType(code);
  const set = {
    time_s: value(main, 'Time', 1000),
    current_A: value(main, 'Curr', 1000),
    voltage_V: value(main, 'Volt', 1e4),
    stopVoltage_V: value(main, 'Stop_Volt', 1e4),
    stopCurrent_A: value(main, 'Stop_Curr', 1000),
    cRate: value(main, 'Rate', 1),
    toStep: value(other, 'Start_Step', 1),
    repeats: value(other, 'Cycle_Count', 1),
    record_s: value(child(element, 'Record', 'Main'), 'Time', 1000),
  };
  const given = Object.entries(set).filter((pair): pair is [string, number] => pair[1] !== undefined);
  return { stepId, stepType: word, direction, ...Object.fromEntries(given) };
}

/** The plan as facts beside the columns. */
export function planMeta(plan: ReadonlyMap<number, PlannedStep>): Json {
  return [...plan.values()].map((step) => {
    const { direction, ...facts } = step;
    return (direction === 0 ? facts : { ...facts, direction: direction > 0 ? 'charge' : 'discharge' }) as {
      readonly [key: string]: Json;
    };
  });
}

/** Mass in kg that the program carries, in µg there; undefined where it has none. */
export function planMass(xml: XmlElement | undefined): number | undefined {
  const micrograms = numeric(child(xml, 'root', 'config', 'Head_Info', 'SCQ'), 'Value');
  return micrograms === undefined || micrograms <= 0 ? undefined : micrograms / 1e9;
}

/** Creator and remark of the program. */
export function planTexts(xml: XmlElement | undefined): { readonly [key: string]: Json } {
  const head = child(xml, 'root', 'config', 'Head_Info');
  const texts = [
    ['creator', attribute(child(head, 'Creator'), 'Value')],
    ['remarks', attribute(child(head, 'Remark'), 'Value')],
  ] as const;
  return Object.fromEntries(texts.filter((pair) => pair[1] !== undefined)) as { [key: string]: Json };
}

/** What the cycler was told to hold, row by row; NaN where the step sets nothing. */
export function setpoints(
  plan: ReadonlyMap<number, PlannedStep>,
  stepId: Float64Array,
  of: (step: PlannedStep) => number | undefined,
): Float64Array {
  const values = new Float64Array(stepId.length);
  let last = NaN;
  let held = NaN;
  for (let row = 0; row < stepId.length; row++) {
    const id = stepId[row] as number;
    if (id !== last) {
      last = id;
      const step = plan.get(id);
      held = (step === undefined ? undefined : of(step)) ?? NaN;
    }
    values[row] = held;
  }
  return values;
}

/** A with its sign: positive charges; undefined for steps without a set current or a direction. */
export function setCurrent(step: PlannedStep): number | undefined {
  if (/^(?:Rest|OCV|Pause)$/.test(step.stepType)) return 0;
  const isCurrent = /^C{1,2}C/.test(step.stepType) && !step.stepType.startsWith('CV');
  return isCurrent && step.current_A !== undefined ? step.direction * step.current_A : undefined;
}

/** V that the step holds, at its end where it begins with a current. */
export function setVoltage(step: PlannedStep): number | undefined {
  return step.stepType.includes('CV') ? step.voltage_V : undefined;
}
