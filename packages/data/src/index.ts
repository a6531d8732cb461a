export * from './column.ts';
export * from './dataset.ts';
export * from './errors.ts';
export * from './finding.ts';
export * from './result.ts';
export { decodeText, type DecodedText, type TextEncoding } from './decode-text.ts';
export { type NumberTable, type NumberTableOptions, readNumberTable } from './number-table.ts';
export { sha256 } from './sha256.ts';
