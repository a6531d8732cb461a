interface StreamingHash {
  update(bytes: Uint8Array): StreamingHash;
  digest(encoding: 'hex'): string;
}

/** What Node offers beside the Web's interface; the globals of packages do not list it because only this file needs it. */
const platform = globalThis as {
  readonly process?: {
    readonly getBuiltinModule?: (
      name: 'node:crypto',
    ) => { createHash(algorithm: 'sha256'): StreamingHash } | undefined;
  };
};

/** Bytes from which on a second copy of them matters. */
const LARGE = 2 ** 25;

/**
 * SHA-256 of bytes, lower-case hex. The Web's interface hashes a copy and keeps it for a while: of a large file that
 * would be its size once more, so Node hashes those in place.
 */
export async function sha256(bytes: Uint8Array): Promise<string> {
  const node = bytes.length > LARGE ? platform.process?.getBuiltinModule?.('node:crypto') : undefined;
  if (node !== undefined) return node.createHash('sha256').update(bytes).digest('hex');
  // Browsers refuse shared memory here; files are never in it, but their type cannot say so.
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
