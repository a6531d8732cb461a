import { type Channel, type Dataset, type Finding, FormatError, type PixelValues } from '@anodelab/data';
import { provenanceOf, type Reader } from '../reader.ts';
import { parseDescription, type TiffDescription } from './description.ts';
import { type Directory, isTiff, readDirectories } from './directory.ts';
import { type PagePixels, readPixels } from './read-pixels.ts';
import { tag, unitMetres } from './tags.ts';

const ID = 'tiff';
/** Pixels larger than this on paper or screen are a print resolution, not a microscope's: 1200 per inch are 21 um. */
const LARGEST_PIXEL = 20e-6;

/** Greyscale and colour TIFF; pages of one size become channels (docs/formats/tiff.md). */
export const tiffReader: Reader = {
  id: ID,
  label: 'TIFF image',
  sniff: isTiff,
  read(bytes, name): Dataset[] {
    const { littleEndian, pages, brokenAt } = readDirectories(bytes, name);
    const findings: Finding[] = [];
    const warn = (code: string, message: string, at: number) =>
      findings.push({ severity: 'warning', code, message, at: String(at) });
    if (brokenAt !== undefined)
      warn(
        'pages-lost',
        `after ${pages.length} whole pages the file names one that it does not hold`,
        brokenAt,
      );
    const first = pages[0]!;
    const description = parseDescription(first.text(tag.description) ?? '');
    const channels: Channel[] = [];
    let size: PagePixels | undefined;
    for (const [index, page] of pages.entries()) {
      const pixels = pixelsOf(page, index);
      if (pixels === undefined) break;
      size ??= pixels;
      if (pixels.width !== size.width || pixels.height !== size.height) {
        warn(
          'page-left-out',
          `page ${index + 1} has ${pixels.width} x ${pixels.height} pixels and the first ${size.width} x ${size.height}; it was left out`,
          page.at,
        );
        continue;
      }
      if (pixels.missingRows > 0)
        warn(
          'rows-lost',
          `the last ${pixels.missingRows} rows of page ${index + 1} are not in the file and are zero`,
          page.at,
        );
      channels.push(...channelsOf(page, pixels, index, description, channels));
    }
    const { width, height } = size!;
    return [
      {
        technique: description?.technique ?? 'image',
        columns: [],
        meta: facts(first, pages.length),
        provenance: {
          ...provenanceOf(ID, name, bytes, null),
          ...(description?.model && { model: description.model }),
        },
        findings,
        raster: { width, height, pixelSize_m: pixelSize(first, description, findings), channels },
      },
    ];

    /** Pixels of a page; a damaged page after a whole one ends the picture with a finding. */
    function pixelsOf(page: Directory, index: number): PagePixels | undefined {
      try {
        return readPixels(bytes, page, littleEndian, name);
      } catch (error) {
        if (index === 0 || !(error instanceof FormatError)) throw error;
        warn('pages-lost', `page ${index + 1} and what follows cannot be read: ${error.message}`, page.at);
        return undefined;
      }
    }
  },
};

function channelsOf(
  page: Directory,
  { samples, isInverted }: PagePixels,
  index: number,
  description: TiffDescription | undefined,
  before: readonly Channel[],
): readonly Channel[] {
  const stated = description?.channels[index];
  const base = stated?.name ?? page.text(tag.pageName)?.trim() ?? '';
  const colours = ['red', 'green', 'blue', 'alpha'];
  return samples.map((values, sample) => {
    const own = samples.length > 1 ? (colours[sample] ?? `sample ${sample + 1}`) : '';
    const wish = [base === '' && (own === '' || index > 0) ? `page ${index + 1}` : base, own]
      .filter(Boolean)
      .join(' ');
    const name = before.some((one) => one.name === wish) ? `${wish} (page ${index + 1})` : wish;
    const origin = description?.model === undefined ? 'measured' : 'modelled';
    return { name, unit: stated?.unit ?? null, origin, values: isInverted ? inverted(values) : values };
  });
}

/** Grey levels with zero as black. */
function inverted(values: PixelValues): PixelValues {
  if (values instanceof Float64Array) return values.map((value) => -value);
  const white = values instanceof Uint8Array ? 0xff : 0xffff;
  return values.map((value) => white - value);
}

/** Side of a pixel, m: as our own files state it, else from the resolution where that can be a microscope's. */
function pixelSize(
  page: Directory,
  description: TiffDescription | undefined,
  findings: Finding[],
): number | null {
  if (description !== undefined) return description.pixelSize_m;
  const unit =
    imagejMetres(page.text(tag.description)) ?? unitMetres[page.numbers(tag.resolutionUnit)?.[0] ?? 2];
  const [x = 0] = page.numbers(tag.xResolution) ?? [];
  const [y = x] = page.numbers(tag.yResolution) ?? [];
  if (unit === undefined || !(x > 0 && Number.isFinite(x))) return null;
  const size = unit / x;
  const say = (severity: Finding['severity'], code: string, message: string) =>
    findings.push({ severity, code, message });
  if (size > LARGEST_PIXEL) {
    say(
      'info',
      'print-resolution',
      `the file's resolution, ${format(size)} a pixel, is one of print; no pixel size was taken`,
    );
    return null;
  }
  if (Math.abs(y / x - 1) > 1e-3)
    say(
      'warning',
      'pixels-not-square',
      `pixels are ${format(size)} wide and ${format(unit / y)} high; the width was taken`,
    );
  say('info', 'pixel-size-from-resolution', `pixel size ${format(size)} from the file's resolution fields`);
  return size;
}

/** Metres of the unit that ImageJ writes into the description, in which its resolution counts pixels. */
function imagejMetres(description = ''): number | undefined {
  const unit = /^ImageJ=[^]*?\bunit=(?<unit>\S+)/.exec(description)?.groups?.['unit'] ?? '';
  return { nm: 1e-9, um: 1e-6, '\\u00B5m': 1e-6, micron: 1e-6, mm: 1e-3, cm: 1e-2 }[unit];
}

function format(size: number): string {
  return `${Number((size * 1e9).toPrecision(6))} nm`;
}

function facts(page: Directory, pages: number) {
  const entries = [
    ['software', page.text(tag.software)],
    ['description', page.text(tag.description)],
  ] as const;
  return { pages, ...Object.fromEntries(entries.filter(([, text]) => text !== undefined && text !== '')) };
}
