import { analyseDiffusivity } from '@anodelab/analysis';
import { labels, numbers } from '@anodelab/data';
import {
  type CellDescription,
  CellRun,
  constantCounter,
  faraday,
  gasConstant,
  nyman,
  observeGitt,
  type OpenCircuitPotential,
  paperRecipes,
  paperWindow,
  parameterValues,
  prepareSample,
  ramp,
} from '@anodelab/models';
import type { MethodFigure } from './method-figure.ts';
import { logSpaced } from './spaced.ts';

/** Peaks of voltammograms against closed forms, and diffusivities that an analysis finds again. */
export function protocolFigures(): MethodFigure[] {
  return [peaks(), titration()];
}

const TEMPERATURE = 298.15;
const THERMAL = (gasConstant * TEMPERATURE) / faraday;
const FILM = { size: 1e-6, diffusivity: 1e-15, maximumConcentration: 278000 };

/** A film with the Nernst isotherm and a reaction without resistance. */
function nernstFilm(): CellDescription {
  const nernst = (x: number, out: Float64Array) => {
    out[0] = 0.5 + THERMAL * Math.log((1 - x) / x);
    out[1] = -THERMAL / (x * (1 - x));
  };
  const potential: OpenCircuitPotential = { lithiation: nernst, delithiation: nernst };
  const region = { thickness: 25e-6, porosity: 0.5, bruggeman: 1.5 };
  return {
    level: 'SPM',
    separator: region,
    electrode: { ...region, conductivity: 10 },
    electrolyte: nyman(),
    counter: constantCounter(1e9, 0),
    populations: [
      {
        geometry: 'plane',
        ...FILM,
        areaRatio: 1,
        filmResistance: 0,
        capacitance: 0,
        potential,
        reaction: (_x, _c, out) => {
          out.fill(0);
          out[0] = 1e6;
        },
        lithiation: 1 / (1 + Math.exp(0.4 / THERMAL)),
        hysteresis: -1,
      },
    ],
    seriesResistance: 0,
    temperature: TEMPERATURE,
  };
}

/** Largest current density of a sweep from 0.9 to 0.1 V, A/m2. */
function peakOf(rate: number): number {
  const run = new CellRun(nernstFilm(), {
    mesh: { separator: [2], electrode: [2], radial: 40 },
    tolerance: 1e-6,
  });
  let most = 0;
  run.run({ control: ramp('voltage', 0.9, -rate, 0), duration: 0.8 / rate, stops: [] }, (part) => {
    for (let n = 1; n <= 20; n++) {
      most = Math.max(most, part.currentAt(part.from + ((part.to - part.from) * n) / 20));
    }
  });
  return most;
}

function peaks(): MethodFigure {
  const { size, diffusivity, maximumConcentration } = FILM;
  const full = faraday * maximumConcentration;
  const rates = logSpaced(1e-6, 1e-2, 13);
  const thin = (v: number) => (full * v * size) / (4 * THERMAL);
  const thick = (v: number) => 0.446295 * full * Math.sqrt((v * diffusivity) / THERMAL);
  const found = rates.map(peakOf);
  const slow = logSpaced(1e-6, 2e-4, 12);
  const fast = logSpaced(2e-5, 1e-2, 12);
  return {
    name: 'protocols-peaks',
    page: 'protocols',
    title: 'Peaks of voltammograms from a thin film to a thick one',
    compared:
      'Largest current in a sweep of a film (1 µm, 10⁻¹⁵ m² s⁻¹, Nernst isotherm, no resistance) by the general solver (markers); dashed: thin layer *F*²*vcℓ*/(4*RT*) and Randles-Sevcik 0.4463 *Fc*√(*FvD*/*RT*).',
    outcomes: [
      { what: 'From the thin layer at 1 µV/s', value: found[0]! / thin(rates[0]!) - 1, bound: 5e-3 },
      {
        what: 'From Randles-Sevcik at 10 mV/s',
        value: found.at(-1)! / thick(rates.at(-1)!) - 1,
        bound: 5e-3,
      },
    ],
    panels: [
      {
        x: { label: 'Scan rate (mV s⁻¹)', scale: 'log' },
        y: { label: 'Peak (A m⁻²)', scale: 'log' },
        curves: [
          { label: 'thin layer, semi-infinite', as: 'law', x: slow.map((v) => 1e3 * v), y: slow.map(thin) },
          { label: 'thin layer, semi-infinite', as: 'law', x: fast.map((v) => 1e3 * v), y: fast.map(thick) },
          { label: 'sweeps', as: 'markers', x: rates.map((v) => 1e3 * v), y: found },
        ],
      },
    ],
  };
}

function titration(): MethodFigure {
  const cases = (
    [
      ['L1, 10⁻¹⁸ m² s⁻¹', 'L1', 1e-18, 200, 600, 6 * 3600],
      ['L3, 3·10⁻¹⁸ m² s⁻¹', 'L3', 3e-18, 500, 300, 4 * 3600],
    ] as const
  ).map(([label, level, lithiumDiffusivity, currentDensity, pulse_s, rest_s]) => {
    const values = parameterValues({ lithiumDiffusivity });
    const recipe = paperRecipes.find(({ name }) => name === 'PCHS-5')!;
    const sample = prepareSample(values, recipe, { layers: 'mean' });
    const dataset = observeGitt(values, sample, {
      currentDensity,
      pulse_s,
      rest_s,
      ...paperWindow,
      level,
      seed: 1,
    });
    const found = analyseDiffusivity([dataset], { size_m: sample.populations[0]!.radius });
    const table = found.tables['estimates']!;
    const valid = numbers(table, 'isValid')!;
    const method = labels(table, 'method')!;
    const kept = (name: string) =>
      numbers(table, name)!.filter((_, i) => valid[i] === 1 && method[i] === 'GITT exact');
    const median = found.results['D_gittExact']!.value!;
    return { label, potential: kept('voltage_V'), estimate: kept('D_m2_s'), lithiumDiffusivity, median };
  });
  return {
    name: 'protocols-gitt',
    page: 'protocols',
    title: 'Diffusivities that the analysis finds in virtual titrations',
    compared:
      'Diffusivity in each valid pulse of a virtual titration of PCHS-5, noise of the meter included, by the exact fit of `analyse diffusivity` (markers); dashed: the value that the model was given. Pulses that read too high are the first ones of each direction, in which the branch of the hysteresis changes.',
    outcomes: cases.map(({ label, median, lithiumDiffusivity }) => ({
      what: `Median of ${label} over the truth`,
      value: median / lithiumDiffusivity,
      expected: 1,
      bound: 0.15,
    })),
    panels: [
      {
        x: { label: 'Voltage (V vs. Li⁺/Li)', scale: 'linear' },
        y: { label: 'Diffusivity (m² s⁻¹)', scale: 'log' },
        curves: cases.flatMap(({ label, potential, estimate, lithiumDiffusivity }) => [
          {
            label: 'given',
            as: 'law',
            x: [0, 1.2],
            y: [lithiumDiffusivity, lithiumDiffusivity],
          } as const,
          { label, as: 'markers', x: potential, y: estimate } as const,
        ]),
      },
    ],
  };
}
