import {
  bedSystem,
  createExchange,
  createExposure,
  fittedMesh,
  flashBed,
  type ParameterValues,
  parameterValues,
} from '@anodelab/models';
import { findRoot, integrateStiff } from '@anodelab/numerics';
import { type Check, check, checkRelative } from './check.ts';

const STEFAN_BOLTZMANN = 5.670374e-8; // W/(m2 K4)
const GAS_CONSTANT = 8.314463; // J/(mol K)

/** V4 to V7: heat transfer against closed forms, pyrolysis against first-order kinetics. */
export function furnaceChecks(): Check[] {
  return [...lumped(), ...slab(), energy(), ...isothermal(), ...kissinger()];
}

/** The boat alone, no bed on its floor, in a furnace at 1073.15 K. */
export const loneBoat = {
  furnace: 1073.15,
  ambient: 298.15,
  /** Temperature after so many seconds, K. */
  at(changed: Partial<ParameterValues>, duration: number): number {
    const values = parameterValues({ boatFloorShare: 0, ...changed });
    return flashBed(values, { temperature: this.furnace, duration, ambient: this.ambient, cooling: 0 })
      .state[0]!;
  },
  /** The same by convection of 60 W/(m2 K) alone, exponential. */
  convected(duration: number): number {
    const { boatMass, boatHeatCapacity, boatArea } = parameterValues();
    const decay = Math.exp((-60 * boatArea * duration) / (boatMass * boatHeatCapacity));
    return this.furnace + (this.ambient - this.furnace) * decay;
  },
  /** Time to a temperature by radiation alone, closed form, s. */
  radiated(temperature: number): number {
    const { boatMass, boatHeatCapacity, boatArea, emissivity } = parameterValues();
    const Te = this.furnace;
    const F = (T: number) => (Math.log((Te + T) / (Te - T)) + 2 * Math.atan(T / Te)) / 4;
    const rate = (emissivity * STEFAN_BOLTZMANN * boatArea * Te ** 3) / (boatMass * boatHeatCapacity);
    return (F(temperature) - F(this.ambient)) / rate;
  },
};

function lumped(): Check[] {
  return [
    checkRelative(
      'V4/convection',
      'boat after 200 s of convection, K',
      'exponential',
      loneBoat.convected(200),
      loneBoat.at({ emissivity: 0, convection: 60 }, 200),
      1e-4,
    ),
    checkRelative(
      'V4/radiation',
      'time to the temperature reached by radiation, s',
      'closed form',
      200,
      loneBoat.radiated(loneBoat.at({ convection: 0 }, 200)),
      1e-4,
    ),
  ];
}

/**
 * A bed on a boat without heat capacity (insulated below) whose surface is held at 400 K: temperature of its bottom that
 * was 300 K, K, and rate of the first mode, 1/s.
 */
export function heatedSlab(): {
  readonly rate: number;
  readonly bottom: (time: number) => number;
  readonly series: (time: number) => number;
} {
  const values = parameterValues({ boatFloorShare: 1, boatMass: 1e-9, emissivity: 0, convection: 1e9 });
  const system = bedSystem(values, { cells: 64, surface: 'face' }, 400);
  const start = new Float64Array(system.size).fill(300);
  const bottom = (time: number) =>
    integrateStiff(system, 0, time, start, { absolute: 1e-5, relative: 0 }).state[0]!;
  const rate =
    (Math.PI ** 2 * values.bedConductivity) /
    (4 * values.bedDepth ** 2 * values.bedDensity * values.bedHeatCapacity);
  const series = (time: number) => {
    let sum = 0;
    for (let n = 0; n < 40; n++)
      sum += ((-1) ** n / (2 * n + 1)) * Math.exp(-((2 * n + 1) ** 2) * rate * time);
    return 400 - (100 * 4 * sum) / Math.PI;
  };
  return { rate, bottom, series };
}

function slab(): Check[] {
  const { rate, bottom, series } = heatedSlab();
  const checks = [4, 12, 30].map((time) =>
    check(
      `V5/t=${time}`,
      `insulated side of the bed after ${time} s, of a step of 1`,
      'Fourier series',
      (series(time) - 300) / 100,
      (bottom(time) - 300) / 100,
      1e-3,
    ),
  );
  const measured = Math.log((400 - bottom(20)) / (400 - bottom(40))) / 20;
  return [
    ...checks,
    checkRelative('V5/rate', 'rate of the first mode, 1/s', 'Fourier series', rate, measured, 1e-3),
  ];
}

