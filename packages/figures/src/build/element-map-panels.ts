import { type Channel, type Raster, totalOf } from '@anodelab/data';
import type { PanelDraft } from './figure.ts';
import { greyPanel } from './micrograph-panels.ts';
import { mapCorrelation } from './map-correlation.ts';
import { modelledNotes } from './modelled-notes.ts';
import { drawnImage, mapDomain, picturePanel } from './picture-panel.ts';
import { type FigureSample, resultRasters, tableId } from './sample.ts';

/** Light of the elements in an overlay: hues that stay apart without red-green vision. */
const lights: Readonly<Record<string, string>> = { Si: '#2f8fff', C: '#ff9a1f', N: '#d93fb8', O: '#22c58b' };
const others = ['#2f8fff', '#ff9a1f', '#d93fb8', '#22c58b', '#f0e442', '#ffffff'] as const;
/** More colours than that in one overlay tell nothing apart. */
const OVERLAID = 3;
/** Correlation above which two elements lie at the same places. */
const SAME = 0.8;

/**
 * The maps of a sample: the micrograph of the same place where there is one, the overlay of some elements, then a map
 * of each with its colour bar. The first panel bears the scale bar of all.
 */
export function elementMapPanels(sample: FigureSample, micrograph: FigureSample | undefined): PanelDraft[] {
  const [maps] = resultRasters(sample);
  if (maps === undefined) return [];
  const picture = micrograph === undefined ? undefined : resultRasters(micrograph)[0];
  const first = picture?.channels[0];
  const isSameSize = picture !== undefined && fieldOf(picture) === fieldOf(maps);
  return [
    ...(micrograph && picture && first ? [greyPanel(micrograph, picture, first, first.name, true)] : []),
    ...(maps.channels.length > 1 ? [overlayPanel(sample, maps, !isSameSize)] : []),
    ...maps.channels.map((channel) =>
      mapPanel(sample, maps, channel, !isSameSize && maps.channels.length === 1),
    ),
  ];
}

/** Width of what is shown, nm, so that equal fields compare equal. */
function fieldOf({ width, pixelSize_m }: Raster): number | null {
  return pixelSize_m === null ? null : Math.round(width * pixelSize_m * 1e9);
}

function overlayPanel(sample: FigureSample, maps: Raster, isMeasured: boolean): PanelDraft {
  const shown = overlaid(maps);
  const layers = shown.map((channel, i) => ({
    image: tableId(sample, channel.name),
    colors: lights[channel.name] ?? others[i % others.length] ?? others[0],
    domain: mapDomain(channel),
    label: channel.name,
  }));
  return {
    panel: picturePanel({
      title: 'overlay',
      raster: maps,
      layers,
      smooth: false,
      isMeasured,
      notes: isMeasured ? modelledNotes([sample]) : [],
    }),
    tables: {},
    images: Object.fromEntries(shown.map((each) => [tableId(sample, each.name), drawnImage(maps, each)])),
    subject: 'X-ray maps',
    detail: `overlay of ${shown.map(({ name }) => name).join(', ')}, each brightest where a thousandth of its pixels is`,
    samples: [sample],
  };
}

/** The elements with most counts, without those that lie where one of them does: nitrogen in a shell hides its carbon. */
function overlaid({ channels }: Raster): readonly Channel[] {
  const chosen: Channel[] = [];
  for (const channel of [...channels].sort((a, b) => totalOf(b) - totalOf(a))) {
    if (chosen.length < OVERLAID && chosen.every((one) => mapCorrelation(one, channel) < SAME))
      chosen.push(channel);
  }
  return channels.filter((channel) => chosen.includes(channel));
}

function mapPanel(sample: FigureSample, maps: Raster, channel: Channel, isMeasured: boolean): PanelDraft {
  const id = tableId(sample, channel.name);
  const label = channel.unit === 'counts' ? 'Counts per pixel' : (channel.unit ?? 'Grey level');
  return {
    panel: picturePanel({
      title: channel.name,
      raster: maps,
      layers: [{ image: id, colors: 'inferno', domain: mapDomain(channel), label }],
      smooth: false,
      isMeasured,
      notes: isMeasured ? modelledNotes([sample]) : [],
    }),
    tables: {},
    images: { [id]: drawnImage(maps, channel) },
    subject: 'X-ray maps',
    detail: channel.name,
    samples: [sample],
  };
}
