import type { Channel, Raster } from '@anodelab/data';
import type { PanelDraft } from './figure.ts';
import { modelledNotes } from './modelled-notes.ts';
import { drawnImage, greyDomain, picturePanel } from './picture-panel.ts';
import { type FigureSample, resultRasters, tableId } from './sample.ts';

/** What pictures of a technique are called. */
const words: Readonly<Record<string, string>> = {
  sem: 'Scanning electron micrographs',
  stem: 'Scanning transmission electron micrographs',
  'electrode-surface': 'Scanning electron micrographs of electrodes',
};

/** The first channel of every picture of a sample in grey, a panel each with its scale bar. */
export function micrographPanels(sample: FigureSample): PanelDraft[] {
  return resultRasters(sample).map((raster, i) => {
    const [first] = raster.channels;
    if (first === undefined)
      throw new RangeError(`figure of ${sample.label}: expected a channel, found none`);
    const number = i === 0 ? '' : ` (${i + 1})`;
    return greyPanel(sample, raster, first, `${sample.label}${number}`, true);
  });
}

/** Every channel of every picture of a sample in grey. */
export function channelPanels(sample: FigureSample): PanelDraft[] {
  return resultRasters(sample).flatMap((raster) =>
    raster.channels.map((channel, i) => greyPanel(sample, raster, channel, channel.name, i === 0)),
  );
}

/** A channel in grey under a title. */
export function greyPanel(
  sample: FigureSample,
  raster: Raster,
  channel: Channel,
  title: string,
  isMeasured: boolean,
): PanelDraft {
  const id = tableId(sample, `${title} ${channel.name}`);
  const domain = greyDomain(channel);
  return {
    panel: picturePanel({
      title,
      raster,
      layers: [{ image: id, colors: 'grey', domain }],
      smooth: true,
      isMeasured,
      notes: isMeasured ? modelledNotes([sample]) : [],
    }),
    tables: {},
    images: { [id]: drawnImage(raster, channel) },
    subject: words[sample.result.analysis] ?? 'Pictures',
    detail: `${title}, ${channel.name}${greyWords(channel, domain)}`,
    samples: [sample],
  };
}

function greyWords({ values, unit }: Channel, [low, high]: readonly [number, number]): string {
  if (values instanceof Uint8Array) return ', grey levels as stored';
  const [from, to] = [low, high].map((value) => String(Number(value.toPrecision(3))));
  return `, black to white from ${from} to ${to}${unit === null ? '' : ` ${unit}`}`;
}
