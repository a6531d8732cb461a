import type { Finding } from '@anodelab/data';

/**
 * Records decoded in the order of their numbers, of equal numbers the first. Almost every file is in order: it is
 * decoded once and looked at afterwards, because going through the bytes of a large file costs more than its arithmetic.
 *
 * @param offsets - where each record begins; its whole length must be there
 * @param indexAt - where in a record its number stands, u32
 * @param decode - the records at those offsets, and whether each number is above the one before
 */
export function decodeRising<T extends { readonly isRising: boolean }>(
  view: DataView,
  offsets: Uint32Array,
  indexAt: number,
  findings: Finding[],
  decode: (offsets: Uint32Array) => T,
): T {
  const decoded = decode(offsets);
  if (decoded.isRising) return decoded;
  return decode(risingOffsets(view, offsets, indexAt, 'the test', findings));
}

/**
 * Offsets of records by rising number, of equal numbers the first; the same array where they rise already. Sorting and
 * dropping are findings.
 *
 * @param indexAt - where in a record its number stands, u32
 * @param what - of what the records are, for the finding
 */
export function risingOffsets(
  view: DataView,
  offsets: Uint32Array,
  indexAt: number,
  what: string,
  findings: Finding[],
): Uint32Array {
  const number = (at: number) => view.getUint32(at + indexAt, true);
  let isRising = true;
  let isStrict = true;
  let before = -1;
  for (let i = 0; i < offsets.length; i++) {
    const own = view.getUint32((offsets[i] as number) + indexAt, true);
    if (own <= before) {
      isStrict = false;
      if (own < before) isRising = false;
    }
    before = own;
  }
  if (isStrict) return offsets;
  const order = isRising ? offsets : Uint32Array.from(offsets).sort((a, b) => number(a) - number(b) || a - b);
  const kept = order.filter((at, i) => i === 0 || number(at) !== number(order[i - 1] as number));
  const dropped = offsets.length - kept.length;
  const also = dropped > 0 ? `, ${dropped} with a number that was there before left out` : '';
  findings.push({
    severity: isRising ? 'info' : 'warning',
    code: isRising ? 'records-repeated' : 'records-sorted',
    message: isRising
      ? `${dropped} records of ${what} have the number of the one before: the first is kept`
      : `records of ${what} are out of order: sorted by their number${also}`,
    at: 'record',
  });
  return kept;
}
