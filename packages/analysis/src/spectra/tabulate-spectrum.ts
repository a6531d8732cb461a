import { type AnalysisResult, type Column, type Dataset, findColumn } from '@anodelab/data';

/** Columns of the intensity, the first that is there. */
const INTENSITIES = ['counts', 'intensity', 'countRate_1_s'];

/**
 * Diffraction patterns or Raman spectra as they were measured, ready to be drawn: table `spectrum` with the abscissa and
 * `intensity`. Nothing is subtracted, smoothed or fitted.
 *
 * @throws {RangeError} when no dataset has the technique's abscissa and an intensity
 */
export function tabulateSpectrum(datasets: readonly Dataset[], technique: 'xrd' | 'raman'): AnalysisResult {
  const abscissa = technique === 'xrd' ? 'twoTheta_rad' : 'ramanShift_1_m';
  for (const dataset of datasets) {
    const x = findColumn(dataset, abscissa);
    const y = intensityOf(dataset, abscissa);
    if (x === undefined || y === undefined) continue;
    const { model } = dataset.provenance;
    return {
      analysis: technique,
      results: {},
      tables: { spectrum: { columns: [x, { ...y, name: 'intensity' }] } },
      statements: ['Intensities as measured, no background subtracted.'],
      findings: [],
      ...(model && { model }),
    };
  }
  throw new RangeError(`${technique}: no column ${abscissa} with an intensity beside it`);
}

/** The intensity by its name, else the only other column of numbers. */
function intensityOf(dataset: Dataset, abscissa: string): Column | undefined {
  const named = INTENSITIES.map((name) => findColumn(dataset, name)).find((column) => column !== undefined);
  if (named !== undefined) return named;
  const others = dataset.columns.filter(
    ({ name, values }) => name !== abscissa && values instanceof Float64Array,
  );
  return others.length === 1 ? others[0] : undefined;
}
