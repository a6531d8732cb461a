import { describe, expect, test } from 'vitest';
import { fitCircuit } from './fit-circuit.ts';
import { makeSpectrum } from './made-spectrum.ts';
import { parseCircuit } from './parse-circuit.ts';
import { profileIntervals } from './profile-intervals.ts';

const range = { highest: 1e5, decades: 7, perDecade: 8 };

describe('a fit without start values', () => {
  test.each([
    ['R0-p(R1,C1)', [5, 120, 2e-5]],
    ['R0-p(R1,CPE1)-p(R2-Wo1,CPE2)', [4, 20, 1e-5, 0.9, 60, 90, 30, 1e-3, 0.85]],
    ['L1-R0-p(R1,CPE1)', [1e-6, 4, 20, 1e-4, 0.9]],
    ['R0-p(R1-W1,C1)', [5, 120, 30, 2e-5]],
    ['R(Q[RWs])', [5, 2e-5, 0.85, 120, 0.002, 5, 0.5]],
    ['R0-p(CPE1,R1-p(CPE2,R2))', [38, 3e-5, 0.87, 144, 0.02, 0.9, 300]], // nested, as ZFit users write it
    ['R0-Zarc1-Zarc2', [3, 10, 1e-4, 0.8, 25, 0.1, 0.9]],
  ])('%s is recovered from an exact spectrum to 1e-4', (text, values) => {
    const fit = fitCircuit(parseCircuit(text), makeSpectrum({ circuit: text, values, ...range }));
    expect(fit.status).toBe('converged');
    fit.values.forEach((value, k) => expect(Math.abs(value / values[k]! - 1)).toBeLessThan(1e-4));
  });

  test('with noise, every parameter is within 4 standard errors', () => {
    const values = [4, 20, 1e-5, 0.9, 60, 90, 30, 1e-3, 0.85];
    const circuit = 'R0-p(R1,CPE1)-p(R2-Wo1,CPE2)';
    const fit = fitCircuit(parseCircuit(circuit), makeSpectrum({ circuit, values, ...range, noise: 2e-3 }));
    fit.values.forEach((value, k) => {
      expect(Math.abs(value - values[k]!)).toBeLessThan(4 * fit.standardErrors[k]!);
    });
  });

  test('equal arcs are named by time constant, the fastest first, whatever order the truth was written in', () => {
    const circuit = 'R0-p(R1,CPE1)-p(R2,CPE2)';
    const spectrum = makeSpectrum({ circuit, values: [4, 60, 1e-2, 0.85, 20, 1e-5, 0.9], ...range });
    const { values } = fitCircuit(parseCircuit(circuit), spectrum);
    [4, 20, 1e-5, 0.9, 60, 1e-2, 0.85].forEach((value, k) => expect(values[k]).toBeCloseTo(value, 6));
  });

  test('the same data give the same bits', () => {
    const circuit = 'R0-p(R1,CPE1)';
    const spectrum = makeSpectrum({ circuit, values: [4, 60, 1e-2, 0.85], ...range, noise: 1e-2 });
    const fit = (): Float64Array => fitCircuit(parseCircuit(circuit), spectrum).values;
    expect(fit()).toEqual(fit());
  });
});

