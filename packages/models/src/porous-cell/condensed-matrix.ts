import type { LineMesh } from './line-mesh.ts';

/**
 * The linear system of a porous cell once its particles are eliminated: node after node from the foil to the collector
 * potential and concentration of the electrolyte, and in the electrode the potential of the solid; bordered by the current
 * and the row of the control. An unknown is tied to its own element only, so that factors stay within elements.
 *
 * No pivots are sought: a node's potential comes before its concentration, so that every leading part is a conduction and
 * a diffusion problem of its own with positive coefficients, after whatever electrolyte.
 */
export class CondensedMatrix {
  readonly size: number;
  /** Place of the potential of the electrolyte at each node; the concentration follows it, then the solid's potential. */
  readonly places: Int32Array;
  /** Row-major. */
  readonly entries: Float64Array;
  /** Column of the current. */
  readonly current: Float64Array;
  /** Slopes of the control's row with the potential of the collector, which is the last unknown, and with the current. */
  controlPotential = 0;
  controlCurrent = 1;
  /** First and one past the last unknown that each is tied to. */
  private readonly begins: Int32Array;
  private readonly ends: Int32Array;
  private bordered = 1;

  constructor(mesh: LineMesh) {
    const { nodes, electrodeStart, elements } = mesh;
    this.places = Int32Array.from({ length: nodes }, (_, n) => 2 * n + Math.max(0, n - electrodeStart));
    this.size = 2 * nodes + (nodes - electrodeStart);
    this.entries = new Float64Array(this.size * this.size);
    this.current = new Float64Array(this.size);
    this.begins = new Int32Array(this.size);
    this.ends = new Int32Array(this.size).fill(this.size);
    for (const { first, degree } of elements) {
      const from = this.places[first]!;
      const to = this.places[first + degree + 1] ?? this.size;
      // the last node of an element belongs to the next one too
      this.ends.fill(to, from, this.places[first + degree]!);
      this.begins.fill(from, first === 0 ? from : this.places[first + 1]!, to);
    }
  }

  clear(): void {
    this.entries.fill(0);
    this.current.fill(0);
  }

  /** Factorises in place, reciprocals of the pivots on the diagonal; false where that has no value. */
  factor(): boolean {
    const { size, entries, ends, current } = this;
    for (let k = 0; k < size; k++) {
      const end = ends[k]!;
      const pivotRow = k * size;
      const inverse = 1 / entries[pivotRow + k]!;
      if (!(Math.abs(inverse) < Infinity)) return false;
      entries[pivotRow + k] = inverse;
      // two rows at a time, which share what they read of the pivot's
      let i = k + 1;
      for (; i + 1 < end; i += 2) {
        const row = i * size;
        const next = row + size;
        const entry = entries[row + k]!;
        const nextEntry = entries[next + k]!;
        if (entry === 0 && nextEntry === 0) continue;
        const factor = entry * inverse;
        const nextFactor = nextEntry * inverse;
        entries[row + k] = factor;
        entries[next + k] = nextFactor;
        for (let j = k + 1; j < end; j++) {
          const value = entries[pivotRow + j]!;
          entries[row + j]! -= factor * value;
          entries[next + j]! -= nextFactor * value;
        }
      }
      if (i < end) {
        const row = i * size;
        const factor = entries[row + k]! * inverse;
        entries[row + k] = factor;
        for (let j = k + 1; j < end; j++) entries[row + j]! -= factor * entries[pivotRow + j]!;
      }
    }
    this.substitute(current);
    this.bordered = this.controlCurrent - this.controlPotential * current[size - 1]!;
    return this.bordered !== 0;
  }

  /** Solves in place for a right-hand side and that of the control; returns the current. */
  solve(right: Float64Array, control: number): number {
    const { size, current } = this;
    this.substitute(right);
    const solved = (control - this.controlPotential * right[size - 1]!) / this.bordered;
    if (solved !== 0) for (let i = 0; i < size; i++) right[i]! -= solved * current[i]!;
    return solved;
  }

  /** Two rows at a time, which share what they read; entries that a row of a pair has not are zeros. */
  private substitute(x: Float64Array): void {
    const { size, entries, begins, ends } = this;
    for (let i = 1; i < size; i += 2) {
      const row = i * size;
      if (i + 1 === size) {
        let sum = x[i]!;
        for (let j = begins[i]!; j < i; j++) sum -= entries[row + j]! * x[j]!;
        x[i] = sum;
        break;
      }
      const next = row + size;
      let sum = x[i]!;
      let nextSum = x[i + 1]!;
      for (let j = begins[i]!; j < i; j++) {
        const value = x[j]!;
        sum -= entries[row + j]! * value;
        nextSum -= entries[next + j]! * value;
      }
      x[i] = sum;
      x[i + 1] = nextSum - entries[next + i]! * sum;
    }
    for (let i = size - 1; i >= 0; i -= 2) {
      const row = i * size;
      const end = ends[i]!;
      if (i === 0) {
        let sum = x[0]!;
        for (let j = 1; j < end; j++) sum -= entries[j]! * x[j]!;
        x[0] = sum * entries[0]!;
        break;
      }
      const before = row - size;
      let sum = x[i]!;
      let sumBefore = x[i - 1]!;
      for (let j = i + 1; j < end; j++) {
        const value = x[j]!;
        sum -= entries[row + j]! * value;
        sumBefore -= entries[before + j]! * value;
      }
      const value = sum * entries[row + i]!;
      x[i] = value;
      x[i - 1] = (sumBefore - entries[before + i]! * value) * entries[before + i - 1]!;
    }
  }
}
