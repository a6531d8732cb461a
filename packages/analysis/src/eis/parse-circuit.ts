import { InputError } from '@anodelab/data';
import { type Circuit, type CircuitNode, elementsOf } from './circuit.ts';
import { group, makeElement, type Scanner, scanCircuit } from './circuit-scanner.ts';
import { elementSymbols, findElement } from './elements.ts';
import { parseCdc } from './parse-cdc.ts';

/**
 * The circuit that a text means, in either dialect: with `-` or `p(` it is impedance.py's (`R0-p(R1,C1)-Wo1`), else a
 * circuit description code (`R(RC)`, `R{R=100}([RW]C)`, `R100 (R200 C0.8e-6)`). See docs/methods/eis.md.
 *
 * @throws {InputError} with the column of the first thing that does not fit
 */
export function parseCircuit(text: string): Circuit {
  const isString = /-(?![\d.])|p\s*\(/.test(text);
  const scanner = scanCircuit(text);
  const root = isString ? parseString(scanner) : parseCdc(scanner);
  const elements = elementsOf(root);
  const names = elements.map((element) => element.name);
  const twice = names.find((name, k) => names.indexOf(name) < k);
  if (twice !== undefined) {
    throw new InputError(`circuit: expected every name once, found ${twice} twice`, 'circuit');
  }
  return {
    text,
    dialect: isString ? 'impedance.py' : 'CDC',
    root,
    parameters: elements.flatMap((element) => element.parameters),
  };
}

/** impedance.py's string: `-` is series, `p(a,b)` parallel, an element is a symbol with an index. */
function parseString(scanner: Scanner): CircuitNode {
  const root = readSeries(scanner);
  if (!scanner.isAtEnd()) scanner.fail("'-' or the end");
  return root;
}

function readSeries(scanner: Scanner): CircuitNode {
  const parts = [readTerm(scanner)];
  while (scanner.take('-')) parts.push(readTerm(scanner));
  return group('series', parts);
}

function readTerm(scanner: Scanner): CircuitNode {
  if (scanner.match(/p\s*\(/) !== undefined) {
    const branches = [readSeries(scanner)];
    while (scanner.take(',')) branches.push(readSeries(scanner));
    scanner.expect(')');
    return group('parallel', branches);
  }
  const at = scanner.position();
  const found = scanner.match(/([A-Za-z]+)(?:_?\d+)*/);
  const name = found?.[0];
  const symbol = found?.[1];
  if (name === undefined || symbol === undefined) return scanner.fail("an element such as R1, or 'p('");
  const kind = findElement('impedance.py', symbol);
  if (kind === undefined) return scanner.fail(`one of ${elementSymbols('impedance.py').join(' ')}`, at);
  return makeElement(name, kind);
}
