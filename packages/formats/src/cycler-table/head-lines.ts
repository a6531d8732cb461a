import { decodeText, type TextEncoding } from '@anodelab/data';

/** True for bytes that can be text: no zeros, or those of UTF-16. */
export function isText(head: Uint8Array): boolean {
  return (
    !head.includes(0) || (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff)
  );
}

/** The lines of the beginning of a text, in the given encoding or the one that its bytes show. */
export function headLines(bytes: Uint8Array, length: number, encoding?: TextEncoding): readonly string[] {
  const head = bytes.subarray(0, length);
  const text = encoding === undefined ? decodeText(head).text : new TextDecoder(encoding).decode(head);
  return text.split(/\r\n|\n|\r/);
}
