/** Prints docs/parameters.md from the model's own records (`node tools/run.mjs tools/parameter-table.ts`). */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parameterNames, parameters } from '@anodelab/models';

/** The document, from the records. */
export function parameterDocument(): string {
  const rows = parameterNames.map((name) => {
    const { stage, value, unit, grade, status, prior, source } = parameters[name];
    return `| ${name} | ${stage} | ${Number(value.toPrecision(6))} | ${unit} | ${grade} | ${status} | ${prior} | ${source} |`;
  });
  return `# Parameters of the model

Printed from \`packages/models/src/parameters.ts\` by \`node tools/run.mjs tools/parameter-table.ts\`; do not edit. All values are SI.
Grade: A established, B within 30 %, C within a factor 3 to 10, D placeholder. Status: \`fitted\` to numbers and ordinal statements
of the paper, \`tuned\` to one statement, \`unknown\` where nothing fixes the value, else \`fixed\`. 'Recalled' is general knowledge that
was not looked up, 'seen' was read in the source named.

| name | stage | value | unit | grade | status | prior | source |
|---|---|---|---|---|---|---|---|
${rows.join('\n')}
`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(fileURLToPath(new URL('../docs/parameters.md', import.meta.url)), parameterDocument());
}
