import { expect, test } from 'vitest';
import { proposeCircuit } from './circuit-from-drt.ts';
import { fitCircuit } from './fit-circuit.ts';
import { makeSpectrum } from './made-spectrum.ts';

const range = { highest: 1e5, decades: 7, perDecade: 10, noise: 5e-4 };

// the noise is 0.05 %, so a fit that started in the right place leaves 0.07 % of |Z|
test.each<[string, readonly number[], string]>([
  ['R0-p(R1,CPE1)', [120, 430, 6.2e-5, 0.93], 'R0-p(R1,CPE1)'],
  ['R0-p(R1,CPE1)-p(R2,CPE2)', [10, 40, 1e-4, 0.9, 60, 1e-2, 0.9], 'R0-p(R1,CPE1)-p(R2,CPE2)'],
  ['R0-p(R1,C1)-p(R2,C2)', [10, 40, 1e-5, 60, 1e-3], 'R0-p(R1,C1)-p(R2,C2)'],
  ['L1-R0-p(R1,CPE1)', [1e-5, 10, 40, 1e-3, 0.85], 'L1-R0-p(R1,CPE1)'],
  ['R0-p(R1,CPE1)-C2', [10, 40, 1e-3, 0.85, 0.05], 'R0-p(R1,CPE1)-C2'],
])(
  '%s %j: its arcs are proposed, with start values from which the fit finds it',
  (text, values, proposed) => {
    const spectrum = makeSpectrum({ ...range, circuit: text, values });
    const { circuit, start } = proposeCircuit(spectrum, 'modulus');
    expect(circuit.text).toBe(proposed);
    circuit.parameters.forEach(({ name }, k) => {
      expect(Math.abs(Math.log(start[name]! / values[k]!))).toBeLessThan(0.25);
    });
    const fit = fitCircuit(circuit, spectrum, { start });
    expect(fit.status).toBe('converged');
    expect(fit.rmse).toBeLessThan(8e-4);
    expect(fit.rmse).toBeGreaterThan(5e-4);
  },
);
