import { Phrase } from './phrase.ts';
import { ProtocolError } from './protocol-error.ts';
import type { Protocol, ProtocolStep } from './protocol-step.ts';
import { readStep } from './read-step.ts';

interface Line {
  readonly text: string;
  readonly line: number;
  /** Of the first character, from 1; what stands further right than a `Repeat` belongs to it. */
  readonly column: number;
  /** Begins a line of the text, not only a step after `;`. */
  readonly isFirst: boolean;
}

/** Loops within loops beyond this are taken for a mistake. */
const DEEPEST = 8;

/**
 * The protocol that a text describes, one step a line or after `;`, `#` begins a comment. The grammar with examples is
 * docs/methods/protocols.md: `Lithiate at 1 A/g until 0.01 V`, `Hold at 0.01 V until C/50`, `Rest for 10 min`, …, and
 * the phrases of PyBaMM's experiments. `Repeat 3 times:` takes the steps behind it on its line, or the lines below it
 * that stand further right.
 *
 * @throws {ProtocolError} with line, column, what was expected and what was found
 */
export function parseProtocol(text: string): Protocol {
  const lines = linesOf(text);
  if (lines.length === 0) throw new ProtocolError(1, 1, 'a step such as "Rest for 10 min"', '');
  return block([...lines], 0, 0);
}

function linesOf(text: string): readonly Line[] {
  return text.split(/\r\n|\n|\r/).flatMap((whole, index) => {
    const code = whole.replace(/#.*$/, '');
    let column = 1;
    let isFirst = true;
    return code.split(';').flatMap((part): Line[] => {
      const start = column + /^\s*/.exec(part)![0].length;
      column += part.length + 1;
      if (part.trim() === '') return [];
      const line = { text: part.trim(), line: index + 1, column: start, isFirst };
      isFirst = false;
      return [line];
    });
  });
}

/** Takes the lines that stand at the column of the first, or right of `column` for a block. */
function block(queue: Line[], column: number, depth: number): ProtocolStep[] {
  const steps: ProtocolStep[] = [];
  const own = queue[0]?.column ?? 0;
  while (queue.length > 0) {
    const line = queue[0]!;
    if (line.isFirst && line.column <= column) break;
    if (line.isFirst && line.column !== own) {
      throw new ProtocolError(line.line, line.column, `a step at column ${own}`, line.text);
    }
    queue.shift();
    steps.push(...readLine(line, queue, depth));
  }
  return steps;
}

function readLine(line: Line, queue: Line[], depth: number): Protocol {
  const phrase = new Phrase(line.text, line.line, line.column);
  if (phrase.take('repeat') === undefined) return readStep(phrase);
  if (depth >= DEEPEST) phrase.fail(`at most ${DEEPEST} loops within each other`);
  const times = phrase.count('a number of times');
  phrase.expect(['times', 'time'], '"times"');
  phrase.expect([':'], '":" and steps');
  const inline: Line[] = [];
  if (!phrase.isAtEnd) {
    const { text, column } = phrase.rest();
    inline.push({ text, line: line.line, column, isFirst: false });
  }
  while (queue[0] !== undefined && !queue[0].isFirst) inline.push(queue.shift()!);
  const steps = inline.length > 0 ? block(inline, 0, depth + 1) : block(queue, line.column, depth + 1);
  if (steps.length === 0) throw new ProtocolError(line.line, line.column, 'steps below "Repeat"', '');
  return [{ kind: 'repeat', times, steps }];
}
