import { readFileSync } from 'node:fs';
import { InputError } from '@anodelab/data';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { studyJsonSchema } from './json-schema.ts';
import { parseStudy } from './parse-study.ts';
import { flatSteps } from './protocol.ts';

const base = `anodelab: 1
title: Two samples
recipe: { furnace: 800 degC }
samples:
  nmSi: { recipe: { coating: none } }
  five@PPy:
    recipe:
      flash: 5 min
protocols:
  cycling:
    - repeat: 500
      steps: [Discharge at 1 A/g until 0.01 V, Charge at 1 A/g until 1.2 V]
  cv:
    - Sweep at 0.1 mV/s between 0.01 V and 1.5 V
  eis:
    - Impedance from 100 kHz to 10 mHz
    - Impedance from 100 kHz to 10 mHz after 100 cycles at 30 % lithiation
`;

function errorOf(text: string): string {
  try {
    parseStudy(text, 'study.yaml');
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
  return 'no error';
}

describe('parseStudy', () => {
  it('reads quantities in SI and steps taken apart', () => {
    const study = parseStudy(base, 'study.yaml');
    expect(study.samples['five@PPy']?.recipe?.flash).toBe(300);
    expect(study.recipe?.furnace).toBeCloseTo(1073.15, 10);
    const steps = flatSteps(study.protocols?.cycling ?? []);
    expect(steps).toHaveLength(1000);
    expect(steps[1]).toMatchObject({
      direction: 'delithiation',
      setting: { value: 1000, unit: 'A/kg' },
      until: [{ quantity: 'voltage', value: 1.2 }],
    });
    expect(study.protocols?.cv).toMatchObject([
      { kind: 'sweep', rate: 1e-4, from: 1.5, to: 0.01 },
      { kind: 'sweep', rate: 1e-4, from: 0.01, to: 1.5 },
    ]);
    expect(study.protocols?.eis?.[1]).toEqual({
      kind: 'impedance',
      highest: 1e5,
      lowest: 0.01,
      after: 100,
      lithiation: 0.3,
    });
  });

  it.each([
    [
      'flash: 5 min',
      'flash: 5 mL',
      'study.yaml:8:14 samples.five@PPy.recipe.flash: expected a time such as "5 min", found "5 mL"',
    ],
    [
      'flash: 5 min',
      'flahs: 5 min',
      'study.yaml:8:7 samples.five@PPy.recipe.flahs: expected a known key, found "flahs"; did you mean "flash"?',
    ],
    ['anodelab: 1', 'anodelab: 2', 'study.yaml:1:11 anodelab: expected 1, found 2'],
    ['title: Two samples\n', '', 'study.yaml:1:1 title: expected a string, found nothing'],
    [
      'coating: none',
      'coating: [none]',
      'study.yaml:5:30 samples.nmSi.recipe.coating: expected one of "polypyrrole", "none", found a list',
    ],
    ['repeat: 500', 'repeat: 0', 'study.yaml:11:15 protocols.cycling.0.repeat: '],
    [
      'Charge at 1 A/g until 1.2 V',
      'Chrge at 1 A/g',
      'study.yaml:12:48 protocols.cycling.0.steps.1: expected a step such as',
    ],
    [
      'Sweep at 0.1 mV/s between 0.01 V and 1.5 V',
      'Rest for 10 min',
      'study.yaml:14:7 protocols.cv.0: expected steps of kind sweep, found rest',
    ],
    ['samples:', 'samples: {', 'study.yaml:'],
  ])('names line, column and path: %s -> %s', (before, after, message) => {
    expect(errorOf(base.replace(before, after))).toContain(message);
  });

  it('names an unknown parameter with the one that was meant', () => {
    const text = `${base}model: { parameters: { loadin: 1 mg/cm2 } }\n`;
    expect(errorOf(text)).toBe(
      'study.yaml:18:24 model.parameters.loadin: expected a known key, found "loadin"; did you mean "loading"?',
    );
    expect(parseStudy(text.replace('loadin:', 'loading:'), '').model?.parameters?.loading).toBeCloseTo(
      0.01,
      12,
    );
  });

  it('names a claim about a sample or a quantity that is not there', () => {
    const claim = (quantity: string) =>
      `${base}claims:\n  - id: a\n    sentence: b\n    checks:\n      - { quantity: ${quantity}, relation: above, value: 1 A }\n`;
    expect(errorOf(claim('nmSy/cycling/capacity@5'))).toContain(
      'claims.0.checks.0.value: expected charge per mass',
    );
    expect(errorOf(claim('nmSi/cycling/capacit@5'))).toContain(
      'study.yaml:22:21 claims.0.checks.0.quantity: expected one of capacity, retention, efficiency for cycling, found "capacit"',
    );
    expect(errorOf(claim('nmSy/cycling/capacity@5').replace('value: 1 A', 'value: 1 mAh/g'))).toContain(
      'expected a sample of this study, found "nmSy"; did you mean "nmSi"?',
    );
  });

  it('counts the other problems', () => {
    expect(errorOf(base.replace('5 min', '5 mL').replace('none', 'gold'))).toMatch(/ \(and 1 more\)$/);
  });

  it('reads the same study from any style of YAML', () => {
    const word = fc.stringMatching(/^[A-Za-z][A-Za-z0-9@ +-]{0,8}[A-Za-z0-9]$/);
    const study = fc.record({
      anodelab: fc.constant(1),
      title: fc.string({ minLength: 1 }),
      samples: fc.dictionary(
        word,
        fc.record({
          recipe: fc.record({ flash: fc.integer({ min: 0, max: 999 }).map((minutes) => `${minutes} min`) }),
        }),
        { noNullPrototype: true },
      ),
    });
    fc.assert(
      fc.property(
        study,
        fc.constantFrom('PLAIN' as const, 'QUOTE_DOUBLE' as const),
        fc.boolean(),
        (value, style, flow) => {
          const text = stringify(value, {
            defaultStringType: style,
            collectionStyle: flow ? 'flow' : 'block',
          });
          const read = parseStudy(text, 'study.yaml');
          expect(read.title).toBe(value.title);
          expect(Object.keys(read.samples)).toEqual(Object.keys(value.samples));
          for (const [name, { recipe }] of Object.entries(value.samples)) {
            expect(read.samples[name]?.recipe?.flash).toBeCloseTo(60 * Number.parseInt(recipe.flash, 10), 6);
          }
        },
      ),
    );
  });

  it('refuses an alias without an anchor', () => {
    expect(() => parseStudy('title: *nowhere', 'study.yaml')).toThrow(
      /study\.yaml:1:1 expected YAML, found: Unresolved alias/,
    );
  });

  it('throws an InputError with a position, or nothing, for any text', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: base.length }), fc.string({ maxLength: 4 }), (at, noise) => {
        try {
          parseStudy(base.slice(0, at) + noise + base.slice(at), 'study.yaml');
        } catch (error) {
          expect(error).toBeInstanceOf(InputError);
          expect(String(error)).toMatch(/study\.yaml:\d+:\d+ /);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('study.schema.json', () => {
  it('is what the schema gives (npm run schema -w @anodelab/study writes it)', () => {
    const published: unknown = JSON.parse(
      readFileSync(new URL('../../study.schema.json', import.meta.url), 'utf8'),
    );
    expect(published).toEqual(JSON.parse(JSON.stringify(studyJsonSchema())));
  });
});
