/** A shell before it was ever loaded, SI. */
export interface ShellGeometry {
  /** m. */
  readonly inner: number;
  readonly outer: number;
  /** Young's modulus, Pa. */
  readonly modulus: number;
  /** Pa. */
  readonly yieldStress: number;
}

/** Elements across the shell, with three Gauss points each. */
const ELEMENTS = 24;
const GAUSS = [
  [-Math.sqrt(0.6), 5 / 9],
  [0, 8 / 9],
  [Math.sqrt(0.6), 5 / 9],
] as const;

/**
 * An elastic, perfectly plastic, incompressible sphere shell at finite strain (equations 5.10 to 5.12 of
 * docs/methods/shell.md). It remembers its plastic strain. Between two turns of the inner radius a move of any size is exact.
 */
export class PlasticShell {
  readonly geometry: ShellGeometry;
  /** Pressure on the core, Pa; negative where the bonded core pulls. */
  pressure = 0;
  /** Hoop stress at the inner and the outer surface, Pa. */
  innerHoop = 0;
  outerHoop = 0;
  /** Plastic strain at the inner surface: signed, and all that ever was (equivalent). */
  innerStrain = 0;
  accumulated = 0;
  /** Logarithms of the radii of material points at first, m, and their weights in an integral over ln R. */
  private readonly at: Float64Array;
  private readonly weight: Float64Array;
  /** Plastic strain of each point; the inner and the outer surface come last. */
  private readonly plastic: Float64Array;
  private readonly points: number;

  constructor(geometry: ShellGeometry) {
    this.geometry = geometry;
    this.points = ELEMENTS * GAUSS.length;
    this.at = new Float64Array(this.points + 2);
    this.weight = new Float64Array(this.points);
    this.plastic = new Float64Array(this.points + 2);
    const width = Math.log(geometry.outer / geometry.inner) / ELEMENTS;
    let k = 0;
    for (let e = 0; e < ELEMENTS; e++) {
      for (const [place, weight] of GAUSS) {
        this.at[k] = Math.log(geometry.inner) + width * (e + (1 + place) / 2);
        this.weight[k++] = (weight * width) / 2;
      }
    }
    this.at[k] = Math.log(geometry.inner);
    this.at[k + 1] = Math.log(geometry.outer);
  }

  /** Moves the inner surface to a radius, m. */
  stretchTo(radius: number): void {
    const { inner } = this.geometry;
    const growth = radius ** 3 - inner ** 3;
    let pressure = 0;
    for (let k = 0; k < this.points; k++) {
      const cube = Math.exp(3 * this.at[k]!);
      // dr/r = R^3/r^3 d(ln R)
      pressure += (2 * this.load(k, growth) * this.weight[k]! * cube) / (cube + growth);
    }
    this.pressure = pressure;
    const before = this.plastic[this.points]!;
    this.innerHoop = this.load(this.points, growth) - pressure;
    this.outerHoop = this.load(this.points + 1, growth);
    this.innerStrain = this.plastic[this.points]!;
    this.accumulated += Math.abs(this.innerStrain - before);
  }

  /** Hoop less radial stress of a point, Pa, after its plastic strain has followed. */
  private load(k: number, growth: number): number {
    const { modulus, yieldStress } = this.geometry;
    const strain = (2 / 3) * Math.log1p(growth * Math.exp(-3 * this.at[k]!)); // 2 ln(r/R)
    const elastic = strain - this.plastic[k]!;
    const limit = yieldStress / modulus;
    if (elastic > limit) this.plastic[k] = strain - limit;
    else if (elastic < -limit) this.plastic[k] = strain + limit;
    return modulus * (strain - this.plastic[k]!);
  }
}
