import { Resvg } from '@resvg/resvg-js';
import { fontFiles } from './fonts.node.ts';

const millimetresPerInch = 25.4;

/**
 * PNG of an SVG made by `toSvg`, with the size in pixels that `dpi` wants (600 for print, 170 mm are 4016 px).
 * Only Arimo is used, so the picture is the same on every machine.
 * @throws {RangeError} when the SVG does not say its width in mm
 */
export function renderPng(svg: string, options: { readonly dpi: number } = { dpi: 600 }): Uint8Array {
  const width = /<svg[^>]* width="([\d.]+)mm"/.exec(svg)?.[1];
  if (width === undefined)
    throw new RangeError('PNG of a figure: expected an SVG with its width in mm, found none');
  const image = new Resvg(svg, {
    fitTo: { mode: 'width', value: Math.round((Number(width) * options.dpi) / millimetresPerInch) },
    background: '#ffffff',
    font: { fontFiles: Object.values(fontFiles), loadSystemFonts: false, defaultFontFamily: 'Arimo' },
  });
  return image.render().asPng();
}
