// npm start: from a bare clone to the paper's study in the browser.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ensureBuild, ensureNode, ensurePackages, environment, root } from './bootstrap.mjs';

const serve = !process.argv.includes('--no-serve');
const node = ensureNode();
ensurePackages(node);
ensureBuild(node);

const study = join(root, 'studies/flash-silicon/study.yaml');
const out = join(root, 'out/flash-silicon');
const ran = anodelab(['run', study, '-o', out]);
process.exit(ran !== 0 || !serve ? ran : anodelab(['serve', out]));

function anodelab(args) {
  const program = join(root, 'apps/cli/bin/anodelab.mjs');
  return (
    spawnSync(node, [program, ...args], { cwd: root, env: environment(node), stdio: 'inherit' }).status ?? 1
  );
}
