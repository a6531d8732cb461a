import { extname } from 'node:path';
import { type FigureSpec, layout, toSvg } from '@anodelab/figures';
import { renderPdf, renderPng } from '@anodelab/figures/node';
import { atomicWrite } from './atomic-write.ts';
import { UsageError } from './errors.ts';

/**
 * Writes a figure in the format that the file's ending names.
 *
 * @throws {UsageError} for any ending but .svg, .png and .pdf
 */
export async function drawFigure(spec: FigureSpec, path: string): Promise<void> {
  const scene = layout(spec);
  const ending = extname(path).toLowerCase();
  if (ending === '.svg') await atomicWrite(path, toSvg(scene));
  else if (ending === '.png') await atomicWrite(path, renderPng(toSvg(scene)));
  else if (ending === '.pdf') await atomicWrite(path, await renderPdf(scene));
  else throw new UsageError(`--figure ${path}: expected a name ending in .svg, .png or .pdf`);
}
