import { parameterValues, radiusMoments, shellThickness } from '@anodelab/models';
import type { MethodFigure } from './method-figure.ts';
import { farthest, spaced } from './spaced.ts';

/** Thickness of a coating on particles of one size and of many. */
export function recipeFigures(): MethodFigure[] {
  const values = parameterValues();
  const moments = radiusMoments(values);
  const radius = Math.cbrt(moments.third);
  const equal = { first: radius, second: radius ** 2, third: radius ** 3 };
  const ratios = spaced(0, 4, 81).slice(1);
  const few = ratios.filter((_, n) => n % 5 === 4);
  const nanometres = (of: typeof moments) => (ratio: number) => 1e9 * shellThickness(of, ratio);
  const closed = few.map((ratio) => 1e9 * radius * (Math.cbrt(1 + ratio) - 1));
  const radii = lognormal(values.medianDiameter / 2, Math.log(values.diameterSpread), 2000);
  const counted = few.map((ratio) => 1e9 * thicknessOn(radii, ratio));
  return [
    {
      name: 'recipe-thickness',
      page: 'recipe',
      title: 'Thickness of the coating on equal and on lognormal particles',
      compared:
        'Thickness of a coating that lies equally thick on particles of equal size and of lognormal sizes with the same ⟨*r*³⟩. Lines: the cubic 1.7 in the moments by nine-point quadrature; markers: *r*((1 + *V*)^(1/3) − 1), and the thickness that gives 2000 particles at even quantiles their volume.',
      outcomes: [
        {
          what: 'Largest difference for equal spheres',
          value: farthest(few.map(nanometres(equal)), closed),
          bound: 1e-6,
          unit: 'nm',
        },
        {
          what: 'Largest difference for lognormal sizes',
          value: farthest(few.map(nanometres(moments)), counted),
          bound: 0.1,
          unit: 'nm',
        },
      ],
      panels: [
        {
          x: { label: 'Volume of the coating over that of silicon', scale: 'linear' },
          y: { label: 'Thickness (nm)', scale: 'linear', fromZero: true },
          curves: [
            { label: 'equal spheres', as: 'line', x: ratios, y: ratios.map(nanometres(equal)) },
            { label: 'equal spheres', as: 'markers', x: few, y: closed },
            { label: 'lognormal sizes', as: 'line', x: ratios, y: ratios.map(nanometres(moments)) },
            { label: 'lognormal sizes', as: 'markers', x: few, y: counted },
          ],
        },
      ],
    },
  ];
}

/** Radii in the middle of equal shares of the distribution, by bisection on the error function's integral. */
function lognormal(median: number, spread: number, count: number): number[] {
  const parts = 4000;
  const shares: number[] = [];
  const places = spaced(-6, 6, parts + 1);
  let sum = 0;
  for (const z of places) {
    sum += ((12 / parts) * Math.exp((-z * z) / 2)) / Math.sqrt(2 * Math.PI);
    shares.push(sum);
  }
  let at = 0;
  return Array.from({ length: count }, (_, i) => {
    while (at < parts && shares[at]! < (i + 0.5) / count) at++;
    return median * Math.exp(spread * places[at]!);
  });
}

/** The thickness that gives these particles `ratio` times their own volume, by bisection. */
function thicknessOn(radii: readonly number[], ratio: number): number {
  const silicon = radii.reduce((sum, r) => sum + r ** 3, 0);
  let [low, high] = [0, 10 * Math.max(...radii)];
  for (let n = 0; n < 60; n++) {
    const middle = (low + high) / 2;
    const volume = radii.reduce((sum, r) => sum + (r + middle) ** 3, 0) / silicon - 1;
    if (volume < ratio) low = middle;
    else high = middle;
  }
  return low;
}
