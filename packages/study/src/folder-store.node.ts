import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import type { Store } from './engine/store.ts';

/** Half-written files live here, named after their process, until they are whole. */
const UNFINISHED = '.cache/unfinished';

/** A store in a folder, which is made when it is not there. Files appear whole: written aside, then renamed. */
export async function folderStore(folder: string): Promise<Store> {
  await mkdir(join(folder, UNFINISHED), { recursive: true });
  await removeLeftovers(join(folder, UNFINISHED));
  let count = 0;
  return {
    async read(path) {
      try {
        return await readFile(join(folder, path));
      } catch (error) {
        if (isAbsent(error)) return undefined;
        throw error;
      }
    },
    async write(path, bytes) {
      const target = join(folder, path);
      const aside = join(folder, UNFINISHED, `${process.pid}-${count++}`);
      await mkdir(dirname(target), { recursive: true });
      await writeFile(aside, bytes);
      await rename(aside, target);
    },
    async remove(path) {
      await rm(join(folder, path), { force: true });
    },
    async list(prefix) {
      const entries = await readdir(folder, { recursive: true, withFileTypes: true });
      return entries
        .filter((entry) => entry.isFile())
        .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
        .filter((path) => path.startsWith(prefix))
        .sort();
    },
  };
}

/** Removes what processes that are no more did not finish; another run in the same folder keeps its own. */
async function removeLeftovers(unfinished: string): Promise<void> {
  for (const name of await readdir(unfinished)) {
    if (!isRunning(Number.parseInt(name, 10))) await rm(join(unfinished, name), { force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function isAbsent(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'EISDIR');
}
