import {
  age,
  brokenShare,
  capacityOf,
  createHalfCell,
  cycleAt,
  cyclicStretch,
  failureCycle,
  type ParameterValues,
  paperRecipes,
  paperWindow,
  parameterValues,
  prepareSample,
  stateAt,
  swing,
} from '@anodelab/models';
import { type Check, check, checkRelative } from './check.ts';

const FARADAY = 96485.33; // C/mol
const recipe = (name: string) => paperRecipes.find((candidate) => candidate.name === name)!;
const steps = [{ currentDensity: 1000, cycles: 500 }];

/** V21 to V23 and the second half of V27: charge, limits of ageing, jumps, monotone capacity. */
export function lifeChecks(): Check[] {
  return [...charge(), ...limits(), ...jumps(), ...monotone()];
}

function charge(): Check[] {
  const values = parameterValues();
  const population = prepareSample(values, recipe('PCHS-5'), { layers: 'mean' }).populations[0]!;
  const cell = createHalfCell(values, population);
  const load = cell.load(5000, 1, values.seiInitialThickness);
  const surface = cell.surfaceAt(load, 'lithiation', 0.05, 0.01);
  const mean = cell.meanAt(load, 0.05, surface);
  const maximumConcentration = (3.75 * 2329) / 28.085e-3; // mol/m3
  // the time that the closed form gives to the surface must carry the charge that the mean holds
  const time = ((mean - 0.05) * FARADAY * maximumConcentration * population.radius) / (3 * load.density);
  const back = cell.surfaceOf(
    load,
    0.05,
    0.05 + (3 * load.density * time) / (FARADAY * maximumConcentration * population.radius),
  );
  const unit = parameterValues({
    baseContactLoss: 0,
    exposedContactLoss: 0,
    freshSeiGrowth: 0,
    selfLimitedSeiGrowth: 1e-17,
  });
  const history = age(unit, prepareSample(unit, recipe('PCHS-5'), { layers: 'mean' }), {
    steps,
    ...paperWindow,
  });
  const first = history.tracks[0]![0]!;
  const area = population.siliconFraction * population.specificArea;
  const perNanometre = (first.capacity / first.efficiency - first.capacity) / first.rates.seiThickness / 1e9;
  const expected = (1e-9 * area * 2 * FARADAY) / 9.585e-5;
  return [
    checkRelative(
      'V21/sphere',
      'surface lithiation from the charge passed',
      'charge balance of the sphere',
      surface,
      back,
      1e-9,
    ),
    checkRelative(
      'V21/SEI',
      'charge of 1 nm of SEI on PCHS-5, C/kg',
      '2 F per molar volume',
      expected,
      perNanometre,
      1e-9,
    ),
    check(
      'V21/SEI-10.1',
      'the same per 10.1 m2/g, mAh/g',
      'arithmetic by hand',
      5.65,
      (perNanometre / 3600) * (10_100 / area),
      5e-3,
    ),
  ];
}

/** Kinetics so fast that the swing does not depend on the state. */
export const ideal: Partial<ParameterValues> = {
  exchangeCurrentDensity: 1e12,
  counterExchangeCurrentDensity: 1e12,
  seriesResistance: 0,
  seiConductivity: 1e15,
  bareFilmResistance: 0,
  contactFraction: 1e15,
  polymerIonicConductivity: 1e15,
  lithiumDiffusivity: 1,
};

