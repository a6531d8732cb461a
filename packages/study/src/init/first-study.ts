import { stringify } from 'yaml';
import { type StudyTechnique, studyTechniques } from '../schema/quantity-path.ts';
import type { SurveyedFile } from './survey.ts';

/** A first study file for raw files: samples with their files by technique, figures, and in comments what was found. */
export function firstStudy(title: string, date: string, files: readonly SurveyedFile[]): string {
  const used = files.filter((file) => file.technique !== undefined);
  const left = files.filter((file) => file.technique === undefined);
  return [
    `# Written by anodelab init from ${files.length} files. Names of samples come from file names: correct them here.`,
    'anodelab: 1',
    `title: ${scalar(title)}`,
    `date: ${date}`,
    '',
    'samples:',
    ...[...bySample(used)].flatMap(([name, group]) => sampleLines(name, group)),
    ...(used.length === 0 ? ['  {}'] : []),
    ...(left.length === 0
      ? []
      : ['', '# Not used:', ...left.map((file) => `#   ${file.path}: ${file.summary}`)]),
    '',
    '# A modelled sample beside the measured ones:',
    '#   PCHS-5 (model): { recipe: { flash: 5 min } }     # under samples',
    '# and what is done to it:',
    '# protocols:',
    '#   cycling:',
    '#     - repeat: 100',
    '#       steps: [Discharge at 1 A/g until 0.01 V, Charge at 1 A/g until 1.2 V]',
    '',
    ...figureLines(used),
    '',
  ].join('\n');
}

function bySample(files: readonly SurveyedFile[]): ReadonlyMap<string, readonly SurveyedFile[]> {
  const groups = new Map<string, { name: string; files: SurveyedFile[] }>();
  for (const file of files) {
    const key = file.sample.toLowerCase();
    const group = groups.get(key) ?? { name: file.sample, files: [] };
    group.files.push(file);
    groups.set(key, group);
  }
  return new Map([...groups.values()].map((group) => [group.name, group.files]));
}

function sampleLines(name: string, files: readonly SurveyedFile[]): readonly string[] {
  const mass = files.find((file) => file.mass !== undefined)?.mass;
  const of = (technique: StudyTechnique) => files.filter((file) => file.technique === technique);
  const needsMass = of('cycling').length + of('rate').length > 0;
  return [
    `  ${scalar(name)}:`,
    ...(mass !== undefined
      ? [`    # the files state an active mass of ${milligrams(mass)}; activeMass replaces it`]
      : needsMass
        ? ['    # activeMass: 1 mg      # not in the files: without it capacities stay per cell']
        : []),
    '    # workingElectrode: anode   # or cathode, full; inferred from the voltages when absent',
    '    files:',
    ...studyTechniques.flatMap((technique) => techniqueLines(technique, of(technique))),
  ];
}

function techniqueLines(technique: StudyTechnique, files: readonly SurveyedFile[]): readonly string[] {
  if (files.length === 0) return [];
  if (technique !== 'eis') return [`      ${technique}:`, ...files.map((file) => fileLine(file, 8))];
  const after = [...new Set(files.map((file) => file.after))].sort((a, b) => a - b);
  return [
    '      eis:                    # by the number of cycles before the measurement',
    ...after.flatMap((cycles) => [
      `        ${cycles}:`,
      ...files.filter((file) => file.after === cycles).map((file) => fileLine(file, 10)),
    ]),
  ];
}

function fileLine(file: SurveyedFile, indent: number): string {
  return `${' '.repeat(indent)}- ${scalar(file.path)}   # ${file.summary}`;
}

function figureLines(files: readonly SurveyedFile[]): readonly string[] {
  const samples = (...techniques: readonly StudyTechnique[]) => [
    ...bySample(
      files.filter(({ technique }) => technique !== undefined && techniques.includes(technique)),
    ).keys(),
  ];
  const line = (id: string, show: string, names: readonly string[], more = '') =>
    names.length === 0
      ? []
      : [`  ${id}: { show: ${show}, samples: [${names.map(scalar).join(', ')}]${more} }`];
  const spectra = files.filter(({ technique }) => technique === 'eis');
  const figures = [
    ...line('Capacity', 'capacity', samples('cycling')),
    ...line('Efficiency', 'capacity-and-efficiency', samples('cycling', 'rate')),
    ...line('Curves', 'curves', samples('cycling', 'rate')),
    ...line('Rate', 'rate', samples('rate')),
    ...line('Voltammograms', 'voltammograms', samples('cv')),
    ...line('Diffractograms', 'diffractograms', samples('xrd')),
    ...line('Raman spectra', 'raman-spectra', samples('raman')),
    ...line('Thermograms', 'thermograms', samples('tg')),
    ...line('Micrographs', 'micrographs', samples('sem')),
    ...line('X-ray maps', 'element-maps', samples('eds')),
    ...[...new Set(spectra.map(({ after }) => after))].flatMap((after) => {
      const names = [...bySample(spectra.filter((file) => file.after === after)).keys()];
      return line(
        after === 0 ? 'Impedance' : `Impedance after ${after}`,
        'nyquist',
        names,
        `, after: ${after}`,
      );
    }),
  ];
  return figures.length === 0 ? [] : ['figures:', ...figures];
}

/** Text as a YAML scalar that is also safe inside `[ ]` and `{ }`. */
function scalar(text: string): string {
  return /^[A-Za-z][\w@.+/ -]*[\w@.+]$|^[A-Za-z]$/.test(text) &&
    !/^(true|false|null|yes|no|on|off|y|n)$/i.test(text)
    ? text
    : stringify(text, { defaultStringType: 'QUOTE_DOUBLE', lineWidth: 0 }).trimEnd();
}

function milligrams(mass: number): string {
  return `${Number((mass * 1e6).toPrecision(6))} mg`;
}
