import { numbers, rowCount } from '@anodelab/data';
import { expect, test } from 'vitest';
import { readFile } from '../read-file.ts';

const read = async (text: string) => (await readFile(new TextEncoder().encode(text), 'made.txt'))[0]!;
const NAMES = 'Potential (V)\tCurrent (A)\tElapsed Time (s)\tFrequency (Hz)\tZre (ohms)\tZim (ohms)\t';

test('a VersaStudio table that holds a discharge and a spectrum is mixed, a spectrum alone is not', async () => {
  const rest = ['3.5\t-0.1\t10\t0\t0\t0\t', '3.4\t-0.1\t20\t0\t0\t0\t'];
  const spectrum = ['3.4\t0\t30\t1000\t0.02\t-0.001\t', '3.4\t0\t31\t100\t0.03\t-0.002\t'];
  const mixed = await read([NAMES, ...rest, ...spectrum, ''].join('\r\n'));
  expect(mixed.provenance.reader).toBe('parstat-txt');
  expect(mixed.technique).toBe('mixed');
  expect(numbers(mixed, 'zIm_Ohm')).toEqual(Float64Array.of(0, 0, -0.001, -0.002));
  expect((await read([NAMES, ...spectrum, ''].join('\n'))).technique).toBe('eis');
});

test('a PowerSuite spectrum has no units and says so', async () => {
  const dataset = await read(
    'Frequency\t Zre\t Zimg\r\r\n0.1\t 423929.46\t -49014.063\r\r\n10\t 5\t -6\r\r\n',
  );
  expect(dataset.provenance.reader).toBe('powersuite-txt');
  expect(rowCount(dataset)).toBe(2);
  expect(dataset.columns.map(({ name, unit, header }) => [name, unit, header])).toEqual([
    ['freq', null, 'Frequency'],
    ['zRe', null, ' Zre'],
    ['zIm', null, ' Zimg'],
  ]);
  expect(dataset.findings).toMatchObject([{ severity: 'warning', code: 'unit-missing' }]);
});
