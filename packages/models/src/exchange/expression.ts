/** Writes f(x) and df/dx into `out[0]` and `out[1]`. Allocates nothing. */
export type Law = (x: number, out: Float64Array) => void;

/** An expression that cannot be read; `column` counts from 1. */
export class ExpressionError extends Error {
  readonly column: number;
  constructor(expected: string, found: string, column: number) {
    super(`expected ${expected}, found ${found === '' ? 'the end of the expression' : `"${found}"`}`);
    this.name = 'ExpressionError';
    this.column = column;
  }
}

/** f(u) and f'(u) of the functions that an expression may call; BPX names the first two. */
const functions = {
  exp: { value: Math.exp, slope: Math.exp },
  tanh: { value: Math.tanh, slope: (u) => 1 - Math.tanh(u) ** 2 },
  cosh: { value: Math.cosh, slope: Math.sinh },
  sinh: { value: Math.sinh, slope: Math.cosh },
  log: { value: Math.log, slope: (u) => 1 / u },
  sqrt: { value: Math.sqrt, slope: (u) => 0.5 / Math.sqrt(u) },
} as const satisfies Record<string, { value(u: number): number; slope(u: number): number }>;
type FunctionName = keyof typeof functions;

/** Works on a stack of values and one of slopes; returns the new height. */
type Instruction = (values: Float64Array, slopes: Float64Array, height: number, x: number) => number;

/** Deeper nesting than any formula has; keeps the parser's own stack finite. */
const DEEPEST = 200;

/**
 * Reads an expression of x in the syntax of BPX, which is Python's: numbers, `x`, `+ - * / **`, parentheses, `exp`,
 * `tanh` and their like. The law gives the exact slope beside the value. Nothing of the text is ever run as code.
 *
 * @throws {ExpressionError} where it is not such an expression
 */
export function parseExpression(text: string): Law {
  const program = new Parser(text).parse();
  const values = new Float64Array(program.depth);
  const slopes = new Float64Array(program.depth);
  const { code } = program;
  return (x, out) => {
    let height = 0;
    for (const instruction of code) height = instruction(values, slopes, height, x);
    out[0] = values[0]!;
    out[1] = slopes[0]!;
  };
}

class Parser {
  private readonly code: Instruction[] = [];
  private readonly text: string;
  private at = 0;
  private height = 0;
  private depth = 0;
  private nesting = 0;

  constructor(text: string) {
    this.text = text;
  }

  parse(): { readonly code: readonly Instruction[]; readonly depth: number } {
    this.sum();
    this.skip();
    if (this.at < this.text.length) this.fail('an operator or the end of the expression');
    return { code: this.code, depth: this.depth };
  }

  private sum(): void {
    if (++this.nesting > DEEPEST) this.fail(`at most ${DEEPEST} brackets and signs within each other`);
    this.product();
    for (;;) {
      if (this.take('+')) {
        this.product();
        this.emit(add, -1);
      } else if (this.take('-')) {
        this.product();
        this.emit(subtract, -1);
      } else break;
    }
    this.nesting--;
  }

  private product(): void {
    this.signed();
    for (;;) {
      if (this.takeTimes()) {
        this.signed();
        this.emit(multiply, -1);
      } else if (this.take('/')) {
        this.signed();
        this.emit(divide, -1);
      } else return;
    }
  }

  /** A sign binds less than a power: -x**2 is -(x**2). */
  private signed(): void {
    if (++this.nesting > DEEPEST) this.fail(`at most ${DEEPEST} brackets and signs within each other`);
    if (this.take('-')) {
      this.signed();
      this.emit(negate, 0);
    } else if (this.take('+')) this.signed();
    else this.power();
    this.nesting--;
  }

  /** Powers group from the right, and their exponent may have a sign. */
  private power(): void {
    this.atom();
    if (!this.take('**')) return;
    this.signed();
    this.emit(raise, -1);
  }

