import { readdirSync, readFileSync } from 'node:fs';
import { parameterNames } from '@anodelab/models';
import { describe, expect, it } from 'vitest';
import { allFigures } from './all-figures.ts';
import { layout, toSvg } from '@anodelab/figures';
import { drawFigure, embedding, passes } from './method-figure.ts';
import { methodPictures } from './pictures.ts';
import { pageFile, pictureEmbedding, pictureFile } from './write-figures.ts';

const { figures } = allFigures();
/** What a table of symbols may name. */
const known = new Set<string>([...parameterNames, 'laboratoryDiffractometer']);
const NUMBER = /\d+(?:\.\d+)?/g;

/** Whether two texts differ in their numbers alone, and in those by no more than another machine's last digits. */
function isClose(found: string, committed: string, absolute: number, relative: number): boolean {
  if (found.replace(NUMBER, '#') !== committed.replace(NUMBER, '#')) return false;
  const expected = committed.match(NUMBER) ?? [];
  return (found.match(NUMBER) ?? []).every((text, i) => {
    const value = Number(expected[i]);
    return Math.abs(Number(text) - value) <= absolute + relative * value;
  });
}

it('gives every figure a name of its own', () => {
  expect(new Set(figures.map(({ name }) => name)).size).toBe(figures.length);
});

describe.each(figures)('figure $name', (figure) => {
  it('shows a comparison within its bounds', () => {
    expect(passes(figure), embedding(figure)).toBe(true);
    for (const { curves } of figure.panels) {
      for (const { x, y } of curves) {
        expect(y.length).toBeGreaterThan(1);
        expect(x.length).toBe(y.length);
      }
    }
  });

  it('is committed as the code draws it, to a twentieth of a millimetre', () => {
    const committed = readFileSync(pictureFile(figure), 'utf8');
    expect(isClose(drawFigure(figure), committed, 0.05, 0), 'npm run verify -- --figures draws it anew').toBe(
      true,
    );
  });

  it('stands in its page with the numbers that it shows', () => {
    const page = readFileSync(pageFile(figure), 'utf8').split('\n');
    const [picture, , caption] = embedding(figure).split('\n') as [string, string, string];
    const at = page.indexOf(picture);
    expect(at).toBeGreaterThan(0);
    expect(isClose(page[at + 2]!, caption, 0, 0.1), page[at + 2]).toBe(true);
  });
});

describe.each(methodPictures())('picture $name', (picture) => {
  it('is committed as the code draws it', () => {
    const committed = readFileSync(pictureFile(picture), 'utf8');
    const plain = (svg: string) => svg.replaceAll(/base64,[^"]*/g, 'base64');
    expect(isClose(plain(toSvg(layout(picture.spec))), plain(committed), 0.05, 0)).toBe(true);
  });

  it('stands in its page with its caption', () => {
    expect(readFileSync(pageFile(picture), 'utf8')).toContain(pictureEmbedding(picture));
  });
});

it('leaves no page with a picture that is not there, and no picture without a page', () => {
  const methods = new URL('../../docs/methods/', import.meta.url);
  const shown = readdirSync(methods)
    .filter((file) => file.endsWith('.md'))
    .flatMap((file) => [
      ...readFileSync(new URL(file, methods), 'utf8').matchAll(/!\[.*\]\(figures\/(?<picture>.+?)\)/g),
    ])
    .map((match) => match.groups!['picture']!);
  expect(shown.toSorted()).toEqual(readdirSync(new URL('figures/', methods)).toSorted());
});

describe.each([...new Set(figures.map(({ page }) => page))])('page %s', (page) => {
  const text = readFileSync(pageFile({ page }), 'utf8');

  it.each(['Symbols and sources', 'Limits', 'How it is verified'])('has a section on %s', (title) => {
    expect(text).toContain(`\n## ${title}\n`);
  });

  it('names parameters that there are', () => {
    const section = text.split('## Symbols and sources')[1]!.split('\n## ')[0]!;
    const cells = section
      .split('\n')
      .filter((line) => line.startsWith('| '))
      .slice(1);
    const named = cells.flatMap((line) => [
      ...line
        .split(' | ')
        .at(-1)!
        .matchAll(/`(?<name>\w+)`/g),
    ]);
    for (const { groups } of named) expect(known.has(groups!['name']!), groups!['name']).toBe(true);
  });
});
