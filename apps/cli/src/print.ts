import type { DatasetDescription, Finding } from '@anodelab/data';

/** Writes one JSON value to stdout. */
export function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
}

/** Rows of cells as text with aligned columns. */
export function alignedRows(rows: readonly (readonly string[])[]): string {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [i, cell] of row.entries()) widths[i] = Math.max(widths[i] ?? 0, cell.length);
  }
  return rows
    .map((row) =>
      row
        .map((cell, i) => cell.padEnd(widths[i]!))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** One line per finding: severity, place, message. */
export function findingLine(finding: Finding): string {
  const at = finding.at === undefined ? '' : ` (${finding.at})`;
  return `${finding.severity}: ${finding.message}${at}`;
}

/** Columns of a line where the output is no terminal. */
const PAPER = 120;
const GROUPS = [
  ['warning', 'warnings'],
  ['info', 'notes'],
] as const;

/** Findings for a person: warnings before notes, the place in a column of its own, messages wrapped to the terminal. */
export function findingBlock(findings: readonly Finding[], indent: string): readonly string[] {
  const width = process.stdout.columns || PAPER;
  const places = findings.map(({ at }) => at?.length ?? 0);
  const wide = Math.min(28, Math.max(0, ...places));
  return GROUPS.flatMap(([severity, title]) => {
    const group = findings.filter((finding) => finding.severity === severity);
    if (group.length === 0) return [];
    const lines = group.flatMap(({ at = '', message }) => {
      const first = `${indent}  ${at.padEnd(wide)}  `;
      const room = Math.max(40, width - indent.length - wide - 4);
      const [head = '', ...rest] = wrapped(message, room);
      const hanging = ' '.repeat(indent.length + wide + 4);
      const start = at.length > wide ? [first.trimEnd(), `${hanging}${head}`] : [`${first}${head}`];
      return [...start, ...rest.map((line) => `${hanging}${line}`)];
    });
    return [`${indent}${title}`, ...lines];
  });
}

/** Text in lines of at most that many characters, broken at blanks. */
function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}

/** A number in few digits, or a dash. */
export function shortNumber(value: number | string | null): string {
  if (value === null) return '–';
  return typeof value === 'string' ? value : String(Number(value.toPrecision(6)));
}

/** A line on stderr that rewrites itself on a terminal and prints each tenth elsewhere. */
export function progressLine(): (done: number, total: number, label: string) => void {
  let tenth = -1;
  return (done, total, label) => {
    const share = total === 0 ? 1 : done / total;
    if (process.stderr.isTTY) {
      process.stderr.write(`\r\x1b[K${done}/${total} ${label}${done === total ? '\n' : ''}`);
    } else if (Math.floor(share * 10) > tenth) {
      tenth = Math.floor(share * 10);
      process.stderr.write(`${done}/${total} ${label}\n`);
    }
  };
}

/** Time between two lines of progress where they are kept, ms. */
const KEPT = 10_000;

/** Progress in words on stderr: one line that changes on a terminal, elsewhere a line now and then; `end` clears the former. */
export function wordsLine(): { readonly tell: (words: string) => void; readonly end: () => void } {
  const { isTTY } = process.stderr;
  let last = performance.now();
  return {
    tell(words) {
      if (isTTY) process.stderr.write(`\r\x1b[K${words}`);
      else if (performance.now() - last > KEPT) {
        last = performance.now();
        process.stderr.write(`${words}\n`);
      }
    },
    end() {
      if (isTTY) process.stderr.write('\r\x1b[K');
    },
  };
}

/** `4096 rows`, or `512 x 512 pixels of 2 nm` of a picture. */
export function pictureSize({ rows, raster }: Pick<DatasetDescription, 'rows' | 'raster'>): string {
  if (raster === undefined) return `${rows} rows`;
  const { width, height, pixelSize_m } = raster;
  const size = pixelSize_m === null ? ' of unknown size' : ` of ${shortNumber(pixelSize_m * 1e9)} nm`;
  return `${width} x ${height} pixels${size}`;
}
