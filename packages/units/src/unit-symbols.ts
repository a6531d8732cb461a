import { type Dimension, dimension } from './dimension.ts';

/** One symbol of the table: `value_SI = value * factor + offset`. */
export interface UnitSymbol {
  readonly factor: number;
  /** Zero except for the temperature scales with another zero point. */
  readonly offset: number;
  readonly dimension: Dimension;
  /** SI prefixes that it takes; deci, centi, hecto and deca are read only where people use them (`dV` is a difference). */
  readonly prefixes: 'none' | 'thousands' | 'all';
  /** As printed in journals. */
  readonly print: string;
}

/** SI prefixes (SI Brochure, 9th edition, table 7) with `u` for µ. */
export const PREFIXES: ReadonlyMap<string, number> = new Map([
  ['da', 1e1],
  ['Y', 1e24],
  ['Z', 1e21],
  ['E', 1e18],
  ['P', 1e15],
  ['T', 1e12],
  ['G', 1e9],
  ['M', 1e6],
  ['k', 1e3],
  ['h', 1e2],
  ['d', 1e-1],
  ['c', 1e-2],
  ['m', 1e-3],
  ['µ', 1e-6],
  ['u', 1e-6],
  ['n', 1e-9],
  ['p', 1e-12],
  ['f', 1e-15],
  ['a', 1e-18],
  ['z', 1e-21],
  ['y', 1e-24],
]);

/** Units that people write with deci, centi, hecto or deca. */
const WITH_ALL_PREFIXES = new Set(['m', 'g', 'L', 'l', 'Pa']);

/** Prefixes that are no power of a thousand. */
export const SMALL_PREFIXES: ReadonlySet<string> = new Set(['d', 'c', 'h', 'da']);

const NUMBER = dimension();
const LENGTH = dimension({ m: 1 });
const VOLUME = dimension({ m: 3 });
const MASS = dimension({ kg: 1 });
const TIME = dimension({ s: 1 });
const CURRENT = dimension({ A: 1 });
const TEMPERATURE = dimension({ K: 1 });
const CHARGE = dimension({ s: 1, A: 1 });
const ENERGY = dimension({ m: 2, kg: 1, s: -2 });
const POWER = dimension({ m: 2, kg: 1, s: -3 });
const POTENTIAL = dimension({ m: 2, kg: 1, s: -3, A: -1 });
const RESISTANCE = dimension({ m: 2, kg: 1, s: -3, A: -2 });
const PRESSURE = dimension({ m: -1, kg: 1, s: -2 });
const FLOW = dimension({ m: 3, s: -1 });

/**
 * Units by the names that people and instruments write. Factors are exact by definition (SI Brochure, 9th edition),
 * save the dalton (CODATA 2018).
 */
export const UNITS: ReadonlyMap<string, UnitSymbol> = new Map([
  ...unit(['m', 'meter', 'metre'], 1, LENGTH, true),
  ...unit(['Å', 'angstrom', 'Angstrom'], 1e-10, LENGTH),
  ...unit(['g', 'gram'], 1e-3, MASS, true),
  ...unit(['t'], 1e3, MASS),
  ...unit(['Da'], 1.6605390666e-27, MASS, true),
  ...unit(['s', 'sec', 'Sec', 'secs', 'second', 'seconds'], 1, TIME, true),
  ...unit(['min', 'mins', 'minute', 'minutes'], 60, TIME),
  ...unit(['h', 'hr', 'hrs', 'hour', 'hours'], 3600, TIME),
  ...unit(['d', 'day', 'days'], 86400, TIME),
  ...unit(['A', 'amp', 'Amp', 'Amps', 'ampere'], 1, CURRENT, true),
  ...unit(['K', 'kelvin'], 1, TEMPERATURE, true),
  ...unit(['°C', '℃', 'degC', 'oC', 'celsius', 'Celsius'], 1, TEMPERATURE, false, 273.15),
  ...unit(['°F', 'degF'], 5 / 9, TEMPERATURE, false, 459.67 * (5 / 9)),
  ...unit(['mol'], 1, dimension({ mol: 1 }), true),
  ...unit(['M'], 1e3, dimension({ mol: 1, m: -3 }), true),
  ...unit(['cd'], 1, dimension({ cd: 1 })),
  ...unit(['rad'], 1, dimension({ rad: 1 }), true),
  ...unit(['°', 'deg', 'degree', 'degrees'], Math.PI / 180, dimension({ rad: 1 })),
  ...unit(['Hz', 'hertz'], 1, dimension({ s: -1 }), true),
  ...unit(['rpm'], 1 / 60, dimension({ s: -1 })),
  ...unit(['N'], 1, dimension({ m: 1, kg: 1, s: -2 }), true),
  ...unit(['Pa'], 1, PRESSURE, true),
  ...unit(['bar'], 1e5, PRESSURE, true),
  ...unit(['atm'], 101325, PRESSURE),
  ...unit(['Torr', 'torr'], 101325 / 760, PRESSURE, true),
  ...unit(['psi', 'Psi'], (0.45359237 * 9.80665) / 0.0254 ** 2, PRESSURE),
  ...unit(['J', 'joule'], 1, ENERGY, true),
  ...unit(['eV'], 1.602176634e-19, ENERGY, true),
  ...unit(['cal'], 4.184, ENERGY, true),
  ...unit(['W', 'watt'], 1, POWER, true),
  ...unit(['W h', 'Wh'], 3600, ENERGY, true),
  ...unit(['W s', 'Ws'], 1, ENERGY, true),
  ...unit(['C', 'coulomb'], 1, CHARGE, true),
  ...unit(['A h', 'Ah'], 3600, CHARGE, true),
  ...unit(['A s', 'As'], 1, CHARGE, true),
  ...unit(['V', 'volt', 'Volt', 'Volts'], 1, POTENTIAL, true),
  ...unit(['F', 'farad'], 1, dimension({ m: -2, kg: -1, s: 4, A: 2 }), true),
  ...unit(['Ω', 'Ohm', 'ohm', 'Ohms', 'ohms'], 1, RESISTANCE, true),
  ...unit(['S'], 1, dimension({ m: -2, kg: -1, s: 3, A: 2 }), true),
  ...unit(['H'], 1, dimension({ m: 2, kg: 1, s: -2, A: -2 }), true),
  ...unit(['Wb'], 1, dimension({ m: 2, kg: 1, s: -2, A: -1 }), true),
  ...unit(['T'], 1, dimension({ kg: 1, s: -2, A: -1 }), true),
  ...unit(['L', 'l'], 1e-3, VOLUME, true),
  ...unit(['sccm'], 1e-6 / 60, FLOW),
  ...unit(['1'], 1, NUMBER),
  ...unit(['%', 'wt%', 'at%', 'vol%', 'mol%'], 1e-2, NUMBER),
  ...unit(['‰'], 1e-3, NUMBER),
  ...unit(['ppm'], 1e-6, NUMBER),
]);

/** Entries for one unit. The first name is printed; one with a blank (`A h`) is only printed, the parser splits it. */
function unit(
  names: readonly string[],
  factor: number,
  of: Dimension,
  prefixes = false,
  offset = 0,
): [string, UnitSymbol][] {
  return names
    .filter((name) => !name.includes(' '))
    .map((name) => {
      const taken = !prefixes ? 'none' : WITH_ALL_PREFIXES.has(name) ? 'all' : 'thousands';
      return [name, { factor, offset, dimension: of, prefixes: taken, print: names[0] ?? name }];
    });
}
