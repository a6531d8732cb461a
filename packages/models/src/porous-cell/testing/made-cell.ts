import { silicon } from '../../potential/open-circuit.ts';
import type { CellDescription, PopulationDescription } from '../cell-description.ts';
import { constantCounter } from '../foil.ts';
import { nyman } from '../electrolyte.ts';
import { saltReaction } from '../reaction.ts';

/** A silicon half cell of ordinary numbers for tests: 1C is 44.7 A/m2. */
export function madeCell(
  level: CellDescription['level'],
  cell: Partial<CellDescription> = {},
  population: Partial<PopulationDescription> = {},
): CellDescription {
  return {
    level,
    separator: { thickness: 25e-6, porosity: 0.47, bruggeman: 1.5 },
    electrode: { thickness: 30e-6, porosity: 0.5, bruggeman: 1.5, conductivity: 11.67 },
    electrolyte: nyman(),
    counter: constantCounter(20, 0),
    populations: [
      {
        geometry: 'sphere',
        size: 75e-9,
        diffusivity: 3e-18,
        maximumConcentration: 278000,
        areaRatio: 240,
        filmResistance: 0,
        capacitance: 0,
        potential: silicon,
        reaction: saltReaction(0.29, 1000),
        lithiation: 0.02,
        hysteresis: -1,
        ...population,
      },
    ],
    seriesResistance: 0,
    temperature: 298.15,
    ...cell,
  };
}
