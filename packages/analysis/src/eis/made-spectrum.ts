import { createRandom } from '@anodelab/numerics';
import type { Spectrum } from './circuit-problem.ts';
import { compileCircuit } from './compile-circuit.ts';
import { parseCircuit } from './parse-circuit.ts';

/** What a made spectrum is made of; for tests. */
export interface MadeSpectrum {
  readonly circuit: string;
  /** Of all parameters in the circuit's order, SI; by default the values that the circuit gives. */
  readonly values?: readonly number[];
  /** Hz. */
  readonly highest: number;
  readonly decades: number;
  readonly perDecade: number;
  /** Standard deviation on each part relative to |Z|; default none. */
  readonly noise?: number;
  /** Of the noise; default 42. */
  readonly seed?: number;
  /** A parameter that moves during the sweep: its value rises by `rate` times the time that the periods have taken. */
  readonly drift?: { readonly parameter: number; readonly rate: number };
}

/** The spectrum that a circuit gives, from high to low frequency. */
export function makeSpectrum(made: MadeSpectrum): Spectrum {
  const circuit = parseCircuit(made.circuit);
  const values = Float64Array.from(made.values ?? circuit.parameters.map((p) => p.value ?? 1));
  const count = Math.round(made.decades * made.perDecade) + 1;
  const frequency = Float64Array.from(
    { length: count },
    (_, i) => made.highest * 10 ** (-i / made.perDecade),
  );
  const random = createRandom(made.seed ?? 42);
  const zRe = new Float64Array(count);
  const zIm = new Float64Array(count);
  let elapsed = 0;
  for (let i = 0; i < count; i++) {
    elapsed += 1 / frequency[i]!;
    const now = values.slice();
    if (made.drift) now[made.drift.parameter]! += made.drift.rate * elapsed;
    const { impedance, evaluate } = compileCircuit(circuit, frequency.subarray(i, i + 1));
    evaluate(now.map(Math.log));
    const noise = (made.noise ?? 0) * Math.hypot(impedance[0]!, impedance[1]!);
    zRe[i] = impedance[0]! + noise * random.normal();
    zIm[i] = impedance[1]! + noise * random.normal();
  }
  return { frequency, zRe, zIm };
}
