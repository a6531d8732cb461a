import { ageCell, CellRun, paperWindow } from '@anodelab/models';
import { randomCase, randomSwitches } from './random-case.ts';

/** What became of a case: every step done, stopped for a named physical cause, or what must not be. */
export interface CaseOutcome {
  readonly kind: 'done' | 'physical' | 'unexplained' | 'imbalance' | 'crash';
  readonly message: string;
}

/** Lithium may be lost to rounding only. */
const BALANCE = 1e-10;
const PHYSICAL = /full|empty|depleted|carries the wanted current|most power/;

/** Runs the protocol of a random case. */
export function tryProtocol(n: number): CaseOutcome {
  const { name, cell, steps } = randomCase(n);
  try {
    const run = new CellRun(cell.description);
    let cause: string | undefined;
    for (const [index, step] of steps.entries()) {
      const end = run.run(step);
      const readings = [run.voltage, run.current, run.charge];
      if (!readings.every(Number.isFinite)) {
        return { kind: 'crash', message: `${name}, step ${index + 1}: readings ${readings.join(', ')}` };
      }
      const imbalance = Math.abs(run.imbalance());
      if (!(imbalance <= BALANCE)) {
        return { kind: 'imbalance', message: `${name}, step ${index + 1}: lithium off by ${imbalance}` };
      }
      if (end.status === 'failed') {
        const message = `${name}, step ${index + 1} (${step.control.quantity}): ${end.cause}`;
        if (!PHYSICAL.test(end.cause)) return { kind: 'unexplained', message };
        cause = message;
        break;
      }
    }
    return cause === undefined ? { kind: 'done', message: name } : { kind: 'physical', message: cause };
  } catch (error) {
    return crash(name, error);
  }
}

/** Lives of 500 cycles at a random current, with mechanisms beyond the default model in some. */
export function tryLife(n: number): CaseOutcome {
  const { name, values, sample, cell } = randomCase(n, randomSwitches(n));
  try {
    const currentDensity = 100 * 30 ** ((n * 0.618034) % 1); // A/kg, 0.1 to 3 A/g, evenly spread
    const life = ageCell(values, sample, cell, { steps: [{ currentDensity, cycles: 500 }], ...paperWindow });
    const odd = life.cycles.find(
      (cycle) =>
        ![cycle.capacity, cycle.connected, cycle.seiThickness].every((x) => Number.isFinite(x) && x >= 0),
    );
    if (odd !== undefined) return { kind: 'crash', message: `${name}: cycle ${JSON.stringify(odd)}` };
    if (life.cycles.length !== (life.death?.cycle ?? 500))
      return { kind: 'crash', message: `${name}: ${life.cycles.length} cycles` };
    if (!(life.imbalance <= BALANCE)) {
      return { kind: 'imbalance', message: `${name}: lithium off by ${life.imbalance}` };
    }
    if (life.death === undefined) return { kind: 'done', message: name };
    const message = `${name}, cycle ${life.death.cycle}: ${life.death.cause}`;
    return { kind: PHYSICAL.test(life.death.cause) ? 'physical' : 'unexplained', message };
  } catch (error) {
    return crash(name, error);
  }
}

function crash(name: string, error: unknown): CaseOutcome {
  const { message, stack } = error as Error;
  return { kind: 'crash', message: `${name}: ${message} ${stack?.split('\n')[1]?.trim() ?? ''}` };
}
