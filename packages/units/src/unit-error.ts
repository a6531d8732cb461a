/** A quantity or unit that cannot be understood, or measures another thing than expected. */
export class UnitError extends Error {
  override readonly name = 'UnitError';
  /** The whole text as given. */
  readonly text: string;
  /** Where in the text, counted from 1. */
  readonly position: number;
  constructor(text: string, position: number, what: string) {
    super(`"${text}" at character ${position}: ${what}`);
    this.text = text;
    this.position = position;
  }
}
