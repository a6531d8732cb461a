import { InputError } from '@anodelab/data';

/** A position in the text of a circuit; white space never counts. */
export interface Scanner {
  /** 0-based offset of the next character that counts. */
  position(): number;
  isAtEnd(): boolean;
  /** The text from the position on begins with this; nothing is consumed. */
  sees(text: string): boolean;
  /** Consumes this text if it is next. */
  take(text: string): boolean;
  /** Consumes what this sticky pattern matches; its groups, or undefined. */
  match(pattern: RegExp): readonly (string | undefined)[] | undefined;
  /** @throws {InputError} at the position unless this text is next */
  expect(text: string): void;
  /** @throws {InputError} what was expected and what stands there instead */
  fail(expected: string, at?: number): never;
}

/** A scanner at the start of a circuit, or further on in it. */
export function scanCircuit(text: string, from = 0): Scanner {
  let offset = from;

  function position(): number {
    while (offset < text.length && /\s/.test(text[offset]!)) offset++;
    return offset;
  }
  function sees(expected: string): boolean {
    return text.startsWith(expected, position());
  }
  function take(expected: string): boolean {
    if (!sees(expected)) return false;
    offset += expected.length;
    return true;
  }
  function match(pattern: RegExp): readonly (string | undefined)[] | undefined {
    const sticky = new RegExp(pattern.source, 'y');
    sticky.lastIndex = position();
    const found = sticky.exec(text);
    if (found === null) return undefined;
    offset += found[0].length;
    return found;
  }
  function fail(expected: string, at = position()): never {
    const found = at < text.length ? `'${text.slice(at, at + 12)}'` : 'the end';
    throw new InputError(`circuit:${at + 1}: expected ${expected}, found ${found}`, 'circuit', 1, at + 1);
  }
  return {
    position,
    isAtEnd: () => position() >= text.length,
    sees,
    take,
    match,
    expect: (expected) => {
      if (!take(expected)) fail(`'${expected}'`);
    },
    fail,
  };
}
