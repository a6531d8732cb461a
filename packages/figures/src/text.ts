import { fontWidths } from './font-widths.ts';
import type { Box, TextItem, TextRun } from './scene.ts';

/** Height of capitals and digits of Arimo, em (OS/2 sCapHeight 1409 of 2048). */
export const capHeight = 0.688;
/** Depth of descenders below the baseline, em (hhea descent 434 of 2048). */
const descent = 0.212;
/** Height that brackets and superscripts reach above the baseline, em. */
const ascent = 0.74;
/** Width of a character that the font lacks, em. */
const missing = 1;

const widths = {
  regular: parseWidths(fontWidths.regular),
  italic: parseWidths(fontWidths.italic),
  bold: parseWidths(fontWidths.bold),
};

function parseWidths(source: string): ReadonlyMap<number, number> {
  return new Map(
    source.split(' ').map((pair) => {
      const [code = '', width = ''] = pair.split(':');
      return [Number.parseInt(code, 16), Number(width) / 1000];
    }),
  );
}

/** Runs of a text in which `*i*` sets italics; an asterisk without a partner is kept. */
export function textRuns(text: string): TextRun[] {
  return text
    .split(/(\*[^*\s][^*]*\*)/)
    .filter((part) => part !== '')
    .map((part) =>
      part.length > 2 && part.startsWith('*') && part.endsWith('*')
        ? { text: part.slice(1, -1), style: 'italic' }
        : { text: part, style: 'regular' },
    );
}

/** Width of runs at a font size, in the unit of the size, from the advance widths (without kerning: 0 to 1.5 % too wide for our labels). */
export function textWidth(runs: readonly TextRun[], size: number): number {
  let width = 0;
  for (const run of runs) {
    const table = widths[run.style];
    for (const character of run.text) width += table.get(character.codePointAt(0) ?? 0) ?? missing;
  }
  return width * size;
}

/** The box that a text covers on the page, mm. */
export function textBox(item: TextItem): Box {
  const length = textWidth(item.runs, item.size);
  const start = item.anchor === 'start' ? 0 : item.anchor === 'middle' ? -length / 2 : -length;
  const above = ascent * item.size;
  const height = above + descent * item.size;
  return item.upwards
    ? { x: item.x - above, y: item.y - start - length, width: height, height: length }
    : { x: item.x + start, y: item.y - above, width: length, height };
}

/** Lines of a text, none wider than `width`: broken at spaces, and inside a word only where one word is too wide. */
export function wrapText(text: string, size: number, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (textWidth(textRuns(longer), size) <= width) {
      line = longer;
      continue;
    }
    if (line !== '') lines.push(line);
    const pieces = breakWord(word, size, width);
    line = pieces.pop() ?? '';
    lines.push(...pieces);
  }
  return line === '' ? lines : [...lines, line];
}

function breakWord(word: string, size: number, width: number): string[] {
  const pieces = [''];
  for (const character of word) {
    const longer = `${pieces.at(-1)}${character}`;
    if (pieces.at(-1) === '' || textWidth(textRuns(longer), size) <= width)
      pieces[pieces.length - 1] = longer;
    else pieces.push(character);
  }
  return pieces;
}

/** The text, or its two ends around an ellipsis so that it is at most `width` wide: names differ at their ends. */
export function shortenText(text: string, size: number, width: number): string {
  if (textWidth(textRuns(text), size) <= width) return text;
  const characters = [...text.replaceAll('*', '')];
  for (let kept = characters.length - 1; kept > 1; kept--) {
    const head = Math.ceil(kept / 2);
    const short = `${characters.slice(0, head).join('')}…${characters.slice(head - kept).join('')}`;
    if (textWidth(textRuns(short), size) <= width) return short;
  }
  return '…';
}
