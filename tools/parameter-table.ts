/**
 * Prints docs/parameters.md and docs/parameters.json from the model's own records
 * (`node tools/run.mjs tools/parameter-table.ts`).
 */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import {
  type Grade,
  type Parameter,
  parameterNames,
  parameters,
  type Stage,
  whatFixes,
} from '@anodelab/models';

const stages = [...new Set(parameterNames.map((name) => parameters[name].stage))];
const grades: readonly Grade[] = ['A', 'B', 'C', 'D'];

const docs = (path: string) => fileURLToPath(new URL(`../docs/${path}`, import.meta.url));

/** Page of docs/methods that has the equations of each part of the chain. */
export const pages: Readonly<Record<Stage, string>> = {
  powder: 'recipe',
  surface: 'shell',
  recipe: 'recipe',
  furnace: 'furnace',
  pyrolysis: 'carbonisation',
  shell: 'shell',
  mechanics: 'shell',
  cell: 'half-cell',
  'porous electrode': 'porous-cell',
  impedance: 'impedance-model',
  ageing: 'ageing',
  'electrode cracks': 'electrode-cracks',
  microscopy: 'virtual-microscopy',
  thermogravimetry: 'virtual-tga',
  'native oxide': 'virtual-tga',
  diffraction: 'virtual-xrd',
  raman: 'virtual-raman',
  'shell diagnostics': 'shell',
  'pyrolysis heat': 'furnace',
  'core fracture': 'shell',
  'crack growth': 'ageing',
  'first lithiation': 'half-cell',
  'lithium silicide': 'protocols',
  additive: 'ageing',
};

/** The document, from the records. */
export function parameterDocument(): string {
  return `# Parameters of the model

Printed from \`packages/models/src/parameters.ts\` by \`node tools/run.mjs tools/parameter-table.ts\`; do not edit. All values are SI.
[parameters.json](parameters.json) has the same for programs.

**Grade**: A established, B within 30 %, C within a factor 3 to 10, D placeholder. **Status**: \`fitted\` to numbers and ordinal statements
of the paper, \`tuned\` to one statement, \`unknown\` where nothing fixes the value, else \`fixed\`. **Prior**: what would be believed without the
paper. 'Recalled' is general knowledge that was not looked up, 'seen' was read in the source named. **What would fix it**: the
measurement, for values that are not fixed.

| part of the chain | parameters | A | B | C | D | not fixed |
|---|---|---|---|---|---|---|
${stages.map(summary).join('\n')}
${total()}

${stages.map((stage) => section(stage)).join('\n')}`;
}

function ofStage(stage: Stage): readonly (readonly [string, Parameter])[] {
  return parameterNames
    .filter((name) => parameters[name].stage === stage)
    .map((name) => [name, parameters[name]]);
}

function counts(rows: readonly (readonly [string, Parameter])[]): string {
  const perGrade = grades.map((grade) => rows.filter(([, parameter]) => parameter.grade === grade).length);
  const open = rows.filter(([, { status }]) => status !== 'fixed').length;
  return [rows.length, ...perGrade, open].join(' | ');
}

function summary(stage: Stage): string {
  return `| [${stage}](#${stage.replaceAll(' ', '-')}) | ${counts(ofStage(stage))} |`;
}

function total(): string {
  return `| all | ${counts(parameterNames.map((name) => [name, parameters[name]]))} |`;
}

function section(stage: Stage): string {
  const page = pages[stage];
  const rows = ofStage(stage).map(([name, { value, unit, grade, status, prior, source }]) => {
    const fix = whatFixes[name as keyof typeof whatFixes] ?? '';
    return `| <a id="${name.toLowerCase()}"></a>\`${name}\` | ${Number(value.toPrecision(6))} | ${unit} | ${grade} | ${status} | ${prior} | ${source} | ${fix} |`;
  });
  return `## ${stage}

Equations: [${page}](methods/${page}.md).

| name | value | unit | grade | status | prior | source | what would fix it |
|---|---|---|---|---|---|---|---|
${rows.join('\n')}
`;
}

/** The records for programs: by name, SI. */
export function parameterJson(): string {
  const records = parameterNames.map((name) => [
    name,
    { ...parameters[name], whatFixes: whatFixes[name] ?? null },
  ]);
  return `${JSON.stringify(Object.fromEntries(records), null, 2)}\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(docs('parameters.md'), parameterDocument());
  writeFileSync(docs('parameters.json'), parameterJson());
}
