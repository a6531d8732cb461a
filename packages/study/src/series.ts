import { cellName, isModelled, MODELLED } from './schema/check-references.ts';
import { spectra } from './model/model-protocol.ts';
import type { SampleFields } from './schema/sample.ts';
import { isAged, type StudyTechnique, studyTechniques } from './schema/quantity-path.ts';
import type { Study } from './schema/study-schema.ts';

/** One sample, or one of its cells, by one technique, measured or modelled: what one analysis is made of. */
export interface Series {
  /** Name of the sample, with ` (modelled)` where it is measured as well, or ` (cell 1)` with the name of a cell. */
  readonly name: string;
  readonly sample: string;
  /** Of several that were made alike. */
  readonly cell?: string;
  /** Name in figures. */
  readonly label: string;
  readonly technique: StudyTechnique;
  /** Cycles before the measurement (impedance, pictures of electrodes). */
  readonly after: number;
  readonly modelled: boolean;
}

/** Every series of a study, samples in its order. */
export function seriesOf(study: Study): readonly Series[] {
  return Object.entries(study.samples).flatMap(([sample, fields]) =>
    studyTechniques.flatMap((technique): readonly Series[] => {
      const label = fields.label ?? sample;
      const measured = fields.files?.[technique];
      const modelled = isModelled(study, sample, technique);
      const isMeasured = fields.files !== undefined || fields.cells !== undefined;
      const name = isMeasured && modelled ? `${sample}${MODELLED}` : sample;
      const common = { sample, label, technique };
      return [
        ...cellsOf(fields, technique).map((cell) => ({
          ...common,
          name: cellName(sample, cell),
          label: `${label}, ${cell}`,
          cell,
          after: 0,
          modelled: false,
        })),
        ...(measured === undefined
          ? []
          : measuredAfter(measured).map((after) => ({ ...common, name: sample, after, modelled: false }))),
        ...(modelled
          ? modelledAfter(study, technique).map((after) => ({ ...common, name, after, modelled: true }))
          : []),
      ];
    }),
  );
}

/** Names of the cells that were tested by a technique. */
function cellsOf({ cells = {} }: SampleFields, technique: StudyTechnique): readonly string[] {
  if (technique !== 'cycling' && technique !== 'rate') return [];
  return Object.keys(cells).filter((cell) => cells[cell]?.[technique] !== undefined);
}

/** `PCHS-5/rate`, `PCHS-5/eis@100`: the first part of the paths of its quantities. */
export function seriesId({ name, technique, after }: Pick<Series, 'name' | 'technique' | 'after'>): string {
  return isAged(technique) ? `${name}/${technique}@${after}` : `${name}/${technique}`;
}

/** The globs of a measured series. */
export function globsOf(study: Study, { sample, cell, technique, after }: Series): readonly string[] {
  if (cell !== undefined) {
    const own = study.samples[sample]?.cells?.[cell];
    return (technique === 'rate' ? own?.rate : own?.cycling) ?? [];
  }
  const files = study.samples[sample]?.files?.[technique];
  if (files === undefined) return [];
  return 'length' in files && Array.isArray(files)
    ? files
    : (Object.entries(files).find(([key]) => Number(key) === after)?.[1] ?? []);
}

function measuredAfter(
  files: readonly string[] | Readonly<Record<string, readonly string[]>>,
): readonly number[] {
  return Array.isArray(files) ? [0] : Object.keys(files).map(Number);
}

function modelledAfter(study: Study, technique: StudyTechnique): readonly number[] {
  const steps =
    technique === 'eis'
      ? spectra(study.protocols?.eis ?? [])
      : technique === 'electrode-surface'
        ? (study.protocols?.[technique] ?? [])
        : [{ after: 0 }];
  return [...new Set(steps.map(({ after }) => after))];
}
