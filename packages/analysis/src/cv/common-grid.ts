import type { RatedCycle } from './cycles-by-rate.ts';
import type { Direction, Sweep } from './sweeps.ts';

/** One direction's currents of all scan rates at common potentials. */
export interface GriddedSweep {
  readonly direction: Direction;
  /** V, rising. Shape (potentials). */
  readonly voltage: Float64Array;
  /** A, or A/kg with a mass; positive anodic. Shape (rates, potentials). */
  readonly current: readonly Float64Array[];
}

export interface GridOptions {
  readonly points: number;
  /** V, left out beside each vertex. */
  readonly margin: number;
  /** Ohm. */
  readonly resistance: number;
  /** Divisor of the currents: kg, or 1. */
  readonly divisor: number;
}

/**
 * Both directions on the potentials that all rates share, by linear interpolation inside each sweep. Noise that lets
 * the potential step back is removed by sorting the records of a sweep by potential.
 *
 * @throws {RangeError} when the sweeps share no potential
 */
export function commonGrid(cycles: readonly RatedCycle[], options: GridOptions): readonly GriddedSweep[] {
  return (['cathodic', 'anodic'] as const).map((direction) => {
    const sweeps = cycles.map((cycle) => risingPotential(cycle[direction], options.resistance));
    const low = Math.max(...sweeps.map(({ voltage }) => voltage[0]!)) + options.margin;
    const high = Math.min(...sweeps.map(({ voltage }) => voltage.at(-1)!)) - options.margin;
    if (!(high > low)) {
      throw new RangeError(
        `the ${direction} sweeps share no potential: the highest start is ${low} V, the lowest end ${high} V`,
      );
    }
    const { points, divisor } = options;
    const voltage = Float64Array.from({ length: points }, (_, i) => low + ((high - low) * i) / (points - 1));
    const current = sweeps.map((sweep) => interpolate(sweep, voltage, divisor));
    return { direction, voltage, current };
  });
}

interface Curve {
  readonly voltage: Float64Array;
  readonly current: Float64Array;
}

/** The records of a sweep by rising potential E - iR. */
function risingPotential(sweep: Sweep, resistance: number): Curve {
  const voltage = sweep.voltage.slice();
  const current = sweep.current.slice();
  if (resistance !== 0) for (let i = 0; i < voltage.length; i++) voltage[i]! -= resistance * current[i]!;
  if (sweep.direction === 'cathodic') {
    voltage.reverse();
    current.reverse();
  }
  for (let i = 1; i < voltage.length; i++) {
    const v = voltage[i]!;
    if (v >= voltage[i - 1]!) continue;
    const c = current[i]!;
    let j = i; // insertion sort: records are in order but for noise
    for (; j > 0 && voltage[j - 1]! > v; j--) {
      voltage[j] = voltage[j - 1]!;
      current[j] = current[j - 1]!;
    }
    voltage[j] = v;
    current[j] = c;
  }
  return { voltage, current };
}

function interpolate({ voltage, current }: Curve, at: Float64Array, divisor: number): Float64Array {
  const out = new Float64Array(at.length);
  let right = 1;
  for (let i = 0; i < at.length; i++) {
    const target = at[i]!;
    while (right < voltage.length - 1 && voltage[right]! < target) right++;
    const width = voltage[right]! - voltage[right - 1]!;
    const share = width > 0 ? (target - voltage[right - 1]!) / width : 0.5;
    out[i] = (current[right - 1]! + share * (current[right]! - current[right - 1]!)) / divisor;
  }
  return out;
}
