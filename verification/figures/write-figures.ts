import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { allFigures } from './all-figures.ts';
import { drawFigure, embedding, type MethodFigure, passes } from './method-figure.ts';

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
    writeFileSync(pageFile(figure), withFigure(readFileSync(pageFile(figure), 'utf8'), figure));
    print(`${passes(figure) ? 'pass' : 'FAIL'}  ${figure.page}  ${figure.name}`);
  }
  for (const line of skipped) print(`skipped: ${line}`);
  return figures.every(passes);
}

/**
 * The page with the figure's picture and caption as they are now.
 * @throws {RangeError} where the page has no place for it
 */
function withFigure(page: string, figure: MethodFigure): string {
  const place = new RegExp(String.raw`^!\[.*\]\(figures/${figure.name}\.svg\)(?:\n\n> .*)?`, 'm');
  if (!place.test(page)) {
    throw new RangeError(
      `docs/methods/${figure.page}.md: expected a line ![](figures/${figure.name}.svg), found none`,
    );
  }
  return page.replace(place, () => embedding(figure));
}
