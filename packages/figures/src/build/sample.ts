import type { AnalysisResult, Raster, Table } from '@anodelab/data';
import { numbers } from '@anodelab/data';

/** One sample of a figure: its name, whether its data were simulated, and the analysis of them. */
export interface FigureSample {
  /** As it appears in the legend, such as `nmSi@PCHS-5`; the same label has the same colour all over a figure. */
  readonly label: string;
  readonly modelled: boolean;
  /** D-grade parameters that modelled data rest on; `result.model.gradeD` when absent. */
  readonly gradeD?: number;
  readonly result: AnalysisResult;
}

/**
 * A table of a sample's analysis.
 * @throws {RangeError} when the analysis made no such table
 */
export function resultTable(sample: FigureSample, name: string): Table {
  const table = sample.result.tables[name];
  if (table === undefined) {
    const found = Object.keys(sample.result.tables).join(', ') || 'none';
    throw new RangeError(`figure of ${sample.label}: expected a result table "${name}", found ${found}`);
  }
  return table;
}

/**
 * The numbers of a column of a sample's analysis.
 * @throws {RangeError} when there is no such table or column
 */
export function resultNumbers(sample: FigureSample, table: string, column: string): Float64Array {
  const values = numbers(resultTable(sample, table), column);
  if (values === undefined) {
    throw new RangeError(`figure of ${sample.label}: expected a column "${table}.${column}", found none`);
  }
  return values;
}

/**
 * The pictures of a sample's analysis in their order.
 * @throws {RangeError} when it has none
 */
export function resultRasters({ label, result }: FigureSample): readonly Raster[] {
  const rasters = Object.values(result.rasters ?? {});
  if (rasters.length === 0) throw new RangeError(`figure of ${label}: expected a picture, found none`);
  return rasters;
}

/** Whether every sample's analysis has a column with at least one number. */
export function allHave(samples: readonly FigureSample[], table: string, column: string): boolean {
  return samples.every((sample) => {
    const found = sample.result.tables[table];
    const values = found === undefined ? undefined : numbers(found, column);
    return values?.some(Number.isFinite) ?? false;
  });
}

/** Name of a sample's inline table: measured and modelled data of one label are kept apart. */
export function tableId(sample: FigureSample, what: string): string {
  return `${sample.label}${sample.modelled ? ' (modelled)' : ''} ${what}`;
}

/** Legend text: says `modelled` where measured and modelled samples stand beside each other. */
export function legendLabel(sample: FigureSample, samples: readonly FigureSample[]): string {
  const mixed = samples.some(({ modelled }) => modelled) && samples.some(({ modelled }) => !modelled);
  return mixed && sample.modelled ? `${sample.label} (modelled)` : sample.label;
}

/** The samples with the modelled ones first, so that measured points are drawn over them. */
export function drawingOrder(samples: readonly FigureSample[]): FigureSample[] {
  return [...samples.filter(({ modelled }) => modelled), ...samples.filter(({ modelled }) => !modelled)];
}
