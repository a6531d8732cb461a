import {
  type CellDescription,
  CellRun,
  type CellRunOptions,
  cellImpedance,
  type CellImpedanceOptions,
  delithiationPotential,
  diffusionElement,
  faraday,
  gasConstant,
  hold,
  lithiationPotential,
  maximumConcentration,
  ramp,
} from '@anodelab/models';
import { type Check, check, checkRelative } from './check.ts';
import { impedanceByVolumesChecks } from './impedance-volumes.ts';
import { agedCell, nernstCell, nernstLithiation, nernstPotential, temperature } from './particle-cells.ts';
import { shareChecks, voltammogram } from './voltammetry.ts';

const thermal = (gasConstant * temperature) / faraday;
const full = faraday * maximumConcentration; // C/m3

/** V9 to V18 and V21 (charge): single particles and impedance against analytic limits, conservation and finite volumes. */
export function particleChecks(): Check[] {
  return [
    ...constantCurrentChecks(),
    cottrellCheck(),
    ...voltammetryChecks(),
    ...shareChecks(),
    ...impedanceChecks(),
    ...impedanceByVolumesChecks(),
    ...potentialChecks(),
    chargeCheck(),
  ];
}

const radial = (count: number, tolerance: number): CellRunOptions => ({
  mesh: { separator: [2], electrode: [2], radial: count },
  tolerance,
});

function constantCurrentChecks(): Check[] {
  const radius = 85e-9;
  const current = 0.05;
  const after800 = (diffusivity: number) => {
    const run = new CellRun(nernstCell({ size: radius, diffusivity, lithiation: 0.1 }), radial(24, 1e-6));
    run.run({ control: hold('current', current), duration: 800, stops: [] });
    const mean = run.system.populations[0]!.meanAt(run.state, 0);
    return { mean, surface: nernstLithiation(run.voltage) };
  };
  const slow = after800(3e-18);
  const fast = after800(1e-16);
  return [
    check(
      'V9/surface',
      'sphere at constant current, surface value',
      'series, eq. 6.1',
      0.15649,
      slow.surface,
      2e-6,
    ),
    check(
      'V9/mean',
      'sphere at constant current, mean',
      'lithium balance',
      (3 * current * 800) / (full * radius) + 0.1,
      slow.mean,
      1e-12,
    ),
    check(
      'V10',
      'late sphere: surface minus mean = j r/(5 F c D)',
      'quasi-steady limit',
      (current * radius) / (5 * full * 1e-16),
      fast.surface - fast.mean,
      1e-6,
    ),
  ];
}

function cottrellCheck(): Check {
  const size = 1e-6;
  const diffusivity = 1e-15;
  const [before, after] = [0.2, 0.8];
  const duration = (1e-3 * size * size) / diffusivity;
  const run = new CellRun(nernstCell({ size, diffusivity, lithiation: before }), radial(40, 1e-6));
  run.run({ control: hold('voltage', nernstPotential(after)), duration, stops: [] });
  const exact =
    full * (after - before) * (Math.sqrt(diffusivity / (Math.PI * duration)) - diffusivity / size);
  return checkRelative(
    'V11',
    'current after a potential step, tau = 1e-3',
    'Cottrell, sphere',
    exact,
    run.current,
    1e-5,
  );
}

function voltammetryChecks(): Check[] {
  const peak = (
    geometry: 'sphere' | 'plane',
    size: number,
    diffusivity: number,
    scanRate: number,
    options: CellRunOptions,
  ) => {
    const cell = nernstCell({ geometry, size, diffusivity, lithiation: nernstLithiation(0.9) });
    const { current } = voltammogram(cell, { scanRate, upper: 0.9, lower: 0.1, step: 5e-4 }, options);
    return -current.reduce((lowest, value) => Math.min(lowest, value), 0);
  };
  const randles = 0.446295 * full * Math.sqrt((1e-3 * 1e-15) / thermal);
  const sphere = 40e-6;
  return [
    checkRelative(
      'V12/plane',
      'CV peak, semi-infinite plane, A/m2',
      'Randles-Sevcik',
      randles,
      peak('plane', 20e-6, 1e-15, 1e-3, radial(40, 1e-6)),
      1e-5,
    ),
    checkRelative(
      'V12/sphere',
      'CV peak, sphere of 80 um, A/m2',
      'Randles-Sevcik less 0.7516 F c D/r, Nicholson and Shain 1964',
      randles - (0.7516 * full * 1e-15) / sphere,
      peak('sphere', sphere, 1e-15, 1e-3, radial(40, 1e-6)),
      5e-5,
    ),
    checkRelative(
      'V13',
      'CV peak, thin layer, A/m2',
      'F^2 v c r/(12 R T)',
      (faraday * full * 1e-4 * 85e-9) / (12 * gasConstant * temperature),
      peak('sphere', 85e-9, 1e-13, 1e-4, radial(4, 1e-5)),
      1e-5,
    ),
  ];
}

