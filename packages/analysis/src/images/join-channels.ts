import type { Channel, Finding, Raster } from '@anodelab/data';

/** A picture with the name of its file. */
interface PictureFile {
  readonly raster: Raster;
  readonly file: string | null;
}

/** Name that a reader gives to a page without one. */
const NAMELESS = /^page \d+( \(page \d+\))?$/;

/**
 * All channels of several files of one place as one raster: of the size of the first, named by their pages, or by their files
 * where pages have no name. Files of another size are left out with a finding.
 */
export function joinChannels(files: readonly PictureFile[]): {
  readonly maps?: Raster;
  readonly findings: Finding[];
} {
  const first = files[0]?.raster;
  if (first === undefined) return { findings: [] };
  const findings: Finding[] = [];
  const channels: Channel[] = [];
  for (const { raster, file } of files) {
    if (raster.width !== first.width || raster.height !== first.height) {
      findings.push({
        severity: 'warning',
        code: 'map-left-out',
        message: `a map of ${raster.width} x ${raster.height} pixels beside maps of ${first.width} x ${first.height} was left out`,
        ...(file !== null && { at: file }),
      });
      continue;
    }
    for (const channel of raster.channels) {
      const wish = NAMELESS.test(channel.name) && file !== null ? nameOf(file) : channel.name;
      channels.push({ ...channel, name: unused(wish, channels) });
    }
  }
  return { maps: { ...first, channels }, findings };
}

/** The element that a file name ends in (`cluster-3_Si.tif`, `Si K.tif` of the K line), else the name without its ending. */
function nameOf(file: string): string {
  const stem = file.replace(/\.[^.]*$/, '');
  const words = stem.split(/[^A-Za-z0-9]+/);
  const elements = words.filter((word) => /^(C|N|O|F|Na|Mg|Al|Si|P|S|Cl|K|Ca|Ti|Mn|Fe|Co|Ni|Cu)$/.test(word));
  return elements.findLast((word) => word !== 'K') ?? elements[0] ?? stem;
}

function unused(name: string, channels: readonly Channel[]): string {
  const isTaken = (wish: string) => channels.some((channel) => channel.name === wish);
  if (!isTaken(name)) return name;
  let number = 2;
  while (isTaken(`${name} (${number})`)) number++;
  return `${name} (${number})`;
}
