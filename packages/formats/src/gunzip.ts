import { FormatError } from '@anodelab/data';

/** Larger contents are refused: a few kilobytes can unpack to any size. */
const MAX_LENGTH = 2 ** 31; // bytes

interface GzipStream {
  readonly writable: { getWriter(): { write(chunk: Uint8Array): Promise<void>; close(): Promise<void> } };
  readonly readable: {
    getReader(): { read(): Promise<{ done: boolean; value?: Uint8Array }>; cancel(): Promise<void> };
  };
}

/** Node and browsers have it; the globals of packages do not list it because only this file needs it. */
const platform = globalThis as { readonly DecompressionStream?: new (format: 'gzip') => GzipStream };

export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b && bytes[2] === 0x08;
}

/**
 * The content of a gzip file.
 *
 * @throws {FormatError} when it is damaged, cut, or larger than 2 GiB unpacked
 */
export async function gunzip(bytes: Uint8Array, name: string): Promise<Uint8Array> {
  if (platform.DecompressionStream === undefined) throw new FormatError(name, 'gzip cannot be unpacked here');
  const stream = new platform.DecompressionStream('gzip');
  const writer = stream.writable.getWriter();
  const fed = writer.write(bytes).then(() => writer.close());
  // The reader below meets the same error; without this the second report of it would be unhandled.
  fed.catch(() => undefined);
  const reader = stream.readable.getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      const chunk = next.value ?? new Uint8Array();
      length += chunk.length;
      if (length > MAX_LENGTH) {
        await reader.cancel();
        throw new FormatError(name, 'unpacks to more than 2 GiB');
      }
      chunks.push(chunk);
    }
  } catch (error) {
    if (error instanceof FormatError) throw error;
    throw new FormatError(name, `damaged gzip: ${error instanceof Error ? error.message : String(error)}`);
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}
