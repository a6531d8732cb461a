import type { CellRun, CellStep } from '@anodelab/models';

/** Runs a step; voltage, V, and current density, A/m2, at rising times since the start of the run, the last one its end. */
export function readStep(
  run: CellRun,
  step: CellStep,
  times: readonly number[],
): { voltage: number[]; current: number[] } {
  const voltage: number[] = [];
  const current: number[] = [];
  const last = times.at(-1)!;
  run.run(step, (part) => {
    // the end that the same step found before may differ in its last digit
    const end = part.to >= last * (1 - 1e-12) ? Infinity : part.to;
    while (voltage.length < times.length && times[voltage.length]! <= end) {
      const t = Math.min(times[voltage.length]!, part.to);
      voltage.push(part.voltageAt(t));
      current.push(part.currentAt(t));
    }
  });
  if (voltage.length !== times.length)
    throw new Error(`expected ${times.length} readings, found ${voltage.length}`);
  return { voltage, current };
}
