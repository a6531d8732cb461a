import fc from 'fast-check';
import { expect, it } from 'vitest';
import { textBox, shortenText, textRuns, textWidth, wrapText } from './text.ts';

it('measures text as Arial does', () => {
  // Widths of Adobe's Arial metrics in 1/1000 em: A 667, digits 556, space 278, m 833.
  expect(textWidth(textRuns('A'), 1000)).toBeCloseTo(667, 9);
  expect(textWidth(textRuns('500'), 1000)).toBeCloseTo(3 * 556, 9);
  expect(textWidth(textRuns('m m'), 1000)).toBeCloseTo(2 * 833 + 278, 9);
});

it('knows every sign that our labels use', () => {
  for (const sign of 'µΩ°−⁻¹²⁺₁₂√′″½·×≥≤±–') {
    expect(textWidth(textRuns(sign), 1), sign).toBeLessThan(1);
  }
});

it('reads italics between asterisks and keeps a lonely asterisk', () => {
  expect(textRuns('*k*₁*v* share')).toEqual([
    { text: 'k', style: 'italic' },
    { text: '₁', style: 'regular' },
    { text: 'v', style: 'italic' },
    { text: ' share', style: 'regular' },
  ]);
  expect(textRuns('sample*')).toEqual([{ text: 'sample*', style: 'regular' }]);
});

it('turns the box of a text that reads upwards', () => {
  const item = {
    type: 'text',
    x: 10,
    y: 50,
    size: 2,
    runs: textRuns('mm'),
    anchor: 'middle',
    color: '#000000',
  } as const;
  const flat = textBox(item);
  const upright = textBox({ ...item, upwards: true });
  expect(upright.width).toBeCloseTo(flat.height, 12);
  expect(upright.height).toBeCloseTo(flat.width, 12);
  expect(upright.y + upright.height / 2).toBeCloseTo(50, 12);
});

it('breaks lines at spaces, loses no character and keeps to the width', () => {
  const words = fc.array(fc.stringMatching(/^[a-z]{1,40}$/), { minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(words, fc.double({ min: 5, max: 80, noNaN: true }), (list, width) => {
      const lines = wrapText(list.join(' '), 2, width);
      expect(lines.join('').replaceAll(' ', '')).toBe(list.join(''));
      for (const line of lines) expect(textWidth(textRuns(line), 2)).toBeLessThanOrEqual(width);
    }),
  );
});

it('shortens a long name in the middle', () => {
  const short = shortenText('240129_Si_PPy_800C_5min_cell3_C01.mpr', 2, 25);
  expect(short).toMatch(/^240129.*….*C01\.mpr$/);
  expect(textWidth(textRuns(short), 2)).toBeLessThanOrEqual(25);
  expect(shortenText('nmSi', 2, 25)).toBe('nmSi');
});
