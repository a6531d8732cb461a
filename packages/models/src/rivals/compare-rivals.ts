import { age } from '../ageing/age.ts';
import { cycleAt } from '../ageing/history.ts';
import { paperWindow } from '../cell/half-cell.ts';
import { mAhPerGram } from '../constants.ts';
import { type ParameterValues, parameterValues } from '../parameters.ts';
import { prepareSample, productMass, thermogravimetricResidue } from '../prepare-sample.ts';
import { flashAt800, paperRecipes, type Recipe } from '../recipe/recipe.ts';
import type { ModelSample } from '../sample.ts';
import { defaultRivals, type RivalChoice, rivalValues } from './rivals.ts';

/** What a prediction is worth: `fitted` to it, `tuned` to one statement of it, or told without it. */
type PredictionClass = 'fitted' | 'tuned' | 'predicted';

/** One quantity as each rival has it. */
export interface RivalRow {
  readonly id: string;
  readonly what: string;
  readonly unit: string;
  /** One for each rival, in the order given; NaN where it is none. */
  readonly values: readonly number[];
  /** Of the default explanation; the others were fitted to the same statements where their basis says so. */
  readonly class: PredictionClass;
  /** The measurement that would tell the rivals apart, and how. */
  readonly separates: string;
  /** Largest of the values over the smallest. */
  readonly contrast: number;
}

/** Time in the furnace after which most capacity is left, by furnace temperature. */
export interface BestTime {
  /** K. */
  readonly temperature: number;
  /** s: the best, and the shortest and longest within 5 % of it; one for each rival. */
  readonly best: readonly number[];
  readonly shortest: readonly number[];
  readonly longest: readonly number[];
}

/** Capacity of fresh PCHS-3 at a current. */
export interface RatePoint {
  /** A/kg. */
  readonly currentDensity: number;
  /** mAh/g composite, one for each rival. */
  readonly capacities: readonly number[];
}

/** Rivals side by side. */
export interface RivalComparison {
  readonly rivals: readonly RivalChoice[];
  readonly rows: readonly RivalRow[];
  readonly bestTimes: readonly BestTime[];
  readonly rates: readonly RatePoint[];
}

const LIFE = 500;
const SLOW = 1000; // A/kg
const FAST = 5000;
const TEMPERATURES = [973.15, 1023.15, 1073.15, 1123.15, 1173.15]; // 700 to 900 degC
const CURRENTS = [200, 500, 1000, 2000, 3000, 5000]; // A/kg
const MINUTES = Array.from({ length: 40 }, (_, i) => 0.25 * (400 / 0.25) ** (i / 39));

/** The four pairs that the paper leaves open, the default first. */
export const openRivals: readonly RivalChoice[] = [
  defaultRivals,
  { heating: 'no lag', coating: 'extra' },
  { heating: 'lag', coating: 'lost silicon' },
  { heating: 'lag', coating: 'stoichiometric' },
];

/**
 * What each rival predicts for the paper's samples (the bed as one powder of mean conversion) and which measurement
 * would tell them apart (docs/methods/rivals.md).
 *
 * @param overrides - parameters in which all rivals differ from the table; a rival's own come first
 * @param temperatures - of the furnace, K, for the best times
 */
export function compareRivals(
  rivals: readonly RivalChoice[] = openRivals,
  overrides: Partial<ParameterValues> = {},
  temperatures: readonly number[] = TEMPERATURES,
): RivalComparison {
  const worlds = rivals.map((choice) => new World(parameterValues({ ...overrides, ...rivalValues(choice) })));
  const rows = quantities.map(({ of, ...about }) => {
    const values = worlds.map((world) => of(world));
    const sizes = values.map(Math.abs);
    return { ...about, values, contrast: Math.max(...sizes) / Math.min(...sizes) };
  });
  return {
    rivals,
    rows,
    rates: CURRENTS.map((currentDensity) => ({
      currentDensity,
      capacities: worlds.map((world) => world.rate('PCHS-3', currentDensity)),
    })),
    bestTimes: temperatures.map((temperature) => {
      const found = worlds.map((world) => world.bestTime(temperature));
      return {
        temperature,
        best: found.map(({ best }) => best),
        shortest: found.map(({ shortest }) => shortest),
        longest: found.map(({ longest }) => longest),
      };
    }),
  };
}

/** The model under one set of parameters. */
class World {
  readonly values: ParameterValues;

  constructor(values: ParameterValues) {
    this.values = values;
  }

  sample(name: string): ModelSample {
    return this.prepare(recipeOf(name));
  }

  /** mAh/g composite in a cycle at 1 A/g, cycles 1 to 500. */
  capacity(sample: ModelSample, cycle: number): number {
    const history = age(this.values, sample, {
      steps: [{ currentDensity: SLOW, cycles: LIFE }],
      ...paperWindow,
      requested: [cycle],
    });
    return cycleAt(this.values, history, cycle).capacity / mAhPerGram;
  }

  /** mAh/g composite of the fresh cell. */
  rate(name: string, currentDensity: number): number {
    const sample = this.sample(name);
    const history = age(this.values, sample, { steps: [{ currentDensity, cycles: 1 }], ...paperWindow });
    return cycleAt(this.values, history, 1).capacity / mAhPerGram;
  }

