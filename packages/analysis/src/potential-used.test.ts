import type { Column, Dataset } from '@anodelab/data';
import { expect, test } from 'vitest';
import { potentialUsed } from './potential-used.ts';

function dataset(...columns: readonly (readonly [name: string, header: string | null])[]): Dataset {
  return {
    technique: 'cycling',
    columns: columns.map(([name, header]): Column => {
      const origin = header === null ? 'derived' : 'measured';
      return { name, unit: 'V', header, origin, values: Float64Array.of(1) };
    }),
    meta: {},
    provenance: { file: null, sha256: null, bytes: null, reader: 'made', version: '1', instrument: null },
    findings: [],
  };
}

test('the column that was used is named with its header, the others as not used', () => {
  const three = dataset(['ewe_V', 'Ewe/V'], ['ece_V', 'Ece/V'], ['voltage_V', null]);
  expect(potentialUsed([three], ['voltage_V', 'ewe_V'])).toBe(
    'Potential: voltage_V (the voltage of the cell, derived); not used: ewe_V, ece_V.',
  );
  expect(potentialUsed([three], ['ewe_V', 'voltage_V'])).toBe(
    'Potential: ewe_V (the working electrode against the reference, "Ewe/V"); not used: voltage_V, ece_V.',
  );
});

test('parts that hold different columns are all named', () => {
  const sentence = potentialUsed(
    [dataset(['voltage_V', 'U[V]']), dataset(['ewe_V', 'Vf'])],
    ['voltage_V', 'ewe_V'],
  );
  expect(sentence).toContain('voltage_V (the voltage of the cell, "U[V]") and ewe_V');
});

test('Ewe of a file that measures no counter electrode is not called a cell voltage outright', () => {
  expect(potentialUsed([dataset(['voltage_V', 'Ewe/V'])], ['voltage_V'])).toContain('two electrodes');
});
