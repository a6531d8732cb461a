import type { Finding } from '@anodelab/data';
import type { NdaBlock } from './nda-header.ts';
import type { NdaLayout } from './nda-layouts.ts';

const AUX = 0x65;
/** Marks of the cycler: before the first record, and of old files. */
const MARKS = [0xaa, 0xff];

/** Offsets of the data records and of the auxiliary records of a block; what is neither, and a cut record, are findings. */
export function ndaRows(
  bytes: Uint8Array,
  { begin, end }: NdaBlock,
  layout: NdaLayout,
  findings: Finding[],
): { readonly data: Uint32Array; readonly aux: Uint32Array } {
  const { length: size } = layout;
  const most = Math.floor((end - begin) / size);
  const kinds = new Uint8Array(256);
  for (const id of layout.dataIds) kinds[id] = 1;
  kinds[AUX] = 2;
  for (const id of MARKS) kinds[id] = 3;
  const data = new Uint32Array(most);
  let rows = 0;
  let auxRows = 0;
  let others = 0;
  for (let k = 0, at = begin; k < most; k++, at += size) {
    const kind = kinds[bytes[at] as number] as number;
    if (kind === 1) data[rows++] = at;
    else if (kind === 2) auxRows++;
    else if (kind === 0) others++;
  }
  const aux = new Uint32Array(auxRows);
  for (let at = begin, row = 0; row < auxRows; at += size) {
    if (kinds[bytes[at] as number] === 2) aux[row++] = at;
  }
  findings.push(...restFindings(end - begin - most * size, end, others, begin));
  return { data: data.subarray(0, rows), aux };
}

/** Findings about bytes after the last whole record and records of no known kind. */
export function restFindings(left: number, end: number, others: number, begin: number): Finding[] {
  const findings: Finding[] = [];
  if (left > 0) {
    findings.push({
      severity: 'info',
      code: 'record-incomplete',
      message: `${left} bytes after the last whole record: left out; the file was cut or is still being written`,
      at: `byte ${end - left}`,
    });
  }
  if (others > 0) {
    findings.push({
      severity: 'info',
      code: 'records-unknown',
      message: `${others} records of an unknown kind among the data: left out`,
      at: `byte ${begin}`,
    });
  }
  return findings;
}
