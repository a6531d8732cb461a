import {
  type CellStep,
  drawParameters,
  hold,
  type ModelSample,
  type ModelSwitches,
  type ParameterValues,
  type PorousCell,
  porousCellOf,
  paperRecipes,
  prepareSample,
  ramp,
} from '@anodelab/models';
import { createRandom, type Random } from '@anodelab/numerics';

/** A cell with parameters from the priors, and a protocol of random steps. */
export interface RandomCase {
  readonly name: string;
  readonly values: ParameterValues;
  readonly sample: ModelSample;
  readonly cell: PorousCell;
  readonly steps: readonly CellStep[];
}

const LEVELS = ['L1', 'L2', 'L3'] as const;
const STEPS = 6;

/** The case of a number; the same number, the same case. */
export function randomCase(n: number, switches: Partial<ModelSwitches> = {}): RandomCase {
  const random = createRandom(n + 1);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random.uniform() * list.length)]!;
  const values = drawParameters(random);
  const recipe = pick(paperRecipes);
  const layers = random.uniform() < 0.5 ? 'mean' : 'populations';
  const sample = prepareSample(values, recipe, { layers, switches });
  const level = pick(LEVELS);
  const electrolyte = pick(['nyman', 'landesfeind', 'valoen'] as const);
  return {
    name: `#${n} ${recipe.name}, ${layers}, ${level}, ${electrolyte}`,
    values,
    sample,
    cell: porousCellOf(values, sample, { level, electrolyte }),
    steps: Array.from({ length: STEPS }, () => randomStep(random, values)),
  };
}

/** Constant current, hold, rest, sweep, power or load inside the window of the paper, within four decades of current. */
function randomStep(random: Random, values: ParameterValues): CellStep {
  const perArea = (low: number, high: number) =>
    values.loading * 1000 * low * (high / low) ** random.uniform();
  const lithiates = random.uniform() < 0.5;
  const sign = lithiates ? 1 : -1;
  const limits = [
    { quantity: 'voltage', side: 'below', value: 0.01 },
    { quantity: 'voltage', side: 'above', value: 1.5 },
  ] as const;
  const current = perArea(0.02, 10); // 0.02 to 10 A/g
  const kind = random.uniform();
  if (kind < 0.5) return { control: hold('current', sign * current), duration: 4e5, stops: limits };
  if (kind < 0.65) {
    const stops = [{ quantity: 'current', side: 'below', value: perArea(0.01, 0.1) }] as const;
    return { control: hold('voltage', 0.02 + 1.2 * random.uniform()), duration: 4e4, stops };
  }
  if (kind < 0.75) return { control: hold('current', 0), duration: 10 ** (5 * random.uniform()), stops: [] };
  if (kind < 0.9) {
    const rate = 10 ** (-4.5 + 2.5 * random.uniform()); // V/s
    const [from, to] = lithiates ? [1.2, 0.01] : [0.01, 1.2];
    return {
      control: ramp('voltage', from, Math.sign(to - from) * rate, 0),
      duration: 1.19 / rate,
      stops: [],
    };
  }
  return { control: hold('power', sign * current * 0.3), duration: 1e4, stops: limits };
}

/** Mechanisms beyond the default model, each in one case of four. */
export function randomSwitches(n: number): Partial<ModelSwitches> {
  const random = createRandom(n + 1_000_000);
  const isOn = () => random.uniform() < 0.25;
  return {
    pyrolysisHeat: isOn(),
    coreFracture: isOn(),
    stressPotential: isOn(),
    lifeLaw: isOn() ? 'paris' : 'ductility',
    firstLithiation: isOn(),
    lithiumSilicide: isOn(),
    additive: isOn(),
    counterResistance: isOn() ? [{ cycle: 500, resistance: 1e-2 * random.uniform() }] : [], // Ohm m2
  };
}
