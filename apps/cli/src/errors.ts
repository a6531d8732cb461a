import { InputError } from '@anodelab/data';

/** A command called with arguments that it cannot use; exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** True for a mistake on the command line, as against one in a file. */
export function isMisuse(error: unknown): boolean {
  return (
    error instanceof UsageError ||
    (error instanceof InputError && error.line === undefined && error.path !== '')
  );
}

/** The message of an error on one line. System errors lose their code and get a plain sentence. */
export function oneLine(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code, path } = error as { code?: unknown; path?: unknown };
  if (code === 'ENOENT') return `${String(path)}: no such file or folder`;
  if (code === 'EISDIR')
    return `${typeof path === 'string' ? path : 'the path'}: is a folder, expected a file`;
  if (code === 'EACCES') return `${String(path)}: permission denied`;
  return error.message.replaceAll(/\s*\n\s*/g, ' ');
}
