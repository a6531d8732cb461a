export * from './column.ts';
export * from './dataset.ts';
export * from './errors.ts';
export * from './finding.ts';
export * from './result.ts';
