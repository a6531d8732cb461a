import { FormatError } from '@anodelab/data';
import { expect, test } from 'vitest';
import { biffValues } from './biff-values.ts';

function record(type: number, ...body: readonly number[]): number[] {
  return [type & 0xff, type >> 8, body.length & 0xff, body.length >> 8, ...body];
}

const BOF = record(0x0809, 0, 6, 5, 0);
const EOF = record(0x000a);
/** Row 1, column 2, format 0, value 1.5, then flags and a formula that no parser should see. */
const FORMULA = [1, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xf8, 0x3f, 0, 0, 0, 0, 0, 0, 3, 0, 0xff, 0xff, 0xff];

test('a formula becomes the number that it gave, in place', () => {
  const stream = Uint8Array.from([...BOF, ...record(0x0006, ...FORMULA), ...EOF]);
  const values = biffValues(stream, 'made.xls');
  const at = BOF.length;
  expect(values).toHaveLength(stream.length);
  expect([...values.subarray(at, at + 18)]).toEqual(record(0x0203, ...FORMULA.slice(0, 14)));
  expect([...values.subarray(at + 18, at + 22)]).toEqual([0x4d, 0, FORMULA.length - 18, 0]);
});

test('names and other records are passed over, numbers stay', () => {
  const number = record(0x0203, ...FORMULA.slice(0, 14));
  const values = biffValues(
    Uint8Array.from([...BOF, ...record(0x0018, 1, 2, 3), ...number, ...EOF]),
    'made.xls',
  );
  expect([...values]).toEqual([...BOF, ...record(0x004d, 1, 2, 3), ...number, ...EOF]);
});

test('a stream that is cut inside a record or does not begin as a workbook is an error with its place', () => {
  const cut = Uint8Array.from([...BOF, ...record(0x0203, ...FORMULA.slice(0, 14))]).slice(0, -3);
  expect(() => biffValues(cut, 'cut.xls')).toThrow(
    new FormatError('cut.xls', 'expected 14 bytes of a record, found 11', '8'),
  );
  expect(() => biffValues(Uint8Array.from(EOF), 'no.xls')).toThrow(FormatError);
});
