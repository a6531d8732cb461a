import { numbers } from '@anodelab/data';
import {
  observeRaman,
  paperRecipes,
  type ParameterValues,
  parameterValues,
  prepareSample,
} from '@anodelab/models';
import type { MethodFigure } from './method-figure.ts';
import { farthest, logSpaced, spaced } from './spaced.ts';

/** Silicon seen through its shell. */
export function ramanFigures(): MethodFigure[] {
  return [attenuation()];
}

/** Counts at the top of the line of silicon, so many that noise does not matter. */
function countsOf(values: ParameterValues, name: string) {
  const recipe = paperRecipes.find((candidate) => candidate.name === name)!;
  const sample = prepareSample(values, recipe, { layers: 'mean' });
  const dataset = observeRaman(values, sample, {
    from_1_m: 52070,
    to_1_m: 52071,
    step_1_m: 1,
    laser_m: 514.5e-9,
    power_W: 1e-3,
    time_s: 1e6,
    seed: 1,
    instrument: { name: 'bright', brightness: 2e9, dark: 0, readNoise: 0 },
  });
  return { counts: numbers(dataset, 'counts')![0]!, sample };
}

/** Values at which nothing but silicon is seen, at its own place. */
const siliconAlone = {
  carbonRamanStrength: 0,
  polymerRamanStrength: 0,
  polymerFluorescence: 0,
  laserHeating: 0,
};

function attenuation(): MethodFigure {
  const bare = countsOf(parameterValues(siliconAlone), 'nmSi').counts;
  const factors = logSpaced(0.2, 6, 12);
  const cases = ['nmSi@PPy', 'PCHS-5', 'nmSi@C'].map((name) => {
    const points = factors.map((coatingFactor) => {
      const values = parameterValues({ ...siliconAlone, coatingFactor });
      const { counts, sample } = countsOf(values, name);
      const { shellThickness, siliconFraction } = sample.populations[0]!;
      return { thickness: 1e9 * shellThickness, ratio: counts / bare / siliconFraction, sample };
    });
    const { carbonVolumeFraction: phi } = points[0]!.sample.populations[0]!;
    const values = parameterValues();
    const perLength = 1e-9 * (phi / values.carbonRamanDepth + (1 - phi) / values.polymerRamanDepth); // 1/nm
    const law = (nanometres: number) => Math.exp(-2 * nanometres * perLength);
    return { label: name, points, law };
  });
  const line = spaced(0, 45, 40);
  return {
    name: 'virtual-raman-shell',
    page: 'virtual-raman',
    title: 'The line of silicon is weakened by its shell',
    compared:
      'Height of the line at 520.7 cm⁻¹ per silicon, over that of bare silicon, for coatings of 0.2 to 6 times the stoichiometric mass. Markers: counts of virtual spectra; dashed: exp(−2*δ*/*ℓ*).',
    outcomes: [
      {
        what: 'Largest difference',
        value: Math.max(
          ...cases.map(({ points, law }) =>
            farthest(
              points.map(({ ratio }) => ratio),
              points.map(({ thickness }) => law(thickness)),
            ),
          ),
        ),
        bound: 1e-3,
      },
    ],
    panels: [
      {
        x: { label: 'Thickness of the shell (nm)', scale: 'linear' },
        y: { label: 'Line of silicon over bare', scale: 'log' },
        curves: cases.flatMap(({ label, points, law }) => [
          { label: 'exp(−2*δ*/*ℓ*)', as: 'law', x: line, y: line.map(law) } as const,
          {
            label,
            as: 'markers',
            x: points.map(({ thickness }) => thickness),
            y: points.map(({ ratio }) => ratio),
          } as const,
        ]),
      },
    ],
  };
}
