import { expect, test } from 'vitest';
import { diffusionElement } from './diffusion-element.ts';

test.each(['sphere', 'plane'] as const)(
  'the %s element is continuous where its expansion takes over',
  (geometry) => {
    const below = new Float64Array(2);
    const above = new Float64Array(2);
    diffusionElement(geometry, 0.02 * (1 - 1e-9), below);
    diffusionElement(geometry, 0.02, above);
    expect(above[0]! / below[0]!).toBeCloseTo(1, 6);
    expect(above[1]! / below[1]!).toBeCloseTo(1, 7);
  },
);

test('both elements are those of a half space at high frequency', () => {
  const z = new Float64Array(2);
  for (const geometry of ['sphere', 'plane'] as const) {
    diffusionElement(geometry, 1e5, z);
    expect(z[0]! * 2e5).toBeCloseTo(1, 4); // 1/psi = (1 - i)/(2 a)
    expect(z[1]! * 2e5).toBeCloseTo(-1, 4);
  }
});
