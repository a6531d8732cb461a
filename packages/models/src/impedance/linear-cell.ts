import { type CellSystem, CURRENT } from '../porous-cell/cell-system.ts';
import { Foil } from '../porous-cell/foil.ts';
import type { LineMesh } from '../porous-cell/line-mesh.ts';
import { type Layer, layerOf } from './layer.ts';
import { ONE_PLACE, placeIn, surfacesAt, valueAt } from './state-at.ts';
import { SurfaceResponse, type SurfaceState } from './surface-response.ts';

/** A cell linearised about a state, in layers. */
export interface LinearCell {
  /** With its slopes at the state. */
  readonly foil: Foil;
  /** The electrolyte at the foil, without thickness. */
  readonly surface: Layer;
  /** From the foil on; none where the level has no electrolyte. */
  readonly separator: readonly Layer[];
  readonly electrode: readonly Layer[];
  /** Populations: of each layer of a porous electrode, per volume; at other levels in one place that stands for all, per area. */
  readonly places: readonly (readonly SurfaceResponse[])[];
  readonly isPorous: boolean;
  /** m, and S/m of the solid. */
  readonly thickness: number;
  readonly conductivity: number;
  /** In series with everything, Ohm m2. */
  readonly resistance: number;
}

/** A layer of the separator costs little, so that there are more of them. */
const SEPARATOR_LAYERS = 2;

/**
 * @param layers - of equal thickness in the electrode
 * @throws {RangeError} where the electrolyte is used up, so that there is nothing to linearise
 */
export function lineariseCell(system: CellSystem, y: Float64Array, layers: number): LinearCell {
  const { description, thermal, mesh, voltageTerms, voltageWeights } = system;
  const { separator, electrode, electrolyte, level } = description;
  if (!(system.leastSalt(y) > 0)) {
    throw new RangeError('impedance: the electrolyte is used up somewhere in the cell');
  }
  const current = y[CURRENT]!;
  const atFoil = mesh === undefined ? electrolyte.initialConcentration : y[system.salt]!;
  const foil = new Foil(description.counter, thermal);
  foil.linearise(y[system.foilPotential]!, atFoil, current);
  const cell = {
    foil,
    surface: layerOf(description, thermal, separator, 0, atFoil, current),
    separator: [],
    electrode: [],
    isPorous: level === 'DFN',
    thickness: electrode.thickness,
    conductivity: electrode.conductivity,
    resistance: -voltageWeights[voltageTerms.indexOf(CURRENT)]!,
  };
  if (mesh === undefined) {
    const states = surfacesAt(system, y, ONE_PLACE, 0, atFoil);
    return { ...cell, places: [responses(system, states, 1)] };
  }
  const count = SEPARATOR_LAYERS * layers;
  const thickness = separator.thickness / count;
  const inSeparator = Array.from({ length: count }, (_, n) => {
    const c = valueAt(placeIn(mesh, (n + 0.5) * thickness, false), y, system.salt);
    return layerOf(description, thermal, separator, thickness, c, current);
  });
  return {
    ...cell,
    separator: inSeparator,
    ...(cell.isPorous ? porousElectrode(system, mesh, y, layers) : evenElectrode(system, mesh, y, layers)),
  };
}

function responses(
  { description, thermal }: CellSystem,
  states: readonly SurfaceState[],
  share: number,
): SurfaceResponse[] {
  return states.map((state, p) => new SurfaceResponse(description.populations[p]!, thermal, state, share));
}

/** Layers of the electrode with the populations in each. */
function porousElectrode(system: CellSystem, mesh: LineMesh, y: Float64Array, count: number) {
  const { description, thermal } = system;
  const { separator, electrode } = description;
  const thickness = electrode.thickness / count;
  const places: SurfaceResponse[][] = [];
  let ionic = y[CURRENT]!; // at the front of the layer
  const layers = Array.from({ length: count }, (_, n) => {
    const place = placeIn(mesh, separator.thickness + (n + 0.5) * thickness, true);
    const c = valueAt(place, y, system.salt);
    const states = surfacesAt(system, y, place, mesh.electrodeStart, c);
    places.push(responses(system, states, 1 / electrode.thickness));
    const taken = states.reduce((sum, { area, reaction }) => sum + (area * reaction) / count, 0);
    const layer = layerOf(description, thermal, electrode, thickness, c, ionic - taken / 2);
    ionic -= taken;
    return layer;
  });
  return { electrode: layers, places };
}

/** Layers of an electrode that reacts evenly, at its mean concentration, against the mean of the solid's potential. */
function evenElectrode(system: CellSystem, mesh: LineMesh, y: Float64Array, count: number) {
  const { description, thermal, voltageTerms, voltageWeights } = system;
  const { separator, electrode } = description;
  const thickness = electrode.thickness / count;
  const layers = Array.from({ length: count }, (_, n) => {
    const place = placeIn(mesh, separator.thickness + (n + 0.5) * thickness, true);
    const c = valueAt(place, y, system.salt);
    return layerOf(description, thermal, electrode, thickness, c, y[CURRENT]! * (1 - (n + 0.5) / count));
  });
  const first = system.salt + mesh.electrodeStart;
  const mean = mesh.electrodeShare.reduce((sum, share, k) => sum + share * y[first + k]!, 0);
  return {
    electrode: layers,
    places: [responses(system, surfacesAt(system, y, ONE_PLACE, 0, mean), 1)],
    resistance:
      electrode.thickness / (3 * electrode.conductivity) - voltageWeights[voltageTerms.indexOf(CURRENT)]!,
  };
}
