export { mptColumns, writeMpt } from './biologic/write-mpt.ts';
export { landWorkbookColumns, writeLandWorkbook } from './land/write-land-workbook.ts';
export { writePlainText } from './delimited/write-plain-text.ts';
export { findReader, readers, readFile } from './read-file.ts';
export type { Reader, ReadOptions } from './reader.ts';
export { type MsaFacts, writeMsa } from './msa/write-msa.ts';
export { writeTiff } from './tiff/write-tiff.ts';
