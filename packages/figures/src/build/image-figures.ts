import type { FigureSpec } from '../spec.ts';
import { elementMapPanels } from './element-map-panels.ts';
import { assembleFigure, type PanelDraft } from './figure.ts';
import { channelPanels, micrographPanels } from './micrograph-panels.ts';
import type { FigureSample } from './sample.ts';
import { xraySpectrumPanel } from './xray-spectrum-panel.ts';

type Samples = readonly FigureSample[];

/** Panels of one figure. */
const MOST = 12;

/**
 * Pictures of several samples in grey (first channel of every raster), each with its scale bar.
 *
 * @param columns - beside each other; as many as leave the fewest places empty when absent
 * @throws {RangeError} when a sample has no picture, or for more than twelve
 */
export function micrographFigure(samples: Samples, columns?: number): FigureSpec {
  return figureOfPictures(`Micrographs: ${names(samples)}`, samples.flatMap(micrographPanels), columns);
}

/**
 * Every channel of the pictures of several samples in grey.
 * @throws {RangeError} when a sample has no picture, or for more than twelve channels
 */
export function channelFigure(samples: Samples): FigureSpec {
  return figureOfPictures(`Channels: ${names(samples)}`, samples.flatMap(channelPanels));
}

/**
 * X-ray maps of several samples (raster `maps`): overlay and a map per element; before them the micrograph of the same label where
 * one is given.
 * @throws {RangeError} when a sample has no maps, or for more than twelve panels
 */
export function elementMapFigure(samples: Samples, micrographs: Samples = []): FigureSpec {
  const panels = samples.flatMap((sample) =>
    elementMapPanels(
      sample,
      micrographs.find(({ label, modelled }) => label === sample.label && modelled === sample.modelled),
    ),
  );
  return figureOfPictures(`X-ray maps: ${names(samples)}`, panels);
}

/**
 * X-ray spectra, a panel per sample, with the lines found (tables `spectrum`, `lines`).
 * @throws {RangeError} when a sample has no spectrum
 */
export function xraySpectrumFigure(samples: Samples): FigureSpec {
  return assembleFigure(`X-ray spectra: ${names(samples)}`, samples.map(xraySpectrumPanel), 2);
}

/** Pictures in two to four columns, whichever leaves the fewest places empty; three before four before two. */
function figureOfPictures(title: string, drafts: readonly PanelDraft[], wanted?: number): FigureSpec {
  if (drafts.length > MOST)
    throw new RangeError(
      `${title}: expected at most ${MOST} panels, found ${drafts.length}; draw fewer samples`,
    );
  const empty = (columns: number) => (columns - (drafts.length % columns)) % columns;
  const best = [3, 4, 2].reduce((least, each) => (empty(each) < empty(least) ? each : least));
  return assembleFigure(title, drafts, Math.min(4, wanted ?? best));
}

function names(samples: Samples): string {
  return [...new Set(samples.map(({ label }) => label))].join(', ');
}
