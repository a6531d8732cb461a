import { createMesh, diffusionOperator, implicitDiffusion, sweep } from '@anodelab/models';
import { solveTridiagonal } from '@anodelab/numerics';
import { type Check, check } from './check.ts';
import { agedCell } from './particle-cells.ts';

/** V24: orders of convergence in the cell width (manufactured solution) and in the time step (a voltammogram). */
export function diffusionOrderChecks(): Check[] {
  const source = 'x = 0.5 + 0.1 cos(pi r^2/R^2) exp(-D t/R^2) with its source';
  return [
    check('V24/space/equal', 'order in the cell width, equal cells', source, 2, spaceOrder(1), 0.1),
    check('V24/space/graded', 'order in the cell width, graded cells', source, 2, spaceOrder(0.3), 0.15),
    check(
      'V24/time/second',
      'order in the time step, two stages',
      'refinement',
      2,
      timeOrder('second'),
      0.25,
    ),
    check(
      'V24/time/first',
      'order in the time step, implicit Euler',
      'refinement',
      1,
      timeOrder('first'),
      0.15,
    ),
  ];
}

function spaceOrder(grading: number): number {
  return Math.log2(manufacturedError(20, grading) / manufacturedError(40, grading));
}

/** Largest error at t = 0.1 R^2/D in units of R and D; time steps small enough not to matter. */
function manufacturedError(cells: number, grading: number): number {
  const mesh = createMesh('sphere', 1, cells, grading / cells);
  const operator = diffusionOperator(mesh, 1, 1);
  const steps = 4000;
  const tau = 0.1 / steps;
  const { factors } = implicitDiffusion(operator, tau / 2);
  const square = mesh.centres.map((r) => r * r);
  const exact = (t: number) => square.map((s) => 0.5 + 0.1 * Math.cos(Math.PI * s) * Math.exp(-t));
  const shape = square.map(
    (s) =>
      0.1 * ((4 * Math.PI * Math.PI * s - 1) * Math.cos(Math.PI * s) + 6 * Math.PI * Math.sin(Math.PI * s)),
  );
  const x = exact(0);
  for (let step = 0; step < steps; step++) {
    const middle = Math.exp(-(step + 0.5) * tau);
    for (let i = 0; i < cells; i++) x[i]! += (tau / 2) * middle * shape[i]!;
    const before = x.slice();
    solveTridiagonal(factors, x);
    for (let i = 0; i < cells; i++) x[i] = 2 * x[i]! - before[i]! + (tau / 2) * middle * shape[i]!;
  }
  const end = exact(0.1);
  return x.reduce((worst, value, i) => Math.max(worst, Math.abs(value - end[i]!)), 0);
}

/** From the currents of one voltammogram at three step lengths. */
function timeOrder(order: 'first' | 'second'): number {
  const run = (step: number) =>
    sweep(agedCell(), { scanRate: 2e-4, upper: 0.81, lower: 0.01, cycles: 1, step, order }).current;
  const [coarse, middle, fine] = [run(2e-3), run(1e-3), run(0.5e-3)];
  let first = 0;
  let second = 0;
  for (let k = 100; k < coarse.length; k++) {
    first += Math.abs(coarse[k]! - middle[2 * k]!);
    second += Math.abs(middle[2 * k]! - fine[4 * k]!);
  }
  return Math.log2(first / second);
}
