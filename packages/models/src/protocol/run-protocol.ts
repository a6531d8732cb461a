import { atOnce, inTurns, type Turns } from '../in-turns.ts';
import type { Advance, CellRun } from '../porous-cell/cell-run.ts';
import type { StopRule } from '../porous-cell/cell-step.ts';
import { prepareStep, type RunnableStep } from './cell-steps.ts';
import type { ProtocolBasis } from './protocol-basis.ts';
import type { ImpedanceStep, Protocol, ProtocolStep, Stop } from './protocol-step.ts';
import { Sampler, type Sampling } from './sampler.ts';

/** How one step of a protocol went. Charges per geometric area, > 0 lithiated. */
export interface StepSummary {
  /** Both from 1. A cycle begins with the first step that lithiates after one that delithiated. */
  readonly cycle: number;
  readonly step: number;
  /** Place of the step in the protocol as it is written, from 1, loops once. */
  readonly line: number;
  readonly kind: RunnableStep['kind'];
  /** +1 lithiates, -1 delithiates, 0 where the protocol does not say. */
  readonly sign: -1 | 0 | 1;
  /** s since the start of the run, and s. */
  readonly start: number;
  readonly duration: number;
  /** C/m2. */
  readonly charge: number;
  /** V, at the end; A/m2, > 0 lithiates. */
  readonly voltage: number;
  readonly current: number;
  /** `at once`: the cell was at its stop when the step began. */
  readonly status: 'done' | 'at once' | 'failed';
  /** What ended it: its duration or a stop; for a failed step the physical cause in words. */
  readonly reason: string;
  /** The stop that ended it. */
  readonly stop?: Stop | undefined;
}

/** A moment that is logged. */
export interface LogEntry {
  readonly summary: Pick<StepSummary, 'cycle' | 'step' | 'line' | 'kind' | 'sign'>;
  /** s since the start of the run and of the step. */
  readonly time: number;
  readonly stepTime: number;
  /** V; A/m2, > 0 lithiates; C/m2 passed in the step, > 0 lithiated. */
  readonly voltage: number;
  readonly current: number;
  readonly charge: number;
}

/** Everything is optional: a run without `onRecord` keeps no records, and its memory does not grow. */
export interface ProtocolRunOptions {
  readonly sampling?: Sampling;
  readonly onRecord?: (entry: LogEntry) => void;
  readonly onStep?: (summary: StepSummary) => void;
  /** A spectrum of the protocol is due in the cell's present state. */
  readonly onImpedance?: (step: ImpedanceStep, run: CellRun, cycle: number) => void;
  /** Before each step: may change what run-time values of the cell depend on. */
  readonly beforeStep?: (sign: -1 | 0 | 1, run: CellRun) => void;
  readonly signal?: AbortSignal;
}

/** What became of a protocol. */
export interface ProtocolOutcome {
  readonly status: 'done' | 'failed';
  /** Of a failed one: the step and the cause. */
  readonly cause?: string;
  readonly steps: number;
  readonly cycles: number;
}

/**
 * Runs a protocol on a cell, step after step, and stops at the first step that cannot be run. The cell stays as the
 * last step left it. Memory does not grow with the number of cycles.
 *
 * @throws the signal's reason, between two steps, once it is aborted
 * @throws {RangeError} for a profile that is none
 */
export function runProtocol(
  run: CellRun,
  protocol: Protocol,
  basis: ProtocolBasis,
  options: ProtocolRunOptions = {},
): ProtocolOutcome {
  return atOnce(protocolSteps(run, protocol, basis, options), options.signal);
}

/**
 * `runProtocol` that lets others take turns, so that the signal can be aborted and progress shown while it runs.
 *
 * @param onProgress - called at each turn with the last step
 */
export function runProtocolInTurns(
  run: CellRun,
  protocol: Protocol,
  basis: ProtocolBasis,
  options: ProtocolRunOptions & Turns<StepSummary> = {},
): Promise<ProtocolOutcome> {
  return inTurns(protocolSteps(run, protocol, basis, options), options);
}

/** The steps of a protocol as they are run: yields each. */
export function* protocolSteps(
  run: CellRun,
  protocol: Protocol,
  basis: ProtocolBasis,
  options: ProtocolRunOptions,
): Generator<StepSummary, ProtocolOutcome> {
  const program = new Program(run, basis, options);
  const ended = yield* program.all(protocol, 1);
  return {
    status: ended?.status === 'failed' ? 'failed' : 'done',
    ...(ended?.status === 'failed' && { cause: `step ${ended.step}: ${ended.reason}` }),
    steps: program.steps,
    cycles: program.cycle,
  };
}

