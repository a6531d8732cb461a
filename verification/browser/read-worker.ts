/** A worker of a page: reads the file that it is sent and answers with its summary. */
import { Buffer } from 'buffer';
import { readSummary } from './read-summary.ts';

Object.assign(globalThis, { Buffer });
const worker = globalThis as unknown as {
  onmessage: (event: { readonly data: { readonly bytes: Uint8Array; readonly name: string } }) => void;
  postMessage(answer: string): void;
};
worker.onmessage = ({ data: { bytes, name } }) => {
  readSummary(bytes, name).then(
    (summary) => worker.postMessage(JSON.stringify(summary)),
    (error: unknown) => worker.postMessage(JSON.stringify({ error: String(error) })),
  );
};
