/** Facts above a table, as the file words them. */
export type Facts = Readonly<Record<string, string>>;

/** `key: value` lines as an object; lines without a value are left out. */
export function keyValues(lines: readonly string[]): Facts {
  return Object.fromEntries(
    lines.flatMap((line): [string, string][] => {
      const match = /^\W*([^:]*\w[^:]*?)\s*:[\s,;]*(.*?)[\s,;]*$/.exec(line);
      return match === null || match[2] === '' ? [] : [[match[1] ?? '', match[2] ?? '']];
    }),
  );
}
