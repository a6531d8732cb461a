import type { Finding } from '@anodelab/data';

/** A text without a last line end is whole in many programs, but it is also how a cut file looks. */
export function lastLineEnd(bytes: Uint8Array): Finding[] {
  const last = bytes.at(-1) === 0 ? bytes.at(-2) : bytes.at(-1);
  if (last === 0x0a || last === 0x0d) return [];
  return [
    {
      severity: 'info',
      code: 'no-last-line-end',
      message: 'the text does not end with a line end: its last number may have been cut',
    },
  ];
}
