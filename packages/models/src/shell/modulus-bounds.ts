/** Bounds between which a property of a mixture must lie. */
export interface Bounds {
  readonly lower: number;
  readonly upper: number;
}

/**
 * Hashin-Shtrikman bounds of Young's modulus of an isotropic mixture of two phases with the same Poisson ratio (Hashin
 * and Shtrikman, J. Mech. Phys. Solids 1963, 11, 127; docs/methods/shell.md). The unit is that of the moduli.
 *
 * @param soft - Young's modulus of the softer phase
 * @param stiff - Young's modulus of the stiffer phase
 * @param share - volume fraction of the stiffer phase
 * @param poissonRatio - above -1, below 1/2
 */
export function modulusBounds(soft: number, stiff: number, share: number, poissonRatio = 0.3): Bounds {
  return {
    lower: boundAround(soft, stiff, share, poissonRatio),
    upper: boundAround(stiff, soft, 1 - share, poissonRatio),
  };
}

/** The bound in which `matrix` surrounds inclusions that take up `share` of the volume. */
function boundAround(matrix: number, inclusion: number, share: number, poissonRatio: number): number {
  if (share <= 0 || matrix === inclusion) return matrix;
  if (share >= 1) return inclusion;
  const perBulk = 1 / (3 * (1 - 2 * poissonRatio));
  const perShear = 1 / (2 * (1 + poissonRatio));
  const [k, g] = [matrix * perBulk, matrix * perShear];
  const rest = 1 - share;
  const contrast = inclusion - matrix;
  const bulk = k + share / (1 / (contrast * perBulk) + (3 * rest) / (3 * k + 4 * g));
  const shear =
    g + share / (1 / (contrast * perShear) + (6 * rest * (k + 2 * g)) / (5 * g * (3 * k + 4 * g)));
  return (9 * bulk * shear) / (3 * bulk + shear);
}
