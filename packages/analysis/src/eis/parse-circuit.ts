import { InputError } from '@anodelab/data';
import { type Circuit, type CircuitNode, parametersOf } from './circuit.ts';
import { applyConditions } from './circuit-conditions.ts';
import { group, makeElement } from './make-element.ts';
import { type Scanner, scanCircuit } from './circuit-scanner.ts';
import { elementSymbols, findElement } from './elements.ts';
import { parseCdc } from './parse-cdc.ts';

/**
 * The circuit that a text means, in either dialect: with `-` or `p(` it is impedance.py's (`R0-p(R1,C1)-Wo1`), else a
 * circuit description code (`R(RC)`, `R{R=100}([RW]C)`, `R100 (R200 C0.8e-6)`). What follows a `;` are conditions on the
 * parameters (`R0-p(R1,CPE1)-p(R2,CPE2); CPE2.alpha = CPE1.alpha; R1 < 50; shared R0`). See docs/methods/eis-circuits.md.
 *
 * @throws {InputError} with the column of the first thing that does not fit
 */
export function parseCircuit(text: string): Circuit {
  const [head = ''] = text.split(';', 1);
  const isString = /-(?![\d.])|p\s*\(/.test(head);
  const scanner = scanCircuit(head);
  const written = isString ? parseString(scanner) : parseCdc(scanner);
  const names = parametersOf(written).map((parameter) => parameter.name);
  const twice = names.find((name, k) => names.indexOf(name) < k);
  if (twice !== undefined) {
    throw new InputError(`circuit: expected every name once, found ${twice} twice`, 'circuit');
  }
  const root = head.length < text.length ? applyConditions(written, scanCircuit(text, head.length)) : written;
  return { text, dialect: isString ? 'impedance.py' : 'CDC', root, parameters: parametersOf(root) };
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
