/** Type and layout version of a part of an `.ndax` archive, from its first bytes. */
export interface NdcKind {
  readonly type: number;
  readonly version: number;
}

const PAGE = 4096;
const MASK_AT = 4;
const ROWS_AT = 132;
/** Pages of version 2 have no mask. */
const OLD_PAGE = 512;
const OLD_ROWS_AT = 5;

/** Undefined for a part that is too short to be one. */
export function ndcKind(part: Uint8Array): NdcKind | undefined {
  const [type, , version] = part;
  return type === undefined || version === undefined ? undefined : { type, version };
}

/**
 * Offsets of the used rows of a part: in pages of 4096 bytes those whose bit is set, in the pages of version 2 all. The
 * first page is the part's header.
 */
export function ndcRows(part: Uint8Array, version: number, rowLength: number): Uint32Array {
  if (version === 2) return oldRows(part, rowLength);
  const perPage = Math.floor((PAGE - ROWS_AT - 1) / rowLength);
  const offsets = new Uint32Array(perPage * Math.ceil(Math.max(part.length - PAGE, 0) / PAGE));
  let rows = 0;
  for (let page = PAGE; page < part.length; page += PAGE) {
    for (let row = 0; row < perPage; row++) {
      const used = ((part[page + MASK_AT + (row >> 3)] ?? 0) >> (row & 7)) & 1;
      const at = page + ROWS_AT + row * rowLength;
      if (used === 1 && at + rowLength <= part.length) offsets[rows++] = at;
    }
  }
  return offsets.subarray(0, rows);
}

function oldRows(part: Uint8Array, rowLength: number): Uint32Array {
  const perPage = Math.floor((OLD_PAGE - OLD_ROWS_AT - 1) / rowLength);
  const offsets = new Uint32Array(perPage * Math.ceil(Math.max(part.length - OLD_PAGE, 0) / OLD_PAGE));
  let rows = 0;
  for (let page = OLD_PAGE; page < part.length; page += OLD_PAGE) {
    for (let row = 0; row < perPage; row++) {
      const at = page + OLD_ROWS_AT + row * rowLength;
      if (at + rowLength <= part.length) offsets[rows++] = at;
    }
  }
  return offsets.subarray(0, rows);
}
