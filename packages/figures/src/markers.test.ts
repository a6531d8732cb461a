import { expect, it } from 'vitest';
import { markerPath } from './markers.ts';
import { theme } from './theme.ts';

it.each(['square', 'triangle', 'diamond', 'wedge', 'star', 'plus'] as const)(
  'draws a %s with the common area',
  (shape) => {
    const corners = [...markerPath(shape, [10, 20], 1).matchAll(/(-?[\d.]+),(-?[\d.]+)/g)].map(
      ([, x, y]) => [Number(x), Number(y)] as const,
    );
    const twice = corners.reduce((sum, [x, y], i) => {
      const [nextX, nextY] = corners[(i + 1) % corners.length] ?? [0, 0];
      return sum + x * nextY - nextX * y;
    }, 0);
    expect(Math.abs(twice) / 2).toBeCloseTo(theme.markerArea, 2);
  },
);

it('draws a circle with the common area', () => {
  const radius = Number(/A([\d.]+),/.exec(markerPath('circle', [0, 0], 1))?.[1]);
  expect(Math.PI * radius * radius).toBeCloseTo(theme.markerArea, 2);
});
