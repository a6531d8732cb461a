import type { OdeSystem } from '@anodelab/numerics';
import { stefanBoltzmann } from '../constants.ts';
import type { ParameterValues } from '../parameters.ts';

/**
 * How the powder bed is cut into layers. With `surface: 'cell'` the top exchanges heat at the temperature of the top
 * cell (first order in the cell size), with `'face'` at the temperature of the surface itself (second order).
 */
export interface BedMesh {
  readonly cells: number;
  readonly surface: 'cell' | 'face';
}

/** The mesh that the fitted parameters belong to: a finer one needs them fitted again (docs/methods/furnace.md). */
export const fittedMesh: BedMesh = { cells: 8, surface: 'cell' };

/**
 * Heat balance of boat and bed in surroundings at `surroundings` K, equations 2.1 to 2.3 of docs/methods/furnace.md.
 * State: boat, then cells from the boat's floor to the top, K.
 *
 * @param heat - released in each cell, W/m3, read at every evaluation; none where not given
 */
export function bedSystem(
  values: ParameterValues,
  mesh: BedMesh,
  surroundings: number,
  heat?: Float64Array,
): OdeSystem {
  const { cells } = mesh;
  const height = values.bedDepth / cells;
  const floor = values.boatFloorShare * values.boatArea;
  const boatCapacity = values.boatMass * values.boatHeatCapacity; // J/K
  const outer = (values.boatArea - floor) / boatCapacity; // m2 K/J
  const floorOverCapacity = floor / boatCapacity;
  const cellCapacity = values.bedDensity * values.bedHeatCapacity * height; // J/(m2 K)
  const between = values.bedConductivity / height; // W/(m2 K), from centre to centre
  const half = 2 * between; // from a centre to its face
  const exchange = createExchange(values, surroundings);
  const top = mesh.surface === 'cell' ? exchange : throughSurface(exchange, half);

  return {
    size: cells + 1,
    derivative(y, out) {
      const fromBoat = half * (y[0]! - y[1]!);
      out[0] = outer * exchange.flux(y[0]!) - floorOverCapacity * fromBoat;
      let below = fromBoat;
      for (let i = 1; i <= cells; i++) {
        const above = i < cells ? between * (y[i]! - y[i + 1]!) : -top.flux(y[i]!);
        out[i] = (below - above + (heat ? heat[i - 1]! * height : 0)) / cellCapacity;
        below = above;
      }
    },
    jacobian(y, out) {
      const size = cells + 1;
      out[0] = outer * exchange.slope(y[0]!) - floorOverCapacity * half;
      out[1] = floorOverCapacity * half;
      for (let i = 1; i <= cells; i++) {
        const below = i === 1 ? half : between;
        out[i * size + i - 1] = below / cellCapacity;
        if (i < cells) out[i * size + i + 1] = between / cellCapacity;
        out[i * size + i] = (-below + (i < cells ? -between : top.slope(y[i]!))) / cellCapacity;
      }
    },
  };
}

/** Heat that enters per area, W/m2, as a function of a temperature in K, and its derivative. */
export interface HeatExchange {
  flux(temperature: number): number;
  slope(temperature: number): number;
}

/** Radiation and convection from the surroundings onto a surface. */
export function createExchange(values: ParameterValues, surroundings: number): HeatExchange {
  const radiation = values.emissivity * stefanBoltzmann;
  const { convection } = values;
  return {
    flux: (t) => radiation * (surroundings ** 4 - t ** 4) + convection * (surroundings - t),
    slope: (t) => -4 * radiation * t ** 3 - convection,
  };
}

/** The same exchange seen from the centre of a cell, behind the conductance of half a cell. */
function throughSurface(exchange: HeatExchange, conductance: number): HeatExchange {
  const surfaceOf = (centre: number): number => {
    let surface = centre;
    for (let i = 0; i < 50; i++) {
      const imbalance = conductance * (surface - centre) - exchange.flux(surface);
      const step = imbalance / (conductance - exchange.slope(surface));
      surface -= step;
      if (Math.abs(step) <= 1e-12 * surface) break;
    }
    return surface;
  };
  return {
    flux: (centre) => conductance * (surfaceOf(centre) - centre),
    slope(centre) {
      const slope = exchange.slope(surfaceOf(centre));
      return (conductance * slope) / (conductance - slope);
    },
  };
}
