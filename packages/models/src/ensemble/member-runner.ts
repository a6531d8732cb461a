import { defaultMesh } from '../porous-cell/cell-description.ts';
import { type Advance, CellRun, type CellRunOptions } from '../porous-cell/cell-run.ts';
import { type CellStep, isConstantCurrent, type StepEnd } from '../porous-cell/cell-step.ts';
import { ExactParticle } from '../porous-cell/exact-particle.ts';
import { runExactStep } from '../porous-cell/exact-step.ts';
import type { EnsembleMember, EnsembleTable } from './ensemble.ts';
import { StepCurve } from './step-curve.ts';

/**
 * Runs the members of an ensemble, one after another, in the same memory: in closed form where the cell and all its steps
 * have one, by time steps where they have not.
 */
export class MemberRunner {
  private readonly options: CellRunOptions;
  private readonly exact: ExactParticle;
  private curve: StepCurve | undefined;

  constructor(options: CellRunOptions) {
    this.options = options;
    this.exact = new ExactParticle((options.mesh ?? defaultMesh).radial);
  }

  /**
   * Writes the rows of member n.
   *
   * @throws {RangeError} for a member with another number of steps than the table
   */
  run(member: EnsembleMember, n: number, table: EnsembleTable): void {
    const { cell, steps } = member;
    if (steps.length !== table.steps) {
      throw new RangeError(
        `ensemble: member ${n} has ${steps.length} steps; expected ${table.steps} as the first has`,
      );
    }
    const isExact = ExactParticle.fits(cell) && steps.every(isConstantCurrent);
    if (isExact && this.runExact(member, n, table)) return;
    this.runSteps(member, n, table); // which also knows why a closed form came to no end
  }

  /** False where a step does not come to its end. */
  private runExact({ cell, steps }: EnsembleMember, n: number, table: EnsembleTable): boolean {
    const { exact } = this;
    const { readings } = table;
    exact.aim(cell);
    for (let s = 0; s < steps.length; s++) {
      const { reason, duration } = runExactStep(exact, steps[s]!);
      if (reason === 'used up' || reason === 'nothing moves') return false;
      const row = n * table.steps + s;
      table.duration[row] = duration;
      table.charge[row] = exact.current * duration;
      exact.readings(duration, readings, table.voltage, row * readings);
      table.current.fill(exact.current, row * readings, (row + 1) * readings);
      if (s + 1 < steps.length) exact.moveTo(duration);
    }
    return true;
  }

  private runSteps({ cell, steps }: EnsembleMember, n: number, table: EnsembleTable): void {
    const run = new CellRun(cell, this.options);
    let hasFailed = false;
    for (let s = 0; s < steps.length; s++) {
      const row = n * table.steps + s;
      if (hasFailed) {
        leaveOut(table, row);
        continue;
      }
      const end = this.runStep(run, steps[s]!, row, table);
      hasFailed = end.status === 'failed';
      if (end.status === 'failed') table.failures.push({ member: n, step: s, cause: end.cause });
    }
  }

  private runStep(run: CellRun, step: CellStep, row: number, table: EnsembleTable): StepEnd {
    const { readings, voltage, current } = table;
    const before = run.charge;
    const at = row * readings;
    const isClosed = run.isClosedForm(step);
    const curve = isClosed ? undefined : (this.curve ??= new StepCurve(run.stepper.method.dense.length + 2));
    curve?.begin(run.time);
    const end = run.run(step, (part) => {
      if (curve === undefined) readPart(part, readings, voltage, current, at);
      else curve.record(part);
    });
    table.duration[row] = end.duration;
    table.charge[row] = run.charge - before;
    if (end.duration === 0) {
      voltage.fill(run.voltage, at, at + readings);
      current.fill(run.current, at, at + readings);
    } else curve?.read(readings, voltage, current, at);
    return end;
  }
}

/** Readings of a step that is one part. */
function readPart(
  part: Advance,
  count: number,
  voltage: Float64Array,
  current: Float64Array,
  at: number,
): void {
  for (let k = 0; k < count; k++) {
    const t = part.from + (count > 1 ? ((part.to - part.from) * k) / (count - 1) : 0);
    voltage[at + k] = part.voltageAt(t);
    current[at + k] = part.currentAt(t);
  }
}

/** A step that was not run. */
function leaveOut({ duration, charge, voltage, current, readings }: EnsembleTable, row: number): void {
  duration[row] = NaN;
  charge[row] = NaN;
  voltage.fill(NaN, row * readings, (row + 1) * readings);
  current.fill(NaN, row * readings, (row + 1) * readings);
}