  residue(name: string): number {
    return 100 * thermogravimetricResidue(this.values, this.sample(name));
  }

  product(name: string): number {
    return productMass(this.values, recipeOf(name), this.sample(name)) * 1e6;
  }

  bestTime(temperature: number): {
    readonly best: number;
    readonly shortest: number;
    readonly longest: number;
  } {
    const left = MINUTES.map((minutes) => {
      const flash = { ...flashAt800(60 * minutes), temperature };
      return this.capacity(this.prepare({ ...recipeOf('PCHS-5'), flash }), LIFE);
    });
    const most = Math.max(...left);
    const good = MINUTES.filter((_, i) => left[i]! > 0.95 * most);
    return {
      best: 60 * MINUTES[left.indexOf(most)]!,
      shortest: 60 * good[0]!,
      longest: 60 * good.at(-1)!,
    };
  }

  private prepare(recipe: Recipe): ModelSample {
    return prepareSample(this.values, recipe, { layers: 'mean' });
  }
}

function recipeOf(name: string): Recipe {
  return paperRecipes.find((recipe) => recipe.name === name)!;
}

interface Quantity extends Omit<RivalRow, 'values' | 'contrast'> {
  readonly of: (world: World) => number;
}

const shellOf = (world: World, name: string) => world.sample(name).populations[0]!;

const quantities: readonly Quantity[] = [
  {
    id: 'PCHS-5/capacity@5',
    what: 'capacity of PCHS-5 at 1 A/g, cycle 5, per composite',
    unit: 'mAh/g',
    class: 'fitted',
    separates: 'none: heating rivals are fitted to it; the coating needs the residue',
    of: (world) => world.capacity(world.sample('PCHS-5'), 5),
  },
  {
    id: 'PCHS-5/capacity@500',
    what: 'the same in cycle 500',
    unit: 'mAh/g',
    class: 'fitted',
    separates: 'none: both heating rivals are fitted to it',
    of: (world) => world.capacity(world.sample('PCHS-5'), LIFE),
  },
  {
    id: 'PCHS-5/capacity@5/silicon',
    what: 'capacity of PCHS-5 in cycle 5, per silicon',
    unit: 'mAh/g',
    class: 'predicted',
    separates: 'silicon content by another method (ICP, XRF): which mass the 2050 mAh/g of the paper is per',
    of: (world) => {
      const sample = world.sample('PCHS-5');
      return world.capacity(sample, 5) / sample.siliconFraction;
    },
  },
  {
    id: 'PCHS-5/capacity@5/electrode',
    what: 'capacity of PCHS-5 in cycle 5, per electrode mass of 6:2:2',
    unit: 'mAh/g',
    class: 'predicted',
    separates: 'mass of the electrode disc less the foil',
    of: (world) => 0.6 * world.capacity(world.sample('PCHS-5'), 5),
  },
  {
    id: 'PCHS-5/5 A/g',
    what: 'capacity of fresh PCHS-5 at 5 A/g',
    unit: 'mAh/g',
    class: 'fitted',
    separates: 'none: both heating rivals are fitted to it',
    of: (world) => world.rate('PCHS-5', FAST),
  },
  {
    id: 'PCHS-3/5 A/g',
    what: 'capacity of fresh PCHS-3 at 5 A/g (P1)',
    unit: 'mAh/g',
    class: 'predicted',
    separates: 'one rate test of PCHS-3: with a lag it stands at the edge of percolation, without it beyond',
    of: (world) => world.rate('PCHS-3', FAST),
  },
  {
    id: 'PCHS-1/capacity@5',
    what: 'capacity of PCHS-1 at 1 A/g, cycle 5 (P1)',
    unit: 'mAh/g',
    class: 'tuned',
    separates: 'one cell of PCHS-1: low with a lag, near that of PCHS-3 without',
    of: (world) => world.capacity(world.sample('PCHS-1'), 5),
  },
  {
    id: 'PCHS-3/carbon',
    what: 'carbon in the volume of the shell of PCHS-3',
    unit: '1',
    class: 'predicted',
    separates: 'carbon and nitrogen by elemental analysis',
    of: (world) => shellOf(world, 'PCHS-3').carbonVolumeFraction,
  },
  {
    id: 'PCHS-3/conductivity',
    what: 'electronic conductivity of the shell of PCHS-3 (P6)',
    unit: 'S/m',
    class: 'predicted',
    separates: 'a pressed pellet and a multimeter: almost six decades',
    of: (world) => shellOf(world, 'PCHS-3').conductivity,
  },
  {
    id: 'PCHS-5/residue',
    what: 'thermogravimetric residue of PCHS-5 in air',
    unit: '%',
    class: 'fitted',
    separates: 'known: 70 %; the stoichiometric coating contradicts it',
    of: (world) => world.residue('PCHS-5'),
  },
  {
    id: 'PCHS-5/product',
    what: 'mass of PCHS-5 that the recipe gives',
    unit: 'mg',
    class: 'predicted',
    separates: 'weigh the product: extra coating gives 3.6 times the mass that lost silicon leaves',
    of: (world) => world.product('PCHS-5'),
  },
];
