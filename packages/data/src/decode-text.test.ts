import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeText } from './decode-text.ts';

const bytes = (...values: number[]) => Uint8Array.from(values);
const ascii = (text: string) => Array.from(text, (letter) => letter.charCodeAt(0));

test('any text survives UTF-8, with and without a byte order mark', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      fc.pre(!text.startsWith('\uFEFF') && !text.includes('\0'));
      const plain = new TextEncoder().encode(text);
      expect(decodeText(plain).text).toBe(text);
      expect(decodeText(Uint8Array.from([0xef, 0xbb, 0xbf, ...plain])).text).toBe(text);
    }),
  );
});

test('the head of a UTF-8 file that ends inside a character is still UTF-8', () => {
  const whole = new TextEncoder().encode('电压/V');
  expect(decodeText(whole.subarray(0, 5)).encoding).toBe('utf-8');
});

test('degree and micro signs of Western files are windows-1252', () => {
  const decoded = decodeText(bytes(...ascii('T/'), 0xb0, ...ascii('C\tI/'), 0xb5, ...ascii('A\tS/cm'), 0xb2));
  expect(decoded.text).toBe('T/°C\tI/µA\tS/cm²');
  expect(decoded.encoding).toBe('windows-1252');
  expect(decoded.findings).toMatchObject([{ code: 'encoding-guessed' }]);
});

test('Chinese headers without a mark are gb18030', () => {
  // 电压/V and 电流 in GB 2312.
  const decoded = decodeText(bytes(0xb5, 0xe7, 0xd1, 0xb9, ...ascii('/V\t'), 0xb5, 0xe7, 0xc1, 0xf7));
  expect(decoded).toMatchObject({ text: '电压/V\t电流', encoding: 'gb18030' });
});

test('UTF-16 is recognised by its mark or by its zeros', () => {
  const wide = [...ascii('Time/s')].flatMap((byte) => [byte, 0]);
  expect(decodeText(bytes(0xff, 0xfe, ...wide)).text).toBe('Time/s');
  expect(decodeText(bytes(...wide))).toMatchObject({ text: 'Time/s', encoding: 'utf-16le' });
  expect(decodeText(bytes(0xfe, 0xff, 0, 0x41)).text).toBe('A');
});

test('no bytes throw', () => {
  fc.assert(fc.property(fc.uint8Array(), (any) => typeof decodeText(any).text === 'string'));
});
