import { numbers } from '@anodelab/data';
import {
  type AgeState,
  age,
  capacityOf,
  createHalfCell,
  cycleAt,
  brokenShare,
  type ModelSample,
  observeEis,
  paperRecipes,
  paperWindow,
  parameterValues,
  prepareSample,
  stateAt,
  swing,
} from '@anodelab/models';
import { type Check, check } from './check.ts';

// An independent program (numpy) with every cycle simulated and converged time integrals, one shell per sample from the
// bed's mean conversions, 8 bed cells. Thickness nm, fractions, S/m, Ohm m2, mAh/g composite at 1 A/g (fresh cell at 5 A/g).
const COLUMNS = [
  'delta',
  'w_Si',
  'phi',
  'sigma',
  'R_sh',
  'Q1',
  'Q5',
  'Q50',
  'Q100',
  'Q200',
  'Q300',
  'Q400',
  'Q500',
  'D500',
  '5A/g',
] as const;
type ColumnName = (typeof COLUMNS)[number];
const none = NaN;
const TABLE: Readonly<Record<string, readonly number[]>> = {
  nmSi: [0, 1, none, none, 0.25, 3048, 2705, 924.3, 321.7, 51.9, 0, 0, 0, 1, 1005],
  'nmSi@PPy': [30.46, 0.5114, 0, 1.121e-5, 0.3733, 1326, 1318, 1238, 1160, 1025, 908.8, 806.2, 715.5, 0, 0],
  'PCHS-1': [
    21.96, 0.6149, 0.01122, 1.22e-6, 1.899, 506, 500.6, 455.8, 422.1, 376.6, 345.7, 322.6, 304.1, 0, 0,
  ],
  'PCHS-3': [
    19.91, 0.6435, 0.1545, 8.902e-6, 0.2821, 1814, 1803, 1690, 1580, 1391, 1233, 1097, 978.7, 0, 118.8,
  ],
  'PCHS-5': [
    18.21, 0.6666, 0.5465, 20.58, 6.711e-3, 2110, 2093, 1934, 1788, 1547, 1349, 1177, 1024, 0.0272, 1174,
  ],
  'PCHS-7': [
    17.45, 0.6762, 0.7479, 48.48, 2.212e-3, 2160, 2143, 1978, 1817, 1458, 1010, 607.6, 313.1, 0.657, 1231,
  ],
  'nmSi@C': [16.6, 0.6864, 0.997, 99.29, 5.621e-4, 2211, 2193, 1907, 1175, 402.9, 160.2, 87.0, 63.2, 1, 1277],
};
const NITROGEN: Readonly<Record<string, number>> = { 'nmSi@PPy': 15.6, 'PCHS-5': 11.3, 'nmSi@C': 9 };
const EFFICIENCY: Readonly<Record<string, readonly [percent: number, digit: number]>> = {
  'PCHS-5': [99.91, 0.005],
  nmSi: [98.2, 0.05],
  'nmSi@C': [99.3, 0.05],
};
/** Re Z at 10 mHz and half lithiation, Ohm cm2, before cycles 1 and 100. */
const RESISTANCE: Readonly<Record<string, readonly [first: number, hundredth: number]>> = {
  nmSi: [68, 306],
  'PCHS-5': [63, 78],
};
const RATES = [
  [0.2, 2420],
  [0.5, 2362],
  [1, 2110],
  [2, 1820],
  [3, 1624],
  [5, 1174],
] as const;

const SOURCE = 'independent program (numpy)';
const values = parameterValues();

/** Table 6.1 and V28: the seven samples of the paper from recipe to cycle 500, fitted parameters, bed means. */
export function referenceSampleChecks(): Check[] {
  return paperRecipes.flatMap((recipe) => sampleChecks(prepareSample(values, recipe, { layers: 'mean' })));
}

function sampleChecks(sample: ModelSample): Check[] {
  const { name } = sample;
  const history = age(values, sample, {
    steps: [{ currentDensity: 1000, cycles: 500 }],
    ...paperWindow,
    requested: [5, 50, 100, 200, 300, 400],
  });
  const computed = columnsOf(sample, (cycle) => cycleAt(values, history, cycle).capacity / 3600);
  computed.D500 = sample.coated ? brokenShare(values, stateAt(history, 500)[0]!.damage) : 1;
  const checks = COLUMNS.flatMap((column, i) => {
    const expected = TABLE[name]![i]!;
    if (Number.isNaN(expected)) return [];
    return [
      check(
        `6.1/${name}/${column}`,
        whatOf(column),
        SOURCE,
        expected,
        computed[column],
        toleranceOf(column, expected),
      ),
    ];
  });
  const nitrogen = NITROGEN[name];
  if (nitrogen !== undefined) {
    checks.push(
      check(
        `6.1/${name}/N`,
        'nitrogen in the shell, wt %',
        SOURCE,
        nitrogen,
        sample.populations[0]!.nitrogenFraction * 100,
        0.05,
      ),
    );
  }
  const efficiency = EFFICIENCY[name];
  if (efficiency !== undefined) {
    const percent = cycleAt(values, history, 100).efficiency * 100;
    checks.push(
      check(
        `6.1/${name}/CE100`,
        'coulombic efficiency of cycle 100, %',
        SOURCE,
        efficiency[0],
        percent,
        efficiency[1],
      ),
    );
  }
  RESISTANCE[name]?.forEach((expected, i) => {
    const cycle = i === 0 ? 1 : 100;
    const computed = lowFrequencyResistance(sample, stateAt(history, cycle));
    checks.push(
      // 2 %: the expected values are whole numbers, the virtual instrument has 0.3 % of noise
      check(
        `6.1/${name}/EIS${cycle}`,
        `Re Z at 10 mHz in cycle ${cycle}, Ohm cm2`,
        SOURCE,
        expected,
        computed,
        0.02 * expected,
      ),
    );
  });
  if (name === 'PCHS-5') checks.push(...rateChecks(sample), ...endToEndChecks(sample));
  return checks;
}

