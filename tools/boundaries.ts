/**
 * Who may import whom. `.oxlintrc.json` is generated from this table (`node tools/run.mjs tools/boundaries.ts`), and
 * the test beside it plants a violation in every package to prove that the linter sees it.
 */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Allowed imports of each package, as in docs/architecture.md. */
export const allowedImports: Readonly<Record<string, readonly string[]>> = {
  units: [],
  numerics: [],
  engine: [],
  data: ['units'],
  formats: ['data', 'units'],
  models: ['numerics', 'units'],
  analysis: ['data', 'numerics', 'units'],
  figures: ['data', 'units', 'analysis'],
  study: ['data', 'formats', 'models', 'analysis', 'figures', 'units'],
  design: ['study', 'models', 'analysis', 'numerics', 'data', 'units'],
};
/** Folders that may import more than their package. */
const exceptions: Readonly<Record<string, readonly string[]>> = {
  'models/src/observe': ['numerics', 'units', 'data'],
  'models/src/exchange': ['numerics', 'units', 'data'],
};

/** The linter's configuration as text. */
export function oxlintConfiguration(): string {
  const overrides = Object.entries(allowedImports).map(([name, allowed]) =>
    packageRule(`packages/${name}/src`, allowed),
  );
  for (const [folder, allowed] of Object.entries(exceptions))
    overrides.push(packageRule(`packages/${folder}`, allowed));
  const configuration = {
    $schema: './node_modules/oxlint/configuration_schema.json',
    plugins: ['typescript', 'import', 'unicorn', 'oxc'],
    categories: { correctness: 'error' },
    rules: {
      'typescript/no-explicit-any': 'error',
      'typescript/no-floating-promises': 'error',
      'typescript/no-misused-promises': 'error',
      'typescript/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      // Our records hold closures, which have no `this`; code points are what we want of a string.
      'typescript/unbound-method': 'off',
      'typescript/no-misused-spread': 'off',
      'typescript/consistent-type-imports': 'error',
      'no-unused-expressions': 'error',
      'no-unused-vars': 'error',
      'no-fallthrough': 'error',
      'import/no-cycle': 'error',
      'import/no-default-export': 'error',
      eqeqeq: 'error',
    },
    overrides: [...overrides, { files: ['vitest.config.ts'], rules: { 'import/no-default-export': 'off' } }],
    ignorePatterns: ['**/dist', '**/node_modules', '.cache', 'out', '.venv'],
  };
  return `${JSON.stringify(configuration, null, 2)}\n`;
}

interface Override {
  readonly files: readonly string[];
  readonly rules: Readonly<Record<string, unknown>>;
}

function packageRule(folder: string, allowed: readonly string[]): Override {
  const own = folder.split('/')[1]!;
  const forbidden = Object.keys(allowedImports).filter((name) => !allowed.includes(name) && name !== own);
  const patterns = [
    {
      group: [...forbidden, 'cli', 'server', 'web'].flatMap((name) => [
        `@anodelab/${name}`,
        `@anodelab/${name}/*`,
      ]),
      message: `${folder} may import: ${allowed.length > 0 ? allowed.join(', ') : 'nothing of ours'} (tools/boundaries.ts)`,
    },
    {
      group: ['@anodelab/*/src/*', '@anodelab/*/dist/*', '../../../*/src/*'],
      message: 'import a package by its name',
    },
  ];
  return { files: [`${folder}/**/*.ts`], rules: { 'no-restricted-imports': ['error', { patterns }] } };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(fileURLToPath(new URL('../.oxlintrc.json', import.meta.url)), oxlintConfiguration());
}
