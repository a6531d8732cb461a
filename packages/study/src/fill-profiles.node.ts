import { readFile as readBytes } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type Dataset, InputError, numbers } from '@anodelab/data';
import { readFile } from '@anodelab/formats';
import { profileFiles, type Protocol, withProfiles } from '@anodelab/models';

/**
 * The protocol with the courses that it follows read from their files, which lie relative to a folder.
 *
 * @throws {InputError} for a file that is not there or has no column of time; what its reader throws
 */
export async function fillProfiles(protocol: Protocol, folder: string): Promise<Protocol> {
  const files = new Map<string, Dataset>();
  for (const name of profileFiles(protocol)) {
    const bytes = await readBytes(resolve(folder, name)).catch(() => undefined);
    if (bytes === undefined) throw new InputError(`${name}: expected a profile to follow, found no file`, '');
    const datasets = await readFile(bytes, name);
    const timed = datasets.find((dataset) => numbers(dataset, 'time_s') !== undefined);
    if (timed === undefined) throw new InputError(`${name}: expected a column of time, found none`, '');
    files.set(name, timed);
  }
  return withProfiles(protocol, files);
}
