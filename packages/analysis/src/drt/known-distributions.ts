import { createRandom } from '@anodelab/numerics';
import type { Spectrum } from '../eis/circuit-problem.ts';

/** A ZARC, R/(1 + (s tau)^exponent); exponent 1 is an RC element. For tests. */
export interface Arc {
  readonly resistance: number;
  readonly tau: number;
  readonly exponent: number;
}

/** Distribution of ZARCs in closed form, Ohm per unit of ln tau. */
export function arcDistribution(arcs: readonly Arc[], at: Float64Array): Float64Array {
  return at.map((t) =>
    arcs.reduce((sum, { resistance, tau, exponent }) => {
      const angle = (1 - exponent) * Math.PI;
      const width = Math.cosh(exponent * Math.log(t / tau)) - Math.cos(angle);
      return sum + (resistance * Math.sin(angle)) / (2 * Math.PI * width);
    }, 0),
  );
}

const nothing = (_omega: number): readonly [number, number] => [0, 0];

/** 10 points a decade of 10 Ohm and arcs in series. */
export function arcSpectrum(
  arcs: readonly Arc[],
  { highest = 1e6, decades = 8, noise = 0, seed = 1, more = nothing } = {},
): Spectrum & { readonly noise: number } {
  const { normal } = createRandom(seed);
  const frequency = Float64Array.from({ length: 10 * decades + 1 }, (_, i) => highest * 10 ** (-i / 10));
  const zRe = new Float64Array(frequency.length);
  const zIm = new Float64Array(frequency.length);
  frequency.forEach((f, i) => {
    const omega = 2 * Math.PI * f;
    let [re, im] = more(omega);
    re += 10;
    for (const { resistance, tau, exponent } of arcs) {
      const size = (omega * tau) ** exponent;
      const [a, b] = [
        1 + size * Math.cos((exponent * Math.PI) / 2),
        size * Math.sin((exponent * Math.PI) / 2),
      ];
      re += (resistance * a) / (a * a + b * b);
      im -= (resistance * b) / (a * a + b * b);
    }
    zRe[i] = re + noise * normal();
    zIm[i] = im + noise * normal();
  });
  return { frequency, zRe, zIm, noise };
}

/** |found - truth|/|truth|. */
export function relativeError(found: Float64Array, truth: Float64Array): number {
  const length = (values: Float64Array): number => Math.sqrt(values.reduce((sum, v) => sum + v * v, 0));
  return length(found.map((v, i) => v - truth[i]!)) / length(truth);
}

/** `count` relaxation times, equal steps of ln tau. */
export function tauGrid(low: number, high: number, count: number): Float64Array {
  return Float64Array.from({ length: count }, (_, k) => low * (high / low) ** (k / (count - 1)));
}
