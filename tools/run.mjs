// node tools/run.mjs SCRIPT [ARGUMENT…]: runs a script of this repository from its TypeScript source, on the right Node.
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { ensureNode, ensurePackages, environment, root } from './bootstrap.mjs';

const [script, ...rest] = process.argv.slice(2);
const node = ensureNode();
ensurePackages(node);
const run = spawnSync(node, ['--conditions=@anodelab/source', resolve(root, script), ...rest], {
  cwd: root,
  env: environment(node),
  stdio: 'inherit',
});
process.exit(run.status ?? 1);
