import type { Finding } from '@anodelab/data';
import { faraday } from '../constants.ts';
import type {
  CellDescription,
  PopulationDescription,
  ReactionLaw,
  RegionDescription,
} from '../porous-cell/cell-description.ts';
import {
  CONDUCTIVITY,
  DIFFUSIVITY,
  type Electrolyte,
  FACTOR,
  TRANSFERENCE,
} from '../porous-cell/electrolyte.ts';
import { saltReaction } from '../porous-cell/reaction.ts';
import { NAMESPACE } from './read-bpx.ts';
import { sampleTable, type Table } from './table-law.ts';

export interface WriteBpxOptions {
  readonly title: string;
  /** Geometric electrode area, m2. */
  readonly area: number;
  /** V against lithium. */
  readonly lowerVoltage: number;
  readonly upperVoltage: number;
  /** Lowest and highest stoichiometry in use, for each population; 0 and 1 when absent. */
  readonly limits?: readonly (readonly [number, number])[];
}

/** A BPX 1.1 file, to be written as JSON, and what it does not hold. */
export interface WrittenBpx {
  readonly file: object;
  readonly findings: readonly Finding[];
}

/** Largest distance of a straight line between the points of a table from the law, V; relative for other laws. */
const POTENTIAL_TOLERANCE = 1e-5;
const RELATIVE_TOLERANCE = 1e-4;
/** Laws of lithiation are sampled between these, within which the solver evaluates them. */
const EDGE = 1e-9;
/** Concentrations are sampled up to this many times that of the start. */
const SALT_RANGE = 5;
const LEVELS: Readonly<Record<CellDescription['level'], number>> = { SPM: 0, SPMe: 1, DFN: 2 };

/**
 * A half cell as a BPX 1.1 file: its working electrode as the positive one of a partial cell, one `Particle` for each
 * population, laws as tables; the rest in our own part of `User-defined` (docs/formats/bpx.md). Other programs that read
 * BPX see the standard part.
 */
export function writeBpx(cell: CellDescription, options: WriteBpxOptions): WrittenBpx {
  const findings: Finding[] = [];
  const { electrolyte, electrode, populations } = cell;
  const concentration = electrolyte.initialConcentration;
  const names = populations.map((_, i) => (populations.length === 1 ? 'Electrode' : `Population ${i + 1}`));
  const reactions = populations.map(({ reaction }, i) => {
    const written = reactionTable(reaction, concentration);
    if (!written.isSeparable) {
      findings.push({
        severity: 'warning',
        code: 'not-written',
        message: `${names[i]}: the exchange current depends on lithiation and salt together; only their product form is written`,
      });
    }
    return written;
  });
  const limits = (i: number): readonly [number, number] => options.limits?.[i] ?? [0, 1];
  const particles = populations.map((population, i) =>
    particleOf(population, electrode.thickness, reactions[i]!.rate, limits(i)),
  );
  const perArea = populations.reduce(
    (sum, { areaRatio, size, geometry, maximumConcentration }, i) =>
      sum +
      (areaRatio * size * faraday * maximumConcentration * (limits(i)[1] - limits(i)[0])) /
        (geometry === 'sphere' ? 3 : 1),
    0,
  );
  const transference = lawTable(electrolyte, TRANSFERENCE);
  const counter = new Float64Array(2);
  const exchange = (c: number) => {
    cell.counter.exchange(c, counter);
    return counter[0]!;
  };
  const hysteresis = Object.fromEntries(
    populations.map((population, i) => [names[i]!, population.hysteresis]),
  );
  const own = {
    description:
      'What BPX has no field for: a lithium metal counter electrode, film, double layer, thermodynamic factor, exact initial lithiation. Levels: 0 SPM, 1 SPMe, 2 DFN.',
    'Model level': LEVELS[cell.level],
    'Counter exchange current [A.m-2]': numberOrTable(exchange, concentration),
    'Counter double-layer capacity [F.m-2]': cell.counter.capacitance,
    'Series resistance [Ohm.m2]': cell.seriesResistance,
    'Thermodynamic factor': lawTable(electrolyte, FACTOR),
    ...(typeof transference === 'number' ? {} : { 'Cation transference number': transference }),
    Particles: Object.fromEntries(
      populations.map((population, i) => [names[i]!, ownPart(population, reactions[i]!)]),
    ),
  };
  return {
    findings,
    file: {
      Header: {
        BPX: '1.1.0',
        Title: options.title,
        Description: 'Half cell against lithium metal; the working electrode is written as the positive one.',
        Model: 'Partial',
      },
      Parameterisation: {
        Cell: {
          'Electrode area [m2]': options.area,
          'Number of electrode pairs connected in parallel to make a cell': 1,
          'Lower voltage cut-off [V]': options.lowerVoltage,
          'Upper voltage cut-off [V]': options.upperVoltage,
          'Nominal cell capacity [A.h]': (perArea * options.area) / 3600,
          'Reference temperature [K]': cell.temperature,
        },
        Electrolyte: {
          'Cation transference number':
            typeof transference === 'number'
              ? transference
              : propertyOf(electrolyte, TRANSFERENCE)(concentration),
          'Diffusivity [m2.s-1]': lawTable(electrolyte, DIFFUSIVITY),
          'Conductivity [S.m-1]': lawTable(electrolyte, CONDUCTIVITY),
        },
        'Positive electrode': {
          ...contact(electrode),
          'Conductivity [S.m-1]': electrode.conductivity,
          ...(particles.length === 1
            ? particles[0]
            : { Particle: Object.fromEntries(particles.map((particle, i) => [names[i]!, particle])) }),
        },
        Separator: contact(cell.separator),
        'User-defined': { [NAMESPACE]: own },
      },
      State: {
        'Initial conditions': {
          'Initial temperature [K]': cell.temperature,
          'Initial electrolyte concentration [mol.m-3]': concentration,
          'Initial hysteresis state: Positive electrode':
            populations.length === 1 ? populations[0]!.hysteresis : hysteresis,
        },
      },
    },
  };
}

