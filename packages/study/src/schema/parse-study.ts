import { InputError } from '@anodelab/data';
import { type Document, isMap, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import { checkReferences } from './check-references.ts';
import { type Problem, problemsOf } from './problem.ts';
import { type Study, studySchema } from './study-schema.ts';

/**
 * The study in the text of a `study.yaml`.
 *
 * @param name - for messages: `study.yaml:12:7 recipe.flash: expected …, found …`
 * @throws {InputError} for the first problem by line; its message says how many more there are
 */
export function parseStudy(text: string, name: string): Study {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const fault = document.errors[0];
  if (fault !== undefined) {
    const { line, col } = lines.linePos(fault.pos[0]);
    const what = fault.message.split(/ at line \d+/)[0] ?? fault.message;
    throw new InputError(`${name}:${line}:${col} expected YAML, found: ${what}`, '', line, col);
  }
  const result = studySchema.safeParse(plainValue(document, name), { reportInput: true });
  const problems = result.success ? checkReferences(result.data) : problemsOf(result.error.issues);
  if (problems.length > 0) throw firstProblem(problems, document, lines, name);
  return (result as z.ZodSafeParseSuccess<Study>).data;
}

/** The document as plain values; aliases without an anchor, or that unfold without end, are only met here. */
function plainValue(document: Document, name: string): unknown {
  try {
    return document.toJS();
  } catch (error) {
    const what = error instanceof Error ? error.message : String(error);
    throw new InputError(`${name}:1:1 expected YAML, found: ${what}`, '', 1, 1);
  }
}

function firstProblem(
  problems: readonly Problem[],
  document: Document,
  lines: LineCounter,
  name: string,
): InputError {
  const placed = problems
    .map((problem) => ({ ...problem, offset: offsetOf(document, problem) }))
    .sort((a, b) => a.offset - b.offset);
  const first = placed[0] ?? { path: [], message: '', offset: 0 };
  const { line, col } = lines.linePos(first.offset);
  const path = first.path.join('.');
  const more = placed.length > 1 ? ` (and ${placed.length - 1} more)` : '';
  return new InputError(`${name}:${line}:${col} ${path}: ${first.message}${more}`, path, line, col);
}

/** Where the value of the path begins in the text; its key for an unknown key, the nearest parent for a missing one. */
function offsetOf(document: Document, { path, atKey }: Problem): number {
  if (atKey === true) {
    const parent = document.getIn(path.slice(0, -1), true);
    const pair = isMap(parent)
      ? parent.items.find((item) => String(item.key) === String(path.at(-1)))
      : undefined;
    const range = rangeOf(pair?.key);
    if (range !== undefined) return range;
  }
  for (let length = path.length; length > 0; length--) {
    const range = rangeOf(document.getIn(path.slice(0, length), true));
    if (range !== undefined) return range;
  }
  return rangeOf(document.contents) ?? 0;
}

function rangeOf(node: unknown): number | undefined {
  if (typeof node !== 'object' || node === null || !('range' in node) || !Array.isArray(node.range))
    return undefined;
  const start: unknown = node.range[0];
  return typeof start === 'number' ? start : undefined;
}