/** The small-signal elements of the default parameters. */
const elements: CellImpedanceOptions = { filmCapacitance: 0.01, exponent: 0.9 };

function impedanceOf(cell: CellDescription, frequencies: Float64Array) {
  const { system, state } = new CellRun(cell);
  return cellImpedance(system, state, frequencies, elements);
}

function impedanceChecks(): Check[] {
  const element = new Float64Array(2);
  const a = (d: number, f: number) => 85e-9 * Math.sqrt((Math.PI * f) / d);
  diffusionElement('sphere', a(1e-16, 1e-5), element);
  const [low, lowImaginary] = element;
  diffusionElement('sphere', 1e4, element);
  const angle = Math.atan2(-element[1]!, element[0]!) / (Math.PI / 4);
  const cell = agedCell();
  const ends = impedanceOf(cell, Float64Array.of(1e14, 1e-8));
  const reservoir = cell.populations.reduce((sum, { areaRatio, size }) => {
    const slope = Math.abs(lithiationPotential(0.5 + 1e-6) - lithiationPotential(0.5 - 1e-6)) / 2e-6;
    return sum + (areaRatio * full * size) / (3 * slope);
  }, 0);
  const source = 'expansion of tanh psi/(psi - tanh psi)';
  return [
    check('V15/real', 'sphere element at 1e-5 Hz, real part', source, 0.2, low!, 1e-5),
    check('V15/imaginary', 'sphere element at 1e-5 Hz, imaginary part', source, -660.85, lowImaginary!, 0.01),
    check('V15/angle', 'sphere element at high frequency: angle over 45 degrees', 'Warburg', 1, angle, 1e-3),
    check(
      'V16/KK',
      'largest |dRe Z|/|Z| of Re Z made from Im Z',
      'Kramers-Kronig integral',
      0,
      kramersKronig(cell),
      5e-3,
    ),
    checkRelative(
      'V17/high',
      'Z at 1e14 Hz, Ohm m2',
      'series resistance',
      cell.seriesResistance,
      ends.real[0]!,
      0.01,
    ),
    checkRelative(
      'V17/low',
      'capacitance at 1e-8 Hz, F per geometric m2',
      'F c r/(3 |dU/dx|)',
      reservoir,
      -1 / (2 * Math.PI * 1e-8 * ends.imaginary[1]!),
      0.01,
    ),
  ];
}

/** Re Z rebuilt from Im Z by quadrature in u = ln(x/omega) with odd symmetry about the pole. */
function kramersKronig(cell: CellDescription): number {
  const step = 0.05;
  const count = 900; // +-45 in ln x
  let worst = 0;
  for (const frequency of [1e4, 1e2, 1, 1e-1, 1e-2]) {
    const at = Float64Array.from(
      { length: 2 * count },
      (_, k) => frequency * Math.exp((k - count + 0.5) * step),
    );
    const z = impedanceOf(cell, Float64Array.of(frequency, ...at));
    let integral = 0;
    for (let k = 0; k < at.length; k++) {
      const u = (k - count + 0.5) * step;
      const difference = (at[k]! * z.imaginary[k + 1]!) / frequency - z.imaginary[0]!;
      integral += (step * difference) / (2 * Math.sinh(u));
    }
    const rebuilt = cell.seriesResistance - (2 / Math.PI) * integral;
    worst = Math.max(worst, Math.abs(rebuilt - z.real[0]!) / Math.hypot(z.real[0]!, z.imaginary[0]!));
  }
  return worst;
}

function potentialChecks(): Check[] {
  const published: readonly (readonly [number, number, number])[] = [
    [0.1, 0.3753, 0.7366],
    [0.5, 0.191, 0.4263],
    [0.9, 0.0651, 0.2496],
  ];
  const source = 'Verbrugge 2015 polynomials, numpy prototype';
  return published.flatMap(([x, lithiation, delithiation]) => [
    check(`V18/lithiation/x=${x}`, 'potential, V', source, lithiation, lithiationPotential(x), 6e-5),
    check(`V18/delithiation/x=${x}`, 'potential, V', source, delithiation, delithiationPotential(x), 6e-5),
  ]);
}

/** Charge that flowed against the lithium that is found, after a triangle of potential and a current. */
function chargeCheck(): Check {
  const run = new CellRun(agedCell());
  const top = run.voltage;
  const duration = (top - 0.01) / 1.5e-4;
  let worst = 0;
  const take = () => {
    worst = Math.max(worst, Math.abs(run.imbalance()));
  };
  run.run({ control: ramp('voltage', top, -1.5e-4, 0), duration, stops: [] }, take);
  run.run({ control: ramp('voltage', 0.01, 1.5e-4, 0), duration: 6000, stops: [] }, take);
  run.run({ control: hold('current', 5), duration: 1000, stops: [] }, take);
  return check(
    'V21/charge',
    'largest imbalance of lithium after any step, over the capacity: 2 populations, double layers, film, foil',
    'lithium balance',
    0,
    worst,
    1e-12,
  );
}
