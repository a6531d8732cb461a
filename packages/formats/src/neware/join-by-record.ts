/**
 * Values brought to the rows of `record` by their own record numbers, NaN where there is none. Of equal numbers the
 * first counts.
 *
 * @param record - rising
 */
export function joinByRecord(record: Float64Array, index: Float64Array, values: Float64Array): Float64Array {
  if (values.length === record.length && index.every((own, i) => own === record[i])) return values;
  const joined = new Float64Array(record.length).fill(NaN);
  const order = isRising(index)
    ? undefined
    : Uint32Array.from(index.keys()).sort((a, b) => (index[a] as number) - (index[b] as number) || a - b);
  let at = 0;
  for (let row = 0; row < record.length; row++) {
    const wanted = record[row] as number;
    while (at < index.length && (index[order?.[at] ?? at] as number) < wanted) at++;
    const found = order?.[at] ?? at;
    if (at < index.length && index[found] === wanted) joined[row] = values[found] as number;
  }
  return joined;
}

function isRising(index: Float64Array): boolean {
  for (let i = 1; i < index.length; i++) if ((index[i] as number) < (index[i - 1] as number)) return false;
  return true;
}
