/** A record of a made test of two cycles, in SI; positive current charges. */
export interface MadeStep {
  readonly record: number;
  readonly cycle: number;
  readonly step: number;
  readonly command: 'Pause' | 'Charge' | 'Discharge';
  /** s */
  readonly time: number;
  readonly stepTime: number;
  /** A, V */
  readonly current: number;
  readonly voltage: number;
  /** C and J since the start, charge positive. */
  readonly netCharge: number;
  readonly netEnergy: number;
  /** °C */
  readonly celsius: number;
}

const PLAN = [
  { command: 'Pause', current: 0 },
  { command: 'Charge', current: 0.36 },
  { command: 'Discharge', current: -0.36 },
] as const;

const INTERVAL = 90; // s, exact in hours to four decimals

/** Records of rest, charge and discharge, `points` each. */
export function madeSteps(cycles: number, points = 5): readonly MadeStep[] {
  const records: MadeStep[] = [];
  let netCharge = 0;
  let netEnergy = 0;
  for (let i = 0; i < cycles * PLAN.length * points; i++) {
    const index = Math.floor(i / points);
    const { command, current } = PLAN[index % PLAN.length] ?? PLAN[0];
    const voltage = 3.5 + 0.1 * (netCharge / 100) + (current > 0 ? 0.05 : 0);
    netCharge += current * INTERVAL;
    netEnergy += current * INTERVAL * voltage;
    records.push({
      record: i + 1,
      cycle: 1 + Math.floor(index / PLAN.length),
      step: 1 + (index % PLAN.length),
      command,
      time: i * INTERVAL,
      stepTime: (i % points) * INTERVAL,
      current,
      voltage,
      netCharge,
      netEnergy,
      celsius: 25 + (i % 3) / 8,
    });
  }
  return records;
}

/** Local time of a record as ISO text; the test began on 28 March 2021. */
export function isoOfStep({ time }: { readonly time: number }): string {
  return new Date(Date.UTC(2021, 2, 28, 9, 5, 7) + 1000 * time).toISOString().slice(0, 19);
}
