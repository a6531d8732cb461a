import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRandom } from './random.ts';
import { symmetricSpectrum } from './symmetric-spectrum.ts';

test('any function of the matrix is the same function of the spectrum: v^T A^k v', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 30 }), fc.integer(), (n, seed) => {
      const { normal } = createRandom(seed);
      const a = new Float64Array(n * n);
      for (let i = 0; i < n; i++) for (let j = 0; j <= i; j++) a[i * n + j] = a[j * n + i] = normal();
      const v = new Float64Array(n).map(normal);
      const { values, components } = symmetricSpectrum(a, v);
      let power = v;
      for (let k = 0; k < 4; k++) {
        const expected = power.reduce((sum, x, i) => sum + x * v[i]!, 0);
        const found = values.reduce((sum, value, i) => sum + value ** k * components[i]! ** 2, 0);
        expect(Math.abs(found - expected)).toBeLessThan(1e-9 * (n + 1) ** (1 + k));
        power = power.map((_, i) => power.reduce((sum, x, j) => sum + a[j * n + i]! * x, 0));
      }
    }),
    { seed: 3, numRuns: 200 },
  );
});

test('eigenvalues of the second difference are 2 - 2 cos(k pi / (n + 1))', () => {
  const n = 25;
  const a = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    a[i * n + i] = 2;
    if (i > 0) a[i * n + i - 1] = a[(i - 1) * n + i] = -1;
  }
  const { values } = symmetricSpectrum(a, new Float64Array(n).fill(1));
  [...values]
    .sort((p, q) => p - q)
    .forEach((value, k) => expect(value).toBeCloseTo(2 - 2 * Math.cos(((k + 1) * Math.PI) / (n + 1)), 12));
});
