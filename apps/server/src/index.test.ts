import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { serveStudy, studyApp } from './index.ts';

const folder = mkdtempSync(join(tmpdir(), 'anodelab-serve-'));
writeFileSync(join(folder, 'report.html'), '<title>report</title>');
mkdirSync(join(folder, '.cache'));
writeFileSync(join(folder, '.cache/secret.json'), '{}');
writeFileSync(join(folder, '..', 'anodelab-outside.json'), '{}');
afterAll(() => {
  rmSync(folder, { recursive: true });
  rmSync(join(folder, '..', 'anodelab-outside.json'));
});

test('the root is the report', async () => {
  const reply = await studyApp(folder).request('/');
  expect(reply.headers.get('content-type')).toContain('text/html');
  expect(await reply.text()).toContain('report');
});

test.each([
  '/.cache/secret.json',
  '/../anodelab-outside.json',
  '/%2e%2e/anodelab-outside.json',
  '/..%2fanodelab-outside.json',
  '/none',
])('%s is not served', async (path) => {
  expect((await studyApp(folder).request(path)).status).toBe(404);
});

test('it listens on loopback and closes', async () => {
  const server = await serveStudy(folder, 0);
  expect(server.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/);
  expect((await fetch(server.url)).status).toBe(200);
  await server.close();
  await expect(fetch(server.url)).rejects.toThrow();
});
