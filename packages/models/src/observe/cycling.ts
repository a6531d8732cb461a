import type { Dataset } from '@anodelab/data';
import { createRandom } from '@anodelab/numerics';
import { type AgeHistory, age } from '../ageing/age.ts';
import { createCycleRunner } from '../ageing/cycle-rates.ts';
import { stateAt } from '../ageing/history.ts';
import { type CyclingStep, currentAt, cycleCount } from '../ageing/protocol.ts';
import type { Direction, VoltageWindow } from '../cell/half-cell.ts';
import { atOnce, inTurns, type Turns } from '../in-turns.ts';
import type { ParameterValues } from '../parameters.ts';
import type { ModelSample } from '../sample.ts';
import { lifeStages } from '../switches.ts';
import { type CyclerRecord, createCyclerRecord } from './cycling-record.ts';
import { type CyclingPopulation, halfCycleCurve } from './half-cycle-curve.ts';
import { CyclingCell } from './cycling-cell.ts';
import { type CellLevel, type ElectrolyteName, porousStages } from './porous-cell-of.ts';
import { modelProvenance, sampleStages } from './provenance.ts';

/** What the virtual cycler runs: lithiation, rest, delithiation, rest, again and again. */
export interface CyclingProtocol extends VoltageWindow {
  readonly steps: readonly CyclingStep[];
  /** Cycles whose curves are recorded every 4 mV, the others every 40 mV. Default: 1, 2, 3, 5, 10, 20, 50, 100, 200 ... */
  readonly curves?: readonly number[];
  /** Of the meters' errors. */
  readonly seed: number;
  /** Default L0, the closed form. */
  readonly level?: CellLevel | undefined;
  /** At L2 and L3. */
  readonly electrolyte?: ElectrolyteName | undefined;
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
 * The record of a half cell on a virtual cycler: lithiation is its discharge, with negative current. Ageing, which is
 * worked out at L0, runs along; the rests last a minute. At L0 they show the open-circuit potential of the branch,
 * without relaxation. At L1 to L3 each cycle is the cell with what ageing has left of it, its silicon alone.
 *
 * @throws {RangeError} for a window that is empty, a protocol without cycles, or a cell that cannot run the first cycle
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
  const history = age(values, sample, { steps, lower_V, upper_V, requested: [...curves] });
  const mass = values.loading * values.cellArea;
  const record = createCyclerRecord(createRandom(seed));
  const cycles = level === 'L0' ? cyclesOf(values, history) : undefined;
  const cell = level === 'L0' ? undefined : new CyclingCell(values, history, record, { ...others, level });
  for (let cycle = 1; cycle <= total; cycle++) {
    const settings = {
      cycle,
      current: currentAt(protocol, cycle),
      mass,
      window: protocol,
      step: curves.has(cycle) ? FINE : COARSE,
    };
    if (cycles !== undefined) recordCycle(record, cycles(cycle), settings);
    else if (cell?.record(settings) === false) break;
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
    findings: cell?.findings ?? [],
  };
}

/** The populations in any cycle of a history. */
function cyclesOf(
  values: ParameterValues,
  history: AgeHistory,
): (cycle: number) => readonly CyclingPopulation[] {
  const { sample, protocol } = history;
  const runners = sample.populations.map((population) =>
    createCycleRunner(values, sample, population, protocol),
  );
  return (cycle) => {
    const states = stateAt(history, cycle);
    return sample.populations.map((population, i) => {
      return { population, cycle: runners[i]!(states[i]!, cycle) };
    });
  };
}

export interface CycleSettings {
  readonly cycle: number;
  /** A/kg composite. */
  readonly current: number;
  /** kg composite. */
  readonly mass: number;
  readonly window: VoltageWindow;
  /** V. */
  readonly step: number;
}

function recordCycle(
  record: CyclerRecord,
  parts: readonly CyclingPopulation[],
  settings: CycleSettings,
): void {
  const { cycle, current, mass, window, step } = settings;
  const lithiation = halfCycleCurve(parts, 'lithiation', window.lower_V, step);
  const delithiation = halfCycleCurve(parts, 'delithiation', window.upper_V, step);
  const rest = (line: number, voltage: number) => {
    record.begin(line, 'rest', cycle);
    record.log(CLOCK, voltage, 0, 0);
    record.log(REST, voltage, 0, 0);
  };
  const run = (line: number, sign: 1 | -1, { voltage, charge }: typeof lithiation) => {
    record.begin(line, sign > 0 ? 'ccChg' : 'ccDis', cycle);
    voltage.forEach((reading, i) => {
      // the clock ticks between two records, also for a cell that is at its cut-off from the start
      const time = Math.max(charge[i]! / current, (i + 1) * CLOCK);
      record.log(time, reading, sign * current * mass, sign * time * current * mass);
    });
  };
  if (cycle === 1)
    rest(
      1,
      mean(parts, (part) => restVoltage(part, 'delithiation', part.cycle.start)),
    );
  run(2, -1, lithiation);
  rest(
    3,
    mean(parts, (part) => restVoltage(part, 'lithiation', part.cycle.swing.high)),
  );
  run(4, 1, delithiation);
  rest(
    5,
    mean(parts, (part) => restVoltage(part, 'delithiation', part.cycle.swing.low)),
  );
}

function restVoltage({ cycle }: CyclingPopulation, after: Direction, lithiation: number): number {
  return cycle.cells[after].restVoltage(cycle.load, after, lithiation);
}

function mean(parts: readonly CyclingPopulation[], property: (part: CyclingPopulation) => number): number {
  return parts.reduce((sum, part) => sum + part.population.weight * property(part), 0);
}
