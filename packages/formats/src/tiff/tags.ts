/** Tags of TIFF 6.0 (Adobe 1992) that are read or written. */
export const tag = {
  width: 256,
  height: 257,
  bitsPerSample: 258,
  compression: 259,
  photometric: 262,
  description: 270,
  stripOffsets: 273,
  samplesPerPixel: 277,
  rowsPerStrip: 278,
  stripByteCounts: 279,
  xResolution: 282,
  yResolution: 283,
  planarConfiguration: 284,
  pageName: 285,
  resolutionUnit: 296,
  software: 305,
  predictor: 317,
  colorMap: 320,
  tileWidth: 322,
  sampleFormat: 339,
} as const;

/** Bytes of one value by field type: byte, ASCII, short, long, rational, their signed forms, float and double. */
export const typeBytes: Readonly<Record<number, number>> = {
  1: 1,
  2: 1,
  3: 2,
  4: 4,
  5: 8,
  6: 1,
  7: 1,
  8: 2,
  9: 4,
  10: 8,
  11: 4,
  12: 8,
};

/** Metres of a resolution unit; 1 is "no unit". */
export const unitMetres: Readonly<Record<number, number>> = { 2: 0.0254, 3: 0.01 };
