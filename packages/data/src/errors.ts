/** A file that cannot be read as the format it claims to be. `at` is a byte offset, `line 12`, `sheet!cell` and the like. */
export class FormatError extends Error {
  override readonly name = 'FormatError';
  readonly file: string;
  readonly at: string | undefined;
  constructor(file: string, what: string, at?: string) {
    super(at === undefined ? `${file}: ${what}` : `${file}:${at}: ${what}`);
    this.file = file;
    this.at = at;
  }
}

/** User input (a study file, an option) that breaks a rule. `path` is the key path, line and column are 1-based. */
export class InputError extends Error {
  override readonly name = 'InputError';
  readonly path: string;
  readonly line: number | undefined;
  readonly column: number | undefined;
  constructor(message: string, path: string, line?: number, column?: number) {
    super(message);
    this.path = path;
    this.line = line;
    this.column = column;
  }
}
