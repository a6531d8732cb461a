/** A scale bar: a round length and what it is called. */
export interface ScaleBar {
  /** m. */
  readonly length: number;
  /** `500 nm`. */
  readonly label: string;
}

/** Share of the picture's width that a bar comes nearest to. */
const SHARE = 0.25;
const UNITS = [
  ['pm', 1e-12],
  ['nm', 1e-9],
  ['µm', 1e-6],
  ['mm', 1e-3],
  ['m', 1],
] as const;

/**
 * The bar for a picture of that width, m: 1, 2 or 5 times a power of ten, which is a quarter of the width as nearly as that
 * goes (0.16 to 0.4 of it).
 */
export function scaleBar(width: number): ScaleBar {
  const exponent = Math.floor(Math.log10(SHARE * width));
  const distance = ([digit, power]: readonly [number, number]) =>
    Math.abs(Math.log((digit * 10 ** power) / (SHARE * width)));
  const [digit, power] = [0, 1]
    .flatMap((step) => [1, 2, 5].map((each) => [each, exponent + step] as const))
    .reduce((best, each) => (distance(each) < distance(best) ? each : best));
  const length = Number(`${digit}e${power}`);
  const [unit, size] = UNITS.findLast(([, each]) => length >= each * (1 - 1e-9)) ?? UNITS[0];
  return { length, label: `${Number((length / size).toPrecision(6))} ${unit}` };
}
