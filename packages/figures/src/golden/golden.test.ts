import { describe, expect, it } from 'vitest';
import { layout } from '../layout.ts';
import { toSvg } from '../svg.ts';
import { goldenFigures } from './figures.ts';

describe('a figure of made-up data', () => {
  for (const [name, spec] of Object.entries(goldenFigures)) {
    it(`draws ${name} as it was looked at and approved`, async () => {
      await expect(toSvg(layout(spec))).toMatchFileSnapshot(`${name}.golden.svg`);
    });
  }
});
