import type { AnalysisResult, Result } from '@anodelab/data';
import { FILLING, type Shape } from './constant-flux.ts';
import type { Estimate } from './estimates.ts';

/**
 * D/size^2 from the finite diffusion element of an impedance result: D = L^2/tau, L = volume/area. An interval of tau that
 * is open on a side leaves D a bound on the other. Undefined where the circuit has no such element.
 */
export function impedanceEstimate(
  spectrum: AnalysisResult,
  shape: Shape,
  lowest: number,
): Estimate | undefined {
  const found = Object.entries(spectrum.results).find(
    ([name, { unit }]) => /^W[os]\w*\.(tau|B)$/.test(name) && unit === 's',
  );
  if (found === undefined) return undefined;
  const [name, tau] = found;
  const rateOf = (time: number | null | undefined) => (time ? 1 / (time * FILLING[shape] ** 2) : null);
  const low = tau.interval === undefined ? null : rateOf(tau.interval.high);
  const high = tau.interval === undefined ? null : rateOf(tau.interval.low);
  const rate = rateOf(tau.value) ?? NaN;
  const isValid = low !== null && high !== null;
  return {
    method: 'EIS',
    number: 1,
    voltage: NaN,
    rate: isValid ? rate : NaN,
    low,
    high,
    validity: rate / (2 * Math.PI * lowest),
    isValid,
    verdict: isValid ? `valid: ${name}` : boundSentence(name, tau, low, high),
    window: NaN,
  };
}

function boundSentence(name: string, tau: Result, low: number | null, high: number | null): string {
  const verdict = tau.verdict ?? 'not identifiable';
  if (high !== null) return `upper bound of D only: ${name} is ${verdict}`;
  if (low !== null) return `lower bound of D only: ${name} is ${verdict}`;
  return `no bound: ${name} is ${verdict}`;
}

/**
 * D/size^2 from Randles-Sevcik of a CV result; only where it is valid, which asks for Lambda above 300 at the slowest
 * rate. With the reason where it is not.
 *
 * @param size - m; without it Lambda is unknown, and so is D/size^2
 */
export function voltammetryEstimates(result: AnalysisResult, size: number): readonly Estimate[] {
  return ['randlesSevcikCathodic', 'randlesSevcikAnodic'].flatMap((name, i): Estimate[] => {
    const found = result.results[name];
    if (found === undefined) return [];
    const isValid = found.verdict?.startsWith('valid') ?? false;
    const rate = found.value / (size * size);
    return [
      {
        method: 'CV',
        number: i + 1,
        voltage: NaN,
        rate: isValid ? rate : NaN,
        low: null,
        high: null,
        validity: rate,
        isValid,
        verdict: found.verdict ?? '',
        window: NaN,
      },
    ];
  });
}
