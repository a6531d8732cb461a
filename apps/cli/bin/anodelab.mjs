#!/usr/bin/env node
import { existsSync } from 'node:fs';

const main = new URL('../dist/main.js', import.meta.url);

if (Number(process.versions.node.split('.')[0]) >= 24 && existsSync(main)) {
  await import(main.href);
} else {
  const { spawnSync } = await import('node:child_process');
  const { fileURLToPath } = await import('node:url');
  const { ensureBuild, ensureNode, ensurePackages, environment } = await import(
    '../../../tools/bootstrap.mjs'
  );
  const node = ensureNode();
  ensurePackages(node);
  if (!existsSync(main)) ensureBuild(node);
  const run = spawnSync(node, [fileURLToPath(main), ...process.argv.slice(2)], {
    env: environment(node),
    stdio: 'inherit',
  });
  process.exit(run.status ?? 1);
}
