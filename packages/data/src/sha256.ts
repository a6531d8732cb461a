/** SHA-256 of bytes, lower-case hex. */
export async function sha256(bytes: Uint8Array): Promise<string> {
  // Browsers refuse shared memory here; files are never in it, but their type cannot say so.
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
