export { findReader, readFile } from './read-file.ts';
export type { Reader, ReadOptions } from './reader.ts';
