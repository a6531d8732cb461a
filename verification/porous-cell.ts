import { type Advance, CellRun, type CellRunOptions, hold, ramp } from '@anodelab/models';
import {
  DaeStepper,
  type DaeSystem,
  radialBasis,
  rodas4,
  rodas4p,
  rodas5p,
  type RosenbrockMethod,
} from '@anodelab/numerics';
import { type Check, check, checkRelative } from './check.ts';
import { raceCell, referenceCell } from './pybamm-cell.ts';

/** V24 for the porous cell: orders in time, spectral decay along the radius and across the cell; balances. */
export function porousCellChecks(): Check[] {
  return [...timeOrders(), ...radial(), ...acrossTheCell(), ...withTheTolerance(), ...balances()];
}

const STIFFNESS = 2;

/** u' = cos t - 2 (u z - sin^3 t), 0 = u^2 - z, with the solution u = sin t, z = sin^2 t. */
function manufactured(): DaeSystem {
  let a = 0; // of shift M - J, by its columns u and z
  let b = 0;
  let c = 0;
  return {
    size: 2,
    mass: Float64Array.of(1, 0),
    scale: Float64Array.of(1, 1),
    defectScale: Float64Array.of(Infinity, Infinity),
    evaluate(t, y, out) {
      out[0] = Math.cos(t) - STIFFNESS * (y[0]! * y[1]! - Math.sin(t) ** 3);
      out[1] = y[0]! * y[0]! - y[1]!;
    },
    timeSlope(t, _y, out) {
      out[0] = -Math.sin(t) + 3 * STIFFNESS * Math.sin(t) ** 2 * Math.cos(t);
      out[1] = 0;
      return true;
    },
    factor(_t, y, shift) {
      a = shift + STIFFNESS * y[1]!;
      b = STIFFNESS * y[0]!;
      c = -2 * y[0]!;
      return true;
    },
    solve(x) {
      const u = (x[0]! - b * x[1]!) / (a - b * c);
      x[1] = x[1]! - c * u;
      x[0] = u;
    },
  };
}

function timeOrders(): Check[] {
  const methods: readonly (readonly [string, RosenbrockMethod])[] = [
    ['rodas4', rodas4],
    ['rodas4p', rodas4p],
    ['rodas5p', rodas5p],
  ];
  return methods.flatMap(([name, method]) => {
    const errors = [20, 40].map((steps) => timeError(method, steps));
    return (['state', 'algebraic', 'between the steps'] as const).map((what, k) =>
      check(
        `V24/time/${name}/${what}`,
        `order of ${name} in the step, ${what === 'between the steps' ? what : `${what} unknown`}`,
        'manufactured solution u = sin t, z = sin^2 t',
        method.order,
        Math.log2(errors[0]![k]! / errors[1]![k]!),
        0.45,
      ),
    );
  });
}

/** Errors of u, of z at t = 1.5 from 0.5 and the largest of u half-way through a step. */
export function timeError(method: RosenbrockMethod, steps: number): readonly [number, number, number] {
  const stepper = new DaeStepper(manufactured(), 1e12, method);
  stepper.y[0] = Math.sin(0.5);
  stepper.y[1] = Math.sin(0.5) ** 2;
  const h = 1 / steps;
  stepper.restart(0.5, h);
  let between = 0;
  for (let n = 0; n < steps; n++) {
    stepper.next = h;
    stepper.step(Infinity);
    const middle = (stepper.tStart + stepper.tEnd) / 2;
    between = Math.max(between, Math.abs(stepper.component(middle, 0) - Math.sin(middle)));
  }
  const { t, y } = stepper;
  return [Math.abs(y[0]! - Math.sin(t)), Math.abs(y[1]! - Math.sin(t) ** 2), between];
}

/** x = 0.5 + 0.1 cos(pi r^2) exp(-t) in units of R and D: the amplitudes of the modes have a closed form in time. */
function radial(): Check[] {
  const source = 'x = 0.5 + 0.1 cos(pi r^2/R^2) exp(-D t/R^2) with its source';
  return (
    [
      [4, 1e-3],
      [6, 1e-5],
      [8, 1e-7],
      [10, 1e-9],
    ] as const
  ).map(([count, most]) =>
    check(
      `V24/radius/${count}`,
      `largest error with ${count} nodes along the radius`,
      source,
      0,
      radialError(count),
      most,
    ),
  );
}

