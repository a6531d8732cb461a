import { faraday } from '../constants.ts';
import { tableLaw } from '../exchange/table-law.ts';
import type { ParameterValues } from '../parameters.ts';
import type { OpenCircuitPotential, PotentialCurve } from '../potential/open-circuit.ts';
import type { Population } from '../sample.ts';
import { lithiumVolume } from './mechanics.ts';
import { PlasticShell } from './plastic-shell.ts';

/** Shell and core along one half cycle; all arrays have one entry per lithiation. */
export interface HalfCycleStress {
  readonly lithiation: Float64Array;
  /** Of the shell on its core, Pa. */
  readonly pressure: Float64Array;
  /** Hoop stress of the shell at the core, Pa. */
  readonly hoop: Float64Array;
  /** Plastic strain of the shell at the core since the start of the half cycle. */
  readonly plasticStrain: Float64Array;
}

const POINTS = 65;

/**
 * The shell of a population through a cycle like all later ones: lithiation from `low` to `high` and back, after one cycle
 * that set it. The shell stays bonded to its core, whose free size it takes (equation 5.1).
 *
 * @throws {RangeError} for a population without a shell
 */
export function shellCycle(
  values: ParameterValues,
  population: Population,
  low: number,
  high: number,
): { readonly lithiation: HalfCycleStress; readonly delithiation: HalfCycleStress } {
  const { radius, shellThickness, modulus, yieldStress } = population;
  if (shellThickness === 0) throw new RangeError('expected a population with a shell, found bare particles');
  const shell = new PlasticShell({ inner: radius, outer: radius + shellThickness, modulus, yieldStress });
  const coreAt = (x: number) => radius * Math.cbrt(1 + values.expansion * x);
  for (const x of [high, low]) shell.stretchTo(coreAt(x));
  return {
    lithiation: halfCycle(shell, coreAt, low, high),
    delithiation: halfCycle(shell, coreAt, high, low),
  };
}

function halfCycle(
  shell: PlasticShell,
  coreAt: (x: number) => number,
  from: number,
  to: number,
): HalfCycleStress {
  const vector = () => new Float64Array(POINTS);
  const path = { lithiation: vector(), pressure: vector(), hoop: vector(), plasticStrain: vector() };
  const start = shell.accumulated;
  for (let i = 0; i < POINTS; i++) {
    // close together where the shell turns from elastic to plastic, just after the start
    const x = from + (to - from) * (i / (POINTS - 1)) ** 2;
    shell.stretchTo(coreAt(x));
    path.lithiation[i] = x;
    path.pressure[i] = shell.pressure;
    path.hoop[i] = shell.innerHoop;
    path.plasticStrain[i] = shell.accumulated - start;
  }
  return path;
}

/**
 * Mean stress at the surface of a core that flows because its rim swells or shrinks first, Pa: the pressure of the shell and two
 * thirds of the flow stress, compressive in lithiation (5.13). Where diffusion is fast the core does not flow and only the
 * pressure is left.
 *
 * @param flowStress - of lithiated silicon at the surface's lithiation, Pa
 * @param direction - +1 lithiates, -1 delithiates
 */
export function surfaceStress(pressure: number, flowStress: number, direction: 1 | -1): number {
  return -pressure - direction * (2 / 3) * flowStress;
}

/** Flow stress of lithiated silicon, Pa: linear from 1.75 GPa to 1 GPa (Sethuraman et al. 2010, recalled). */
export function coreFlowStress(x: number): number {
  return 1.75e9 - 0.75e9 * x;
}

/** The shells of a population as far as they press on their silicon. */
export interface PressingShells {
  /** Lithiations between which their silicon swings. */
  readonly low: number;
  readonly high: number;
  /** Share that no longer presses, 0 to 1. May change between two steps of a run. */
  broken: number;
}

/**
 * Potential of silicon under its shell for a cell model: each branch shifted by -p Omega/F of its own half cycle, by as much
 * of the shell as still holds (5.14).
 *
 * @param potential - of free particles
 */
export function stressedPotential(
  values: ParameterValues,
  population: Population,
  potential: OpenCircuitPotential,
  shells: Readonly<PressingShells>,
): OpenCircuitPotential {
  if (population.shellThickness === 0) return potential;
  const cycle = shellCycle(values, population, shells.low, shells.high);
  const perPressure = -lithiumVolume(values) / faraday; // V/Pa
  const shift = () => (1 - shells.broken) * perPressure;
  return {
    lithiation: shifted(potential.lithiation, cycle.lithiation, shift),
    delithiation: shifted(potential.delithiation, cycle.delithiation, shift),
  };
}

function shifted(curve: PotentialCurve, path: HalfCycleStress, perPressure: () => number): PotentialCurve {
  const order =
    path.lithiation[0]! < path.lithiation[1]!
      ? (v: Float64Array) => [...v]
      : (v: Float64Array) => [...v].reverse();
  const [low, high] = [Math.min(...path.lithiation), Math.max(...path.lithiation)];
  const law = tableLaw({ x: order(path.lithiation), y: order(path.pressure) });
  const pressure = new Float64Array(2);
  return (x, out) => {
    curve(x, out);
    law(Math.min(Math.max(x, low), high), pressure);
    const scale = perPressure();
    out[0]! += scale * pressure[0]!;
    if (x > low && x < high) out[1]! += scale * pressure[1]!;
  };
}
