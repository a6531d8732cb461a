import { readFile as readBytes } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Dataset } from '@anodelab/data';
import { readFile } from '@anodelab/formats';
import { parseQuantity } from '@anodelab/units';

/** Every dataset of a file on disk; `mass` as people write it replaces the file's own. */
export async function openFile(path: string, mass?: string): Promise<readonly Dataset[]> {
  const options = mass === undefined ? {} : { activeMass_kg: parseQuantity(mass, 'kg').value };
  return readFile(await readBytes(path), basename(path), options);
}

/** How many warnings the datasets carry. */
export function countWarnings(datasets: readonly Dataset[]): number {
  return datasets.flatMap((dataset) => dataset.findings).filter((finding) => finding.severity === 'warning')
    .length;
}
