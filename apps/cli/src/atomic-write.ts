import { rename, writeFile } from 'node:fs/promises';

/** Writes a file that is either complete or not there. */
export async function atomicWrite(path: string, bytes: Uint8Array | string): Promise<void> {
  const unfinished = `${path}.part`;
  await writeFile(unfinished, bytes);
  await rename(unfinished, path);
}
