import { readFile as readBytes } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Dataset } from '@anodelab/data';
import { type ReadOptions, readFile } from '@anodelab/formats';
import { parseQuantity } from '@anodelab/units';
import { UsageError } from './errors.ts';

/** What the user knows of the cell, as written on the command line. */
export interface CellFacts {
  /** Active mass, such as `0.81 mg`; replaces the file's own. */
  readonly mass?: string;
  /** Which electrode works: `anode`, `cathode` or `full`. */
  readonly electrode?: string;
}

const electrodes = ['anode', 'cathode', 'full'] as const;

/**
 * Every dataset of a file on disk.
 *
 * @throws {UsageError} for a mass or an electrode that is none, {FormatError} for a file that cannot be read
 */
export async function openFile(path: string, facts: CellFacts = {}): Promise<readonly Dataset[]> {
  return readFile(await readBytes(path), basename(path), readOptions(facts));
}

function readOptions({ mass, electrode }: CellFacts): ReadOptions {
  const working = electrodes.find((one) => one === electrode);
  if (electrode !== undefined && working === undefined) {
    throw new UsageError(`--electrode: expected ${electrodes.join(', ')}; found ${electrode}`);
  }
  return {
    ...(mass !== undefined && { activeMass_kg: massOf(mass) }),
    ...(working !== undefined && { workingElectrode: working }),
  };
}

function massOf(text: string): number {
  try {
    return parseQuantity(text, 'kg').value;
  } catch (error) {
    throw new UsageError(`--mass: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** How many warnings the datasets carry. */
export function countWarnings(datasets: readonly Dataset[]): number {
  return datasets.flatMap((dataset) => dataset.findings).filter((finding) => finding.severity === 'warning')
    .length;
}
