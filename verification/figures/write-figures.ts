import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { allFigures } from './all-figures.ts';
import { layout, toSvg } from '@anodelab/figures';
import { drawFigure, embedding, type MethodFigure, passes } from './method-figure.ts';
import { methodPictures, type PictureFigure } from './pictures.ts';

const methods = fileURLToPath(new URL('../../docs/methods/', import.meta.url));

/** Where the picture of a figure lies. */
export function pictureFile({ name }: Pick<MethodFigure, 'name'>): string {
  return `${methods}figures/${name}.svg`;
}

/** Where the page lies that shows a figure. */
export function pageFile({ page }: Pick<MethodFigure, 'page'>): string {
  return `${methods}${page}.md`;
}

/** Draws every figure of docs/methods and writes its caption under it; one line about each and what was left out. */
export function writeFigures(print: (line: string) => void): boolean {
  const { figures, skipped } = allFigures();
  for (const figure of figures) {
    writeFileSync(pictureFile(figure), drawFigure(figure));
    embed(figure, embedding(figure));
    print(`${passes(figure) ? 'pass' : 'FAIL'}  ${figure.page}  ${figure.name}`);
  }
  for (const picture of methodPictures()) {
    writeFileSync(pictureFile(picture), toSvg(layout(picture.spec)));
    embed(picture, pictureEmbedding(picture));
    print(`drawn ${picture.page}  ${picture.name}`);
  }
  for (const line of skipped) print(`skipped: ${line}`);
  return figures.every(passes);
}

/** The lines of a page that show a picture: picture, empty line, caption. */
export function pictureEmbedding({ title, name, caption }: PictureFigure): string {
  return `![${title}](figures/${name}.svg)\n\n> ${caption}`;
}

/**
 * Writes picture and caption into their page as they are now.
 * @throws {RangeError} where the page has no place for them
 */
function embed({ name, page }: Pick<MethodFigure, 'name' | 'page'>, lines: string): void {
  const file = pageFile({ page });
  const text = readFileSync(file, 'utf8');
  const place = new RegExp(String.raw`^!\[.*\]\(figures/${name}\.svg\)(?:\n\n> .*)?`, 'm');
  if (!place.test(text))
    throw new RangeError(`docs/methods/${page}.md: expected a line ![](figures/${name}.svg), found none`);
  writeFileSync(
    file,
    text.replace(place, () => lines),
  );
}
