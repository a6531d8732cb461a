import { analyseEds, analyseImages } from '@anodelab/analysis';
import {
  elementMapFigure,
  type FigureSample,
  type FigureSpec,
  micrographFigure,
  xraySpectrumFigure,
} from '@anodelab/figures';
import {
  observeEds,
  observeElectrodeSurface,
  observeSem,
  observeStem,
  paperRecipes,
  paperWindow,
  parameterValues,
  prepareSample,
} from '@anodelab/models';

/** What the virtual microscopes give, as it looks. */
export interface PictureFigure {
  readonly name: string;
  readonly page: string;
  readonly title: string;
  /** Sentences: what is seen, at which settings. */
  readonly caption: string;
  readonly spec: FigureSpec;
}

const values = parameterValues();
const sampleOf = (name: string) =>
  prepareSample(values, paperRecipes.find((recipe) => recipe.name === name)!, { layers: 'mean' });

/** Pictures of powder, cluster and electrodes. */
export function methodPictures(): PictureFigure[] {
  const [bare, coated] = [sampleOf('nmSi'), sampleOf('PCHS-5')];
  const place = { field_m: 4.8e-7, seed: 3 };
  const xrays = { microscope: 'stem', beam_V: 2e5, dose_C: 5e-12 } as const;
  const stem = observeStem(values, coated, { ...place, pixels: 192 });
  const eds = observeEds(values, coated, { ...xrays, ...place, pixels: 96 });
  const drawn = (label: string, result: FigureSample['result']) => ({ label, modelled: true, result });
  const cycling = { steps: [{ currentDensity: 1000, cycles: 100 }], ...paperWindow };
  const electrode = (name: string, powder: typeof bare, cycles: number) =>
    drawn(
      `${name}, after ${cycles} cycles`,
      analyseImages(
        [
          observeElectrodeSurface(values, powder, {
            cycling,
            cycles,
            bonds: 44,
            pixels: 320,
            border: 'periodic',
            seed: 1,
          }),
        ],
        'electrode-surface',
      ),
    );
  return [
    {
      name: 'virtual-microscopy-powder',
      page: 'virtual-microscopy',
      title: 'Bare and coated powder in the virtual scanning electron microscope',
      caption: 'Powders of nmSi and of PCHS-5 by SEM, 256 pixels of 5.9 nm. Grey levels as stored.',
      spec: micrographFigure(
        [bare, coated].map((powder) => {
          const look = observeSem(values, powder, { field_m: 1.5e-6, pixels: 256, seed: 1 });
          return drawn(powder.name, analyseImages([look], 'sem'));
        }),
        2,
      ),
    },
    {
      name: 'virtual-microscopy-maps',
      page: 'virtual-microscopy',
      title: 'A cluster of PCHS-5 in transmission: dark field, overlay and maps of its elements',
      caption:
        'One cluster of PCHS-5 by STEM, its X-ray maps (200 kV, 5 pC per pixel) and their overlay. Each map has its own scale; pixels are drawn as squares.',
      spec: elementMapFigure(
        [drawn('PCHS-5', analyseEds([eds.maps]))],
        [drawn('PCHS-5', analyseImages([stem], 'stem'))],
      ),
    },
    {
      name: 'virtual-microscopy-spectrum',
      page: 'virtual-microscopy',
      title: 'Sum spectrum of the maps with the lines found in it',
      caption:
        'Sum spectrum of the same maps. Named: lines that stand out of their surroundings by five standard deviations.',
      spec: xraySpectrumFigure([drawn('PCHS-5', analyseEds([eds.spectrum]))]),
    },
    {
      name: 'electrode-cracks-surfaces',
      page: 'electrode-cracks',
      title: 'Electrodes of bare and of flashed silicon after 50 and 100 cycles',
      caption: 'Delithiated electrodes after 50 and 100 cycles at 1 A/g, as SEM sees them; one seed.',
      spec: micrographFigure(
        [electrode('nmSi', bare, 50), electrode('nmSi', bare, 100), electrode('PCHS-5', coated, 100)],
        3,
      ),
    },
  ];
}