export function radialError(count: number): number {
  const { radii, weights, rates, modes } = radialBasis('sphere', count);
  const shape = (r: number) => 0.1 * Math.cos(Math.PI * r * r);
  // x_t - x'' - 2 x'/r of the solution, over exp(-t)
  const drive = (r: number) => {
    const s = r * r;
    return (
      0.1 * ((4 * Math.PI * Math.PI * s - 1) * Math.cos(Math.PI * s) + 6 * Math.PI * Math.sin(Math.PI * s))
    );
  };
  const project = (f: (r: number) => number, mode: number) =>
    radii.reduce((sum, r, i) => sum + weights[i]! * modes[i * count + mode]! * f(r), 0);
  const t = 0.1;
  const amplitudes = Float64Array.from(rates, (rate, m) => {
    const forced = project(drive, m) / (rate - 1);
    return forced * Math.exp(-t) + (project(shape, m) - forced) * Math.exp(-rate * t);
  });
  let worst = 0;
  radii.forEach((r, i) => {
    const found = amplitudes.reduce((sum, q, m) => sum + q * modes[i * count + m]!, 0);
    worst = Math.max(worst, Math.abs(found - shape(r) * Math.exp(-t)));
  });
  return worst;
}

export const fine: CellRunOptions = {
  mesh: { separator: [10], electrode: [14], radial: 12 },
  tolerance: 1e-9,
};

/** Voltage of the porous half cell after 900 s at 2C, V. */
export function voltageAfter(options: CellRunOptions): number {
  const run = new CellRun(referenceCell(raceCell, 'DFN'), options);
  run.run({ control: hold('current', 2 * raceCell.i1C_A_m2), duration: 900, stops: [] });
  return run.voltage;
}

function acrossTheCell(): Check[] {
  const truth = voltageAfter(fine);
  return (
    [
      [2, 0.1],
      [3, 0.01],
      [4, 1e-3],
      [6, 1e-5],
    ] as const
  ).map(([degree, most]) =>
    check(
      `V24/cell/${degree}`,
      `error of the voltage at 2C with degree ${degree} in separator and electrode, mV`,
      'refinement',
      0,
      1e3 *
        (voltageAfter({ ...fine, mesh: { separator: [degree], electrode: [degree], radial: 12 } }) - truth),
      most,
    ),
  );
}

function withTheTolerance(): Check[] {
  const truth = voltageAfter(fine);
  return [1e-3, 1e-4, 1e-5, 1e-6].map((tolerance) =>
    check(
      `V24/tolerance/${tolerance}`,
      `error of the voltage at 2C over half a volt times a tolerance of ${tolerance}`,
      'refinement',
      0,
      (voltageAfter({ ...fine, tolerance }) - truth) / (0.5 * tolerance),
      1,
    ),
  );
}

/** Integral of the current over a part of a step by three Gauss points, C/m2. */
export function chargeOf(part: Advance): number {
  const middle = (part.from + part.to) / 2;
  const half = (part.to - part.from) / 2;
  const side = Math.sqrt(0.6) * half;
  const sum =
    5 * part.currentAt(middle - side) + 8 * part.currentAt(middle) + 5 * part.currentAt(middle + side);
  return (half * sum) / 9;
}

/** Lithium, and charge as the integral of the current, through a sweep, a hold and a rest of a cell with double layers. */
function balances(): Check[] {
  const run = new CellRun(referenceCell(raceCell, 'DFN', 0.2));
  let charge = 0;
  const gauss = (part: Advance) => {
    charge += chargeOf(part);
  };
  run.run({ control: ramp('voltage', 0.6, -5e-4, 0), duration: 1000, stops: [] }, gauss);
  run.run({ control: hold('voltage', 0.1), duration: 3600, stops: [] }, gauss);
  run.run({ control: hold('current', 0), duration: 600, stops: [] }, gauss);
  return [
    check(
      'porous/lithium',
      'lithium found less charge passed, over the capacity',
      'balance',
      0,
      run.imbalance(),
      1e-12,
    ),
    checkRelative(
      'porous/charge',
      'charge passed, C/m2',
      'integral of the current',
      run.charge,
      charge,
      1e-4,
    ),
  ];
}
