import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, it } from 'vitest';
import { readAdvanceWidths } from './font-widths.node.ts';

const require = createRequire(import.meta.url);
const weights = { regular: '400Regular', italic: '400Regular_Italic', bold: '700Bold' };

/** Characters that figures may need: Latin, Greek, super- and subscripts, and signs of physics. */
const ranges: readonly (readonly [number, number])[] = [
  [0x20, 0x7e],
  [0xa0, 0x17f],
  [0x391, 0x3c9],
  [0x2010, 0x2026],
  [0x2030, 0x2033],
  [0x2070, 0x209c],
  [0x2126, 0x2126],
  [0x2190, 0x2193],
  [0x2206, 0x2265],
];

function source(): string {
  const tables = Object.entries(weights).map(([style, folder]) => {
    const path = require.resolve(`@expo-google-fonts/arimo/${folder}/Arimo_${folder}.ttf`);
    const widths = readAdvanceWidths(readFileSync(path));
    const pairs = ranges.flatMap(([first, last]) =>
      Array.from({ length: last - first + 1 }, (_, i) => first + i)
        .filter((code) => widths.has(code))
        .map((code) => `${code.toString(16)}:${widths.get(code)}`),
    );
    const lines: string[] = [];
    for (let i = 0; i < pairs.length; i += 12) lines.push(`    '${pairs.slice(i, i + 12).join(' ')} ' +`);
    const body = lines.join('\n').replace(/ ' \+$/, "',");
    return `  ${style}:\n${body}`;
  });
  return [
    '/**',
    ' * Advance widths of Arimo 1.341 in 1/1000 em as `code point in hex:width`, by style.',
    ' * Made from the TTF of @expo-google-fonts/arimo by font-widths.test.ts (`vitest -u` writes it anew).',
    ' */',
    'export const fontWidths = {',
    ...tables,
    '};',
    '',
  ].join('\n');
}

it('has the widths of the font file that is embedded', async () => {
  await expect(source()).toMatchFileSnapshot('font-widths.ts');
});
