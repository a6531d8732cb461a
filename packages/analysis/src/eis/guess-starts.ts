import type { Random } from '@anodelab/numerics';
import { type Circuit, type CircuitNode, type CircuitParameter, partsOf } from './circuit.ts';
import type { Spectrum } from './circuit-problem.ts';

/** Span of constant-phase exponents in starts. */
const EXPONENTS = { low: 0.6, high: 1 };

/** Makes starts, each the logarithms of all parameters of a circuit, from the ranges of a spectrum alone. */
export type StartMaker = (random: Random) => Float64Array;

/** What a part of the circuit is to have: an impedance (Ohm) near an angular frequency (rad/s), exponents of n. */
interface Aim {
  readonly z: number;
  readonly omega: number;
  readonly n: number;
}

/**
 * Every part of a series connection aims at an impedance and a frequency of its own: the frequency log-uniform over the
 * spectrum's range and a decade below it, the impedance log-uniform from a twentieth of the smallest to twice the largest
 * |Z|. The branches of a parallel connection share one aim, so that they make an arc there; so do the parts of a line.
 */
export function startMaker(circuit: Circuit, spectrum: Spectrum): StartMaker {
  const modulus = spectrum.zRe.map((re, i) => Math.hypot(re, spectrum.zIm[i]!));
  const z = [Math.min(...modulus) / 20, Math.max(...modulus) * 2] as const;
  const omega = [
    0.2 * Math.PI * Math.min(...spectrum.frequency),
    2 * Math.PI * Math.max(...spectrum.frequency),
  ] as const;

  return (random) => {
    const start: number[] = [];
    const draw = (): Aim => ({
      z: logUniform(z, random),
      omega: logUniform(omega, random),
      n: EXPONENTS.low + (EXPONENTS.high - EXPONENTS.low) * random.uniform(),
    });
    const guess = (node: CircuitNode, aim: Aim): void => {
      if (node.type === 'element')
        start.push(...node.parameters.map((parameter) => guessOne(parameter, aim)));
      else partsOf(node).forEach((part, k) => guess(part, node.type !== 'series' || k === 0 ? aim : draw()));
      if (node.type === 'line' && node.length) start.push(guessOne(node.length, aim));
    };
    guess(circuit.root, draw());
    return Float64Array.from(start);
  };
}

function guessOne({ fixed, value, kind }: CircuitParameter, { z, omega, n }: Aim): number {
  return Math.log(fixed && value !== undefined ? value : kind.guess(z, omega, n));
}

function logUniform([low, high]: readonly [number, number], random: Random): number {
  return low * (high / low) ** random.uniform();
}