function columnsOf(sample: ModelSample, capacity: (cycle: number) => number): Record<ColumnName, number> {
  const population = sample.populations[0]!;
  return {
    delta: population.shellThickness * 1e9,
    w_Si: sample.siliconFraction,
    phi: population.carbonVolumeFraction,
    sigma: population.conductivity,
    R_sh: population.filmResistance,
    Q1: capacity(1),
    Q5: capacity(5),
    Q50: capacity(50),
    Q100: capacity(100),
    Q200: capacity(200),
    Q300: capacity(300),
    Q400: capacity(400),
    Q500: capacity(500),
    D500: 0,
    '5A/g': freshCapacity(sample, 5),
  };
}

/** Capacity of the fresh cell at a rate in A/g, mAh/g. */
function freshCapacity(sample: ModelSample, rate: number): number {
  const population = sample.populations[0]!;
  const cell = createHalfCell(values, population);
  const ends = swing(cell, cell.load(rate * 1000, 1, values.seiInitialThickness), paperWindow, 0.05);
  return capacityOf(values, population, 1, ends).total / 3600;
}

function lowFrequencyResistance(sample: ModelSample, state: readonly AgeState[]): number {
  const spectrum = observeEis(values, sample, {
    lithiation: 0.5,
    lowest_Hz: 0.01,
    highest_Hz: 1,
    pointsPerDecade: 10,
    seed: 1,
    state,
  });
  return numbers(spectrum, 'zRe_Ohm')!.at(-1)! * values.cellArea * 1e4;
}

function rateChecks(sample: ModelSample): Check[] {
  return RATES.map(([rate, expected]) =>
    check(
      `6.1/PCHS-5/rate-${rate}`,
      `fresh cell at ${rate} A/g, mAh/g`,
      SOURCE,
      expected,
      freshCapacity(sample, rate),
      0.01 * expected,
    ),
  );
}

function endToEndChecks(sample: ModelSample): Check[] {
  const population = sample.populations[0]!;
  const cell = createHalfCell(values, population);
  const ends = swing(cell, cell.load(1000, 1, values.seiInitialThickness), paperWindow, 0.05);
  const capacity = capacityOf(values, population, 1, ends);
  const row = (id: string, what: string, expected: number, computed: number, tolerance = 0.01 * expected) =>
    check(`V28/${id}`, what, SOURCE, expected, computed, tolerance);
  return [
    row('x1', 'lithiation of PCHS-5 after lithiation at 1 A/g', 0.8552, ends.high),
    // the published digits come from a scan of 240 voltages, 1.5e-4 from the root; 24000 give the other
    row('x2', 'and after delithiation, by a coarse scan', 0.0084, ends.low, 2e-4),
    row('x2-converged', 'and after delithiation, by a fine scan', 0.0082421, ends.low, 1e-6),
    row('silicon', 'capacity of its silicon, mAh/g composite', 2020.1, capacity.silicon / 3600),
    row('total', 'its capacity, mAh/g composite', 2109.6, capacity.total / 3600),
  ];
}

function whatOf(column: ColumnName): string {
  if (/^Q\d/.test(column)) return `capacity in cycle ${column.slice(1)} at 1 A/g, mAh/g`;
  const words: Partial<Record<ColumnName, string>> = {
    delta: 'shell thickness, nm',
    w_Si: 'silicon per composite mass',
    phi: 'carbon volume in the shell',
    sigma: 'shell conductivity, S/m',
    R_sh: 'film resistance, Ohm m2',
    D500: 'broken share of the shells in cycle 500',
    '5A/g': 'fresh cell at 5 A/g, mAh/g',
  };
  return words[column] ?? column;
}

/** 1 %; below 3 mAh/g within 3; a broken share of nought within 1e-3. */
function toleranceOf(column: ColumnName, expected: number): number {
  if ((/^Q\d/.test(column) || column === '5A/g') && expected < 3) return 3;
  if (column === 'D500' && expected === 0) return 1e-3;
  return 0.01 * Math.abs(expected);
}
