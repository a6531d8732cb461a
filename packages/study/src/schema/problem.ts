import type { z } from 'zod';
import { keysAt } from './json-schema.ts';
import { suggest } from './suggest.ts';

/** Something wrong in a study file. */
export interface Problem {
  readonly path: readonly (string | number)[];
  /** `expected …, found …`. */
  readonly message: string;
  /** The key itself is wrong, not its value. */
  readonly atKey?: boolean;
}

type Issue = z.core.$ZodIssue;

/** zod's issues in our words, one per place. */
export function problemsOf(issues: readonly Issue[]): readonly Problem[] {
  return issues.flatMap(describe);
}

function describe(issue: Issue): readonly Problem[] {
  const path = issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part));
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({
        path: [...path, key],
        message: unknownKey(key, keysAt(path)),
        atKey: true,
      }));
    case 'invalid_key':
      return [{ path, message: invalidKey(path, issue), atKey: true }];
    case 'invalid_union':
      return [describeUnion(path, issue)];
    case 'invalid_type':
      return [{ path, message: `expected ${article(issue.expected)}, found ${describeValue(issue.input)}` }];
    case 'invalid_value':
      return [{ path, message: `expected ${oneOf(issue.values)}, found ${describeValue(issue.input)}` }];
    default:
      return [{ path, message: issue.message.includes('expected') ? issue.message : found(issue) }];
  }
}

function unknownKey(key: string, known: readonly string[]): string {
  const meant = suggest(key, known);
  if (meant !== undefined) return `expected a known key, found "${key}"; did you mean "${meant}"?`;
  return `expected ${known.length === 0 ? 'a known key' : `one of ${known.join(', ')}`}, found "${key}"`;
}

function invalidKey(path: readonly (string | number)[], issue: Issue & { code: 'invalid_key' }): string {
  return `${issue.issues[0]?.message ?? 'expected another key'}, found "${String(path.at(-1))}"`;
}

/** The branch of a union that got furthest speaks for it. */
function describeUnion(
  path: readonly (string | number)[],
  issue: Issue & { code: 'invalid_union' },
): Problem {
  const branches = issue.errors.map((errors) => problemsOf(errors));
  const depth = (problems: readonly Problem[]) =>
    Math.max(0, ...problems.map((problem) => problem.path.length));
  const custom = (problems: readonly Problem[]) =>
    problems.some(({ message }) => message.includes('such as')) ? 0.5 : 0;
  const best = branches.sort((a, b) => depth(b) + custom(b) - depth(a) - custom(a))[0]?.[0];
  if (best === undefined) return { path, message: found(issue) };
  return { ...best, path: [...path, ...best.path] };
}

function found(issue: Issue): string {
  const message = issue.message.replace(/^Invalid input: /, '');
  return `${message.startsWith('expected') ? message : `expected something else: ${message}`}, found ${describeValue(issue.input)}`;
}

function oneOf(values: readonly unknown[]): string {
  const words = values.map((value) => describeValue(value));
  return words.length === 1 ? (words[0] ?? '') : `one of ${words.join(', ')}`;
}

function article(type: string): string {
  const spoken = type === 'record' || type === 'object' ? 'mapping' : type === 'array' ? 'list' : type;
  return `${/^[aeiou]/.test(spoken) ? 'an' : 'a'} ${spoken}`;
}

function describeValue(value: unknown): string {
  if (value === undefined || value === null) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'a mapping' : JSON.stringify(value);
}
