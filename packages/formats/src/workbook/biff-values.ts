import { FormatError } from '@anodelab/data';

/** Record types of BIFF 5 and 8 that hold values, text, dates and the names of sheets ([MS-XLS] 2.3). */
const KEPT = new Set([
  0x0809, // BOF
  0x000a, // EOF
  0x0085, // BoundSheet8
  0x00fc, // SST
  0x003c, // Continue
  0x00fd, // LabelSst
  0x0203, // Number
  0x027e, // RK
  0x00bd, // MulRk
  0x0204, // Label
  0x00d6, // RString
  0x0205, // BoolErr
  0x0022, // Date1904
  0x0042, // CodePage
  0x002f, // FilePass
  0x041e, // Format
  0x00e0, // XF
]);

const FORMULA = 0x0006;
const NUMBER = 0x0203;
/** Bytes of a Number record: row, column, format, value. A Formula record begins with the same ones. */
const NUMBER_LENGTH = 14;
/** Printer settings: a record of any length that holds no value and is passed over. */
const PASSED_OVER = 0x004d;

const HEADER_LENGTH = 4;

/**
 * A copy of a BIFF stream in which only values are left, at the same offsets: formulas become the numbers that they
 * gave, everything else (names, charts, validation) is passed over. Damaged formulas can keep a parser busy for ever,
 * and LAND writes none.
 *
 * @throws {FormatError} when the stream does not begin as a workbook, or ends inside a record
 */
export function biffValues(stream: Uint8Array, name: string): Uint8Array {
  const copy = stream.slice();
  const view = new DataView(copy.buffer);
  let at = 0;
  let depth = 0;
  while (at + HEADER_LENGTH <= copy.length) {
    const type = view.getUint16(at, true);
    const length = view.getUint16(at + 2, true);
    if (type === 0 && depth === 0 && at > 0) break;
    if (at === 0 && type !== 0x0809) throw new FormatError(name, 'expected a BIFF 5 or 8 workbook', '0');
    const end = at + HEADER_LENGTH + length;
    if (end > copy.length) {
      throw new FormatError(
        name,
        `expected ${length} bytes of a record, found ${copy.length - at - HEADER_LENGTH}`,
        `${at}`,
      );
    }
    if (type === 0x0809) depth++;
    if (type === 0x000a) depth--;
    if (type === FORMULA && length >= NUMBER_LENGTH + HEADER_LENGTH) formulaToNumber(view, at, length);
    else if (!KEPT.has(type)) view.setUint16(at, PASSED_OVER, true);
    at = end;
  }
  return copy;
}

/** Rewrites a Formula record as its number and a record of the rest; one whose result is no number is passed over. */
function formulaToNumber(view: DataView, at: number, length: number): void {
  const isNumber = view.getUint16(at + HEADER_LENGTH + 12, true) !== 0xffff;
  if (!isNumber) {
    view.setUint16(at, PASSED_OVER, true);
    return;
  }
  view.setUint16(at, NUMBER, true);
  view.setUint16(at + 2, NUMBER_LENGTH, true);
  const rest = at + HEADER_LENGTH + NUMBER_LENGTH;
  view.setUint16(rest, PASSED_OVER, true);
  view.setUint16(rest + 2, length - NUMBER_LENGTH - HEADER_LENGTH, true);
}
