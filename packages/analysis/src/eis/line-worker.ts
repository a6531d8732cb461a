import { type CircuitNode, LINE_PLACES, type LineNode, type LinePlace } from './circuit.ts';
import type { Worker } from './worker.ts';
import { type Complex, ZERO } from './complex.ts';
import type { FrequencyGrid } from './kernels.ts';
import { type LineEnd, type LineImpedance, lineImpedance } from './transmission-line.ts';

/** Which derivative of a line belongs to which of its places. */
type Role = 'x1' | 'x2' | 'near' | 'far' | 'zeta';

/**
 * A transmission line at work. As in the dialect that has it, a line with one shorted phase sees the other phase from
 * the current's side, and a line with one open end has the other end at the far side.
 *
 * @param length - index of the line's length among the parameters; undefined where it has none
 */
export function lineWorker(
  node: LineNode,
  length: number | undefined,
  make: (part: CircuitNode) => Worker,
  { count }: FrequencyGrid,
): Worker {
  const held = Object.fromEntries(
    LINE_PLACES.map((place) => {
      const part = node.places[place];
      return [place, typeof part === 'string' ? part : make(part)];
    }),
  ) as Record<LinePlace, Worker | 'open' | 'short'>;
  const [x1, x2] = held.X_1 === 'short' ? [held.X_2, held.X_1] : [held.X_1, held.X_2];
  const [near, far] = held.Z_B === 'open' ? [held.Z_B, held.Z_A] : [held.Z_A, held.Z_B];
  const roles: readonly (readonly [Role, Worker])[] = (
    [
      ['x1', x1],
      ['x2', x2],
      ['near', near],
      ['far', far],
      ['zeta', held.Zeta],
    ] as const
  ).flatMap(([role, worker]) => (typeof worker === 'string' ? [] : [[role, worker] as const]));

  const z = new Float64Array(2 * count);
  const weight = new Float64Array(2 * count);
  const lines: LineImpedance[] = [];
  let meters = 1;
  const at = (worker: Worker | 'open' | 'short', i: number): Complex =>
    typeof worker === 'string' ? ZERO : { re: worker.z[i]!, im: worker.z[count + i]! };
  const end = (worker: Worker | 'open' | 'short', i: number): LineEnd =>
    typeof worker === 'string' ? worker : at(worker, i);

  return {
    z,
    weight,
    forward(logValues) {
      if (length !== undefined) meters = Math.exp(logValues[length]!);
      for (const [, worker] of roles) worker.forward(logValues);
      for (let i = 0; i < count; i++) {
        const line = lineImpedance({
          x1: at(x1, i),
          x2: at(x2, i),
          near: end(near, i),
          far: end(far, i),
          zeta: at(held.Zeta, i),
          length: meters,
        });
        lines[i] = line;
        z[i] = line.z.re;
        z[count + i] = line.z.im;
      }
    },
    backward(jacobian) {
      for (const [role, worker] of roles) {
        for (let i = 0; i < count; i++) {
          const { re, im } = lines[i]![role];
          worker.weight[i] = weight[i]! * re - weight[count + i]! * im;
          worker.weight[count + i] = weight[i]! * im + weight[count + i]! * re;
        }
        worker.backward(jacobian);
      }
      if (length === undefined) return;
      const column = length * 2 * count;
      for (let i = 0; i < count; i++) {
        const { re, im } = lines[i]!.length;
        jacobian[column + i] = meters * (weight[i]! * re - weight[count + i]! * im);
        jacobian[column + count + i] = meters * (weight[i]! * im + weight[count + i]! * re);
      }
    },
  };
}