describe('what a circuit fixes and limits', () => {
  const spectrum = makeSpectrum({ circuit: 'R0-p(R1,C1)', values: [5, 120, 2e-5], ...range });

  test('a fixed value stays and a limit holds', () => {
    const fixed = fitCircuit(parseCircuit('R{R=6F}(RC)'), spectrum);
    expect(fixed.values[0]).toBe(6);
    expect(fixed.freeParameters).toBe(2);
    const limited = fitCircuit(parseCircuit('R(R{R=50/10/100}C)'), spectrum);
    expect(limited.values[1]).toBeCloseTo(100, 10);
  });

  test('a tied parameter follows its expression, takes no freedom and has the error that it inherits', () => {
    const text = 'R0-p(R1,CPE1)-p(R2,CPE2)';
    const made = makeSpectrum({
      circuit: text,
      values: [4, 20, 1e-5, 0.9, 40, 1e-3, 0.9],
      ...range,
      noise: 1e-3,
    });
    const tied = fitCircuit(parseCircuit(`${text}; R2 = 2*R1; CPE2.alpha = CPE1.alpha`), made);
    expect(tied.freeParameters).toBe(5);
    expect(tied.values[4]).toBeCloseTo(2 * tied.values[1]!, 12);
    expect(tied.values[6]).toBe(tied.values[3]);
    expect(tied.standardErrors[4]).toBeCloseTo(2 * tied.standardErrors[1]!, 8);
    expect(tied.values[1]).toBeCloseTo(20, 0);
    const [, , , , interval] = profileIntervals(tied);
    expect(interval).toMatchObject({ verdict: 'tied' });
    expect(interval!.low).toBeLessThan(40);
    expect(interval!.high).toBeGreaterThan(40);
    const free = fitCircuit(parseCircuit(text), made);
    expect(tied.sumOfSquares).toBeGreaterThanOrEqual(free.sumOfSquares);
  });

  test('a start is used as given and must name every parameter', () => {
    const circuit = parseCircuit('R0-p(R1,C1)');
    const fit = fitCircuit(circuit, spectrum, { start: { R0: 1, R1: 50, C1: 1e-4 } });
    expect(fit.starts).toBe(1);
    expect(fit.values[1]).toBeCloseTo(120, 6);
    expect(() => fitCircuit(circuit, spectrum, { start: { R0: 1 } })).toThrow('positive R1');
  });

  test('fewer numbers than parameters are refused', () => {
    const two = {
      frequency: Float64Array.of(1, 2),
      zRe: Float64Array.of(1, 2),
      zIm: Float64Array.of(-1, -2),
    };
    expect(() => fitCircuit(parseCircuit('R0-p(R1,CPE1)-p(R2,C2)'), two)).toThrow('2 points');
  });
});

describe('intervals', () => {
  test('of a resistance alone are those of Student’s t', () => {
    // R to noisy real values: S is a parabola in R, so the profile interval is the mean -+ t s/sqrt(n)
    const zRe = Float64Array.of(9.9, 10.2, 10.0, 9.8, 10.1, 10.3);
    const frequency = Float64Array.of(1, 2, 3, 4, 5, 6);
    const fit = fitCircuit(
      parseCircuit('R{R=1}'),
      { frequency, zRe, zIm: new Float64Array(6) },
      { weight: 'unit' },
    );
    const mean = zRe.reduce((sum, z) => sum + z, 0) / 6;
    const sum = zRe.reduce((total, z) => total + (z - mean) ** 2, 0);
    const half = 2.200985 * Math.sqrt(sum / 11 / 6); // t(0.975; 11); 12 numbers, 1 parameter
    const [interval] = profileIntervals(fit);
    expect(interval!.low).toBeCloseTo(mean - half, 4);
    expect(interval!.high).toBeCloseTo(mean + half, 4);
  });

  test('stay open above for a diffusion time that the sweep never reaches', () => {
    const circuit = 'R0-p(R1-Wo1,C1)';
    const spectrum = makeSpectrum({ circuit, values: [5, 20, 3000, 1e5, 1e-5], ...range, noise: 3e-3 });
    const fit = fitCircuit(parseCircuit(circuit), spectrum);
    const verdicts = Object.fromEntries(
      profileIntervals(fit).map((interval, k) => [fit.circuit.parameters[k]!.name, interval]),
    );
    expect(verdicts['Wo1.tau']).toMatchObject({ high: null, verdict: 'not identifiable above' });
    expect(verdicts['Wo1.tau']!.low).toBeGreaterThan(1);
    expect(verdicts.R1).toMatchObject({ verdict: '' });
    expect(verdicts.R1!.low).toBeLessThan(20.2);
    expect(verdicts.R1!.high).toBeGreaterThan(19.8);
  });
});

test('a search that a limit on steps bends goes on: the bent step may promise a rise', () => {
  const circuit = 'R0-p(R1,CPE1)-p(R2,CPE2)';
  const made = makeSpectrum({ circuit, values: [4, 20, 1e-5, 0.9, 40, 1e-3, 0.9], ...range, noise: 1e-3 });
  expect(fitCircuit(parseCircuit(circuit), made).rmse).toBeLessThan(1.5e-3);
});
