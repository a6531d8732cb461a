import type { CellSystem } from './cell-system.ts';

/** Surface within this of its end, and salt below this share of the fresh one, count as used up. */
const NEAR_END = 2e-3;
const DEPLETED = 2e-2;

/** Why a cell could not go on, in words: what is used up where, or what the numbers say where nothing is. */
export function causeOfFailure(system: CellSystem, y: Float64Array, reason: string): string {
  const causes: string[] = [];
  const salt = system.leastSalt(y);
  const fresh = system.description.electrolyte.initialConcentration;
  if (salt < DEPLETED * fresh)
    causes.push(`the electrolyte is depleted (${salt.toFixed(1)} mol/m3 at the lowest)`);
  system.populations.forEach((population, p) => {
    let least = Infinity;
    let most = -Infinity;
    for (let k = 0; k < population.nodes; k++) {
      const x = population.surfaceAt(y, k);
      least = Math.min(least, x);
      most = Math.max(most, x);
    }
    const name = system.populations.length > 1 ? ` of population ${p + 1}` : '';
    if (most > 1 - NEAR_END) causes.push(`the particle surface${name} is full (x = ${most.toFixed(4)})`);
    if (least < NEAR_END) causes.push(`the particle surface${name} is empty (x = ${least.toFixed(4)})`);
  });
  if (causes.length > 0) return causes.join('; ');
  return reason === 'start'
    ? 'no potential carries the wanted current at the present concentrations'
    : `the solver could not go on (${reason}) although nothing is used up`;
}