  private atom(): void {
    if (this.take('(')) {
      this.sum();
      this.close();
      return;
    }
    const [number] = /^(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?/.exec(this.rest()) ?? [];
    if (number !== undefined) {
      this.at += number.length;
      const value = Number(number);
      this.emit((values, slopes, height) => {
        values[height] = value;
        slopes[height] = 0;
        return height + 1;
      }, 1);
      return;
    }
    const [name] = /^[A-Za-z_]\w*/.exec(this.rest()) ?? [];
    if (name === undefined) this.fail('a number, x, a function or "("');
    if (name === 'x') {
      this.at += 1;
      this.emit(pushVariable, 1);
      return;
    }
    if (!Object.hasOwn(functions, name)) this.fail(`x or one of ${Object.keys(functions).join(', ')}`, name);
    this.at += name.length;
    if (!this.take('(')) this.fail(`"(" after ${name}`);
    this.sum();
    this.close();
    const { value, slope } = functions[name as FunctionName];
    this.emit((values, slopes, height) => {
      const u = values[height - 1]!;
      values[height - 1] = value(u);
      slopes[height - 1] = slope(u) * slopes[height - 1]!;
      return height;
    }, 0);
  }

  private close(): void {
    if (!this.take(')')) this.fail('an operator or ")"');
  }

  private emit(instruction: Instruction, growth: number): void {
    this.code.push(instruction);
    this.height += growth;
    this.depth = Math.max(this.depth, this.height);
  }

  private skip(): void {
    while (/\s/.test(this.text[this.at] ?? '')) this.at++;
  }

  private rest(): string {
    this.skip();
    return this.text.slice(this.at);
  }

  private take(symbol: string): boolean {
    this.skip();
    if (!this.text.startsWith(symbol, this.at)) return false;
    this.at += symbol.length;
    return true;
  }

  /** `*` that does not begin `**`. */
  private takeTimes(): boolean {
    this.skip();
    return !this.text.startsWith('**', this.at) && this.take('*');
  }

  private fail(expected: string, found = this.rest().slice(0, 1)): never {
    throw new ExpressionError(expected, found, this.at + 1);
  }
}

const pushVariable: Instruction = (values, slopes, height, x) => {
  values[height] = x;
  slopes[height] = 1;
  return height + 1;
};

const negate: Instruction = (values, slopes, height) => {
  values[height - 1] = -values[height - 1]!;
  slopes[height - 1] = -slopes[height - 1]!;
  return height;
};

const add: Instruction = (values, slopes, height) => {
  values[height - 2]! += values[height - 1]!;
  slopes[height - 2]! += slopes[height - 1]!;
  return height - 1;
};

const subtract: Instruction = (values, slopes, height) => {
  values[height - 2]! -= values[height - 1]!;
  slopes[height - 2]! -= slopes[height - 1]!;
  return height - 1;
};

const multiply: Instruction = (values, slopes, height) => {
  const [a, b] = [values[height - 2]!, values[height - 1]!];
  slopes[height - 2] = slopes[height - 2]! * b + a * slopes[height - 1]!;
  values[height - 2] = a * b;
  return height - 1;
};

const divide: Instruction = (values, slopes, height) => {
  const [a, b] = [values[height - 2]!, values[height - 1]!];
  slopes[height - 2] = (slopes[height - 2]! - (a / b) * slopes[height - 1]!) / b;
  values[height - 2] = a / b;
  return height - 1;
};

const raise: Instruction = (values, slopes, height) => {
  const [a, b] = [values[height - 2]!, values[height - 1]!];
  const [da, db] = [slopes[height - 2]!, slopes[height - 1]!];
  const power = a ** b;
  const fromBase = da === 0 || b === 0 ? 0 : b * a ** (b - 1) * da;
  slopes[height - 2] = fromBase + (db === 0 ? 0 : power * Math.log(a) * db);
  values[height - 2] = power;
  return height - 1;
};
