import type { TextEncoding } from './decode-text.ts';

/** How delimited text is written, and what to make of its columns. */
export interface NumberTableOptions {
  /** Number of columns, from the header. Further cells of a row are reported unless they are blank. */
  readonly columns: number;
  /** Lines before the first row. */
  readonly firstLine: number;
  /** One character; a blank means runs of blanks and tabs. */
  readonly delimiter: ',' | ';' | '\t' | '|' | ' ';
  /** Decimal mark of the numbers; `.` where not given. */
  readonly decimal?: '.' | ',';
  /** Default: detected from the bytes. */
  readonly encoding?: TextEncoding;
  /** Texts that mean "no number", besides the empty one and `nan`: such as `-` or `XXX`. */
  readonly missing?: readonly string[];
  /** Per column: keep the text, demand numbers, or decide by the content (default). */
  readonly kinds?: readonly ('text' | 'number' | 'auto')[];
}
