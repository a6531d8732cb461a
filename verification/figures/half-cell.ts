import {
  CellRun,
  createHalfCell,
  hold,
  paperRecipes,
  parameterValues,
  porousCellOf,
  prepareSample,
  surfaceRise,
} from '@anodelab/models';
import { readStep } from '../read-step.ts';
import type { MethodFigure } from './method-figure.ts';
import { farthest, logSpaced, spaced } from './spaced.ts';

/** The closed form against the long series, and against the general solver. */
export function halfCellFigures(): MethodFigure[] {
  return [sphere(), halfCycles()];
}

/** Roots of tan l = l by bisection on sin l - l cos l. */
function roots(count: number): number[] {
  return Array.from({ length: count }, (_, n) => {
    let low = (n + 1) * Math.PI;
    let high = (n + 1.5) * Math.PI;
    const sign = n % 2 === 0 ? 1 : -1;
    for (let i = 0; i < 60; i++) {
      const middle = (low + high) / 2;
      if (sign * (Math.sin(middle) - middle * Math.cos(middle)) > 0) low = middle;
      else high = middle;
    }
    return low;
  });
}

function sphere(): MethodFigure {
  const squares = roots(4000).map((l) => l * l);
  const series = (tau: number) =>
    3 * tau + 0.2 - 2 * squares.reduce((sum, square) => sum + Math.exp(-square * tau) / square, 0);
  const line = logSpaced(1e-6, 10, 141);
  const few = logSpaced(1e-5, 10, 19);
  const early = logSpaced(1e-6, 0.3, 40);
  const late = logSpaced(0.02, 10, 40);
  const found = few.map(surfaceRise);
  return {
    name: 'half-cell-sphere',
    page: 'half-cell',
    title: 'Surface of a sphere at constant current',
    compared:
      'Rise of the surface lithiation in units of *B* at constant current. Line: 6.1 by twelve terms and the expansion for short times; markers: 4000 terms of Crank’s series; dashed: 2√(*τ*/π) and 3*τ* + 1/5.',
    outcomes: [
      {
        what: 'Largest relative difference from *τ* = 10⁻⁵ on',
        value: farthest(
          found.map((h, i) => h / series(few[i]!)),
          found.map(() => 1),
        ),
        bound: 5e-5,
      },
    ],
    panels: [
      {
        x: { label: '*τ* = *Dt*/*r*²', scale: 'log' },
        y: { label: 'Rise of the surface over *B*', scale: 'log' },
        curves: [
          { label: 'limits', as: 'law', x: early, y: early.map((t) => 2 * Math.sqrt(t / Math.PI)) },
          { label: 'limits', as: 'law', x: late, y: late.map((t) => 3 * t + 0.2) },
          { label: 'closed form', as: 'line', x: line, y: line.map(surfaceRise) },
          { label: 'Crank’s series', as: 'markers', x: few, y: few.map(series) },
        ],
      },
    ],
  };
}

function halfCycles(): MethodFigure {
  const values = parameterValues({ doubleLayerCapacitance: 0 });
  const recipe = paperRecipes.find(({ name }) => name === 'PCHS-5')!;
  const sample = prepareSample(values, recipe, { layers: 'mean' });
  const population = sample.populations[0]!;
  const cell = createHalfCell(values, population);
  const cases = [0.2, 1, 5].map((rate) => {
    const load = cell.load(rate * 1000, 1, values.seiInitialThickness);
    const end = cell.meanAt(load, 0.02, cell.surfaceAt(load, 'lithiation', 0.02, 0.01));
    const means = spaced(0.02, end, 101);
    const closed = means.map((mean) => cell.voltage(load, 'lithiation', cell.surfaceOf(load, 0.02, mean)));
    const { description } = porousCellOf(values, sample, { level: 'L1', lithiation: 0.02, branch: -1 });
    const stepped = {
      ...description,
      populations: description.populations.map((one) => ({
        ...one,
        // as a law, so that it is stepped in time along the radius
        diffusivity: (_x: number, out: Float64Array) => {
          out[0] = values.lithiumDiffusivity;
          out[1] = 0;
        },
      })),
    };
    const run = new CellRun(stepped, { tolerance: 1e-5 });
    const few = means.filter((_, n) => n % 5 === 0 && n > 0);
    const perLithiation =
      run.system.populations[0]!.description.areaRatio / run.system.populations[0]!.meanRate;
    const times = few.map((mean) => ((mean - 0.02) * perLithiation) / (rate * 1000 * values.loading));
    const step = {
      control: hold('current', rate * 1000 * values.loading),
      duration: times.at(-1)!,
      stops: [],
    };
    const { voltage } = readStep(run, step, times);
    return { label: `${rate} A/g`, means, closed, few, voltage };
  });
  return {
    name: 'half-cell-levels',
    page: 'half-cell',
    title: 'Half cycles in closed form and by the general solver',
    compared:
      'Voltage of the fresh PCHS-5 in lithiation from *x* = 0.02. Lines: the closed form of L0; markers: the same particle by the general solver (L1, stepped in time, seven nodes along the radius).',
    outcomes: [
      {
        what: 'Largest difference',
        value:
          1e3 *
          Math.max(
            ...cases.map(({ closed, voltage }) =>
              farthest(
                voltage,
                closed.filter((_, n) => n % 5 === 0 && n > 0),
              ),
            ),
          ),
        bound: 0.5,
        unit: 'mV',
      },
    ],
    panels: [
      {
        x: { label: 'Mean lithiation', scale: 'linear' },
        y: { label: 'Voltage (V vs. Li⁺/Li)', scale: 'linear' },
        curves: cases.flatMap(({ label, means, closed, few, voltage }) => [
          { label, as: 'line', x: means, y: closed } as const,
          { label, as: 'markers', x: few, y: voltage } as const,
        ]),
      },
    ],
  };
}
