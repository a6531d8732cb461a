import type { Finding } from '@anodelab/data';

const COMMA = 0x2c;
const POINT = 0x2e;

const isDigit = (byte: number | undefined): boolean => byte !== undefined && byte >= 0x30 && byte <= 0x39;

/**
 * The bytes without the commas between thousands (`1,234.50`), which tab-separated exports of some settings write; a
 * finding where there were any. Only numbers with a point prove that a comma is one: in other texts it is the decimal
 * mark.
 */
export function thousandsRemoved(
  bytes: Uint8Array,
  delimiter: string,
): { readonly bytes: Uint8Array; readonly findings: readonly Finding[] } {
  if (delimiter !== '\t' || !hasThousands(bytes)) return { bytes, findings: [] };
  const plain = bytes.filter((byte, at) => byte !== COMMA || !isThousands(bytes, at));
  const removed = bytes.length - plain.length;
  const message = `${removed} commas between thousands were taken out of the numbers`;
  return { bytes: plain, findings: [{ severity: 'info', code: 'thousands-commas', message }] };
}

/** True where a comma stands before three digits and a point. */
function hasThousands(bytes: Uint8Array): boolean {
  for (let at = bytes.indexOf(COMMA); at >= 0; at = bytes.indexOf(COMMA, at + 1)) {
    if (isThousands(bytes, at) && bytes[at + 4] === POINT) return true;
  }
  return false;
}

/** True for a comma between digits that has three of them behind it. */
function isThousands(bytes: Uint8Array, at: number): boolean {
  const three = isDigit(bytes[at + 1]) && isDigit(bytes[at + 2]) && isDigit(bytes[at + 3]);
  return isDigit(bytes[at - 1]) && three && !isDigit(bytes[at + 4]);
}
