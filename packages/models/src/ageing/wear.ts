import type { ParameterValues } from '../parameters.ts';
import type { CellRun } from '../porous-cell/cell-run.ts';
import type { AgeState, ModelSample } from '../sample.ts';
import { counterResistanceAt } from './cycle-rates.ts';

/**
 * Gives a fresh cell the working surfaces, films and lithium electrode of its age. Lithium of particles that lost their
 * contact leaves the balance with them.
 *
 * @param states - one for each population, or one for each population and node of the electrode, node after node
 * @param cycle - that begins, counted from 1
 * @throws {RangeError} for another number of states
 */
export function wear(
  values: ParameterValues,
  { name, switches }: Pick<ModelSample, 'name' | 'switches'>,
  run: CellRun,
  states: readonly AgeState[],
  cycle: number,
): void {
  const { description, populations } = run.system;
  const nodes = populations[0]!.nodes;
  const perPopulation = states.length / populations.length;
  if (perPopulation !== 1 && perPopulation !== nodes) {
    throw new RangeError(
      `${name}: ${states.length} age states for ${populations.length} populations of ${nodes} nodes; expected one for each population, or for each node of each`,
    );
  }
  populations.forEach((population, p) => {
    const { areaRatio, filmResistance } = population.description;
    for (let k = 0; k < nodes; k++) {
      const { connected, seiThickness } = states[perPopulation === 1 ? p : p * nodes + k]!;
      population.area[k] = areaRatio * connected;
      const growth = (seiThickness - values.seiInitialThickness) / values.seiConductivity;
      population.setFilm(k, filmResistance + growth);
    }
  });
  const counter = counterResistanceAt(switches.counterResistance, cycle);
  run.system.setSeriesResistance(description.seriesResistance + counter);
  run.rebase();
}
