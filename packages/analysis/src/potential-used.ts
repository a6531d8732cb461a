import { type Column, type Dataset, findColumn } from '@anodelab/data';

/** What each column of a potential is, in words. */
const MEANINGS: Readonly<Record<string, string>> = {
  voltage_V: 'the voltage of the cell',
  ewe_V: 'the working electrode against the reference',
  ece_V: 'the counter electrode against the reference',
};

/** EC-Lab calls the potential Ewe whether or not the cell has a reference of its own. */
const ALONE =
  'the working electrode against what served as its reference: the voltage of a cell with two electrodes';

/**
 * A sentence that names the column whose potential an analysis used, what it is, and which others the data hold: cell
 * voltage, Ewe and Ece are never taken for one another.
 *
 * @param preferred - canonical names in the order in which the analysis looks for them
 */
export function potentialUsed(datasets: readonly Dataset[], preferred: readonly string[]): string {
  const used = new Map<string, Column>();
  for (const dataset of datasets) {
    const name = preferred.find((candidate) => findColumn(dataset, candidate) !== undefined);
    const column = name === undefined ? undefined : findColumn(dataset, name);
    if (column !== undefined && !used.has(column.name)) used.set(column.name, column);
  }
  if (used.size === 0) return 'The data hold no potential.';
  const others = Object.keys(MEANINGS).filter(
    (name) => !used.has(name) && datasets.some((dataset) => findColumn(dataset, name) !== undefined),
  );
  const words = [...used.values()].map((column) => `${column.name} (${describe(column)})`);
  const beside = others.length === 0 ? '' : `; not used: ${others.join(', ')}`;
  return `Potential: ${words.join(' and ')}${beside}.`;
}

function describe({ name, header, origin }: Column): string {
  const isWorking = name === 'voltage_V' && header !== null && /^<?Ewe>?\//.test(header);
  const meaning = isWorking ? ALONE : (MEANINGS[name] ?? name);
  if (origin === 'derived') return `${meaning}, derived`;
  return header === null ? meaning : `${meaning}, "${header}"`;
}
