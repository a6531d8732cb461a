import { numbers } from '@anodelab/data';
import {
  observeXrd,
  paperRecipes,
  type ParameterValues,
  parameterValues,
  prepareSample,
} from '@anodelab/models';
import type { MethodFigure } from './method-figure.ts';
import { farthest, logSpaced, spaced } from './spaced.ts';

const DEGREE = Math.PI / 180;
const WAVELENGTH = 1.54056e-10; // m, Cu K-alpha 1
const CELL = 5.4309e-10; // m
/** Hours of counting, so that noise is far below what is measured. */
const TIME = 1e7;
/** Relative heights of powder diffraction file 27-1402, by h^2 + k^2 + l^2. */
const PUBLISHED = [
  [3, 100],
  [8, 55],
  [11, 30],
  [16, 6],
  [19, 11],
  [24, 12],
] as const;

/** Widths of lines against Scherrer's equation, heights against the powder diffraction file. */
export function xrdFigures(): MethodFigure[] {
  return [widths(), heights()];
}

function placeOf(square: number): number {
  return 2 * Math.asin((WAVELENGTH * Math.sqrt(square)) / (2 * CELL));
}

function scan(values: ParameterValues, from: number, to: number, step: number, isIdeal: boolean) {
  const sample = prepareSample(values, paperRecipes[0]!, { layers: 'mean' });
  const radius = sample.populations[0]!.radius;
  const dark = { background: 0, air: { rate: 0, angle: 1 }, brightness: 700 * DEGREE };
  const narrow = { u: 0, v: 0, w: 1e-16 };
  const ordinary = { u: 0.004 * DEGREE ** 2, v: -0.004 * DEGREE ** 2, w: 0.0065 * DEGREE ** 2 };
  const dataset = observeXrd(values, sample, {
    from_rad: from,
    to_rad: to,
    step_rad: step,
    time_s: TIME,
    seed: 1,
    instrument: {
      name: 'one wavelength',
      radiation: [
        { wavelength: WAVELENGTH, intensity: 1 },
        ...(isIdeal ? [] : [{ wavelength: 1.54439e-10, intensity: 0.5 }]),
      ],
      width: isIdeal ? narrow : ordinary,
      ...dark,
    },
  });
  return {
    angle: numbers(dataset, 'twoTheta_rad')!,
    counts: numbers(dataset, 'counts')!,
    diameter: 2 * radius * values.crystalliteShare,
  };
}

function widths(): MethodFigure {
  const sizes = logSpaced(10e-9, 100e-9, 7);
  const line = logSpaced(8e-9, 120e-9, 40);
  const full = scan(parameterValues({ crystalliteShare: 1 }), 0.5, 0.51, 0.005, true).diameter;
  const cases = (
    [
      ['(111)', 3],
      ['(220)', 8],
      ['(331)', 19],
    ] as const
  ).map(([label, square]) => {
    const centre = placeOf(square);
    const scherrer = (size: number) => (0.9 * WAVELENGTH) / (size * Math.cos(centre / 2));
    const measured = sizes.map((size) => {
      const width = scherrer(size);
      const values = parameterValues({ crystalliteShare: size / full, silicaHaloArea: 0 });
      const { angle, counts } = scan(values, centre - 1.5 * width, centre + 1.5 * width, width / 200, true);
      return fullWidth(angle, counts);
    });
    return { label, measured, expected: sizes.map(scherrer), law: line.map(scherrer) };
  });
  return {
    name: 'virtual-xrd-width',
    page: 'virtual-xrd',
    title: 'Widths of lines follow the size of the crystallites as Scherrer says',
    compared:
      'Full width at half maximum of lines in virtual patterns of one wavelength and a perfect instrument, against the size of the crystallites. Markers: read from the counts; dashed: 0.9 *λ*/(*D* cos *θ*).',
    outcomes: [
      {
        what: 'Largest relative difference',
        value: Math.max(
          ...cases.map(({ measured, expected }) =>
            farthest(
              measured.map((width, k) => width / expected[k]!),
              measured.map(() => 1),
            ),
          ),
        ),
        bound: 0.02,
      },
    ],
    panels: [
      {
        x: { label: 'Size of the crystallites (nm)', scale: 'log' },
        y: { label: 'Width in 2*θ* (°)', scale: 'log' },
        curves: cases.flatMap(({ label, measured, law }) => [
          {
            label: 'Scherrer',
            as: 'law',
            x: line.map((size) => 1e9 * size),
            y: law.map((w) => w / DEGREE),
          } as const,
          {
            label,
            as: 'markers',
            x: sizes.map((size) => 1e9 * size),
            y: measured.map((w) => w / DEGREE),
          } as const,
        ]),
      },
    ],
  };
}

/** Width between the places at which a single peak crosses half of its height. */
function fullWidth(angle: Float64Array, counts: Float64Array): number {
  const half = counts.reduce((most, value) => Math.max(most, value), 0) / 2;
  const crossings: number[] = [];
  for (let i = 1; i < counts.length; i++) {
    const [before, after] = [counts[i - 1]! - half, counts[i]! - half];
    if (before * after < 0)
      crossings.push(angle[i - 1]! + ((angle[i]! - angle[i - 1]!) * before) / (before - after));
  }
  return crossings.at(-1)! - crossings[0]!;
}

function heights(): MethodFigure {
  const values = parameterValues({ silicaHaloArea: 0 });
  const { angle, counts } = scan(values, 25 * DEGREE, 92 * DEGREE, 0.004 * DEGREE, false);
  const tops = PUBLISHED.map(([square]) => {
    const centre = placeOf(square);
    return counts.reduce(
      (most, value, i) => (Math.abs(angle[i]! - centre) < 0.5 * DEGREE ? Math.max(most, value) : most),
      0,
    );
  });
  const found = tops.map((top) => (100 * top) / tops[0]!);
  const shown = spaced(0, angle.length - 1, angle.length).filter(
    (i) =>
      i % 100 === 0 ||
      PUBLISHED.some(([square]) => Math.abs(angle[i]! - placeOf(square)) < 0.3 * DEGREE && i % 4 === 0),
  );
  return {
    name: 'virtual-xrd-heights',
    page: 'virtual-xrd',
    title: 'Heights of the lines of silicon and those of the powder diffraction file',
    compared:
      'Virtual pattern of nmSi on the laboratory instrument without background (line), its highest line being 100, and the lines of powder diffraction file 27-1402 (markers).',
    outcomes: [
      {
        what: 'Largest difference of a height',
        value: farthest(
          found,
          PUBLISHED.map(([, height]) => height),
        ),
        bound: 3,
        unit: 'of 100',
      },
    ],
    panels: [
      {
        x: { label: '2*θ* (°)', scale: 'linear' },
        y: { label: 'Height', scale: 'linear', fromZero: true },
        curves: [
          {
            label: 'virtual pattern',
            as: 'line',
            x: shown.map((i) => angle[i]! / DEGREE),
            y: shown.map((i) => (100 * counts[i]!) / tops[0]!),
          },
          {
            label: 'PDF 27-1402',
            as: 'markers',
            x: PUBLISHED.map(([square]) => placeOf(square) / DEGREE),
            y: PUBLISHED.map(([, height]) => height),
          },
        ],
      },
    ],
  };
}
