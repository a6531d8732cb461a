interface CompressionStream {
  readonly writable: { getWriter(): { write(chunk: Uint8Array): Promise<void>; close(): Promise<void> } };
  readonly readable: {
    getReader(): { read(): Promise<{ done: boolean; value?: Uint8Array }>; cancel(): Promise<void> };
  };
}

/** Node and browsers have it; the globals of packages do not list it because only this file needs it. */
const platform = globalThis as {
  readonly DecompressionStream?: new (format: 'gzip' | 'deflate-raw') => CompressionStream;
};

/** True where the platform can unpack. */
export function canDecompress(): boolean {
  return platform.DecompressionStream !== undefined;
}

/**
 * The content of packed bytes by the platform's own unpacker, which does not hold up this thread.
 *
 * @throws {RangeError} when the content is longer than `most`
 * @throws {Error} when the bytes are damaged or cut
 */
export async function decompress(
  bytes: Uint8Array,
  format: 'gzip' | 'deflate-raw',
  most: number,
): Promise<Uint8Array> {
  if (platform.DecompressionStream === undefined) throw new Error('nothing here can unpack');
  const stream = new platform.DecompressionStream(format);
  const writer = stream.writable.getWriter();
  const fed = writer.write(bytes).then(() => writer.close());
  // The reader below meets the same error; without this the second report of it would be unhandled.
  fed.catch(() => undefined);
  const reader = stream.readable.getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    const chunk = next.value ?? new Uint8Array();
    length += chunk.length;
    if (length > most) {
      await reader.cancel();
      throw new RangeError(`unpacks to more than ${most} bytes`);
    }
    chunks.push(chunk);
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}
