import type { Finding } from '@anodelab/data';

const COMMA = 0x2c;
const POINT = 0x2e;
const QUOTE = 0x22;

const isDigit = (byte: number | undefined): boolean => byte !== undefined && byte >= 0x30 && byte <= 0x39;

/**
 * The bytes without the commas between thousands (`1,234.50`) that exports of some settings write, in quotes where
 * commas part the cells; a finding where there were any. Only a number with a point proves that its commas are ones:
 * in other texts a comma is the decimal mark.
 */
export function thousandsRemoved(
  bytes: Uint8Array,
  delimiter: string,
): { readonly bytes: Uint8Array; readonly findings: readonly Finding[] } {
  const quoted = delimiter === ',';
  if (delimiter !== '\t' && !quoted) return { bytes, findings: [] };
  const commas = thousandsCommas(bytes, quoted);
  if (commas.size === 0) return { bytes, findings: [] };
  const message = `${commas.size} commas between thousands were taken out of the numbers`;
  return {
    bytes: bytes.filter((_, at) => !commas.has(at)),
    findings: [{ severity: 'info', code: 'thousands-commas', message }],
  };
}

/** Commas between digits that part no thousands: in so many of them, without a point in any number, they are decimal marks. */
const MANY = 1000;

/** Offsets of the commas between thousands; none where no number has a point behind them. */
function thousandsCommas(bytes: Uint8Array, quoted: boolean): ReadonlySet<number> {
  const found = new Set<number>();
  let hasPoint = false;
  let decimals = 0;
  const look = (from: number, to: number) => {
    for (let at = bytes.indexOf(COMMA, from); at >= 0 && at < to; at = bytes.indexOf(COMMA, at + 1)) {
      if (!isThousands(bytes, at)) {
        if (isDigit(bytes[at - 1]) && isDigit(bytes[at + 1])) decimals++;
        if (decimals > MANY && !hasPoint) return;
        continue;
      }
      found.add(at);
      hasPoint ||= bytes[at + 4] === POINT;
    }
  };
  if (!quoted) look(0, bytes.length);
  for (let open = quoted ? bytes.indexOf(QUOTE) : -1; open >= 0; ) {
    const close = bytes.indexOf(QUOTE, open + 1);
    look(open, close < 0 ? bytes.length : close);
    open = close < 0 ? -1 : bytes.indexOf(QUOTE, close + 1);
  }
  return hasPoint ? found : new Set();
}

/** True for a comma between digits that has three of them behind it. */
function isThousands(bytes: Uint8Array, at: number): boolean {
  const three = isDigit(bytes[at + 1]) && isDigit(bytes[at + 2]) && isDigit(bytes[at + 3]);
  return isDigit(bytes[at - 1]) && three && !isDigit(bytes[at + 4]);
}
