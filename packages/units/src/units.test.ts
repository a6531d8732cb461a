import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dimension } from './dimension.ts';
import { formatQuantity, formatUnit } from './format-quantity.ts';
import { parseQuantity } from './parse-quantity.ts';
import { fromSI, parseUnit, toSI } from './parse-unit.ts';
import { siUnit } from './si-unit.ts';
import { UnitError } from './unit-error.ts';

const close = (actual: number, expected: number) => expect(actual / expected).toBeCloseTo(1, 13);

describe('quantities as people write them', () => {
  const cases: [string, number, string][] = [
    ['140 uL', 140e-9, 'm3'],
    ['140 µL', 140e-9, 'm3'],
    ['140 μL', 140e-9, 'm3'],
    ['0.114 g', 0.114e-3, 'kg'],
    ['1 A/g', 1000, 'A/kg'],
    ['1 A g^-1', 1000, 'A/kg'],
    ['1 A g⁻¹', 1000, 'A/kg'],
    ['1 A g-1', 1000, 'A/kg'],
    ['5 °C/min', 5 / 60, 'K/s'],
    ['5℃/min', 5 / 60, 'K/s'],
    ['800 degC', 1073.15, 'K'],
    ['3579 mAh/g', 3579 * 3600, 'C/kg'],
    ['3579 mA h g⁻¹', 3579 * 3600, 'C/kg'],
    ['2 mA.h', 7.2, 'C'],
    ['0.8 mg/cm2', 8e-3, 'kg/m2'],
    ['5 Ohm cm2', 5e-4, 'Ohm.m2'],
    ['5 Ω·cm²', 5e-4, 'Ohm.m2'],
    ['10 kJ/mol', 1e4, 'J/mol'],
    ['0.1 mV/s', 1e-4, 'V/s'],
    ['3 mΩ', 3e-3, 'Ohm'],
    ['25 %', 0.25, '1'],
    ['3 wt.%', 0.03, '1'],
    ['4 J/(kg K)', 4, 'J/(kg K)'],
    ['2 (V/s)^0.5', 2, 'V^(1/2) s^-0.5'],
    ['1.5 × 10^-14 m2/s', 1.5e-14, 'm2/s'],
    ['1.5x10⁻¹⁴ m²/s', 1.5e-14, 'm2/s'],
    ['0.01 V vs. Li/Li+', 0.01, 'V'],
    ['0.5', 0.5, '1'],
    ['90 deg', Math.PI / 2, 'rad'],
    ['1 M', 1000, 'mol/m3'],
    ['7', 7, '%'],
    ['100 sccm', 1e-4 / 60, 'm3/s'],
  ];
  test.each(cases)('%s', (text, si, expected) => close(parseQuantity(text, expected).value, si));

  test('a lone temperature has a zero point, a difference has none', () => {
    expect(parseQuantity('0 degC').value).toBe(273.15);
    expect(parseUnit('degC/min').offset).toBe(0);
    expect(parseUnit('degC^2').offset).toBe(0);
    close(parseQuantity('212 degF').value, 373.15);
  });
});

describe('what cannot be understood', () => {
  const position = (text: string, unit?: string) => {
    try {
      parseQuantity(text, unit);
    } catch (error) {
      if (error instanceof UnitError) return error.position;
      throw error;
    }
    return undefined;
  };

  test('the error names the place', () => {
    expect(position('140 uQ')).toBe(5);
    expect(position('1 A/q')).toBe(5);
    expect(position('1 mAh/(g')).toBe(9);
    expect(position('twelve g')).toBe(1);
    expect(position('1 A/')).toBe(5);
    expect(position('0,5 g')).toBe(2);
  });

  test('a product behind a quotient is refused because it has two meanings', () => {
    expect(() => parseUnit('J/kg K')).toThrow('parentheses');
    expect(() => parseUnit('J/kg/K')).not.toThrow();
  });

  test('another dimension names both', () => {
    expect(() => parseQuantity('140 uL', 'g')).toThrow(
      /expected mass \(kg\) such as "g", found volume \(m³\)/,
    );
    expect(() => parseQuantity('140', 'g')).toThrow(/found no unit/);
  });

  test('random text gives a quantity or a UnitError, nothing else', () => {
    const letter = fc.constantFrom(...'0123456789.eE+-*/^() °CmAhgVµΩ%²⁻x×'.split(''));
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: letter, maxLength: 20 })), (text) => {
        try {
          return typeof parseQuantity(text).value === 'number';
        } catch (error) {
          return error instanceof UnitError && error.position >= 1 && error.position <= text.length + 1;
        }
      }),
      { numRuns: 5000 },
    );
  });
});

