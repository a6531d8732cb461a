import { readFile, stat } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize, sep } from 'node:path';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.pdf': 'application/pdf',
  '.csv': 'text/csv; charset=utf-8',
  '.mpt': 'text/plain; charset=windows-1252',
};

/** The output folder of a study as a web application: `/` is its report. Read only; nothing outside the folder, no dot files. */
export function studyApp(folder: string): Hono {
  const app = new Hono();
  app.use(async (context, next) => {
    await next();
    context.header(
      'Content-Security-Policy',
      "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:",
    );
    context.header('X-Content-Type-Options', 'nosniff');
  });
  app.get('*', async (context) => {
    const asked = decodeURIComponent(context.req.path);
    const inside = normalize(asked === '/' ? '/report.html' : asked);
    if (inside.split(sep).some((part) => part.startsWith('.'))) return context.text('not found', 404);
    const path = join(folder, inside);
    const file = await stat(path).catch(() => undefined);
    if (!file?.isFile()) return context.text('not found', 404);
    return context.body(new Uint8Array(await readFile(path)), 200, {
      'Content-Type': contentTypes[extname(path)] ?? 'application/octet-stream',
    });
  });
  return app;
}

/** A running server: its address and the way to stop it. */
export interface RunningServer {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Serves the output folder of a study on the loopback interface.
 *
 * @param port - 0 takes any free port
 * @throws {Error} when the port is taken
 */
export async function serveStudy(folder: string, port: number): Promise<RunningServer> {
  const app = studyApp(folder);
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: app.fetch, port, hostname: '127.0.0.1' }, (info: AddressInfo) => {
      resolve({
        url: `http://127.0.0.1:${info.port}/`,
        close: () => new Promise((done) => server.close(() => done())),
      });
    });
    server.on('error', reject);
  });
}
