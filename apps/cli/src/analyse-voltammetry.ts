import { analyseCv, analyseEis, ohmicResistance } from '@anodelab/analysis';
import type { AnalysisResult, Dataset } from '@anodelab/data';
import { diffusionOnlyResult, parseAnalysisOptions, type Study } from '@anodelab/study';

/** A sample of a study, whose electrode the model can simulate. */
export interface ModelledSample {
  readonly study: Study;
  readonly sample: string;
}

/**
 * The CV analysis of files of one cell. `resistanceFrom=eis` takes the series resistance from the impedance among the
 * files; with a sample the same electrode is simulated without double layer and stands beside.
 *
 * @throws {RangeError} when the resistance is asked for and no file holds an impedance
 */
export function analyseVoltammetry(
  datasets: readonly Dataset[],
  pairs: readonly string[],
  electrode: ModelledSample | undefined,
): AnalysisResult {
  const { resistanceFrom, ...given } = parseAnalysisOptions('cv', pairs);
  const spectra = datasets.filter(({ technique }) => technique === 'eis');
  const voltammetry = datasets.filter(({ technique }) => technique !== 'eis');
  if (resistanceFrom !== undefined && spectra.length === 0) {
    throw new RangeError('resistanceFrom: expected a file with an impedance among the files, found none');
  }
  const options = {
    ...given,
    ...(resistanceFrom !== undefined && ohmicResistance(analyseEis(spectra))),
  };
  return analyseCv(voltammetry, {
    ...options,
    ...(electrode && {
      diffusionOnly: diffusionOnlyResult(electrode.study, electrode.sample, voltammetry, options),
    }),
  });
}
