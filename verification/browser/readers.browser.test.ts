import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findReader, readers } from '@anodelab/formats';
import { type Browser, chromium, type Page } from 'playwright-core';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { madeSeeds } from '../../fuzz/made-seeds.ts';
import { corpusPath } from '../../apps/cli/src/corpus/manifest.ts';
import { readSummary } from './read-summary.ts';

const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
const isSkipped = !existsSync(executablePath) && process.env['CI'] === undefined;
if (isSkipped) console.log(`no Chromium at ${executablePath}: the readers are not run in a browser`);

const files = await oneOfEachFormat();

describe.skipIf(isSkipped)('readers in a worker of a browser', () => {
  let browser: Browser;
  let server: Server;
  let page: Page;

  beforeAll(async () => {
    const script = await bundle();
    server = createServer((request, response) => {
      const asked = decodeURIComponent((request.url ?? '/').slice(1));
      const file = files.get(asked);
      if (file !== undefined) response.end(file.bytes);
      else if (script.has(asked)) {
        response.setHeader('content-type', 'text/javascript').end(script.get(asked));
      } else response.setHeader('content-type', 'text/html').end('<!doctype html><title>readers</title>');
    });
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    browser = await chromium.launch({
      executablePath,
      args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking'],
    });
    page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    server?.close();
  });

  test.each([...files.values()].map((file) => [file.reader, file] as const))(
    '%s gives the same bits as in Node',
    async (reader, { name, bytes }) => {
      const answer = await page.evaluate(async (path) => {
        const response = await fetch(path);
        const content = new Uint8Array(await response.arrayBuffer());
        const worker = new Worker('/read-worker.js', { type: 'module' });
        return new Promise<string>((resolve, reject) => {
          worker.onmessage = (event: MessageEvent<string>) => resolve(event.data);
          worker.onerror = (event) => reject(new Error(event.message));
          worker.postMessage({ bytes: content, name: path });
        }).finally(() => worker.terminate());
      }, name);
      const here = await readSummary(bytes, name);
      expect(JSON.parse(answer)).toEqual(JSON.parse(JSON.stringify(here)));
      expect(here.tables.map((table) => table.format)).toContain(reader);
    },
    60_000,
  );

  test('every reader had a file', () => {
    const tried = [...files.values()].map((file) => file.reader);
    const wanted = readers.map(({ id }) => id);
    // without real files only the formats that the project writes itself
    if (corpusPath === undefined) expect(tried.length).toBeGreaterThan(8);
    else expect(wanted.filter((id) => !tried.includes(id))).toEqual([]);
  });
});

/** The smallest real file of every format where the corpus is, a made one where there is none. */
async function oneOfEachFormat() {
  const found = new Map<
    string,
    { readonly name: string; readonly reader: string; readonly bytes: Uint8Array }
  >();
  const covered = new Set<string>();
  const add = (name: string, reader: string, bytes: Uint8Array) => {
    if (covered.has(reader)) return;
    covered.add(reader);
    found.set(name, { name, reader, bytes });
  };
  if (corpusPath !== undefined) {
    const root = corpusPath;
    const paths = readdirSync(root, { recursive: true, encoding: 'utf8' })
      .filter((name) => statSync(join(root, name)).isFile() && !name.endsWith('.json'))
      .sort((a, b) => statSync(join(root, a)).size - statSync(join(root, b)).size);
    for (const name of paths) {
      const bytes = new Uint8Array(readFileSync(join(root, name)));
      const reader = await findReader(bytes);
      if (reader !== undefined && bytes.length > 200) add(name, reader.id, bytes);
    }
  }
  for (const { name, reader, bytes } of await madeSeeds()) add(name, reader, bytes);
  return found;
}

/** The worker and the parts that it loads later, by file name. */
async function bundle(): Promise<Map<string, string>> {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    resolve: {
      conditions: ['@anodelab/source', 'module', 'browser', 'import', 'default'],
      alias: { buffer: 'buffer/' },
    },
    // ciphers of encrypted Access files, which no Arbin result is
    plugins: [
      {
        name: 'no-ciphers',
        enforce: 'pre',
        resolveId: (id) => (/^(create-hash|browserify-aes)/.test(id) ? '\0no-ciphers' : undefined),
        load: (id) => (id === '\0no-ciphers' ? 'export default {};' : undefined),
      },
    ],
    build: {
      write: false,
      target: 'es2022',
      rollupOptions: {
        input: { 'read-worker': fileURLToPath(new URL('./read-worker.ts', import.meta.url)) },
        output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js', format: 'es' },
      },
    },
  });
  const outputs = Array.isArray(result) ? result : [result];
  return new Map(
    outputs.flatMap((bundled) =>
      'output' in bundled
        ? bundled.output.flatMap((part) =>
            part.type === 'chunk' ? [[part.fileName, part.code] as const] : [],
          )
        : [],
    ),
  );
}
