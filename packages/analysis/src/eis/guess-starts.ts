import type { Random } from '@anodelab/numerics';
import { type Circuit, elementsOf } from './circuit.ts';
import type { Spectrum } from './circuit-problem.ts';

/** Span of constant-phase exponents in starts. */
const EXPONENTS = { low: 0.6, high: 1 };

/** Makes starts, each the logarithms of all parameters of a circuit, from the ranges of a spectrum alone. */
export type StartMaker = (random: Random) => Float64Array;

/**
 * Every element is given an impedance and a frequency at which it is to have it: the frequency log-uniform over the
 * spectrum's range and a decade below it, the impedance log-uniform from a twentieth of the smallest to twice the largest |Z|.
 */
export function startMaker(circuit: Circuit, spectrum: Spectrum): StartMaker {
  const modulus = spectrum.zRe.map((re, i) => Math.hypot(re, spectrum.zIm[i]!));
  const small = Math.log(Math.min(...modulus) / 20);
  const large = Math.log(Math.max(...modulus) * 2);
  const slow = Math.log(2 * Math.PI * Math.min(...spectrum.frequency)) - Math.LN10;
  const fast = Math.log(2 * Math.PI * Math.max(...spectrum.frequency));
  const elements = elementsOf(circuit.root);

  return (random) => {
    const start = new Float64Array(circuit.parameters.length);
    let k = 0;
    for (const element of elements) {
      const z = Math.exp(small + (large - small) * random.uniform());
      const omega = Math.exp(slow + (fast - slow) * random.uniform());
      const n = EXPONENTS.low + (EXPONENTS.high - EXPONENTS.low) * random.uniform();
      for (const parameter of element.parameters) {
        start[k++] = Math.log(
          parameter.fixed && parameter.value !== undefined
            ? parameter.value
            : parameter.kind.guess(z, omega, n),
        );
      }
    }
    return start;
  };
}
