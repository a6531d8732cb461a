import { lobatto } from '@anodelab/numerics';
import type { CellMesh } from './cell-description.ts';
import { DfnSystem } from './dfn-system.ts';
import type { LineMesh } from './line-mesh.ts';

/** The same cell on another mesh across its thickness, with the state carried over by the old mesh's own polynomials. */
export function remesh(
  system: DfnSystem,
  y: Float64Array,
  mesh: CellMesh,
): { system: DfnSystem; y: Float64Array } {
  const radial = system.populations[0]!.modes;
  const made = new DfnSystem(system.description, { ...mesh, radial });
  const next = new Float64Array(made.size);
  made.fill(next);
  next[0] = y[0]!;
  next[1] = y[1]!;
  const old = system.mesh;
  const shift = old.electrodeStart;
  const oldSalt = 2;
  const newSalt = 2;
  for (let n = 0; n < made.mesh.nodes; n++) {
    const { first, values } = weightsAt(old, made.mesh.positions[n]!, n >= made.mesh.electrodeStart);
    const blend = (at: number, stride: number) => {
      let sum = 0;
      for (let j = 0; j < values.length; j++) sum += values[j]! * y[at + (first + j) * stride]!;
      return sum;
    };
    next[newSalt + n] = blend(oldSalt, 1);
    next[made.ionic + n] = blend(system.ionic, 1);
    const k = n - made.mesh.electrodeStart;
    if (k < 0) continue;
    next[made.solid + k] = blend(system.solid - shift, 1);
    made.populations.forEach((population, p) => {
      const from = system.populations[p]!;
      const { stride } = population;
      population.area[k] = 0;
      let film = 0;
      for (let j = 0; j < values.length; j++) {
        population.area[k]! += values[j]! * from.area[first + j - shift]!;
        film += values[j]! * from.film[first + j - shift]!;
      }
      population.setFilm(k, film);
      for (let s = 0; s < stride; s++) {
        next[population.offset + k * stride + s] = blend(from.offset + s - shift * stride, stride);
      }
    });
  }
  return { system: made, y: next };
}

/** First node of the element at a position and the weights of its nodes' values there. */
function weightsAt(
  mesh: LineMesh,
  position: number,
  inElectrode: boolean,
): { first: number; values: Float64Array } {
  const candidates = mesh.elements.filter((element) => element.isElectrode === inElectrode);
  const element =
    candidates.find(({ first, degree }) => position <= mesh.positions[first + degree]!) ?? candidates.at(-1)!;
  const { nodes } = lobatto(element.degree);
  const left = mesh.positions[element.first]!;
  const x = (2 * (position - left)) / element.length - 1;
  const values = Float64Array.from(nodes, (own, i) =>
    nodes.reduce((product, other, j) => (i === j ? product : (product * (x - other)) / (own - other)), 1),
  );
  return { first: element.first, values };
}
