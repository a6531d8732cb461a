import { type CircuitNode, type CircuitParameter, mapParameters, parametersOf } from './circuit.ts';
import type { Scanner } from './circuit-scanner.ts';
import { parseExpression, takeName } from './expression.ts';

const NUMBER = /(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/;
/** By how much a smooth parameter is expected to change from spectrum to spectrum unless the circuit says otherwise. */
const USUAL_CHANGE = 0.1;

/**
 * Reads the conditions behind a circuit and returns the circuit with them:
 * `; R0 = 2.5` fixes, `; R2 = 2*R1` ties, `; R1 ~ 20` starts there, `; R1 < 50`, `; 10 < R1 < 50` limits,
 * `; shared R0, L1` has one value in a series, `; smooth R1, R2 0.05` changes by about 5 % from spectrum to spectrum.
 *
 * @throws {InputError} with the column of the first thing that does not fit
 */
export function applyConditions(root: CircuitNode, scanner: Scanner): CircuitNode {
  const parameters = new Map(parametersOf(root).map((parameter) => [parameter.name, parameter]));
  while (scanner.take(';')) {
    if (scanner.isAtEnd()) break;
    readCondition(scanner, parameters);
  }
  if (!scanner.isAtEnd()) scanner.fail("';' or the end");
  return mapParameters(root, ({ name }) => parameters.get(name)!);
}

type Parameters = Map<string, CircuitParameter>;

function readCondition(scanner: Scanner, parameters: Parameters): void {
  const names = [...parameters.keys()];
  const change = (name: string, what: Partial<CircuitParameter>): void => {
    parameters.set(name, { ...parameters.get(name)!, ...what });
  };
  if (scanner.match(/shared(?!\w)/) !== undefined) {
    for (const name of readNames(scanner, names)) change(name, { link: 'shared' });
    return;
  }
  if (scanner.match(/smooth(?!\w)/) !== undefined) {
    const smooth = readNames(scanner, names);
    const step = scanner.match(NUMBER)?.[0];
    for (const name of smooth)
      change(name, { link: { change: Number(step ?? USUAL_CHANGE) || USUAL_CHANGE } });
    return;
  }
  const low = scanner.match(NUMBER)?.[0];
  if (low !== undefined) scanner.expect('<');
  const at = scanner.position();
  const name = readName(scanner, names);
  if (low !== undefined) change(name, { lower: Number(low) });
  if (scanner.take('<')) change(name, { upper: positive(scanner) });
  else if (scanner.take('>')) change(name, { lower: positive(scanner) });
  else if (low !== undefined) return;
  else if (scanner.take('~')) change(name, { value: positive(scanner), fixed: false });
  else if (scanner.take('=')) readTie(scanner, name, names, parameters, change, at);
  else scanner.fail("'=', '~', '<' or '>'");
}

function readTie(
  scanner: Scanner,
  name: string,
  names: readonly string[],
  parameters: Parameters,
  change: (name: string, what: Partial<CircuitParameter>) => void,
  at: number,
): void {
  const begin = scanner.position();
  const expression = parseExpression(scanner, names);
  if (expression.uses.length === 0) {
    const value = expression.value(() => NaN);
    if (!(value > 0)) scanner.fail('a value above zero', begin);
    change(name, { value, fixed: true });
    return;
  }
  change(name, { expression, fixed: false });
  if (isCircular(name, parameters)) scanner.fail(`a value for ${name} that does not depend on itself`, at);
}

function isCircular(name: string, parameters: Parameters): boolean {
  const seen = new Set<string>();
  const reaches = (from: string): boolean =>
    (parameters.get(from)?.expression?.uses ?? []).some((used) => {
      if (used === name) return true;
      if (seen.has(used)) return false;
      seen.add(used);
      return reaches(used);
    });
  return reaches(name);
}

function readNames(scanner: Scanner, names: readonly string[]): string[] {
  const found = [readName(scanner, names)];
  while (scanner.take(',')) found.push(readName(scanner, names));
  return found;
}

function readName(scanner: Scanner, names: readonly string[]): string {
  return takeName(scanner, names) ?? scanner.fail(`one of ${names.join(' ')}`);
}

function positive(scanner: Scanner): number {
  const at = scanner.position();
  const value = Number(scanner.match(NUMBER)?.[0] ?? NaN);
  if (!(value > 0)) scanner.fail('a number above zero', at);
  return value;
}
