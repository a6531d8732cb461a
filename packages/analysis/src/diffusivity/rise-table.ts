import { FILLING, type Shape, surfaceRise } from './constant-flux.ts';

/** The surface rise as a function of u = theta^(1/2), by cubics between nodes: 1e-8 of the exact series, fifty times faster. */
export interface RiseTable {
  rise(u: number): number;
  /** d rise/du. */
  slope(u: number): number;
}

const WIDTH = 0.005;
/** From here on the profile keeps its form and the rise is a straight line in theta. */
const LAST = 1.8;

const tables = new Map<Shape, RiseTable>();

/** The table of a shape; made on first use. */
export function riseTable(shape: Shape): RiseTable {
  const known = tables.get(shape);
  if (known !== undefined) return known;
  const made = makeTable(shape);
  tables.set(shape, made);
  return made;
}

function makeTable(shape: Shape): RiseTable {
  const nodes = Math.round(LAST / WIDTH) + 1;
  const exact = (u: number) => (u <= 0 ? (2 * u) / Math.sqrt(Math.PI) : surfaceRise(shape, u * u));
  const value = Float64Array.from({ length: nodes + 1 }, (_, i) => exact(i * WIDTH));
  const step = WIDTH / 20;
  const slope = Float64Array.from({ length: nodes + 1 }, (_, i) => {
    const u = i * WIDTH;
    if (i === 0) return 2 / Math.sqrt(Math.PI);
    const near = (exact(u + step) - exact(u - step)) / (2 * step);
    const far = (exact(u + 2 * step) - exact(u - 2 * step)) / (4 * step);
    return (4 * near - far) / 3;
  });
  const filling = FILLING[shape];
  const offset = surfaceRise(shape, LAST * LAST) - filling * LAST * LAST;
  return {
    rise(u) {
      if (u >= LAST) return filling * u * u + offset;
      const i = Math.floor(u / WIDTH);
      const x = u / WIDTH - i;
      const [a, b] = [value[i]!, value[i + 1]!];
      const p = slope[i]! * WIDTH - (b - a);
      const q = b - a - slope[i + 1]! * WIDTH;
      return a + x * (b - a + (1 - x) * (p * (1 - x) + q * x));
    },
    slope(u) {
      if (u >= LAST) return 2 * filling * u;
      const i = Math.floor(u / WIDTH);
      const x = u / WIDTH - i;
      return slope[i]! + x * (slope[i + 1]! - slope[i]!);
    },
  };
}
