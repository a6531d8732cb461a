import type { Dataset } from '../dataset.ts';
import type { Finding } from '../finding.ts';

/** Facts that are the same in all parts of one experiment, and how people call them. */
const FACTS: readonly (readonly [key: string, name: string])[] = [
  ['deviceSerial', 'device'],
  ['channel', 'channel'],
  ['activeMass_kg', 'active mass'],
  ['characteristicMass_kg', 'characteristic mass'],
  ['area_m2', 'area'],
  ['electrodeMaterial', 'electrode'],
  ['electrolyte', 'electrolyte'],
  ['sample', 'sample'],
];

/** Facts of the cell on which parts of one experiment disagree: they may be of different cells. */
export function factFindings(datasets: readonly Dataset[]): Finding[] {
  return FACTS.flatMap(([key, name]): Finding[] => {
    const stated = datasets
      .filter((dataset) => (dataset.meta[key] ?? null) !== null)
      .map((dataset) => ({ file: dataset.provenance.file, value: words(dataset.meta[key]) }));
    const values = [...new Set(stated.map(({ value }) => value))];
    if (values.length < 2) return [];
    const said = values.map((value) => `${value} (${stated.find((each) => each.value === value)?.file})`);
    const message = `the parts state different ${name}: ${said.join(', ')}; are they of one cell?`;
    return [{ severity: 'warning', code: 'cells-differ', message, at: key }];
  });
}

function words(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/**
 * Number of the technique within its experiment: EC-Lab names files `name_02_GCPL_C01.mpr`; NaN for other names. The last
 * such number counts, because names may hold numbers of their own.
 */
export function partNumber(dataset: Dataset): number {
  const name = dataset.provenance.file ?? '';
  const found = /.*_(\d\d)_[A-Za-z][A-Za-z0-9]*_C[A-Z]?\d+\.\w+$/.exec(name)?.[1];
  return found === undefined ? Number.NaN : Number(found);
}
