import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const venvs = fileURLToPath(new URL('../../.venv/', import.meta.url));

/**
 * Path of a Python whose virtual environment holds exactly these PyPI requirements; made on first use (minutes).
 *
 * @param requirements - pinned, such as `galvani==0.5.0`
 * @throws {Error} when python3 or the package index is not there
 */
export function peerPython(requirements: readonly string[]): string {
  const key = createHash('sha256').update(requirements.join('\n')).digest('hex').slice(0, 12);
  const folder = `${venvs}${key}`;
  const python = `${folder}/bin/python`;
  if (existsSync(`${folder}/complete`)) return python;
  mkdirSync(venvs, { recursive: true });
  console.error(`bench: installing ${requirements.join(', ')}`);
  execFileSync('python3', ['-m', 'venv', '--clear', folder], { stdio: ['ignore', 2, 2] });
  execFileSync(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...requirements], {
    stdio: ['ignore', 2, 2],
  });
  writeFileSync(`${folder}/complete`, requirements.join('\n'));
  return python;
}

/**
 * Runs a Python program and returns what it printed as JSON on its last line.
 *
 * @throws {Error} with the program's own last words when it fails
 */
export function runPeer<T>(python: string, program: string, input: unknown): T {
  const run = spawnSync(python, ['-c', program], {
    input: JSON.stringify(input),
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    env: { ...process.env, OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1' },
  });
  if (run.status !== 0) throw new Error(`peer failed: ${run.stderr.trim().split('\n').at(-1) ?? run.status}`);
  return JSON.parse(run.stdout.trim().split('\n').at(-1)!) as T;
}
