import {
  age,
  ageCell,
  brokenShare,
  createHalfCell,
  cycleAt,
  cyclicStretch,
  paperRecipes,
  paperWindow,
  type ParameterValues,
  parameterValues,
  porousCellOf,
  prepareSample,
  stateAt,
  swing,
} from '@anodelab/models';
import { ideal } from '../life.ts';
import type { MethodFigure } from './method-figure.ts';
import { farthest, spaced } from './spaced.ts';

/** Laws of ageing at one swing against their closed forms, and a cell's life by both models. */
export function ageingFigures(): MethodFigure[] {
  return [contactLoss(), brokenShells(), lives()];
}

const sampleOf = (values: ParameterValues, name: string) =>
  prepareSample(values, paperRecipes.find((recipe) => recipe.name === name)!, { layers: 'mean' });
const protocol = (cycles: number) => ({ steps: [{ currentDensity: 1000, cycles }], ...paperWindow });
const cycles = spaced(1, 501, 101);
const few = cycles.filter((_, n) => n % 7 === 0);

/** A life whose swing stays the same because nothing resists, and that swing. */
function steadyLife(name: string, changed: Partial<ParameterValues>) {
  const values = parameterValues({ ...ideal, ...changed });
  const history = age(values, sampleOf(values, name), protocol(501));
  const population = history.sample.populations[0]!;
  const cell = createHalfCell(values, population);
  const ends = swing(cell, cell.load(1000, 1, 1e-8), paperWindow, 0.05);
  return { values, history, population, ends };
}

function contactLoss(): MethodFigure {
  const still = { freshSeiGrowth: 0, selfLimitedSeiGrowth: 0 };
  const { baseContactLoss, exposedContactLoss } = parameterValues();
  const cases = [1, 0.3, 0.1].map((factor) => {
    const { values, history, ends } = steadyLife('nmSi', {
      ...still,
      baseContactLoss: factor * baseContactLoss,
      exposedContactLoss: factor * exposedContactLoss,
    });
    const strain = (values.expansion * (ends.high - ends.low)) / 2;
    const loss = (values.baseContactLoss + values.exposedContactLoss) * strain ** 2;
    const connected = (n: number) => stateAt(history, n)[0]!.connected;
    return { label: `${factor} × *k*`, connected, law: (n: number) => Math.exp(-loss * (n - 1)) };
  });
  return {
    name: 'ageing-contact',
    page: 'ageing',
    title: 'Connected share at a constant swing falls exponentially',
    compared:
      'Connected share of bare silicon without resistances, so that each cycle swings alike, for three constants of contact loss. Lines: 7.4 followed with jumps; markers: exp(−*k s*² *n*).',
    outcomes: [
      {
        what: 'Largest difference',
        value: Math.max(...cases.map(({ connected, law }) => farthest(few.map(connected), few.map(law)))),
        bound: 1e-9,
      },
    ],
    panels: [
      {
        x: { label: 'Cycle', scale: 'linear' },
        y: { label: 'Connected share', scale: 'linear', domain: [0, 1] },
        curves: cases.flatMap(({ label, connected, law }) => [
          { label, as: 'line', x: cycles, y: cycles.map(connected) } as const,
          { label, as: 'markers', x: few, y: few.map(law) } as const,
        ]),
      },
    ],
  };
}

function brokenShells(): MethodFigure {
  const still = { baseContactLoss: 0, exposedContactLoss: 0, freshSeiGrowth: 0, selfLimitedSeiGrowth: 0 };
  const { fatiguePrefactor } = parameterValues();
  const cases = ['PCHS-5', 'PCHS-7', 'nmSi@C'].map((name) => {
    const { values, history, population, ends } = steadyLife(name, { ...still, fatiguePrefactor });
    const strain = cyclicStretch(values.expansion, ends.high, ends.low) - 1;
    const life = values.fatiguePrefactor * (population.fatigueDuctility / strain) ** 2;
    return {
      label: name,
      broken: (n: number) => brokenShare(values, stateAt(history, n)[0]!.damage),
      law: (n: number) => -Math.expm1(-(((n - 1) / life) ** values.weibullShape)),
    };
  });
  return {
    name: 'ageing-shells',
    page: 'ageing',
    title: 'Broken shells at a constant swing follow Miner and Weibull',
    compared:
      'Broken share of the shells at a constant swing. Lines: damage 5.8 followed with jumps; markers: 1 − exp(−(*n*/*N_f*)^*w*) with *N_f* from the stretch of that swing.',
    outcomes: [
      {
        what: 'Largest difference',
        value: Math.max(...cases.map(({ broken, law }) => farthest(few.map(broken), few.map(law)))),
        bound: 1e-9,
      },
    ],
    panels: [
      {
        x: { label: 'Cycle', scale: 'linear' },
        y: { label: 'Broken share', scale: 'linear', domain: [0, 1] },
        curves: cases.flatMap(({ label, broken, law }) => [
          { label, as: 'line', x: cycles, y: cycles.map(broken) } as const,
          { label, as: 'markers', x: few, y: few.map(law) } as const,
        ]),
      },
    ],
  };
}

function lives(): MethodFigure {
  const values = parameterValues({ doubleLayerCapacitance: 0 });
  const places = spaced(1, 300, 24).map(Math.round);
  const cases = ['PCHS-5', 'PCHS-7'].map((name) => {
    const sample = sampleOf(values, name);
    const closed = age(values, sample, protocol(300));
    const cell = porousCellOf(values, sample, { level: 'L1', lithiation: 0.05 });
    const life = ageCell(values, sample, cell, protocol(300));
    return {
      label: name,
      closed: places.map((n) => cycleAt(values, closed, n).capacity / 3600),
      stepped: places.map((n) => life.cycles[n - 1]!.capacity / 3600),
    };
  });
  return {
    name: 'ageing-levels',
    page: 'ageing',
    title: 'The life of a sample by closed form and by the aged cell',
    compared:
      'Delithiation capacity over 300 cycles at 1 A/g. Lines: `age` (closed form of L0); markers: `ageCell` (the porous cell at level SPM), both with jumps.',
    outcomes: [
      {
        what: 'Largest difference',
        value: Math.max(...cases.map(({ closed, stepped }) => farthest(stepped, closed) / closed[0]!)),
        bound: 2e-3,
        unit: 'of the first capacity',
      },
    ],
    panels: [
      {
        x: { label: 'Cycle', scale: 'linear' },
        y: { label: 'Capacity (mAh g⁻¹)', scale: 'linear', fromZero: true },
        curves: cases.flatMap(({ label, closed, stepped }) => [
          { label, as: 'line', x: places, y: closed } as const,
          { label, as: 'markers', x: places, y: stepped } as const,
        ]),
      },
    ],
  };
}
