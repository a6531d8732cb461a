/** A place in a protocol that cannot be read: `2:14 expected a voltage such as "0.01 V", found "0.01 A"`. */
export class ProtocolError extends Error {
  /** From 1. */
  readonly line: number;
  readonly column: number;
  /** `expected …, found …`, without the place. */
  readonly problem: string;

  constructor(line: number, column: number, expected: string, found: string) {
    const problem = `expected ${expected}, found ${found === '' ? 'the end of the step' : `"${found}"`}`;
    super(`${line}:${column} ${problem}`);
    this.name = 'ProtocolError';
    this.line = line;
    this.column = column;
    this.problem = problem;
  }
}
