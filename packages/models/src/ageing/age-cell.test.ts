import { describe, expect, it } from 'vitest';
import { paperWindow } from '../cell/half-cell.ts';
import { maximumConcentration } from '../constants.ts';
import { parameterValues } from '../parameters.ts';
import type { CellDescription } from '../porous-cell/cell-description.ts';
import { cellImpedance } from '../impedance/cell-impedance.ts';
import { madeCell } from '../porous-cell/testing/made-cell.ts';
import { saltReaction } from '../porous-cell/reaction.ts';
import { prepareSample } from '../prepare-sample.ts';
import { paperRecipes } from '../recipe/recipe.ts';
import type { ModelSample } from '../sample.ts';
import { age } from './age.ts';
import { ageCell, ageCellInTurns } from './age-cell.ts';
import { cycleAt } from './history.ts';

const values = parameterValues();
const sampleOf = (name: string, layers: 'mean' | 'populations' = 'mean') =>
  prepareSample(values, paperRecipes.find((recipe) => recipe.name === name)!, { layers });
const steps = (cycles: number) => ({ steps: [{ currentDensity: 1000, cycles }], ...paperWindow });

function cellOf(sample: ModelSample, level: CellDescription['level']): CellDescription {
  const made = madeCell(level, { seriesResistance: values.seriesResistance });
  const [base] = made.populations;
  return {
    ...made,
    populations: sample.populations.map((population) => ({
      ...base!,
      size: population.radius,
      diffusivity: values.lithiumDiffusivity,
      maximumConcentration,
      areaRatio: values.loading * population.weight * population.siliconFraction * population.specificArea,
      filmResistance: population.filmResistance + values.seiInitialThickness / values.seiConductivity,
      reaction: saltReaction(values.exchangeCurrentDensity, 1000),
      hysteresisRange: 0.03,
      hysteresis: 1,
    })),
  };
}

describe('the life of a cell', () => {
  it.each(['PCHS-5', 'nmSi'])('of one particle is the life in closed form (%s)', (name) => {
    const sample = sampleOf(name);
    const closed = age(values, sample, { ...steps(300), requested: [5, 100] });
    const life = ageCell(values, sample, cellOf(sample, 'SPM'), { ...steps(300), requested: [5, 100] });
    expect(life).toMatchObject({ status: 'done', death: undefined });
    const first = cycleAt(values, closed, 1).capacity;
    // a dead cell's last per cents depend on how its beginning is taken
    for (const cycle of name === 'nmSi' ? [1, 5, 100] : [1, 5, 100, 300]) {
      const difference = life.cycles[cycle - 1]!.capacity - cycleAt(values, closed, cycle).capacity;
      expect(Math.abs(difference) / first, `cycle ${cycle}`).toBeLessThan(1e-3);
    }
  });

  it('of a porous electrode is nearly that of its particles, keeps lithium and jumps within 0.5 %', () => {
    const sample = sampleOf('nmSi@C');
    const cell = cellOf(sample, 'DFN');
    const jumped = ageCell(values, sample, cell, steps(120));
    const single = ageCell(values, sample, cell, { ...steps(120), jumps: 'none' });
    expect(jumped.cycles.map((cycle) => cycle.cycle)).toEqual(single.cycles.map((cycle) => cycle.cycle));
    expect(jumped.plan.length).toBeLessThan(60);
    const first = single.cycles[0]!.capacity;
    jumped.cycles.forEach(({ capacity }, n) => {
      expect(Math.abs(capacity - single.cycles[n]!.capacity) / first).toBeLessThan(5e-3);
    });
    expect(single.imbalance).toBeLessThan(1e-10);
    const particles = ageCell(values, sample, cellOf(sample, 'SPM'), steps(120));
    expect(Math.abs(single.cycles[119]!.capacity - particles.cycles[119]!.capacity) / first).toBeLessThan(
      0.03,
    );
  }, 120_000);

  it('lets populations share the potential: the better coated ones take over', () => {
    const sample = sampleOf('PCHS-3', 'populations');
    const life = ageCell(values, sample, cellOf(sample, 'SPM'), steps(30));
    expect(life.status).toBe('done');
    expect(life.cycles).toHaveLength(30);
    expect(life.imbalance).toBeLessThan(1e-10);
  });

  it('can be looked at after each simulated cycle and stopped', () => {
    const sample = sampleOf('nmSi');
    const resistances: number[] = [];
    const signal = { aborted: false };
    const life = ageCell(
      values,
      sample,
      cellOf(sample, 'SPM'),
      { ...steps(500), requested: [50] },
      {
        signal,
        onCycle: ({ cycle }, run) => {
          resistances.push(cellImpedance(run.system, run.state, Float64Array.of(1e4)).real[0]!);
          if (cycle === 50) signal.aborted = true;
        },
      },
    );
    expect(life.status).toBe('cancelled');
    expect(life.cycles.length).toBeLessThan(200);
    expect(resistances.at(-1)!).toBeGreaterThan(1.3 * resistances[0]!);
  });

  it('in turns tells its cycles, ends with what it has once told to stop, and lives the same life', async () => {
    const sample = sampleOf('nmSi');
    const cell = cellOf(sample, 'DFN');
    const controller = new AbortController();
    const seen: number[] = [];
    const cut = await ageCellInTurns(
      values,
      sample,
      cell,
      { ...steps(100_000), jumps: 'none' },
      {
        signal: controller.signal,
        onProgress: ({ cycle }) => {
          seen.push(cycle);
          if (seen.length === 3) controller.abort();
        },
      },
    );
    expect(cut.status).toBe('cancelled');
    expect(cut.cycles.length).toBeGreaterThanOrEqual(seen[2]!);
    expect(cut.cycles.length).toBeLessThan(100_000);
    const whole = await ageCellInTurns(values, sample, cell, steps(20));
    expect(whole).toEqual(ageCell(values, sample, cell, steps(20)));
  });
});
