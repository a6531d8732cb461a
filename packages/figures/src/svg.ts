import { toBase64 } from '@anodelab/data';
import type { Box, ImageItem, PathItem, Scene, SceneItem, TextItem, TextRun } from './scene.ts';

/** Font of every text; Arial has the same widths where Arimo is not installed. */
const fontFamily = 'Arimo, Arial, Liberation Sans, Helvetica, sans-serif';

/**
 * SVG document of a scene: exact size in mm, text as text, no ids (several fit on one page), the same bytes for the
 * same scene. Title and description are read aloud by screen readers.
 */
export function toSvg(scene: Scene): string {
  const [width, height] = [mm(scene.width), mm(scene.height)];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}mm" height="${height}mm" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escape(scene.title)}" font-family="${fontFamily}">`,
    `<title>${escape(scene.title)}</title>`,
    `<desc>${escape(scene.description)}</desc>`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    ...scene.items.map(itemSvg),
    '</svg>',
    '',
  ].join('\n');
}

function itemSvg(item: SceneItem): string {
  if (item.type === 'text') return textSvg(item);
  const content = item.type === 'path' ? pathSvg(item) : imageSvg(item);
  return item.clip === undefined ? content : clipped(content, item.clip);
}

function imageSvg({ box, png }: ImageItem): string {
  const { x, y, width, height } = box;
  return `<image x="${mm(x)}" y="${mm(y)}" width="${mm(width)}" height="${mm(height)}" preserveAspectRatio="none" href="data:image/png;base64,${toBase64(png)}"/>`;
}

function pathSvg(item: PathItem): string {
  const attributes = [
    `d="${item.d}"`,
    `fill="${item.fill ?? 'none'}"`,
    item.fillOpacity === undefined ? '' : `fill-opacity="${item.fillOpacity}"`,
    item.stroke === undefined ? '' : `stroke="${item.stroke}" stroke-width="${mm(item.strokeWidth ?? 0)}"`,
    item.stroke === undefined ? '' : 'stroke-linejoin="round"',
    item.dash === undefined ? '' : `stroke-dasharray="${item.dash.map(mm).join(' ')}"`,
  ];
  return `<path ${attributes.filter((attribute) => attribute !== '').join(' ')}/>`;
}

/** An inner viewport clips without an id, which would have to be unique on a page with many figures. */
function clipped(content: string, { x, y, width, height }: Box): string {
  const box = `${mm(x)} ${mm(y)} ${mm(width)} ${mm(height)}`;
  return `<svg x="${mm(x)}" y="${mm(y)}" width="${mm(width)}" height="${mm(height)}" viewBox="${box}" overflow="hidden">${content}</svg>`;
}

function textSvg(item: TextItem): string {
  const [x, y] = [mm(item.x), mm(item.y)];
  const turned = item.upwards ? ` transform="rotate(-90 ${x} ${y})"` : '';
  const anchor = item.anchor === 'start' ? '' : ` text-anchor="${item.anchor}"`;
  const content = item.runs.map(runSvg).join('');
  return `<text x="${x}" y="${y}" font-size="${mm(item.size)}" fill="${item.color}"${anchor}${turned} xml:space="preserve">${content}</text>`;
}

function runSvg({ text, style }: TextRun): string {
  if (style === 'italic') return `<tspan font-style="italic">${escape(text)}</tspan>`;
  if (style === 'bold') return `<tspan font-weight="bold">${escape(text)}</tspan>`;
  return escape(text);
}

/** A length with a resolution of a micrometre. */
function mm(value: number): string {
  return String(Number(value.toFixed(3)));
}

function escape(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}
