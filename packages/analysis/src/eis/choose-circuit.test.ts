import { describe, expect, test } from 'vitest';
import { rankCircuits } from './choose-circuit.ts';
import { makeSpectrum } from './made-spectrum.ts';

/** The test circuits of pyimpspec in impedance.py's dialect; W of A = 1/(sqrt(2) Y). */
const published: readonly (readonly [string, readonly number[], number, number])[] = [
  ['R0-p(R1,C1)-p(R2,W1)', [100, 200, 8e-7, 500, 1 / (Math.SQRT2 * 4e-4)], 1e4, 4],
  ['R0-p(R1,CPE1)', [120, 430, 6.2e-5, 0.93], 177.8, 3],
  ['R0-p(R1-W1,CPE1)', [20, 100, 1 / (Math.SQRT2 * 2.357e-3), 25e-6, 0.89], 1e3, 3.5],
  [
    'R0-p(R1,CPE1)-p(R2,CPE2)-p(R3,CPE3)',
    [144, 240.7, 1.792e-7, 0.91, 830.1, 7.157e-7, 0.87, 490.3, 1.629e-5, 0.94],
    31623,
    4,
  ],
];

describe('the circuit that made a spectrum is found among all', () => {
  // an arc that is not there can describe noise better than chance allows: one in four is permitted
  test.each(published)(
    '%s with noise of 0.05 %%, for three of four noises',
    (circuit, values, highest, decades) => {
      const ranked = [1, 2, 3, 4].map((seed) =>
        rankCircuits(
          makeSpectrum({ circuit, values, highest, decades, perDecade: 10, noise: 5e-4, seed }),
          'modulus',
        ),
      );
      const right = ranked.filter(([best]) => best!.fit.circuit.text === circuit);
      expect(right.length).toBeGreaterThanOrEqual(3);
      const pulls = right.flatMap(([best]) =>
        [...best!.fit.values].map((value, k) => Math.abs(value - values[k]!) / best!.fit.standardErrors[k]!),
      );
      expect(Math.max(...pulls)).toBeLessThan(4);
      expect(pulls.filter((pull) => pull < 2).length / pulls.length).toBeGreaterThanOrEqual(0.9);
    },
  );

  test.each(published)('%s without noise, every parameter to 1e-4', (circuit, values, highest, decades) => {
    const [best] = rankCircuits(
      makeSpectrum({ circuit, values, highest, decades, perDecade: 10 }),
      'modulus',
    );
    expect(best!.fit.circuit.text).toBe(circuit);
    best!.fit.values.forEach((value, k) => expect(Math.abs(value / values[k]! - 1)).toBeLessThan(1e-4));
  });

  test('wires are found as an inductance', () => {
    const circuit = 'L1-R0-p(R1,CPE1)-p(R2-Wo1,CPE2)';
    const values = [2e-7, 4, 20, 1e-5, 0.9, 60, 90, 30, 1e-3, 0.85];
    const made = makeSpectrum({ circuit, values, highest: 1e6, decades: 8, perDecade: 8, noise: 1e-3 });
    const [best] = rankCircuits(made, 'modulus');
    expect(best!.fit.circuit.text).toBe(circuit);
  });
});
