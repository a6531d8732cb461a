import { analyseCv, type CvOptions, cvProtocols } from '@anodelab/analysis';
import type { AnalysisResult, Dataset } from '@anodelab/data';
import { observeCv, prepareSample } from '@anodelab/models';
import type { Study } from '../schema/study-schema.ts';
import { modelInputs } from './model-inputs.ts';

/**
 * The analysis of a sample's electrode as the model has it but without double layer, at the rates, window and cycle of the
 * given voltammograms: every k1 v share in it is false. Where their potentials are corrected for ohmic drop, so are the
 * model's, by its own series resistance.
 *
 * @throws {RangeError} for a sample without recipe, or data without a voltammogram
 */
export function diffusionOnlyResult(
  study: Study,
  sample: string,
  datasets: readonly Dataset[],
  options: CvOptions,
): AnalysisResult {
  const { values: given, recipe, layers, switches, seed } = modelInputs(study, sample);
  const values = { ...given, doubleLayerCapacitance: 0 };
  const powder = prepareSample(values, recipe, { layers, switches });
  const simulated = cvProtocols(datasets, options.cycle).map((protocol) =>
    observeCv(values, powder, { ...protocol, seed }),
  );
  const { mass_kg: _, resistance_Ohm: resistance = 0, ...others } = options;
  const result = analyseCv(simulated, {
    ...others,
    ...(resistance !== 0 && {
      resistance_Ohm: values.seriesResistance / values.cellArea,
      resistanceSource: 'of the model',
    }),
  });
  return { ...result, findings: result.findings.filter(({ severity }) => severity !== 'warning') };
}
