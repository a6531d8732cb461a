import { compareRivals, openRivals, type RivalComparison } from '@anodelab/models';
import { type Check, check, checkRelative } from './check.ts';

const SOURCE = 'independent program (numpy)';

/** P1, P3 and P6: what thermal lag (H1) and its rival without lag (H2) predict, and the rivals of the coating. */
export function rivalChecks(): Check[] {
  const all = compareRivals(openRivals, {}, []);
  const heating = compareRivals(openRivals.slice(0, 2), {}, [973.15, 1023.15, 1123.15]);
  return [...predictions(all), ...bestTimes(heating)];
}

function predictions(comparison: RivalComparison): Check[] {
  const value = (id: string, rival: number) => comparison.rows.find((row) => row.id === id)!.values[rival]!;
  const expect = (id: string, what: string, rival: number, expected: number, relative: number) =>
    checkRelative(
      `${id}/${rival < 2 ? `H${rival + 1}` : 'coating'}`,
      what,
      SOURCE,
      expected,
      value(idOf[id]!, rival),
      relative,
    );
  return [
    expect('P1/PCHS-3', 'capacity at 5 A/g, mAh/g', 0, 118.8, 0.03),
    expect('P1/PCHS-3', 'capacity at 5 A/g, mAh/g', 1, 1090, 0.02),
    expect('P1/PCHS-1', 'capacity at 1 A/g, mAh/g', 0, 510, 0.03),
    // their time steps while cooling give 5 % too much conversion at 1 min
    expect('P1/PCHS-1', 'capacity at 1 A/g, mAh/g', 1, 1210, 0.15),
    expect('P6/carbon', 'carbon in the shell of PCHS-3', 0, 0.16, 0.05),
    expect('P6/carbon', 'carbon in the shell of PCHS-3', 1, 0.39, 0.03),
    expect('P6/sigma', 'shell conductivity of PCHS-3, S/m', 1, 7, 0.1),
    check(
      'P6/sigma/H1',
      'shell conductivity of PCHS-3, S/m',
      `${SOURCE}: 1e-3 at most`,
      5e-4,
      value(idOf['P6/sigma']!, 0),
      5e-4,
    ),
    expect(
      '6.5/Q5',
      'capacity of PCHS-5, cycle 5, mAh/g: both are fitted to 2050',
      1,
      value(idOf['6.5/Q5']!, 0),
      0.02,
    ),
    expect(
      '6.5/Q500',
      'the same in cycle 500: both are fitted to 1000',
      1,
      value(idOf['6.5/Q500']!, 0),
      0.05,
    ),
    check(
      'A2/residue',
      'residue of PCHS-5 under H2, %',
      'thermogravimetry of the paper',
      70,
      value('PCHS-5/residue', 1),
      0.5,
    ),
    check(
      'A2/lost',
      'residue of PCHS-5 with lost silicon, %',
      'same composition',
      value('PCHS-5/residue', 0),
      value('PCHS-5/residue', 2),
      1e-9,
    ),
    checkRelative(
      'A2/product',
      'product with extra coating over that with lost silicon',
      'coating factor',
      3.6103362347629697,
      value('PCHS-5/product', 0) / value('PCHS-5/product', 2),
      1e-9,
    ),
    check(
      'A2/silicon',
      'silicon in a stoichiometric composite, %',
      'audit of the recipe',
      86,
      value('PCHS-5/residue', 3) / 1.05,
      3,
    ),
  ];
}

const idOf: Readonly<Record<string, string>> = {
  'P1/PCHS-3': 'PCHS-3/5 A/g',
  'P1/PCHS-1': 'PCHS-1/capacity@5',
  'P6/carbon': 'PCHS-3/carbon',
  'P6/sigma': 'PCHS-3/conductivity',
  '6.5/Q5': 'PCHS-5/capacity@5',
  '6.5/Q500': 'PCHS-5/capacity@500',
};

/** Best minutes and the range within 5 % of it, on their grid of times, which is 20 % apart. */
export const TIMES = [
  { temperature: 973.15, h1: [23, 9, 41], h2: [155, 50, 190] },
  { temperature: 1023.15, h1: [7.5, 5.2, 9.1], h2: [23, 7.5, 28] },
  { temperature: 1123.15, h1: [2.9, 2.4, 2.9], h2: [0.8, 0.2, 0.9] },
] as const;

function bestTimes({ bestTimes: found }: RivalComparison): Check[] {
  return TIMES.flatMap(({ temperature, h1, h2 }) => {
    const at = found.find((time) => time.temperature === temperature)!;
    return [h1, h2].flatMap((expected, i) =>
      (['best', 'shortest', 'longest'] as const).map((what, k) =>
        checkRelative(
          `P3/${(temperature - 273.15).toFixed(0)}/H${i + 1}/${what}`,
          `time in the furnace that keeps most capacity to cycle 500, ${what}, min`,
          SOURCE,
          expected[k]!,
          at[what][i]! / 60,
          expected[k]! < 0.3 ? 0.6 : 0.22, // one place of the grid; their first place is 0.25 min
        ),
      ),
    );
  });
}