function contact({ thickness, porosity, bruggeman }: RegionDescription) {
  return { 'Thickness [m]': thickness, Porosity: porosity, 'Transport efficiency': porosity ** bruggeman };
}

function particleOf(
  population: PopulationDescription,
  thickness: number,
  rate: number,
  [low, high]: readonly [number, number],
) {
  const { potential, hysteresisRange, diffusivity } = population;
  const branch = (law: (x: number, out: Float64Array) => void) => sampledLaw(law, POTENTIAL_TOLERANCE, false);
  const down = new Float64Array(2);
  const up = new Float64Array(2);
  const middle = (x: number, out: Float64Array) => {
    potential.lithiation(x, down);
    potential.delithiation(x, up);
    out[0] = (down[0]! + up[0]!) / 2;
  };
  return {
    'Minimum stoichiometry': low,
    'Maximum stoichiometry': high,
    'Maximum concentration [mol.m-3]': population.maximumConcentration,
    'Particle radius [m]': population.size,
    'Surface area per unit volume [m-1]': population.areaRatio / thickness,
    'Diffusivity [m2.s-1]':
      typeof diffusivity === 'number' ? diffusivity : sampledLaw(diffusivity, RELATIVE_TOLERANCE, true),
    'Reaction rate constant [mol.m-2.s-1]': rate,
    ...(hysteresisRange === undefined
      ? { 'OCP [V]': branch(potential.lithiation) }
      : {
          'OCP [V]': branch(middle),
          'OCP (lithiation) [V]': branch(potential.lithiation),
          'OCP (delithiation) [V]': branch(potential.delithiation),
          'OCP hysteresis decay constant': 2 / hysteresisRange,
        }),
  };
}

function ownPart(population: PopulationDescription, { ratio, power }: ReactionTable) {
  return {
    'Initial lithiation': population.lithiation,
    'Film resistance [Ohm.m2]': population.filmResistance,
    'Double-layer capacity [F.m-2]': population.capacitance,
    ...(population.geometry === 'plane' ? { 'Film geometry': 1 } : {}),
    ...(ratio === undefined ? {} : { 'Exchange current over that of the rate constant': ratio }),
    ...(power === 0 ? {} : { 'Further exponent of the electrolyte concentration': power }),
  };
}

function sampledLaw(
  law: (x: number, out: Float64Array) => void,
  tolerance: number,
  isRelative: boolean,
): Table {
  const out = new Float64Array(2);
  const value = (x: number) => {
    law(x, out);
    return out[0]!;
  };
  return sampleTable(value, EDGE, 1 - EDGE, tolerance, isRelative);
}

function propertyOf(electrolyte: Electrolyte, slot: number): (c: number) => number {
  const out = new Float64Array(8);
  return (c) => {
    electrolyte.properties(c, out);
    return out[slot]!;
  };
}

function lawTable(electrolyte: Electrolyte, slot: number): number | Table {
  return numberOrTable(propertyOf(electrolyte, slot), electrolyte.initialConcentration);
}

function numberOrTable(value: (c: number) => number, concentration: number): number | Table {
  const first = value(concentration);
  const isConstant = [0.1, 0.5, 2, 4].every((times) => value(times * concentration) === first);
  return isConstant
    ? first
    : sampleTable(value, concentration * 1e-6, SALT_RANGE * concentration, RELATIVE_TOLERANCE, true);
}

interface ReactionTable {
  /** BPX's rate constant, mol/(m2 s). */
  readonly rate: number;
  /** Over BPX's law, where that is not it. */
  readonly ratio: Table | undefined;
  readonly power: number;
  readonly isSeparable: boolean;
}

/** An exchange current as BPX's rate constant, a table over lithiation and a power of the salt. */
function reactionTable(reaction: ReactionLaw, concentration: number): ReactionTable {
  const out = new Float64Array(3);
  const value = (law: ReactionLaw, x: number, c: number) => {
    law(x, c, out);
    return out[0]!;
  };
  const unit = saltReaction(1, concentration);
  const peak = value(reaction, 0.5, concentration) / value(unit, 0.5, concentration);
  const ratio = (x: number, c = concentration) => value(reaction, x, c) / (peak * value(unit, x, c));
  const power = Math.log(ratio(0.5, 2 * concentration)) / Math.LN2;
  const isSalt = Math.abs(power) < 1e-5;
  const places = [0.003, 0.02, 0.1, 0.3, 0.5, 0.7, 0.9, 0.98, 0.997];
  const isStandard = places.every((x) => Math.abs(ratio(x) - 1) < RELATIVE_TOLERANCE);
  const isSeparable = places.every((x) =>
    [0.3, 0.7, 1.5].every(
      (times) => Math.abs(ratio(x, times * concentration) / (ratio(x) * times ** power) - 1) < 1e-3,
    ),
  );
  return {
    rate: (2 * peak) / faraday,
    ratio: isStandard ? undefined : sampleTable(ratio, EDGE, 1 - EDGE, RELATIVE_TOLERANCE, true),
    power: isSalt ? 0 : power,
    isSeparable,
  };
}
