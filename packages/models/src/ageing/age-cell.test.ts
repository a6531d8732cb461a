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
import { porousCellOf } from '../observe/porous-cell-of.ts';
import type { ModelSwitches } from '../switches.ts';
import { age } from './age.ts';
import { ageCell, ageCellInTurns } from './age-cell.ts';
import type { LifeCycle, LivingCell } from './ageing-cell.ts';
import { cycleAt } from './history.ts';
import { brokenShare } from './laws.ts';

const values = parameterValues();
const sampleOf = (
  name: string,
  layers: 'mean' | 'populations' = 'mean',
  switches: Partial<ModelSwitches> = {},
) => prepareSample(values, paperRecipes.find((recipe) => recipe.name === name)!, { layers, switches });
const steps = (cycles: number) => ({ steps: [{ currentDensity: 1000, cycles }], ...paperWindow });

function cellOf(sample: ModelSample, level: CellDescription['level']): LivingCell {
  const made = madeCell(level, { seriesResistance: values.seriesResistance });
  const [base] = made.populations;
  const description = {
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
  return { description };
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

  it.each([
    { firstLithiation: true },
    { counterResistance: [{ cycle: 100, resistance: 1e-2 }] }, // Ohm m2
    { lifeLaw: 'paris', additive: true },
  ] as const)('has the mechanisms of the closed form: %o', (switches) => {
    const sample = sampleOf('PCHS-5', 'mean', switches);
    const slow = { steps: [{ currentDensity: 100, cycles: 100 }], ...paperWindow };
    const closed = age(values, sample, slow);
    const life = ageCell(values, sample, porousCellOf(values, sample, { level: 'L1' }), slow);
    for (const cycle of [1, 100]) {
      const truth = cycleAt(values, closed, cycle);
      const found = life.cycles[cycle - 1]!;
      expect(Math.abs(found.capacity / truth.capacity - 1)).toBeLessThan(2e-3);
      expect(Math.abs(found.efficiency - truth.efficiency)).toBeLessThan(2e-4);
    }
  });

  it('loses the pressure of its shells as they break', () => {
    const at = (stressPotential: boolean, cycle: number) => {
      const sample = sampleOf('nmSi@C', 'mean', { stressPotential });
      const cell = porousCellOf(values, sample, { level: 'L1' });
      const life = ageCell(values, sample, cell, steps(cycle));
      return { life: life.cycles.at(-1)!, broken: cell.shells[0]!.broken };
    };
    const [pressed, free] = [at(true, 150), at(false, 150)];
    expect(at(true, 1).broken).toBe(0);
    expect(pressed.broken).toBeCloseTo(brokenShare(values, pressed.life.damage), 12);
    expect(pressed.broken).toBeGreaterThan(0.5);
    expect(at(true, 1).life.capacity).toBeLessThan(0.97 * at(false, 1).life.capacity);
    expect(pressed.life.capacity).toBeGreaterThan(free.life.capacity); // it swung less
  });

  it('is the same whenever it is lived, and while others take turns', async () => {
    const sample = sampleOf('PCHS-3', 'populations');
    const live = () => porousCellOf(values, sample, { level: 'L1' });
    const life = ageCell(values, sample, live(), steps(120));
    let shown = 0;
    const onProgress = ({ cycle }: LifeCycle) => {
      shown = cycle;
    };
    const inTurns = await ageCellInTurns(values, sample, live(), steps(120), { onProgress });
    expect(inTurns).toEqual(life);
    expect(shown).toBeGreaterThan(1);
    const { cycle, jump } = life.plan.at(-2)!;
    expect(cycle + jump).toBe(120);
    expect(life.cycles.filter((one) => one.isSimulated).map((one) => one.cycle)).toEqual(
      life.plan.map((one) => one.cycle),
    );
  });

  it('ends with its cause where a half cycle cannot be run', () => {
    const sample = sampleOf('PCHS-5');
    const { description } = cellOf(sample, 'DFN');
    const separator = { ...description.separator, thickness: 5e-3 };
    const life = ageCell(
      values,
      sample,
      { description: { ...description, separator } },
      {
        steps: [{ currentDensity: 3000, cycles: 5 }],
        lower_V: -5,
        upper_V: 1.2,
      },
    );
    expect(life.death).toMatchObject({ cycle: 1, cause: expect.stringMatching(/depleted/) });
    expect(life.cycles).toHaveLength(1);
  });
});
