import type { Random } from '@anodelab/numerics';
import { parseUnit } from '@anodelab/units';
import { type ParameterName, parameterNames, parameters, type ParameterValues } from './parameters.ts';

/**
 * The distribution that a prior's words stand for. `lognormal, factor F`: a standard deviation multiplies or divides by
 * F. `lognormal, A to B`: two standard deviations to either side. `lognormal(ln M, S)`: of the logarithm.
 */
export type Prior =
  | { readonly kind: 'none' }
  | { readonly kind: 'uniform'; readonly low: number; readonly high: number }
  | { readonly kind: 'normal'; readonly mean: number; readonly deviation: number }
  | { readonly kind: 'lognormal'; readonly median: number; readonly deviation: number };

const NUMBER = '(-?[0-9.]+(?:e-?[0-9]+)?)';

/**
 * Reads the prior of a parameter, SI.
 *
 * @throws {RangeError} for words that are none of the forms above
 */
export function priorOf(name: ParameterName): Prior {
  const { prior, value, unit } = parameters[name];
  if (prior === 'none') return { kind: 'none' };
  const found = (pattern: string) => new RegExp(`^${pattern}$`).exec(prior);
  const uniform = found(`uniform ${NUMBER} to ${NUMBER} ?(.*)`);
  if (uniform !== null) {
    const scale = factorTo(unit, uniform[3]!);
    return { kind: 'uniform', low: Number(uniform[1]) * scale, high: Number(uniform[2]) * scale };
  }
  const normal = found(`normal, sd ${NUMBER} ?(.*)`);
  if (normal !== null) {
    const deviation =
      Number(normal[1]) * (normal[2] === '%' ? Math.abs(value) / 100 : factorTo(unit, normal[2]!));
    return { kind: 'normal', mean: value, deviation };
  }
  const factor = found(`lognormal, factor ${NUMBER}`);
  if (factor !== null) return { kind: 'lognormal', median: value, deviation: Math.log(Number(factor[1])) };
  const relative = found(`lognormal, sd ${NUMBER} %`);
  if (relative !== null) {
    return { kind: 'lognormal', median: value, deviation: Math.log1p(Number(relative[1]) / 100) };
  }
  const range = found(`lognormal, ${NUMBER} to ${NUMBER}`);
  if (range !== null) {
    const [low, high] = [Math.log(Number(range[1])), Math.log(Number(range[2]))];
    return { kind: 'lognormal', median: Math.exp((low + high) / 2), deviation: (high - low) / 4 };
  }
  const logarithm = found(`lognormal\\(ln ${NUMBER}, ${NUMBER}\\)`);
  if (logarithm !== null) {
    return { kind: 'lognormal', median: Number(logarithm[1]), deviation: Number(logarithm[2]) };
  }
  throw new RangeError(
    `prior of ${name}: expected uniform, normal or lognormal with numbers, found "${prior}"`,
  );
}

/** One value of every parameter from its prior; normal ones keep the sign of their value. The same stream, the same values. */
export function drawParameters(random: Random): ParameterValues {
  return Object.fromEntries(parameterNames.map((name) => [name, draw(name, random)])) as ParameterValues;
}

function draw(name: ParameterName, random: Random): number {
  const { value } = parameters[name];
  const prior = priorOf(name);
  switch (prior.kind) {
    case 'none':
      return value;
    case 'uniform':
      return prior.low + (prior.high - prior.low) * random.uniform();
    case 'lognormal':
      return prior.median * Math.exp(prior.deviation * random.normal());
    case 'normal': {
      let drawn = prior.mean + prior.deviation * random.normal();
      while (drawn * value <= 0) drawn = prior.mean + prior.deviation * random.normal();
      return drawn;
    }
  }
}

/** SI per stated unit; words without a unit are in the parameter's own. */
function factorTo(unit: string, stated: string): number {
  if (stated === '' || stated === unit) return 1;
  return parseUnit(stated === 'angstrom' ? 'Å' : stated).factor;
}