describe('units', () => {
  const simple = fc.constantFrom(
    'mA',
    'Ah',
    'cm',
    'kg',
    'min',
    'V',
    'kOhm',
    'µF',
    'Hz',
    'mol',
    'eV',
    'K',
    'nL',
  );
  const power = fc.constantFrom(-3, -2, -1, 1, 2, 3);
  const unit = fc
    .array(fc.tuple(simple, power), { minLength: 1, maxLength: 4 })
    .map((parts) => parts.map(([symbol, n]) => `${symbol}^${n}`).join(' '));

  test('to SI and back is the identity', () => {
    fc.assert(
      fc.property(unit, fc.double({ min: 1e-6, max: 1e6, noNaN: true }), (text, value) => {
        close(fromSI(toSI(value, text), text), value);
      }),
    );
  });

  test('the dimension of a product is the sum of the dimensions', () => {
    fc.assert(
      fc.property(unit, unit, (a, b) => {
        const product = parseUnit(`${a} (${b})`);
        const first = parseUnit(a);
        const second = parseUnit(b);
        close(product.factor, first.factor * second.factor);
        expect(product.dimension).toEqual(
          first.dimension.map((exponent, i) => exponent + (second.dimension[i] ?? 0)),
        );
      }),
    );
  });

  test('the journal style reads back as the same unit', () => {
    fc.assert(
      fc.property(unit, (text) => {
        const again = parseUnit(formatUnit(text));
        const first = parseUnit(text);
        close(again.factor, first.factor);
        expect(again.dimension).toEqual(first.dimension);
      }),
    );
  });

  test('farad, henry and siemens follow from volt, ampere and second', () => {
    for (const [a, b] of [
      ['F', 'A s/V'],
      ['H', 'V s/A'],
      ['S', 'A/V'],
      ['Ohm', 'V/A'],
      ['J', 'V A s'],
      ['W', 'N m/s'],
      ['T', 'V s/m2'],
      ['Pa', 'N/m2'],
    ] as const) {
      expect(parseUnit(a).dimension).toEqual(parseUnit(b).dimension);
    }
    expect(parseUnit('V').dimension).toEqual(dimension({ kg: 1, m: 2, s: -3, A: -1 }));
  });
});

test('quantities are printed in journal style', () => {
  expect(formatUnit('mAh/g')).toBe('mA h g⁻¹');
  expect(formatUnit('g/Ah')).toBe('g A⁻¹ h⁻¹');
  expect(formatUnit('Ohm cm2')).toBe('Ω cm²');
  expect(formatUnit('uA')).toBe('µA');
  expect(formatQuantity(350.2 * 3600, 'mAh/g')).toBe('350.2 mA h g⁻¹');
  expect(formatQuantity(1073.15, 'degC')).toBe('800 °C');
  expect(formatQuantity(-0.12, 'V')).toBe('−0.12 V');
  expect(formatQuantity(3.14159e-14, 'm2/s', 2)).toBe('3.1 × 10⁻¹⁴ m² s⁻¹');
  expect(formatQuantity(0.9061, '%', 3)).toBe('90.6 %');
  expect(formatQuantity(NaN, 'V')).toBe('– V');
});

test('the SI unit of a column is the one people expect', () => {
  const expected = {
    'mAh/g': 'C/kg',
    'mA.h': 'C',
    mWh: 'J',
    kHz: 'Hz',
    degC: 'K',
    deg: 'rad',
    'Ohm cm2': 'Ohm.m2',
    'Ah/V': 'F',
    'V/Ah': 'V/C',
    '%': '%',
    'wt%': '%',
    'mV/s': 'V/s',
    h: 's',
    'Wh/kg': 'J/kg',
    'g/cm3': 'kg/m3',
    '1': '1',
    'W/(m K)': 'm.kg/(s3.K)',
    'A s^0.5/V': 's^3.5.A2/(m2.kg)',
  };
  for (const [unit, si] of Object.entries(expected)) expect(siUnit(unit), unit).toBe(si);
  for (const si of new Set(Object.values(expected))) {
    if (si !== '%') expect(parseUnit(si).factor, si).toBe(1);
  }
});

test('deci and centi are read only where people use them', () => {
  expect(parseUnit('dm3').factor).toBeCloseTo(1e-3, 15);
  expect(() => parseUnit('dV')).toThrow(UnitError);
});
