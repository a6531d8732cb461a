import { serveStudy } from '@anodelab/server';
import type { Settings } from '../settings.ts';
import { printJson } from '../print.ts';
import { reportFolder } from '../study-folder.ts';

/** Serves the report of a study on loopback until Ctrl-C. */
export async function serve(
  study: string,
  options: { readonly port: number },
  settings: Settings,
): Promise<void> {
  const server = await serveStudy(await reportFolder(study), options.port);
  if (settings.json) printJson({ url: server.url });
  else console.log(`report: ${server.url} (Ctrl-C ends)`);
  const stop = (): void => void server.close();
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}