/** Heat through the surfaces against heat in boat and bed, over one minute in the furnace. */
function energy(): Check {
  const values = parameterValues();
  const system = bedSystem(values, fittedMesh, 1073.15);
  const exchange = createExchange(values, 1073.15);
  const floor = values.boatFloorShare * values.boatArea;
  const start = new Float64Array(system.size).fill(298.15);
  const y = new Float64Array(system.size);
  let heat = 0;
  const { state } = integrateStiff(system, 0, 60, start, {
    absolute: 1e-6,
    relative: 0,
    onStep({ start: from, end, interpolate }) {
      for (const side of [-1, 0, 1]) {
        interpolate((from + end) / 2 + side * Math.sqrt(0.15) * (end - from), y);
        const power =
          (values.boatArea - floor) * exchange.flux(y[0]!) + floor * exchange.flux(y[fittedMesh.cells]!);
        heat += ((end - from) * (side === 0 ? 8 : 5) * power) / 18;
      }
    },
  });
  let stored = values.boatMass * values.boatHeatCapacity * (state[0]! - 298.15);
  const cell = (floor * values.bedDepth * values.bedDensity * values.bedHeatCapacity) / fittedMesh.cells;
  for (let i = 1; i <= fittedMesh.cells; i++) stored += cell * (state[i]! - 298.15);
  return checkRelative(
    'V5/energy',
    'heat through the surfaces, J',
    'heat stored in boat and bed',
    stored,
    heat,
    1e-6,
  );
}

/** Conversions of the first pool at a place at temperature T(t), followed piece by piece between times; A is 1e13 1/s. */
export function exposed(
  pools: readonly { mean: number; spread: number }[],
  temperature: (t: number) => number,
  times: readonly number[],
): number[] {
  const exposure = createExposure(pools, 1, 1e13);
  const conversions: number[] = [0];
  for (let i = 1; i < times.length; i++) {
    exposure.add({ start: times[i - 1]!, end: times[i]!, interpolate: (t, out) => out.fill(temperature(t)) });
    conversions.push(exposure.conversion(0, 0));
  }
  return conversions;
}

function isothermal(): Check[] {
  const at = (spread: number) => exposed([{ mean: 311e3, spread }], () => 1073.15, [0, 300]).at(-1)!;
  const rate = 1e13 * Math.exp(-311e3 / (GAS_CONSTANT * 1073.15));
  return [
    check(
      'V6/first-order',
      'conversion at 800 degC after 300 s, E 311 kJ/mol',
      '1 - exp(-k t)',
      -Math.expm1(-300 * rate),
      at(0),
      1e-12,
    ),
    check('V6/published', 'the same, to four digits', 'independent program (numpy)', 0.8877, at(0), 5e-5),
    check(
      'V6/spread',
      'the same with a spread of 15 kJ/mol',
      'independent program (numpy)',
      0.7369,
      at(15e3),
      5e-5,
    ),
  ];
}

/** Where a reaction of one energy, J/mol, and 1e13 1/s is fastest while it is heated, K/s, by Kissinger's equation; K. */
export function kissingerPeak(energy: number, heating: number): number {
  const balance = (T: number) =>
    Math.log((energy * heating) / (GAS_CONSTANT * T * T * 1e13)) + energy / (GAS_CONSTANT * T);
  return findRoot(balance, 300, 900, 1e-9).root;
}

/** The same found by following the conversion from 300 to 600 K. */
export function fastestConversion(energy: number, heating: number): number {
  const parts = 2000;
  const times = Array.from({ length: parts + 1 }, (_, i) => (i * 300) / heating / parts);
  const conversions = exposed([{ mean: energy, spread: 0 }], (t) => 300 + heating * t, times);
  const slope = (i: number) => conversions[i]! - conversions[i - 1]!;
  let steepest = 2;
  for (let i = 2; i < parts; i++) if (slope(i) > slope(steepest)) steepest = i;
  // top of the parabola through three slopes
  const [before, at, after] = [slope(steepest - 1), slope(steepest), slope(steepest + 1)];
  const beside = (before - after) / (2 * (before - 2 * at + after));
  return 300 + (300 * (steepest - 0.5 + beside)) / parts;
}

function kissinger(): Check[] {
  const peak = fastestConversion(150e3, 10 / 60);
  return [
    check(
      'V7/kissinger',
      'peak at 10 K/min, E 150 kJ/mol, A 1e13 1/s, K',
      "Kissinger's equation",
      kissingerPeak(150e3, 10 / 60),
      peak,
      0.05,
    ),
    check('V7/250', 'the same, degC', 'literature: about 250 degC', 250, peak - 273.15, 5),
  ];
}
