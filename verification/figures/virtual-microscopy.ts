import { channel, type Dataset } from '@anodelab/data';
import { observeEds, paperRecipes, parameterValues, prepareSample } from '@anodelab/models';
import type { MethodFigure } from './method-figure.ts';

const values = parameterValues();
const recipe = paperRecipes.find(({ name }) => name === 'PCHS-5')!;
const powder = prepareSample(values, recipe, { layers: 'mean' });
/** A seed whose cluster is one particle, so that its rings can be compared with those of a sphere. */
const look = {
  field_m: 3e-7,
  pixels: 100,
  seed: 2,
  microscope: 'stem',
  beam_V: 2e5,
  dose_C: 5e-12,
} as const;

/** Counts of a coated particle over the distance from its middle, against chords of core and shell. */
export function microscopyFigures(): MethodFigure[] {
  const { maps } = observeEds(values, powder, look);
  const { coreDiameters_m: cores, shellThickness_m: shells } = maps.meta as unknown as {
    readonly coreDiameters_m: readonly number[];
    readonly shellThickness_m: readonly number[];
  };
  if (cores.length !== 1) throw new RangeError(`expected a cluster of one particle, found ${cores.length}`);
  const core = cores[0]! / 2;
  const outer = core + shells[0]!;
  const chord = (radius: number, at: number) => 2 * Math.sqrt(Math.max(0, radius ** 2 - at ** 2));
  const laws = {
    Si: (at: number) => chord(core, at),
    C: (at: number) => chord(outer, at) - chord(core, at),
  };
  const curves = Object.entries(laws).flatMap(([element, law]) => {
    const { distance, mean } = ringMeans(maps, element, outer);
    // the scale of the law is the only thing taken from the map: the sum over all rings
    const weight = (each: ArrayLike<number>) => distance.reduce((sum, at, ring) => sum + at * each[ring]!, 0);
    const depth = distance.map(law);
    const scale = weight(mean) / weight(depth);
    return [
      { element, label: element, as: 'markers' as const, x: nanometres(distance), y: mean },
      {
        element,
        label: element,
        as: 'line' as const,
        x: nanometres(distance),
        y: depth.map((each) => scale * each),
      },
    ];
  });
  const difference = (element: string) => {
    const [found, law] = curves.filter((curve) => curve.element === element).map(({ y }) => y);
    const most = Math.max(...law!);
    return found!.reduce((sum, each, ring) => sum + Math.abs(each - law![ring]!), 0) / found!.length / most;
  };
  return [
    {
      name: 'virtual-microscopy-rings',
      page: 'virtual-microscopy',
      title: 'Counts of silicon and carbon over the distance from the middle of a coated particle',
      compared:
        'Mean counts in rings about the middle of one particle of PCHS-5 (maps of 100 × 100 pixels of 3 nm, 5 pC per pixel). Markers: the maps; lines: chord of the core for Si, chord of the particle less that of the core for C, each scaled to the counts of its map.',
      outcomes: ['Si', 'C'].map((element) => ({
        what: `Mean difference of ${element}, part of the highest`,
        value: difference(element),
        bound: 0.02,
      })),
      panels: [
        {
          x: { label: 'Distance from the middle (nm)', scale: 'linear', fromZero: true },
          y: { label: 'Counts per pixel', scale: 'linear', fromZero: true },
          curves,
        },
      ],
    },
  ];
}

/** Mean counts of pixels by their distance from the middle of the picture, m, in rings two pixels wide. */
function ringMeans({ raster }: Dataset, element: string, reach: number) {
  const { width, height, pixelSize_m } = raster!;
  const ring = 2 * pixelSize_m!;
  const rings = Math.ceil(reach / ring) + 1;
  const [sums, counts, distances] = [0, 0, 0].map(() => new Float64Array(rings));
  channel(raster!, element)!.forEach((count: number, k: number) => {
    const [x, y] = [(k % width) + 0.5 - width / 2, Math.floor(k / width) + 0.5 - height / 2];
    const distance = Math.hypot(x, y) * pixelSize_m!;
    const index = Math.floor(distance / ring);
    if (index >= rings) return;
    sums![index]! += count;
    distances![index]! += distance;
    counts![index]!++;
  });
  return {
    distance: Array.from(distances!, (sum, index) => sum / counts![index]!),
    mean: Array.from(sums!, (sum, index) => sum / counts![index]!),
  };
}

function nanometres(lengths: readonly number[]): number[] {
  return lengths.map((length) => 1e9 * length);
}
