import { ProtocolError } from './protocol-error.ts';

/** A stretch of a step with the column where it begins. */
export interface Stretch {
  readonly text: string;
  readonly column: number;
}

const KEYWORDS =
  /(?:^|\s)(?:at|for|until|or|from|to|between|and|rest|interrupt|after|lithiation|period|times?|each|cycles?)(?=\s|$|[,:()])|[,;():]/i;

/** One step that is read from left to right. */
export class Phrase {
  readonly line: number;
  private readonly text: string;
  private readonly first: number;
  private at = 0;

  /** @param first - column of the text's first character, from 1 */
  constructor(text: string, line: number, first: number) {
    this.text = text;
    this.line = line;
    this.first = first;
    this.skip();
  }

  get isAtEnd(): boolean {
    return this.at >= this.text.length;
  }

  /** Takes the next word, or words, or mark, if it is one of these; capitals do not matter. */
  take(...options: readonly string[]): string | undefined {
    for (const option of options) {
      const pattern = option.replace(/[()]/g, '\\$&').replace(' ', '\\s+');
      const match = new RegExp(`^${pattern}${/\w$/.test(option) ? '(?![\\w/])' : ''}`, 'i').exec(this.ahead);
      if (match === null) continue;
      this.at += match[0].length;
      this.skip();
      return option;
    }
    return undefined;
  }

  /** Takes one of these or throws. */
  expect(options: readonly string[], expected: string): string {
    return this.take(...options) ?? this.fail(expected);
  }

  /** Takes what stands before the next keyword or mark. */
  stretch(expected: string): Stretch {
    const column = this.first + this.at;
    const stop = KEYWORDS.exec(this.ahead);
    const text = this.ahead.slice(0, stop?.index ?? undefined).trim();
    if (text === '') this.fail(expected);
    this.at += stop?.index ?? this.ahead.length;
    this.skip();
    return { text, column };
  }

  /** Takes a file name: in quotes, or up to the next blank. */
  fileName(): Stretch {
    const column = this.first + this.at;
    const match = /^(?:"([^"]+)"|'([^']+)'|(\S+))/.exec(this.ahead);
    if (match === null) this.fail('the name of a file');
    this.at += match[0].length;
    this.skip();
    return { text: match[1] ?? match[2] ?? match[3] ?? '', column };
  }

  /** Takes a whole number. */
  count(expected: string): number {
    const match = /^\d+/.exec(this.ahead);
    if (match === null || Number(match[0]) < 1) this.fail(expected);
    this.at += match[0].length;
    this.skip();
    return Number(match[0]);
  }

  /** Whether a number and then a word that begins so come next. */
  isAheadCount(word: string): boolean {
    return new RegExp(`^\\d+\\s+${word}`, 'i').test(this.ahead);
  }

  /** What is left to read, and where. */
  rest(): Stretch {
    const stretch = { text: this.ahead, column: this.first + this.at };
    this.at = this.text.length;
    return stretch;
  }

  fail(expected: string, stretch: Stretch = { text: this.ahead, column: this.first + this.at }): never {
    throw new ProtocolError(this.line, stretch.column, expected, stretch.text);
  }

  private get ahead(): string {
    return this.text.slice(this.at);
  }

  private skip(): void {
    this.at += /^\s*/.exec(this.ahead)![0].length;
  }
}
