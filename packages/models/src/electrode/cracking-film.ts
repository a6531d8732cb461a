import { createRandom } from '@anodelab/numerics';
import { bondStrains, relaxNetwork } from './spring-network.ts';
import { type Border, type Lattice, triangularLattice } from './triangular-lattice.ts';

/** A film on its foil. Strains are relative to the length of a bond. */
export interface FilmDescription {
  readonly columns: number;
  readonly rows: number;
  readonly border: Border;
  /** Stiffness of the ground under a node over that of a bond. */
  readonly substrate: number;
  /** Scale of the Weibull distribution of the strains at which bonds break, and its shape. */
  readonly strength: number;
  readonly shape: number;
  /** Loss of strength per cycle of a bond that is strained to it, and the power of strain over strength. */
  readonly fatigue: number;
  readonly fatigueExponent: number;
  readonly seed: number;
}

/** Share of all bonds that at most break before forces are balanced again. */
const BATCH = 0.004;

/** A film that shrinks on a foil that does not: bonds strained beyond their strength break, worst first, until none is. */
export class CrackingFilm {
  readonly lattice: Lattice;
  /** Strain at which each bond breaks. */
  readonly strength: Float64Array;
  /** Displacement of the nodes, x and y in turn, bonds. */
  readonly displacement: Float64Array;
  /** Elastic strain of each bond; of a broken one the width of its gap, bonds. */
  strain: Float64Array;
  private readonly description: FilmDescription;

  constructor(description: FilmDescription) {
    const { columns, rows, border, substrate, strength, shape, seed } = description;
    this.description = description;
    this.lattice = triangularLattice(columns, rows, border, substrate);
    const random = createRandom(seed);
    this.strength = Float64Array.from(
      this.lattice.from,
      () => strength * (-Math.log1p(-random.uniform())) ** (1 / shape),
    );
    this.displacement = new Float64Array(2 * this.lattice.nodes);
    this.strain = new Float64Array(this.lattice.from.length);
  }

  /** Share of the bonds that are broken. */
  get brokenShare(): number {
    let whole = 0;
    for (const one of this.lattice.whole) whole += one;
    return 1 - whole / this.lattice.whole.length;
  }

  /** Shrinks the film by `misfit` and breaks what that breaks. */
  shrink(misfit: number): void {
    const { lattice, strength } = this;
    const batch = Math.max(1, Math.trunc(BATCH * strength.length));
    for (;;) {
      relaxNetwork(lattice, misfit, this.displacement);
      this.strain = bondStrains(lattice, misfit, this.displacement);
      const over: number[] = [];
      for (let b = 0; b < strength.length; b++)
        if (lattice.whole[b] === 1 && this.strain[b]! > strength[b]!) over.push(b);
      if (over.length === 0) return;
      over.sort((a, b) => this.strain[b]! / strength[b]! - this.strain[a]! / strength[a]! || a - b);
      for (const bond of over.slice(0, batch)) lattice.whole[bond] = 0;
    }
  }

  /**
   * Weakens every whole bond by so many cycles at the strain that it now has: d(strength)/dn = -fatigue strength
   * (strain/strength)^m, integrated exactly at constant strain. Compression does not tire.
   */
  tire(cycles: number): void {
    const { fatigue, fatigueExponent: m } = this.description;
    for (let b = 0; b < this.strength.length; b++) {
      const strain = this.strain[b]!;
      if (this.lattice.whole[b] === 0 || strain <= 0) continue;
      const rest = this.strength[b]! ** m - m * fatigue * cycles * strain ** m;
      this.strength[b] = rest > 0 ? rest ** (1 / m) : 0;
    }
  }
}