class Program {
  steps = 0;
  cycle = 1;
  private readonly run: CellRun;
  private readonly basis: ProtocolBasis;
  private readonly options: ProtocolRunOptions;
  private hasDelithiated = false;

  constructor(run: CellRun, basis: ProtocolBasis, options: ProtocolRunOptions) {
    this.run = run;
    this.basis = basis;
    this.options = options;
  }

  /** Runs the steps, `line` being the place of the first; returns the last that was run. */
  *all(protocol: Protocol, line: number): Generator<StepSummary, StepSummary | undefined> {
    let last: StepSummary | undefined;
    let at = line;
    for (const step of protocol) {
      if (step.kind === 'repeat') last = (yield* this.repeat(step, at)) ?? last;
      else if (step.kind === 'impedance') this.options.onImpedance?.(step, this.run, this.cycle);
      else {
        last = this.one(step, at);
        yield last;
      }
      if (last?.status === 'failed') return last;
      at += linesOf(step);
    }
    return last;
  }

  private *repeat(
    { times, steps, until = [] }: ProtocolStep & { kind: 'repeat' },
    line: number,
  ): Generator<StepSummary, StepSummary | undefined> {
    let last: StepSummary | undefined;
    for (let turn = 0; turn < times; turn++) {
      const charge = this.run.charge;
      const time = this.run.time;
      let at = line;
      for (const step of steps) {
        last = (yield* this.all([step], at)) ?? last;
        if (last?.status === 'failed') return last;
        if (until.some((stop) => stop.quantity === last?.stop?.quantity && stop.value === last.stop.value))
          return last;
        at += linesOf(step);
      }
      // a turn in which neither time nor charge passes is the same for ever
      if (this.run.time === time && this.run.charge === charge) return last;
    }
    return last;
  }

  private one(step: RunnableStep, line: number): StepSummary {
    const { run, basis, options } = this;
    const { parts, sign } = prepareStep(step, basis, run.voltage);
    const isTurn = sign !== 0 && !(step.kind === 'constant' && step.isPulse === true);
    if (isTurn && sign > 0 && this.hasDelithiated) {
      this.cycle++;
      this.hasDelithiated = false;
    }
    if (isTurn && sign < 0) this.hasDelithiated = true;
    this.steps++;
    options.beforeStep?.(sign, run);
    const entry = { cycle: this.cycle, step: this.steps, line, kind: step.kind, sign };
    const start = run.time;
    const charge = run.charge;
    const sampler = this.sampler(step, entry, start, charge);
    let status: StepSummary['status'] = 'done';
    let reason = 'duration';
    let stop: Stop | undefined;
    let any = false;
    for (const part of parts) {
      const passed = Math.abs(run.charge - charge);
      const stops = part.stops.map((rule) =>
        rule.quantity === 'charge' ? { ...rule, value: Math.max(0, rule.value - passed) } : rule,
      );
      const end = run.run({ ...part, stops }, (advance) => {
        any = true;
        sampler?.take(advance);
      });
      if (end.status === 'failed') {
        status = 'failed';
        reason = end.cause;
        break;
      }
      if (end.reason !== 'duration') {
        const index = stops.indexOf(end.reason);
        reason = stopText(part.stops[index]!);
        stop = step.until[index];
        if (!any) status = 'at once';
        break;
      }
    }
    if (any) sampler?.end(run);
    const summary: StepSummary = {
      ...entry,
      start,
      duration: run.time - start,
      charge: run.charge - charge,
      voltage: run.voltage,
      current: run.current,
      status,
      reason,
      stop,
    };
    options.onStep?.(summary);
    return summary;
  }

  private sampler(
    step: RunnableStep,
    summary: LogEntry['summary'],
    start: number,
    charge: number,
  ): Sampler | undefined {
    const { onRecord, sampling = {} } = this.options;
    if (onRecord === undefined) return undefined;
    const time = Math.min(sampling.time ?? Infinity, step.period ?? Infinity);
    const log = (t: number, advance: Advance) =>
      onRecord({
        summary,
        time: t,
        stepTime: t - start,
        voltage: advance.voltageAt(t),
        current: advance.currentAt(t),
        charge: advance.chargeAt(t) - charge,
      });
    return new Sampler({ ...sampling, time }, log);
  }
}

/** Steps of a protocol as it is written. */
function linesOf(step: ProtocolStep): number {
  return step.kind === 'repeat' ? step.steps.reduce((sum, each) => sum + linesOf(each), 0) : 1;
}

function stopText({ quantity, side, value }: StopRule): string {
  const unit = { voltage: 'V', current: 'A/m2', charge: 'C/m2' }[quantity];
  return `${quantity} ${side} ${Number(value.toPrecision(6))} ${unit}`;
}
