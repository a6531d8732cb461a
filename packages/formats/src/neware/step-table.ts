import { ndcRows } from './ndc-rows.ts';
import { readColumn } from './read-column.ts';

/** The steps of a test in the order in which they ran. */
export interface StepTable {
  /** From 1. */
  readonly cycle: Float64Array;
  readonly stepId: Float64Array;
  readonly stepType: Float64Array;
  /** Number of the first record; 0 where the table does not say. */
  readonly firstRecord: Float64Array;
}

const SHORT = 37;
const LONG = 100;
/** First version with the long rows. */
const LONG_FROM = 16;

/** The steps of `data_step.ndc`. */
export function readStepTable(part: Uint8Array, version: number): StepTable {
  const offsets = ndcRows(part, version, version >= LONG_FROM ? LONG : SHORT);
  const view = new DataView(part.buffer, part.byteOffset, part.byteLength);
  const column = (read: (at: number) => number) => readColumn(offsets, read);
  return {
    cycle: column((at) => view.getUint32(at, true) + 1),
    stepId: column((at) => view.getUint32(at + 4, true)),
    stepType: column((at) => view.getUint8(at + 24)),
    firstRecord: column((at) => view.getUint32(at + 33, true)),
  };
}
