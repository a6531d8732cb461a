import type { Dataset, Finding } from '@anodelab/data';
import { createRandom } from '@anodelab/numerics';
import type { CellLife } from '../ageing/age-cell.ts';
import type { PartCourse } from '../ageing/cycle-course.ts';
import { type AgeProtocol, type CyclingStep, currentAt, cycleCount } from '../ageing/protocol.ts';
import type { VoltageWindow } from '../cell/half-cell.ts';
import { atOnce, inTurns, type Turns } from '../in-turns.ts';
import type { ParameterValues } from '../parameters.ts';
import type { ModelSample } from '../sample.ts';
import { lifeStages } from '../switches.ts';
import { type CycleCurves, cellCurves, closedFormCurves } from './cycle-curves.ts';
import { type CyclerRecord, createCyclerRecord } from './cycling-record.ts';
import type { HalfCycleCurve } from './half-cycle-curve.ts';
import { type CellLevel, type ElectrolyteName, porousCellOf, porousStages } from './porous-cell-of.ts';
import { modelProvenance, sampleStages } from './provenance.ts';

/** What the virtual cycler runs: lithiation, rest, delithiation, rest, again and again. */
export interface CyclingProtocol extends VoltageWindow {
  readonly steps: readonly CyclingStep[];
  /** Cycles whose curves are recorded every 4 mV, the others every 40 mV. Default: 1, 2, 3, 5, 10, 20, 50, 100, 200 ... */
  readonly curves?: readonly number[];
  /** Of the meters' errors. */
  readonly seed: number;
  /** At which the cell is cycled and ages. Default L0, the closed form. */
  readonly level?: CellLevel | undefined;
  /** At L2 and L3. */
  readonly electrolyte?: ElectrolyteName | undefined;
  /** `none` simulates every cycle at L1 to L3 too. Default: jumps as far as the error allows (docs/methods/cycle-jumping.md). */
  readonly jumps?: AgeProtocol['jumps'];
}

const DEFAULT_CURVES: readonly number[] = [1, 2, 3, 5, 10, 20, 50, 100, 200, 300, 400, 500];
/** Voltage between two records, V. */
const FINE = 4e-3;
const COARSE = 40e-3;
/** Rest after each half cycle, s. */
const REST = 60;
/** Shortest time that the cycler logs, s. */
const CLOCK = 0.01;

/**
 * The record of a half cell on a virtual cycler: lithiation is its discharge, with negative current; the rests last a
 * minute. The cell ages at the level at which it is cycled. At L0 every cycle is worked out, and the rests show the
 * open-circuit potential of the branch, without relaxation. At L1 to L3 the cycles of the jump plan, `jumpPlan` in
 * `meta`, and those of `curves` are simulated; the others lie between them.
 *
 * @throws {RangeError} for a window that is empty or a protocol without cycles
 */
export function observeCycling(
  values: ParameterValues,
  sample: ModelSample,
  protocol: CyclingProtocol,
): Dataset {
  return atOnce(cyclesObserved(values, sample, protocol));
}

/** `observeCycling` that lets others take turns; progress is the cycle that was recorded last. */
export function observeCyclingInTurns(
  values: ParameterValues,
  sample: ModelSample,
  protocol: CyclingProtocol,
  turns: Turns<number> = {},
): Promise<Dataset> {
  return inTurns(cyclesObserved(values, sample, protocol), turns);
}

/** Yields each cycle that is recorded. */
export function* cyclesObserved(
  values: ParameterValues,
  sample: ModelSample,
  protocol: CyclingProtocol,
): Generator<number, Dataset> {
  const { lower_V, upper_V, steps, seed, level = 'L0', ...others } = protocol;
  const total = cycleCount(protocol);
  if (!(upper_V > lower_V && total >= 1 && steps.every((step) => step.currentDensity > 0))) {
    throw new RangeError(
      `cycling of ${sample.name}: ${total} cycles from ${lower_V} V to ${upper_V} V; expected a cycle, positive currents and a rising window`,
    );
  }
  const curves = new Set(protocol.curves ?? DEFAULT_CURVES);
  const mass = values.loading * values.cellArea;
  const record = createCyclerRecord(createRandom(seed));
  const life = {
    steps,
    lower_V,
    upper_V,
    jumps: protocol.jumps,
    requested: [...curves],
    rest_s: REST,
    clock: CLOCK,
    voltageStep: (cycle: number) => (curves.has(cycle) ? FINE : COARSE),
  };
  const cycles =
    level === 'L0'
      ? closedFormCurves(values, sample, life)
      : cellCurves(values, sample, porousCellOf(values, sample, { ...others, level }), life);
  let lived: CellLife | undefined;
  for (;;) {
    const next = cycles.next();
    if (next.done === true) {
      lived = next.value;
      break;
    }
    const { cycle } = next.value;
    recordCycle(record, next.value, { current: currentAt(protocol, cycle), mass });
    yield cycle;
  }
  return {
    technique: 'cycling',
    columns: record.columns(),
    meta: {
      sample: sample.name,
      techniqueName: 'constant-current cycling',
      activeMass_kg: mass,
      area_m2: values.cellArea,
      workingElectrode: 'anode',
      lower_V,
      upper_V,
      ...(lived && { jumpPlan: lived.plan.map(({ cycle, jump }) => [cycle, jump]) }),
    },
    provenance: modelProvenance(
      'virtual-cycler',
      level,
      [
        ...sampleStages(sample),
        ...lifeStages(sample.switches, sample.coated),
        ...(level === 'L0' ? [] : porousStages(sample, { level, state: undefined })),
      ],
      { values, sample, protocol: { ...others, level, lower_V, upper_V, steps, seed } },
    ),
    findings: lived === undefined ? [] : lifeFindings(lived),
  };
}

/** What a reader of the record must know about a life. */
function lifeFindings({ cycles, plan, death }: CellLife): readonly Finding[] {
  const findings: Finding[] = [];
  if (plan.length < cycles.length) {
    findings.push({
      severity: 'info',
      code: 'cycles-jumped',
      message: `${plan.length} of ${cycles.length} cycles were simulated (jumpPlan); charges and curves of the others lie on straight lines between theirs`,
    });
  }
  if (death !== undefined) {
    findings.push({
      severity: 'warning',
      code: 'step-failed',
      message: `cycle ${death.cycle} could not go on: ${death.cause}; the record ends there`,
    });
  }
  return findings;
}

function recordCycle(
  record: CyclerRecord,
  { cycle, before, lithiation, full, delithiation, empty }: CycleCurves,
  { current, mass }: { readonly current: number; readonly mass: number },
): void {
  const rest = (line: number, { time, voltage }: PartCourse) => {
    record.begin(line, 'rest', cycle);
    time.forEach((moment, i) => {
      record.log(moment, voltage[i]!, 0, 0);
    });
  };
  const run = (line: number, sign: 1 | -1, { voltage, charge }: HalfCycleCurve) => {
    record.begin(line, sign > 0 ? 'ccChg' : 'ccDis', cycle);
    voltage.forEach((reading, i) => {
      // the clock ticks between two records, also for a cell that is at its cut-off from the start
      const time = Math.max(charge[i]! / current, (i + 1) * CLOCK);
      record.log(time, reading, sign * current * mass, sign * time * current * mass);
    });
  };
  if (before !== undefined) rest(1, before);
  run(2, -1, lithiation);
  rest(3, full);
  run(4, 1, delithiation);
  rest(5, empty);
}
