export { writeMpt } from './biologic/write-mpt.ts';
export { findReader, readFile } from './read-file.ts';
export type { Reader, ReadOptions } from './reader.ts';
