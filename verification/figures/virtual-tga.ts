import { numbers } from '@anodelab/data';
import {
  airOxygen,
  observeTga,
  paperRecipes,
  parameterValues,
  polymerise,
  prepareSample,
} from '@anodelab/models';
import type { MethodFigure } from './method-figure.ts';
import { farthest, spaced } from './spaced.ts';

const GAS_CONSTANT = 8.314463; // J/(mol K)
const CELSIUS = 273.15;
const START = 298.15; // K
const HEATING = 10 / 60; // K/s

/** Burning of the shell against the temperature integral in closed form, and the residue against the recipe. */
export function tgaFigures(): MethodFigure[] {
  const values = parameterValues({ oxideLinearFactor: 0, thinOxideRate: 0 });
  const cases = ['nmSi@PPy', 'PCHS-5', 'nmSi@C'].map((name) => {
    const recipe = paperRecipes.find((candidate) => candidate.name === name)!;
    const sample = prepareSample(values, recipe, { layers: 'mean' });
    const { siliconFraction, carbonFraction, pyrolysisYield } = sample.populations[0]!;
    const dataset = observeTga(values, sample, {
      from_K: START,
      to_K: 1173.15,
      heatingRate_K_s: HEATING,
      mass_kg: 5e-6,
      oxygen_atm: airOxygen,
      interval_K: 5,
      seed: 1,
      instrument: { name: 'without noise', noise: 0, uncorrectedVolume: 0 },
    });
    const temperature = numbers(dataset, 'temperature_K')!;
    const share = numbers(dataset, 'mass_kg')!.map((mass) => mass / 5e-6);
    const expected = temperature.map(
      (T) =>
        siliconFraction +
        (1 - siliconFraction - carbonFraction) * left(values.polymerBurnFactor, values.polymerBurnEnergy, T) +
        carbonFraction * left(values.carbonBurnFactor, values.carbonBurnEnergy, T),
    );
    const shell = polymerise(values, recipe).coatingMass * pyrolysisYield;
    return {
      label: name,
      temperature,
      share,
      expected,
      residue: Math.abs(share.at(-1)! - recipe.siliconMass / (recipe.siliconMass + shell)),
    };
  });
  const celsius = (kelvin: ArrayLike<number>) => Array.from(kelvin, (T) => T - CELSIUS);
  const few = spaced(0, 174, 30).map(Math.round);
  return [
    {
      name: 'virtual-tga-burning',
      page: 'virtual-tga',
      title: 'Burning of the shell and its closed form',
      compared:
        'Mass in air at 10 K/min with the oxidation of silicon switched off. Lines: the virtual balance without noise; markers: first-order laws with the temperature integral of Senum and Yang (1977); what is left is the silicon of the recipe.',
      outcomes: [
        {
          what: 'Largest difference of the curves',
          value: Math.max(...cases.map(({ share, expected }) => farthest(share, expected))),
          bound: 1e-5,
          unit: 'of the mass',
        },
        {
          what: 'Largest difference of a residue from the recipe',
          value: Math.max(...cases.map(({ residue }) => residue)),
          bound: 1e-9,
          unit: 'of the mass',
        },
      ],
      panels: [
        {
          x: { label: 'Temperature (°C)', scale: 'linear' },
          y: { label: 'Mass (%)', scale: 'linear' },
          curves: cases.flatMap(({ label, temperature, share, expected }) => [
            { label, as: 'line', x: celsius(temperature), y: share.map((value) => 100 * value) } as const,
            {
              label,
              as: 'markers',
              x: few.map((i) => temperature[i]! - CELSIUS),
              y: few.map((i) => 100 * expected[i]!),
            } as const,
          ]),
        },
      ],
    },
  ];
}

/** What a first-order law leaves at a temperature, K, reached at a constant rate. */
function left(factor: number, energy: number, temperature: number): number {
  const integral = (T: number) => (energy / GAS_CONSTANT) * arrheniusIntegral(energy / (GAS_CONSTANT * T));
  return Math.exp((-factor / HEATING) * (integral(temperature) - integral(START)));
}

/** The integral of exp(-x)/x^2 from x on, rational approximation of degree 4 (Senum and Yang, J. Therm. Anal. 11 (1977) 445). */
function arrheniusIntegral(x: number): number {
  const up = ((((x + 18) * x + 86) * x + 96) * Math.exp(-x)) / x;
  return up / ((((x + 20) * x + 120) * x + 240) * x + 120);
}
