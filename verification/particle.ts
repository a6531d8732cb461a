import {
  delithiationPotential,
  diffusionElement,
  faraday,
  gasConstant,
  impedance,
  lithiationPotential,
  maximumConcentration,
  ParticleCell,
  type StepOutcome,
  stepCurrent,
  stepPotential,
  sweep,
} from '@anodelab/models';
import { type Check, check, checkRelative } from './check.ts';
import { diffusionOrderChecks } from './diffusion-order.ts';
import { agedCell, impedanceOptions, nernstCell, nernstPotential, temperature } from './particle-cells.ts';
import { shareChecks } from './voltammetry.ts';

const thermal = (gasConstant * temperature) / faraday;
const full = faraday * maximumConcentration; // C/m3

/** V9 to V18, V21 (charge) and V24: the L1 particle against analytic limits, conservation and its own refinement. */
export function particleChecks(): Check[] {
  return [
    ...constantCurrentChecks(),
    cottrellCheck(),
    ...voltammetryChecks(),
    ...shareChecks(),
    ...impedanceChecks(),
    ...potentialChecks(),
    ...chargeChecks(),
    ...diffusionOrderChecks(),
  ];
}

function constantCurrentChecks(): Check[] {
  const diffusivity = 3e-18;
  const radius = 85e-9;
  const current = 0.05;
  const cell = new ParticleCell(nernstCell({ size: radius, diffusivity, lithiation: 0.1, cells: 200 }));
  const outcome: StepOutcome = { status: 'done', charge: 0 };
  for (let t = 0; t < 800; t += 2) stepCurrent(cell, 2, current, 'second', outcome);
  const exact = (3 * current * 800) / (full * radius) + 0.1;
  const surface = surfaceOf(cell.potential);
  const fast = new ParticleCell(
    nernstCell({ size: radius, diffusivity: 1e-16, lithiation: 0.1, cells: 100 }),
  );
  for (let t = 0; t < 800; t += 2) stepCurrent(fast, 2, current, 'second', outcome);
  const gradient = (current * radius) / (5 * full * 1e-16);
  return [
    check(
      'V9/surface',
      'sphere at constant current, surface value',
      'series, eq. 6.1',
      0.15649,
      surface,
      2e-5,
    ),
    check(
      'V9/mean',
      'sphere at constant current, mean',
      'lithium balance',
      exact,
      cell.particles[0]!.mean(),
      1e-10,
    ),
    check(
      'V10',
      'late sphere: surface minus mean = j r/(5 F c D)',
      'quasi-steady limit',
      gradient,
      surfaceOf(fast.potential) - fast.particles[0]!.mean(),
      1e-6,
    ),
  ];
}

/** Surface lithiation that the Nernst isotherm has at a potential. */
function surfaceOf(potential: number): number {
  return 1 / (1 + Math.exp((potential - 0.5) / thermal));
}

function cottrellCheck(): Check {
  const radius = 1e-6;
  const diffusivity = 1e-15;
  const [before, after] = [0.2, 0.8];
  const description = nernstCell({
    size: radius,
    diffusivity,
    lithiation: before,
    cells: 150,
    finest: 2e-10,
  });
  const cell = new ParticleCell(description);
  const outcome: StepOutcome = { status: 'done', charge: 0 };
  const end = (1e-3 * radius * radius) / diffusivity;
  const potential = nernstPotential(after);
  let time = 0;
  for (let step = end / 1e5; time < end - 1e-12; step *= 1.02) {
    const duration = Math.min(step, end - time);
    stepPotential(cell, duration, potential, potential, 'second', outcome);
    time += duration;
  }
  const exact = full * (after - before) * (Math.sqrt(diffusivity / (Math.PI * end)) - diffusivity / radius);
  return checkRelative(
    'V11',
    'current after a potential step, tau = 1e-3',
    'Cottrell, sphere',
    exact,
    cell.current,
    0.01,
  );
}

function voltammetryChecks(): Check[] {
  const rate = 1e-3;
  const diffusivity = 1e-15;
  const randles = 0.446295 * full * Math.sqrt((rate * diffusivity) / thermal);
  const peak = (
    size: number,
    geometry: 'sphere' | 'plane',
    d: number,
    v: number,
    cells: number,
    finest: number,
  ) => {
    const lithiation = surfaceOf(0.9);
    const description = nernstCell({ geometry, size, diffusivity: d, lithiation, cells, finest });
    const record = sweep(description, { scanRate: v, upper: 0.9, lower: 0.1, cycles: 1, step: 5e-4 });
    return -record.current.reduce((lowest, value) => Math.min(lowest, value), 0);
  };
  const thin = (faraday * full * 1e-4 * 85e-9) / (12 * gasConstant * temperature);
  return [
    checkRelative(
      'V12/plane',
      'CV peak, semi-infinite plane, A/m2',
      'Randles-Sevcik',
      randles,
      peak(20e-6, 'plane', diffusivity, rate, 160, 1e-9),
      5e-4,
    ),
    checkRelative(
      'V12/sphere',
      'CV peak, sphere of 200 um, A/m2',
      'Randles-Sevcik; the sphere costs 0.14 %',
      randles,
      peak(200e-6, 'sphere', diffusivity, rate, 200, 1e-9),
      2.5e-3,
    ),
    checkRelative(
      'V13',
      'CV peak, thin layer, A/m2',
      'F^2 v c r/(12 R T)',
      thin,
      peak(85e-9, 'sphere', 1e-13, 1e-4, 30, 2e-9),
      5e-4,
    ),
  ];
}

