import { expect, test } from 'vitest';
import { parseAnalysisOptions } from './parse-analysis-options.ts';

test('values are read in the units and words of a study file', () => {
  expect(
    parseAnalysisOptions('cycling', ['smoothing=5 mV', 'rule=vendor', 'cycles=[1, 2]', 'reference=3']),
  ).toEqual({
    smoothing_V: 0.005,
    rule: 'vendor',
    curveCycles: [1, 2],
    referenceCycle: 3,
  });
  expect(parseAnalysisOptions('eis', ['circuit=R0-p(R1,C1)-Wo1', 'area=1.131 cm2']).area_m2).toBeCloseTo(
    1.131e-4,
    12,
  );
});

test('a size range and a resistance from impedance are read', () => {
  expect(
    parseAnalysisOptions('diffusivity', ['size=75 nm', 'sizeRange=[50 nm, 100 nm]', 'source=SEM']),
  ).toEqual({
    size_m: expect.closeTo(75e-9, 15) as number,
    sizeRange_m: [expect.closeTo(50e-9, 15) as number, expect.closeTo(100e-9, 15) as number],
    sizeSource: 'SEM',
    cv: {},
  });
  expect(parseAnalysisOptions('cv', ['resistanceFrom=eis@100'])).toEqual({ resistanceFrom: 100 });
});

test.each([
  ['cycling', 'smothing=5 mV', 'did you mean "smoothing"'],
  ['cycling', 'smoothing', 'expected key=value'],
  ['cycling', 'smoothing=5 mg', 'expected a potential such as'],
  ['cycling', 'rule=mine', 'expected one of "own", "vendor", found "mine"'],
  ['cv', 'resistanceFrom=dc', 'expected eis, or eis@CYCLES'],
  ['eis', 'xyz=1', 'expected one of circuit, weight, area, cycle, cut, found "xyz"'],
] as const)('%s %s is refused with what was expected', (technique, pair, message) => {
  expect(() => parseAnalysisOptions(technique, [pair])).toThrow(message);
});