function limits(): Check[] {
  const still = { baseContactLoss: 0, exposedContactLoss: 0, freshSeiGrowth: 0, selfLimitedSeiGrowth: 0 };
  const lives = (name: string, changed: Partial<ParameterValues>) => {
    const values = parameterValues(changed);
    const history = age(values, prepareSample(values, recipe(name), { layers: 'mean' }), {
      steps,
      ...paperWindow,
    });
    return { values, history };
  };
  const checks = ['nmSi', 'PCHS-5'].map((name) => {
    const { values, history } = lives(name, still);
    const ratio = cycleAt(values, history, 500).capacity / cycleAt(values, history, 1).capacity;
    return check(`V22/flat-${name}`, 'Q500/Q1 without loss and growth', 'limit', 1, ratio, 1e-12);
  });

  const bare = lives('nmSi', ideal);
  const cell = createHalfCell(bare.values, bare.history.sample.populations[0]!);
  const ends = swing(cell, cell.load(1000, 1, 1e-8), paperWindow, 0.05);
  const swelling = (bare.values.expansion * (ends.high - ends.low)) / 2;
  const loss = (bare.values.baseContactLoss + bare.values.exposedContactLoss) * swelling ** 2;
  const connected = stateAt(bare.history, 101)[0]!.connected;
  checks.push(
    checkRelative(
      'V22/contact',
      'connected share of bare silicon after 100 cycles of one swing',
      'exp(-k n)',
      Math.exp(-100 * loss),
      connected,
      1e-9,
    ),
  );

  const coated = lives('nmSi@C', { ...ideal, ...still, fatiguePrefactor: 20_000 });
  const shell = coated.history.sample.populations[0]!;
  const shellCell = createHalfCell(coated.values, shell);
  const shellEnds = swing(shellCell, shellCell.load(1000, 1, 1e-8), paperWindow, 0.05);
  const strain = cyclicStretch(coated.values.expansion, shellEnds.high, shellEnds.low) - 1;
  const life = coated.values.fatiguePrefactor * (shell.fatigueDuctility / strain) ** 2;
  const damage = stateAt(coated.history, 301)[0]!.damage;
  const median = life * Math.LN2 ** (1 / coated.values.weibullShape);
  return [
    ...checks,
    checkRelative('V22/miner', 'damage after 300 equal cycles', "Miner's rule", 300 / life, damage, 1e-9),
    check(
      'V22/weibull',
      'broken share at the median life',
      'Weibull',
      0.5,
      brokenShare(coated.values, median / life),
      1e-12,
    ),
  ];
}

function jumps(): Check[] {
  const values = parameterValues();
  return paperRecipes.map(({ name }) => {
    const sample = prepareSample(values, recipe(name), { layers: 'mean' });
    const single = age(values, sample, { steps, ...paperWindow, jumps: 'none' });
    const jumped = age(values, sample, { steps, ...paperWindow });
    const end = failureCycle(values, single) ?? 500;
    let worst = 0;
    for (let cycle = 1; cycle <= end; cycle++) {
      const truth = cycleAt(values, single, cycle).capacity;
      worst = Math.max(worst, Math.abs(cycleAt(values, jumped, cycle).capacity / truth - 1));
    }
    return check(
      `V23/${name}`,
      `largest relative error of a jumped capacity to cycle ${end}`,
      'every cycle simulated',
      0,
      worst,
      5e-3,
    );
  });
}

function monotone(): Check[] {
  const capacity = (changed: Partial<ParameterValues>, current: number) => {
    const values = parameterValues({ bareFilmResistance: 0.05, ...changed });
    const { populations } = prepareSample(values, recipe('nmSi'), { layers: 'mean' });
    const cell = createHalfCell(values, populations[0]!);
    const ends = swing(cell, cell.load(current, 1, values.seiInitialThickness), paperWindow, 0.05);
    return capacityOf(values, populations[0]!, 1, ends).total;
  };
  const rises = (numbers: readonly number[]) =>
    numbers.filter((value, i) => i > 0 && value > numbers[i - 1]! * (1 + 1e-12)).length;
  const grid = Array.from({ length: 30 }, (_, i) => i / 10 - 1.5);
  const source = 'monotone by the model';
  return [
    check(
      'V27/film',
      'Q rises with film resistance',
      source,
      0,
      rises(grid.map((g) => capacity({ bareFilmResistance: 0.1 * 10 ** g }, 1000))),
      0,
    ),
    check(
      'V27/current',
      'Q rises with current',
      source,
      0,
      rises(grid.map((g) => capacity({}, 1000 * 10 ** g))),
      0,
    ),
    check(
      'V27/SEI',
      'Q rises with SEI thickness',
      source,
      0,
      rises(grid.map((g) => capacity({ seiInitialThickness: 1e-8 * 10 ** g }, 1000))),
      0,
    ),
  ];
}
