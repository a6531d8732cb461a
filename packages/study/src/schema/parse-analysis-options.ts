import { InputError } from '@anodelab/data';
import { parse } from 'yaml';
import { z } from 'zod';
import { analysisFields } from './analysis-options.ts';
import { problemsOf } from './problem.ts';

const schema = z.object({ analyses: analysisFields });

/**
 * Options of one analysis from `key=value` texts, in the words and units of a study file: `smoothing=5 mV`,
 * `cycles=[1, 2, 50]`, `circuit=R0-p(R1,CPE1)`.
 *
 * @throws {InputError} for a missing `=`, an unknown key, or a value that the key cannot take
 */
export function parseAnalysisOptions<
  T extends 'cycling' | 'cv' | 'eis' | 'drt' | 'diffusivity' | 'kramers-kronig',
>(technique: T, pairs: readonly string[]): NonNullable<z.output<typeof analysisFields>[T]> {
  const fields = Object.fromEntries(pairs.map(keyAndValue));
  const result = schema.safeParse({ analyses: { [technique]: fields } }, { reportInput: true });
  if (result.success) return result.data.analyses[technique] ?? {};
  const [problem] = problemsOf(result.error.issues);
  const path = String(problem?.path.at(-1) ?? '');
  throw new InputError(`${path}: ${problem?.message ?? 'unusable'}`, path);
}

function keyAndValue(pair: string): [string, unknown] {
  const equals = pair.indexOf('=');
  if (equals < 0) throw new InputError(`${pair}: expected key=value, found no "="`, pair);
  return [pair.slice(0, equals).trim(), parse(pair.slice(equals + 1))];
}
