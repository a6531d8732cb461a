/** Width of the kernel on each side, standard deviations. */
const REACH = 4;

/**
 * A map seen by a Gaussian probe with this standard deviation in pixels: the same total, except for what leaves at the
 * edges, where the map goes on as at its edge.
 */
export function gaussianBlur(
  map: Float64Array,
  width: number,
  height: number,
  deviation: number,
): Float64Array {
  if (deviation < 0.05) return map;
  const kernel = gaussianKernel(deviation);
  const across = blurLines(map, height, width, width, 1, kernel);
  return blurLines(across, width, height, 1, width, kernel);
}

/** Integrals of the Gaussian over pixels from the middle outwards, of sum 1. */
function gaussianKernel(deviation: number): Float64Array {
  const reach = Math.ceil(REACH * deviation);
  const kernel = Float64Array.from({ length: reach + 1 }, (_, k) => Math.exp(-0.5 * (k / deviation) ** 2));
  const total = kernel.reduce((sum, weight, k) => sum + (k === 0 ? weight : 2 * weight), 0);
  return kernel.map((weight) => weight / total);
}

function blurLines(
  map: Float64Array,
  lines: number,
  length: number,
  lineStep: number,
  step: number,
  kernel: Float64Array,
): Float64Array {
  const out = new Float64Array(map.length);
  for (let line = 0; line < lines; line++) {
    const start = line * lineStep;
    for (let i = 0; i < length; i++) {
      let sum = kernel[0]! * map[start + i * step]!;
      for (let k = 1; k < kernel.length; k++) {
        const before = Math.max(0, i - k);
        const after = Math.min(length - 1, i + k);
        sum += kernel[k]! * (map[start + before * step]! + map[start + after * step]!);
      }
      out[start + i * step] = sum;
    }
  }
  return out;
}