function impedanceChecks(): Check[] {
  const element = new Float64Array(2);
  const a = (d: number, f: number) => 85e-9 * Math.sqrt((Math.PI * f) / d);
  diffusionElement('sphere', a(1e-16, 1e-5), element);
  const [low, lowImaginary] = element;
  diffusionElement('sphere', 1e4, element);
  const angle = Math.atan2(-element[1]!, element[0]!) / (Math.PI / 4);

  const cell = agedCell();
  const frequencies = Float64Array.from({ length: 71 }, (_, k) => 10 ** (5 - k / 10));
  const exact = impedance(cell, impedanceOptions('closed form'), frequencies);
  const meshed = impedance(cell, impedanceOptions('finite volumes'), frequencies);
  let worst = 0;
  for (let k = 0; k < frequencies.length; k++) {
    const distance = Math.hypot(exact.real[k]! - meshed.real[k]!, exact.imaginary[k]! - meshed.imaginary[k]!);
    worst = Math.max(worst, distance / Math.hypot(exact.real[k]!, exact.imaginary[k]!));
  }
  const ends = impedance(cell, impedanceOptions('closed form'), Float64Array.of(1e14, 1e-8));
  const reservoir = cell.particles.reduce((sum, { areaRatio, size }) => {
    const slope = Math.abs(lithiationPotential(0.5 + 1e-6) - lithiationPotential(0.5 - 1e-6)) / 2e-6;
    return sum + (areaRatio * full * size) / (3 * slope);
  }, 0);
  const source = 'expansion of tanh psi/(psi - tanh psi)';
  return [
    check('V15/real', 'sphere element at 1e-5 Hz, real part', source, 0.2, low!, 1e-5),
    check('V15/imaginary', 'sphere element at 1e-5 Hz, imaginary part', source, -660.85, lowImaginary!, 0.01),
    check('V15/angle', 'sphere element at high frequency: angle over 45 degrees', 'Warburg', 1, angle, 1e-3),
    check(
      'V16/volumes',
      'largest |dZ|/|Z|, linearised volumes against closed form',
      'eq. 7.9',
      0,
      worst,
      5e-3,
    ),
    check(
      'V16/KK',
      'largest |dRe Z|/|Z| of Re Z made from Im Z',
      'Kramers-Kronig integral',
      0,
      kramersKronig(),
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
function kramersKronig(): number {
  const cell = agedCell();
  const options = impedanceOptions('finite volumes');
  const step = 0.05;
  const count = 900; // +-45 in ln x
  let worst = 0;
  for (const frequency of [1e4, 1e2, 1, 1e-1, 1e-2]) {
    const at = Float64Array.from(
      { length: 2 * count },
      (_, k) => frequency * Math.exp((k - count + 0.5) * step),
    );
    const z = impedance(cell, options, Float64Array.of(frequency, ...at));
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

/** Charge counted by the integration against the charge that the particles hold, step by step. */
function chargeChecks(): Check[] {
  const cell = new ParticleCell(agedCell());
  const outcome: StepOutcome = { status: 'done', charge: 0 };
  const capacity = cell.particles.reduce(
    (sum, { description, operator }) => sum + description.areaRatio / operator.meanRate,
    0,
  );
  let worst = 0;
  let held = cell.charge();
  let potential = 1;
  const take = () => {
    worst = Math.max(worst, Math.abs(cell.charge() - held - outcome.charge) / capacity);
    held = cell.charge();
  };
  for (let k = 1; k <= 660; k++) {
    const next = k <= 330 ? 1 - 3e-3 * k : 0.01 + 3e-3 * (k - 330);
    stepPotential(cell, 20, potential, next, k % 5 === 0 ? 'first' : 'second', outcome);
    potential = next;
    take();
  }
  for (let k = 0; k < 100; k++) {
    stepCurrent(cell, 10, 5, 'second', outcome);
    take();
  }
  return [
    check(
      'V21/charge',
      'largest charge error of a step over capacity: 2 populations, double layer, film, foil',
      'lithium balance',
      0,
      worst,
      1e-9,
    ),
  ];
}
