import { existsSync, readFileSync } from 'node:fs';
import { surfaceRise } from '@anodelab/analysis';
import { describe, expect, test } from 'vitest';
import { corpusRoot } from './manifest.ts';

const oracle = `${corpusRoot}/oracles/gitt/sphere-constant-flux.facts.json`;

describe.skipIf(!existsSync(oracle))('a sphere under a constant flux', () => {
  test('rises as the sum of thousands of roots', () => {
    const { table, tolerance } = JSON.parse(readFileSync(oracle, 'utf8')) as {
      readonly table: Readonly<Record<string, number>>;
      readonly tolerance: number;
    };
    for (const [theta, expected] of Object.entries(table)) {
      expect(Math.abs(surfaceRise('sphere', Number(theta)) - expected), theta).toBeLessThan(tolerance);
    }
  });
});
