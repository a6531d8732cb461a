/**
 * Hands out up to `count` vectors of zeros of one piece of memory, one a call: engines make many small arrays at several
 * times the price of one.
 *
 * @throws {RangeError} when asked for more
 */
export function vectorBlock(count: number, size: number): () => Float64Array {
  const bytes = size * Float64Array.BYTES_PER_ELEMENT;
  const memory = new ArrayBuffer(count * bytes);
  let given = 0;
  return () => new Float64Array(memory, bytes * given++, size);
}
