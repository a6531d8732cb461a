import {
  type AnalysisResult,
  type Column,
  type Dataset,
  findColumn,
  numbers,
  type Raster,
  type Result,
  type Table,
  totalOf,
} from '@anodelab/data';
import { joinMaps } from '../images/analyse-images.ts';
import { findLines } from './find-lines.ts';

/**
 * X-ray maps and spectra ready to be drawn: raster `maps` with a channel per element and the counts of each, tables `spectrum` and
 * `lines`, the lines that stand out of it. Nothing is quantified: counts are no contents.
 *
 * @throws {RangeError} when no dataset has pixels or a spectrum
 */
export function analyseEds(datasets: readonly Dataset[]): AnalysisResult {
  const { maps, findings } = joinMaps(datasets);
  const spectrum = datasets.find((dataset) => findColumn(dataset, 'energy_eV') !== undefined);
  const tables = spectrum === undefined ? {} : spectrumTables(spectrum);
  if (maps === undefined && Object.keys(tables).length === 0)
    throw new RangeError('eds: no dataset with pixels, or with energy_eV and counts');
  const model = datasets.find(({ provenance }) => provenance.model)?.provenance.model;
  const inputs = datasets.map(({ provenance }) => provenance.sha256 ?? provenance.file ?? 'made data');
  return {
    analysis: 'eds',
    results: maps === undefined ? {} : mapCounts(maps, inputs),
    tables,
    ...(maps && { rasters: { maps } }),
    statements: [
      'X-ray counts, no background subtracted: they are not contents.',
      ...('lines' in tables
        ? [
            'Lines are named by their energy where a peak stands out of its surroundings by five standard deviations.',
          ]
        : []),
    ],
    findings,
    ...(model && { model }),
  };
}

/** Counts of each element in its whole map, with the interval of counting where they are counts. */
function mapCounts({ channels }: Raster, inputs: readonly string[]): Record<string, Result> {
  const counted = channels.filter(({ unit }) => unit === 'counts');
  return Object.fromEntries(
    counted.map((channel): [string, Result] => {
      const { name } = channel;
      const value = totalOf(channel);
      const half = 1.96 * Math.sqrt(value);
      return [
        `counts.${name}`,
        {
          value,
          unit: '1',
          interval: { low: value - half, high: value + half, level: 0.95, kind: 'counting statistics' },
          definition: `counts of ${name} in the whole map`,
          method: 'eds/maps',
          inputs,
        },
      ];
    }),
  );
}

function spectrumTables(dataset: Dataset): Record<string, Table> {
  const energy = findColumn(dataset, 'energy_eV');
  const counted = findColumn(dataset, 'counts');
  const intensity = counted ?? findColumn(dataset, 'intensity');
  if (energy === undefined || intensity === undefined) return {};
  const spectrum = { columns: [energy, { ...intensity, name: 'counts' }] };
  const [x, y] = [numbers(spectrum, 'energy_eV'), numbers(spectrum, 'counts')];
  if (counted === undefined || x === undefined || y === undefined) return { spectrum };
  const lines = findLines(x, y);
  const column = (name: string, unit: string | null, values: Column['values']): Column => ({
    name,
    unit,
    header: null,
    origin: 'derived',
    values,
  });
  return {
    spectrum,
    lines: {
      columns: [
        column(
          'line',
          null,
          lines.map(({ name }) => name),
        ),
        column(
          'energy_eV',
          'eV',
          Float64Array.from(lines, (line) => line.energy),
        ),
        column(
          'height',
          '1',
          Float64Array.from(lines, ({ height }) => height),
        ),
        column(
          'significance',
          '1',
          Float64Array.from(lines, ({ significance }) => significance),
        ),
      ],
    },
  };
}
