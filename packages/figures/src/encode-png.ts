import { zlibSync } from 'fflate';

/** Pixels of a picture, row by row from the top, 8 bits each. */
export interface PngPixels {
  readonly width: number;
  readonly height: number;
  /** `grey`: one byte a pixel; `rgb`: three; `palette`: one byte that counts colours in `palette` (red, green, blue each). */
  readonly kind: 'grey' | 'rgb' | 'palette';
  readonly bytes: Uint8Array;
  readonly palette?: Uint8Array;
}

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** Colour types of PNG. */
const TYPES = { grey: 0, rgb: 2, palette: 3 } as const;
const crcTable = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c;
});

/** PNG of the pixels without loss and without a date: the same pixels give the same bytes (PNG, third edition, W3C 2025). */
export function encodePng({ width, height, kind, bytes, palette }: PngPixels): Uint8Array<ArrayBuffer> {
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  header[8] = 8;
  header[9] = TYPES[kind];
  const chunks = [
    chunk('IHDR', header),
    ...(palette === undefined ? [] : [chunk('PLTE', palette)]),
    chunk('IDAT', zlibSync(filtered(bytes, height, kind), { level: 6 })),
    chunk('IEND', new Uint8Array()),
  ];
  const png = new Uint8Array(SIGNATURE.length + chunks.reduce((sum, { length }) => sum + length, 0));
  png.set(SIGNATURE);
  let at = SIGNATURE.length;
  for (const each of chunks) {
    png.set(each, at);
    at += each.length;
  }
  return png;
}

function chunk(name: string, data: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(data.length + 12);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, data.length);
  bytes.set(new TextEncoder().encode(name), 4);
  bytes.set(data, 8);
  view.setUint32(data.length + 8, crc(bytes.subarray(4, data.length + 8)));
  return bytes;
}

function crc(bytes: Uint8Array): number {
  let c = 0xffffffff;
  for (const byte of bytes) c = crcTable[(c ^ byte) & 0xff]! ^ (c >>> 8);
  return ~c >>> 0;
}

/**
 * Rows with their filter byte. Of grey levels and colours each row is stored as it is, or less its left or its upper neighbour,
 * whichever has the smallest sum of magnitudes; numbers of colours have no neighbours to differ from.
 */
function filtered(bytes: Uint8Array, height: number, kind: PngPixels['kind']): Uint8Array {
  const stride = bytes.length / height;
  const rows = new Uint8Array((stride + 1) * height);
  const candidate = new Uint8Array(stride);
  for (let y = 0; y < height; y++) {
    const row = rows.subarray(y * (stride + 1), (y + 1) * (stride + 1));
    let least = Infinity;
    for (let filter = 0; filter <= (kind === 'palette' ? 0 : 2); filter++) {
      const cost = subtractNeighbour(bytes, y * stride, filter, kind === 'rgb' ? 3 : 1, candidate);
      if (cost >= least) continue;
      least = cost;
      row[0] = filter;
      row.set(candidate, 1);
    }
  }
  return rows;
}

/** Writes a row less its neighbours of a filter (0: none, 1: left, 2: above) into `out`; returns the sum of magnitudes. */
function subtractNeighbour(
  bytes: Uint8Array,
  from: number,
  filter: number,
  depth: number,
  out: Uint8Array,
): number {
  const back = filter === 1 ? depth : out.length;
  let cost = 0;
  for (let i = 0; i < out.length; i++) {
    const hasNeighbour = filter === 1 ? i >= depth : filter === 2 && from > 0;
    const value = (bytes[from + i]! - (hasNeighbour ? bytes[from + i - back]! : 0)) & 0xff;
    out[i] = value;
    cost += value < 128 ? value : 256 - value;
  }
  return cost;
}
